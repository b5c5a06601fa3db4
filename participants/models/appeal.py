"""What applicants object to, and what they are answered."""

from django.db import models
from django.db.models import Q

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION
from participants.models.selection import Selection


class Appeal(Record):
    """An applicant objects to a refusal or to not being selected (이의신청).

    ``selection`` is the list that was announced when they did.
    """

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class Against(models.TextChoices):
        INELIGIBLE = "INELIGIBLE", "부적격"
        NOT_SELECTED = "NOT_SELECTED", "미선발"
        RESERVE = "RESERVE", "예비 순위"

    class State(models.TextChoices):
        FILED = "FILED", "처리 중"
        ACCEPTED = "ACCEPTED", "인용"
        REJECTED = "REJECTED", "기각"
        WITHDRAWN = "WITHDRAWN", "취하"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="appeals", verbose_name="참여신청"
    )
    selection = models.ForeignKey(
        Selection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appeals",
        verbose_name="대상 선발안",
    )
    against = models.CharField("대상 결과", max_length=15, choices=Against)
    filed_on = models.DateField("신청일")
    due_on = models.DateField("처리 기한")
    ground = EncryptedField("이의 내용", help_text="신청인이 적은 까닭을 옮깁니다.")
    state = models.CharField("처리 상태", max_length=10, choices=State, default=State.FILED)
    answer = models.CharField("답변", max_length=400, blank=True)
    decided_on = models.DateField("처리일", null=True, blank=True)
    decided_by = models.CharField("처리한 사람", max_length=80, blank=True)

    class Meta:
        verbose_name = "이의신청"
        verbose_name_plural = "이의신청"
        ordering = ["-filed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="FILED"),
                name="participants_appeal_one_open",
                violation_error_message="이 신청서에 처리 중인 이의신청이 있습니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ACCEPTED", "REJECTED"])
                | (Q(decided_on__isnull=False) & ~Q(answer="")),
                name="participants_appeal_answer",
                violation_error_message="처리한 이의신청에는 처리일과 답변이 있어야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 이의신청"
