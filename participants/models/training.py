"""Safety training: the sessions, and which participants attended."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from jobportal.platform.values.dates import kdate
from participants.models.placement import Placement
from participants.models.reach import OF_PLACEMENT
from programs.models import Project, Round


class SafetyTraining(CodedRecord):
    """A safety training session for participants (안전교육)."""

    REACHED_BY = {Confinement.PROGRAMME: "round__programme__code"}

    class Kind(models.TextChoices):
        HIRING = "HIRING", "채용 시 교육"
        REGULAR = "REGULAR", "정기 교육"
        SPECIAL = "SPECIAL", "특별 교육"

    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_trainings",
        verbose_name="주요사업",
    )
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_trainings",
        verbose_name="회차",
        help_text="참석자를 사람마다 적는 교육이면 회차를 고릅니다.",
    )
    kind = models.CharField("교육 구분", max_length=10, choices=Kind, default=Kind.REGULAR)
    held_on = models.DateField("교육일")
    title = models.CharField("교육명", max_length=80, default="반기별 집합교육")
    attendees = models.PositiveIntegerField("참석인원(명)", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "안전교육"
        verbose_name_plural = "안전교육"
        ordering = ["held_on"]

    def __str__(self) -> str:
        return f"{self.title} {kdate(self.held_on)}"


class TrainingAttendance(Record):
    """A participant attended a safety training session (안전교육 참석)."""

    SEALED_BY = "placement__application__log_secret"
    REACHED_BY = OF_PLACEMENT

    session = models.ForeignKey(
        SafetyTraining,
        models.CASCADE,
        related_name="attendances",
        verbose_name="안전교육",
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="attendances", verbose_name="배치"
    )

    class Meta:
        verbose_name = "안전교육 참석"
        verbose_name_plural = "안전교육 참석"
        ordering = ["session", "placement"]
        constraints = [
            once("session", "placement", name="once", message="이미 참석으로 적었습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.placement} 안전교육"
