"""Safety training of participants and their health checks, as held for a whole project."""

from django.db import models

from jobportal.platform.models.parts import CodedRecord
from jobportal.platform.permissions import Confinement
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
        return f"{self.title} {self.held_on}"


class HealthCheck(CodedRecord):
    """Health checks carried out for participants in a half-year (건강검진)."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="health_checks", verbose_name="주요사업"
    )
    year = models.PositiveSmallIntegerField("연도")
    half = models.PositiveSmallIntegerField("반기", choices=[(1, "상반기"), (2, "하반기")])
    persons = models.PositiveIntegerField("검진인원(명)")
    note = models.CharField("비고", max_length=100, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "건강검진"
        verbose_name_plural = "건강검진"
        ordering = ["-year", "half"]

    def __str__(self) -> str:
        return f"{self.year}년 {self.get_half_display()} 건강검진"
