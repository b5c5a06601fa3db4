"""Two records that may be one person: the suspicion, the decision, the merge."""

from django.db import models
from django.db.models import F, Q

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.person import Person


class DuplicatePair(Record):
    """Two persons that may be one; a decision is remembered for good (``first`` is the older)."""

    SEALED_BY = "first__log_secret"

    class State(models.TextChoices):
        OPEN = "OPEN", "확인 대기"
        NOT_SAME = "NOT_SAME", "다른 사람"
        MERGED = "MERGED", "합침"

    first = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="신청인 1")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="신청인 2")
    why = models.CharField("의심 사유", max_length=100)
    state = models.CharField("결정", max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField("결정 사유", max_length=200, blank=True)
    decided_by = models.CharField("결정한 사람", max_length=80, blank=True)
    decided_at = models.DateTimeField("결정 일시", null=True, blank=True)

    class Meta:
        verbose_name = "중복 의심"
        verbose_name_plural = "중복 의심"
        ordering = ["-id"]
        indexes = [models.Index(fields=["district", "state"], name="participants_pair_state")]
        constraints = [
            once("first", "second", name="once", message="이 두 사람은 이미 목록에 있습니다."),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="participants_duplicatepair_order",
                violation_error_message="먼저 등록된 사람이 앞에 와야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"중복 의심 {self.pk or ''}".strip()


class PersonMerge(Record):
    """A merge of ``merged`` into ``kept``: which rows moved and what ``kept`` took over, to undo.

    ``moved`` maps a model and its field to the numbers of the rows; ``took`` names the fields that
    were empty in ``kept`` and hold the value of ``merged`` since.
    """

    SEALED_BY = "kept__log_secret"

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="남은 사람")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="합쳐진 사람")
    pair = models.ForeignKey(
        DuplicatePair, models.PROTECT, null=True, related_name="merges", verbose_name="중복 의심"
    )
    moved = models.JSONField("옮긴 기록", default=dict, blank=True)
    took = models.JSONField("넘겨받은 항목", default=list, blank=True)
    merged_at = models.DateTimeField("합친 일시")
    merged_by = models.CharField("합친 사람", max_length=80)
    undone_at = models.DateTimeField("되돌린 일시", null=True, blank=True)

    class Meta:
        verbose_name = "신청인 합치기"
        verbose_name_plural = "신청인 합치기"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="participants_personmerge_once",
                violation_error_message="이 사람은 이미 합쳐졌습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"합치기 {self.pk or ''}".strip()
