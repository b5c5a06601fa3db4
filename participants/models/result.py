"""Headcounts of rounds before the portal kept each participant."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.reach import OF_ROUND
from programs.models import Round


class RoundResult(Record):
    """Entered headcounts of a round on a day.

    ``selected`` people were chosen at the start; ``participants_ever`` counts every head that ever
    took part, replacements included, and may exceed the planned posts.
    """

    REACHED_BY = OF_ROUND

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
