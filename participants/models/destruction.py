"""Destroying personal data: asked for by one, approved by another, certified; holds on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.person import Person
from participants.models.reach import OF_ROUND
from programs.models import Round


class Destruction(Record):
    """A request to destroy (파기요청서), its approval, and what was destroyed (파기관리대장).

    ``INVESTIGATION`` is of one round: the answers of other authorities (고용정책 기본법 제15조의3).
    ``RECORDS`` is of everybody whose records are past their years on ``as_of``; ``KEPT`` of what
    was kept apart for another law until a day before it. It names nobody; ``targets`` are what was
    asked for (what, how many, first and last day), ``counts`` the rows destroyed by kind.
    """

    REACHED_BY = OF_ROUND

    class Kind(models.TextChoices):
        INVESTIGATION = "INVESTIGATION", "조회 결과"
        RECORDS = "RECORDS", "보존기간이 지난 신청·참여 기록"
        KEPT = "KEPT", "기한이 지난 분리 보관 기록"

    class State(models.TextChoices):
        REQUESTED = "REQUESTED", "승인 대기"
        REFUSED = "REFUSED", "반려"
        DONE = "DONE", "파기"

    kind = models.CharField("대상", max_length=15, choices=Kind)
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="destructions",
        verbose_name="회차",
    )
    as_of = models.DateField("기준일")
    reason = models.CharField("파기 사유", max_length=200)
    state = models.CharField("상태", max_length=10, choices=State, default=State.REQUESTED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="요청한 사람"
    )
    requested_at = models.DateTimeField("요청 일시")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="승인한 사람",
    )
    decided_at = models.DateTimeField("승인 일시", null=True, blank=True)
    decision_note = models.CharField("승인 의견", max_length=200, blank=True)
    targets = models.JSONField("파기 대상", default=list, blank=True)
    counts = models.JSONField("파기 건수", default=dict, blank=True)
    method = models.CharField("파기 방법", max_length=200, blank=True)

    class Meta:
        verbose_name = "개인정보 파기"
        verbose_name_plural = "개인정보 파기"
        ordering = ["-id"]
        constraints = [
            once(
                "round",
                name="one_open_of_round",
                condition=Q(state="REQUESTED", kind="INVESTIGATION"),
                message="이 회차의 파기 요청이 승인을 기다리고 있습니다.",
            ),
            models.UniqueConstraint(
                fields=["district", "kind"],
                condition=Q(state="REQUESTED", round__isnull=True),
                name="participants_destruction_one_open",
                violation_error_message="같은 대상의 파기 요청이 이미 있습니다.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="participants_destruction_two_people",
                violation_error_message="파기를 요청한 사람은 스스로 승인할 수 없습니다.",
            ),
            models.CheckConstraint(
                condition=Q(kind="INVESTIGATION", round__isnull=False)
                | Q(kind__in=["RECORDS", "KEPT"], round__isnull=True),
                name="participants_destruction_round",
                violation_error_message="조회 결과는 회차마다 파기합니다.",
            ),
        ]

    def __str__(self) -> str:
        what = self.round if self.round_id else f"{self.as_of:%Y-%m-%d} 기준"
        return f"{self.get_kind_display()} 파기 {what}"

    def delete_refusal(self) -> str:
        """The register of destruction is kept."""
        return "파기 기록은 지우지 않습니다."


class LegalHold(Record):
    """A person's data must be kept although its time is over: a lawsuit, an audit (법 §21③)."""

    SEALED_BY = "person__log_secret"

    person = models.ForeignKey(Person, models.PROTECT, related_name="holds", verbose_name="신청인")
    reason = models.CharField("보존 사유", max_length=200, help_text="예: 행정심판 진행 중")
    from_on = models.DateField("시작일")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="보류한 사람",
    )
    lifted_on = models.DateField("해제일", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="보류를 푼 사람",
    )

    class Meta:
        verbose_name = "파기 보류"
        verbose_name_plural = "파기 보류"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_on__isnull=True),
                name="participants_legalhold_once",
                violation_error_message="이미 파기를 보류한 신청인입니다.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="participants_legalhold_reason",
                violation_error_message="보존 사유를 적으세요.",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | Q(set_by__isnull=True)
                | ~Q(lifted_by=F("set_by")),
                name="participants_legalhold_two_people",
                violation_error_message="보류한 사람은 스스로 풀 수 없습니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"신청인 {self.person_id} 파기 보류"
