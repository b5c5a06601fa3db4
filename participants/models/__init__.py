"""Headcounts of rounds before the portal kept each participant, safety training, health checks."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from programs.models import Project, Round


class RoundResult(Record):
    """Entered headcounts of a round on a day.

    ``selected`` people were chosen at the start; ``participants_ever`` counts every head that ever
    took part, replacements included, and may exceed the planned posts.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="results", verbose_name="회차")
    as_of = models.DateField("기준일")
    projects = models.PositiveIntegerField("사업 수", null=True, blank=True)
    applicants = models.PositiveIntegerField("신청인원(명)", null=True, blank=True)
    selected = models.PositiveIntegerField("선발인원(명)", null=True, blank=True)
    participants_ever = models.PositiveIntegerField("참여인원(연인원, 명)", null=True, blank=True)

    class Meta:
        verbose_name = "회차 실적"
        verbose_name_plural = "회차 실적"
        ordering = ["round", "as_of"]
        constraints = [
            once("round", "as_of", name="once", message="이 회차의 같은 기준일 실적이 있습니다."),
            models.CheckConstraint(
                condition=models.Q(applicants__isnull=True)
                | models.Q(selected__isnull=True)
                | models.Q(selected__lte=models.F("applicants")),
                name="participants_roundresult_selected",
                violation_error_message="선발인원이 신청인원보다 많습니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.as_of}"


class SafetyTraining(CodedRecord):
    """A safety training session for participants (안전교육)."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="safety_trainings", verbose_name="주요사업"
    )
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
