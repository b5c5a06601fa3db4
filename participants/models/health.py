"""Health checks: of a whole project, and of single participants."""

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from participants.models.placement import Placement
from participants.models.reach import OF_PLACEMENT
from programs.models import Project


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


class HealthExam(Record):
    """A participant's health check: that it was done; what came of it is no one's list."""

    SEALED_BY = "placement__application__log_secret"
    REACHED_BY = OF_PLACEMENT

    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="health_exams", verbose_name="배치"
    )
    examined_on = models.DateField("검진일")
    agency = EncryptedField("검진기관", blank=True, default="")

    class Meta:
        verbose_name = "참여자 건강검진"
        verbose_name_plural = "참여자 건강검진"
        ordering = ["placement", "examined_on"]
        constraints = [
            once("placement", "examined_on", name="once", message="같은 날의 검진이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.placement} 건강검진"
