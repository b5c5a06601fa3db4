"""The posts that reserves were offered."""

from django.db import models
from django.db.models import Q

from jobportal.platform.models import Record
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION
from participants.models.vacancy import Vacancy


class Offer(Record):
    """A post offered to a reserve, or one passed over with a reason: the call log (예비 통보)."""

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class State(models.TextChoices):
        OPEN = "OPEN", "답변 대기"
        ACCEPTED = "ACCEPTED", "수락"
        DECLINED = "DECLINED", "거절"
        NO_ANSWER = "NO_ANSWER", "연락 안 됨"
        SKIPPED = "SKIPPED", "건너뜀"
        WITHDRAWN = "WITHDRAWN", "통보 취소"

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="offers", verbose_name="결원")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="offers", verbose_name="참여신청"
    )
    reserve_rank = models.PositiveIntegerField("예비 순위")
    offered_on = models.DateField("통보일")
    respond_by_on = models.DateField("답변 기한", null=True, blank=True)
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField("답변일", null=True, blank=True)
    reason = models.CharField("사유", max_length=200, blank=True)

    class Meta:
        verbose_name = "예비자 통보"
        verbose_name_plural = "예비자 통보"
        ordering = ["vacancy", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy"],
                condition=Q(state__in=["OPEN", "ACCEPTED"]),
                name="participants_offer_one_per_vacancy",
                violation_error_message="이 자리는 이미 다른 예비자에게 통보했습니다.",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["OPEN", "ACCEPTED"]),
                name="participants_offer_one_per_person",
                violation_error_message="이 예비자에게는 이미 통보한 자리가 있습니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state="SKIPPED") | ~Q(reason=""),
                name="participants_offer_skip_reason",
                violation_error_message="예비자를 건너뛰는 사유를 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 예비자 통보"
