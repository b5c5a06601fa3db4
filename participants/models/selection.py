"""The selection list by version, with its entries and its approval."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION, OF_ROUND
from programs.models import Round, RoundRules, WorkProject


class Selection(Record):
    """One version of a round's selection list (선발안): proposed by one, decided by another.

    Its entries are written with it and never change; once decided, neither does it (the database
    refuses both). ``digest`` is the SHA-256 of the list as ``participants.selection.kept`` writes
    it. ``terms`` are the posts by pool and project, the seed, and who was left out or had left when
    the list was made. The list in force is the newest approved one.
    """

    REACHED_BY = OF_ROUND

    class Method(models.TextChoices):
        SCORE = "SCORE", "점수 순위"
        LOTTERY = "LOTTERY", "전산 추첨"

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "승인 대기"
        APPROVED = "APPROVED", "확정"
        RETURNED = "RETURNED", "반려"

    round = models.ForeignKey(Round, models.PROTECT, related_name="selections", verbose_name="회차")
    number = models.PositiveSmallIntegerField("판 번호")
    rules = models.ForeignKey(
        RoundRules, models.PROTECT, related_name="+", verbose_name="회차 선발 기준"
    )
    method = models.CharField("선발 방법", max_length=10, choices=Method, default=Method.SCORE)
    state = models.CharField("상태", max_length=10, choices=State, default=State.PROPOSED)
    reason = models.CharField("변경 사유", max_length=200, blank=True)
    terms = models.JSONField("선발 조건", default=dict)
    digest = models.CharField("명단 해시", max_length=64)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="제안한 사람"
    )
    proposed_at = models.DateTimeField("제안 일시")
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
        verbose_name = "선발안"
        verbose_name_plural = "선발안"
        ordering = ["round", "number"]
        constraints = [
            once(
                "round", "number", name="once", message="이 회차에 같은 번호의 선발안이 있습니다."
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state="PROPOSED"),
                name="participants_selection_one_open",
                violation_error_message="이 회차에 승인을 기다리는 선발안이 있습니다.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="participants_selection_two_people",
                violation_error_message="제안한 사람은 스스로 확정하거나 반려할 수 없습니다.",
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    state__in=["APPROVED", "RETURNED"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="participants_selection_decided",
                violation_error_message="결정한 선발안에는 결정한 사람과 일시가 있어야 합니다.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="participants_selection_reason",
                violation_error_message="바꾸는 선발안에는 사유가 있어야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} 선발안 제{self.number}판"


class SelectionEntry(Record):
    """The outcome of one applicant in one version of the list, with the reason. Append-only."""

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class State(models.TextChoices):
        SELECTED = "SELECTED", "선발"
        RESERVE = "RESERVE", "예비"
        NOT_SELECTED = "NOT_SELECTED", "미선발"

    selection = models.ForeignKey(
        Selection, models.CASCADE, related_name="entries", verbose_name="선발안"
    )
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="selection_entries", verbose_name="참여신청"
    )
    rank = models.PositiveIntegerField("순위")
    score_hundredths = models.IntegerField("총점(100분의 1점)", null=True, blank=True)
    state = models.CharField("결과", max_length=15, choices=State)
    pool = models.CharField("모집 구분", max_length=30, blank=True)
    project = models.ForeignKey(
        WorkProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="배정 사업",
    )
    choice = models.PositiveSmallIntegerField("희망 순위", default=0)
    reserve_rank = models.PositiveIntegerField("예비 순위", null=True, blank=True)
    reason = models.CharField("결과 사유", max_length=400, blank=True)
    tie = models.CharField("동점 처리", max_length=400, blank=True)

    class Meta:
        verbose_name = "선발 결과"
        verbose_name_plural = "선발 결과"
        ordering = ["selection", "rank"]
        indexes = [
            models.Index(fields=["selection", "state", "rank"], name="participants_entry_state")
        ]
        constraints = [
            once("selection", "application", name="once", message="이미 명단에 있습니다."),
            models.CheckConstraint(
                condition=Q(state="RESERVE", reserve_rank__isnull=False)
                | (~Q(state="RESERVE") & Q(reserve_rank__isnull=True)),
                name="participants_selectionentry_reserve",
                violation_error_message="예비 결과에만 예비 순위가 있습니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_state_display()}"
