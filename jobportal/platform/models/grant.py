"""Roles as data, who was granted which and for how long, and the record of every such change."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from jobportal.platform.models.organisation import District
from jobportal.platform.permissions import RESIDENT, Confinement, Permission

CONFINEMENTS = [(one.value, one.label) for one in Confinement]


def permissions_of(codes: Iterable[str]) -> frozenset[Permission]:
    """The permissions of these codes; those that no longer exist are left out."""
    known = set(Permission)
    return frozenset(Permission(code) for code in codes if code in known)


class Role(models.Model):
    """A named set of permissions, and what a grant of it may be confined to.

    ``permissions`` are codes of :class:`Permission`, ``confinements`` of :class:`Confinement`. A
    role of a district is changed there, by two people: ``proposed`` holds the values of these four
    fields that somebody else has still to approve. Roles of no district are changed by no page.
    """

    TERMS = ("label", "description", "permissions", "confinements")

    code = models.SlugField("코드", max_length=30, unique=True)
    label = models.CharField("역할", max_length=40)
    description = models.CharField("설명", max_length=200)
    permissions = models.JSONField("할 수 있는 일", default=list)
    confinements = models.JSONField("범위", default=list)
    is_delivered = models.BooleanField("제공된 역할", default=False, editable=False)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="자치구",
    )
    version = models.PositiveIntegerField("판", default=1, editable=False)
    proposed = models.JSONField("승인을 기다리는 내용", null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="변경을 신청한 사람",
    )

    class Meta:
        verbose_name = "역할"
        verbose_name_plural = "역할"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "label"],
                name="platform_role_label",
                violation_error_message="같은 이름의 역할이 있습니다. 다른 이름을 정하세요.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def allows(self) -> frozenset[Permission]:
        """The permissions; codes that no longer exist allow nothing."""
        return permissions_of(self.permissions)

    @property
    def shows_residents(self) -> bool:
        """True when a grant of it needs a 취급승인 (고용정책 기본법 제15조의3제5항)."""
        return bool(self.allows & RESIDENT)


class Grant(models.Model):
    """A user has a role in a district, confined to a part of it, for a time.

    It counts only while approved and within its days; a role that shows residents also needs the
    day of the training. Nobody decides what they asked for, or what is for themselves.
    """

    class State(models.TextChoices):
        REQUESTED = "REQUESTED", "승인 대기"
        APPROVED = "APPROVED", "승인"
        REFUSED = "REFUSED", "반려"
        REVOKED = "REVOKED", "회수"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants", verbose_name="사용자"
    )
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants", verbose_name="역할")
    district = models.ForeignKey(
        District, models.PROTECT, related_name="grants", verbose_name="자치구"
    )
    confined_to = models.CharField(
        "범위", max_length=10, choices=CONFINEMENTS, default=Confinement.DISTRICT.value
    )
    confined_code = models.CharField(
        "범위의 코드",
        max_length=60,
        blank=True,
        help_text="팀·일자리사업의 코드나 동 이름. 구 전체이면 비웁니다.",
    )
    from_on = models.DateField("시작일")
    to_on = models.DateField("종료일", null=True, blank=True)
    trained_on = models.DateField("개인정보 교육일", null=True, blank=True)
    pledged_on = models.DateField("보안서약일", null=True, blank=True)
    document_number = models.CharField("근거 문서번호", max_length=60, blank=True)
    reason = models.CharField("신청 사유", max_length=200)
    state = models.CharField("상태", max_length=10, choices=State, default=State.REQUESTED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="신청한 사람",
    )
    requested_at = models.DateTimeField("신청 일시", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="결정한 사람",
    )
    decided_at = models.DateTimeField("결정 일시", null=True, blank=True)
    decision_note = models.CharField("결정 의견", max_length=200, blank=True)

    class Meta:
        verbose_name = "권한"
        verbose_name_plural = "권한"
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "state"], name="platform_grant_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="platform_grant_days",
                violation_error_message="종료일이 시작일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("user"))),
                name="platform_grant_two_people",
                violation_error_message=(
                    "신청한 사람이나 권한을 받을 사람은 스스로 결정할 수 없습니다."
                ),
            ),
            models.CheckConstraint(
                condition=Q(confined_to="DISTRICT", confined_code="")
                | (~Q(confined_to="DISTRICT") & ~Q(confined_code="")),
                name="platform_grant_confined",
                violation_error_message="범위가 구 전체가 아니면 그 범위를 고르세요.",
            ),
        ]

    def __str__(self) -> str:
        place = f" {self.confined_code}" if self.confined_code else ""
        return f"{self.district} {self.role}{place}"

    def holds_on(self, day) -> bool:
        """Whether it counts on a day."""
        return not self.fault_on(day)

    def fault_on(self, day) -> str:
        """Why it does not count on a day, in Korean; "" when it does."""
        if self.state != self.State.APPROVED:
            return f"권한이 ‘{self.get_state_display()}’ 상태입니다."
        if day < self.from_on:
            return f"권한이 {self.from_on:%Y-%m-%d}부터 시작합니다."
        if self.to_on and self.to_on < day:
            return f"권한 기간이 {self.to_on:%Y-%m-%d}에 끝났습니다."
        if self.role.shows_residents and not (self.trained_on and self.to_on):
            return "개인정보 교육일과 취급승인 기간이 등록되지 않았습니다."
        return ""


class GrantEvent(models.Model):
    """Who changed whose rights, when, from what to what and why (안전기준 제5조제3항).

    Names are kept as text; the database refuses to edit or delete it, and it is kept for at least
    three years.
    """

    class Action(models.TextChoices):
        REQUEST = "REQUEST", "권한 신청"
        APPROVE = "APPROVE", "권한 승인"
        REFUSE = "REFUSE", "권한 반려"
        REVOKE = "REVOKE", "권한 회수"
        ROLE_ASK = "ROLE_ASK", "역할 변경 신청"
        ROLE = "ROLE", "역할 변경"
        ROLE_REFUSE = "ROLE_REFUSE", "역할 변경 반려"
        ACCOUNT = "ACCOUNT", "계정 등록"
        CHANGE = "CHANGE", "계정 정보 변경"
        DEACTIVATE = "DEACTIVATE", "계정 중지"
        ACTIVATE = "ACTIVATE", "계정 다시 사용"
        LOCK = "LOCK", "로그인 잠금"
        UNLOCK = "UNLOCK", "잠금 해제"
        PASSWORD = "PASSWORD", "비밀번호 재발급"
        CONFIRM = "CONFIRM", "재발급 확인"
        FACTOR = "FACTOR", "2차 인증 해제"

    at = models.DateTimeField("일시", default=timezone.now)
    actor_id = models.BigIntegerField("처리한 계정 번호", null=True)
    actor_name = models.CharField("처리한 사람", max_length=80)
    district_id = models.BigIntegerField("자치구 번호", null=True)
    user_id = models.BigIntegerField("대상 계정 번호", null=True)
    user_name = models.CharField("대상", max_length=80, blank=True)
    action = models.CharField("처리", max_length=12, choices=Action)
    before = models.CharField("바뀌기 전", max_length=300, blank=True)
    after = models.CharField("바뀐 뒤", max_length=300, blank=True)
    reason = models.CharField("사유", max_length=200, blank=True)

    class Meta:
        verbose_name = "권한 기록"
        verbose_name_plural = "권한 기록"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["district_id", "-at"], name="platform_grantevent_district"),
            models.Index(fields=["user_id", "-at"], name="platform_grantevent_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name} {self.get_action_display()}"
