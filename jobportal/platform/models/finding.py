"""What the rules pointed out in a month's access record, followed until it is settled (PD-35)."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobportal.platform.models.parts import once
from jobportal.platform.models.record import Record
from jobportal.platform.values.dates import kdate


class AccessFinding(Record):
    """One thing to look at: asked about, explained by its subject, settled by somebody else.

    ``month_on`` is the month it happened in, ``review_on`` the month whose review it stands in now:
    carried over it moves on, and ``carried`` keeps why, by the month it left (``2026-10``).
    ``mark`` tells it from the others of its month. There is no foreign key to its subject, as there
    is none in the access record; without an account (failed sign-ins) nobody can be asked.
    """

    DERIVED: ClassVar[tuple[str, ...]] = ("mark",)

    class State(models.TextChoices):
        OPEN = "OPEN", "확인 전"
        ASKED = "ASKED", "소명 요청"
        EXPLAINED = "EXPLAINED", "소명 제출"
        ACTED = "ACTED", "조치 완료"
        CLEARED = "CLEARED", "이상 없음"

    SETTLED = (State.ACTED, State.CLEARED)

    month_on = models.DateField("점검한 달")
    review_on = models.DateField("처리하는 달")
    mark = models.CharField("표지", max_length=64)
    rule = models.CharField("항목", max_length=40)
    account_id = models.BigIntegerField("계정 번호", null=True, blank=True)
    account_name = models.CharField("계정", max_length=80, blank=True)
    on = models.DateField("날짜", null=True, blank=True)
    told = models.CharField("내용", max_length=300)
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    question = models.TextField("소명 요청 내용", max_length=1000, blank=True)
    due_on = models.DateField("소명 기한", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="소명을 요청한 사람",
    )
    asked_at = models.DateTimeField("소명 요청 일시", null=True, blank=True)
    answer = models.TextField("소명", max_length=2000, blank=True)
    answered_at = models.DateTimeField("소명 일시", null=True, blank=True)
    outcome = models.TextField("확인·조치 내용", max_length=1000, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="마친 사람",
    )
    settled_at = models.DateTimeField("마친 일시", null=True, blank=True)
    carried = models.JSONField("이월 사유", default=dict, blank=True)

    class Meta:
        verbose_name = "접속기록 점검 항목"
        verbose_name_plural = "접속기록 점검 항목"
        ordering = ["month_on", "id"]
        indexes = [
            models.Index(fields=["account_id", "state"], name="platform_finding_subject"),
            models.Index(fields=["district", "review_on"], name="platform_finding_review"),
        ]
        constraints = [
            once(
                "month_on",
                "mark",
                name="once",
                message="이미 올린 점검 항목입니다.",
            ),
            models.CheckConstraint(
                condition=Q(account_id__isnull=True)
                | (
                    (Q(asked_by__isnull=True) | ~Q(asked_by=F("account_id")))
                    & (Q(settled_by__isnull=True) | ~Q(settled_by=F("account_id")))
                ),
                name="platform_finding_two_people",
                violation_error_message="본인에 관한 점검 항목은 다른 점검자가 처리합니다.",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("month_on")),
                name="platform_finding_months",
                violation_error_message="이월은 뒤의 달로만 합니다.",
            ),
        ]

    def __str__(self) -> str:
        day = f" {kdate(self.on)}" if self.on else ""
        return f"{self.rule} {self.account_name}{day}".replace("  ", " ")

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in self.SETTLED

    def is_late(self, today: date) -> bool:
        """Whether its subject was asked and has let the day pass."""
        return self.state == self.State.ASKED and self.due_on < today

    def carry_reason(self, month_on: date) -> str:
        """Why the review of a month left it to a later one; "" when it did not."""
        return self.carried.get(f"{month_on:%Y-%m}", "")

    def delete_refusal(self) -> str:
        """What was pointed out stays."""
        return "점검 항목은 지우지 않습니다."
