"""The half-yearly review of rights: every account of the district, kept or taken back (PD-20)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobportal.platform.models.parts import once
from jobportal.platform.models.record import Record
from jobportal.platform.values.halves import Half


class RightsReview(Record):
    """The review of one half-year: begun, decided account by account, then signed for good."""

    half_on = models.DateField("반기 첫날")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="시작한 사람"
    )
    begun_at = models.DateTimeField("시작 일시")
    opinion = models.TextField("점검 의견", max_length=2000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="마친 사람",
    )
    signed_at = models.DateTimeField("마친 일시", null=True, blank=True)

    class Meta:
        verbose_name = "권한 점검"
        verbose_name_plural = "권한 점검"
        ordering = ["-half_on"]
        constraints = [
            once("half_on", name="once", message="이 반기의 권한 점검은 이미 시작했습니다.")
        ]

    def __str__(self) -> str:
        return f"{Half(self.half_on)} 권한 점검"

    @property
    def is_signed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.signed_at is not None

    def delete_refusal(self) -> str:
        """What was reviewed stays."""
        return "권한 점검은 지우지 않습니다."


class RightsReviewLine(Record):
    """One account as it was when the review began, and what somebody else decided about it."""

    class Decision(models.TextChoices):
        UNDECIDED = "UNDECIDED", "결정 전"
        KEEP = "KEEP", "유지"
        TAKE_BACK = "TAKE_BACK", "회수"

    review = models.ForeignKey(
        RightsReview, models.PROTECT, related_name="lines", verbose_name="권한 점검"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="계정"
    )
    username = models.CharField("아이디", max_length=150)
    name = models.CharField("이름", max_length=40, blank=True)
    department = models.CharField("부서", max_length=60, blank=True)
    roles = models.TextField("역할과 범위, 기한", max_length=2000, blank=True)
    last_login_at = models.DateTimeField("마지막 로그인", null=True, blank=True)
    decision = models.CharField("결정", max_length=10, choices=Decision, default=Decision.UNDECIDED)
    reason = models.CharField("사유", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="결정한 사람",
    )
    decided_at = models.DateTimeField("결정 일시", null=True, blank=True)

    class Meta:
        verbose_name = "점검한 계정"
        verbose_name_plural = "점검한 계정"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "account"],
                name="platform_rightsreviewline_once",
                violation_error_message="이 계정은 이미 점검 목록에 있습니다.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("account")),
                name="platform_rightsreviewline_two_people",
                violation_error_message="본인의 권한은 다른 점검자가 결정합니다.",
            ),
            models.CheckConstraint(
                condition=Q(decision="UNDECIDED") | (~Q(reason="") & Q(decided_by__isnull=False)),
                name="platform_rightsreviewline_reason",
                violation_error_message="결정한 사유를 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.username})" if self.name else self.username

    def delete_refusal(self) -> str:
        """What was decided stays."""
        return "권한 점검은 지우지 않습니다."
