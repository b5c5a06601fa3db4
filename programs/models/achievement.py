"""The lines under what was achieved for a project."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from programs.models.grant import CompetitiveGrant


class AchievementDetail(Record):
    """A line under an achievement; figures in braces come from the record it is linked to."""

    log = models.ForeignKey(
        "programs.AchievementLog", models.CASCADE, related_name="details", verbose_name="추진실적"
    )
    order = models.PositiveSmallIntegerField("순서")
    text = models.CharField(
        "내용",
        max_length=300,
        blank=True,
        help_text="딸린 기록의 값은 중괄호로 적습니다. 예: {사업수}개 사업, 총 {총액}백만 원",
    )
    is_note = models.BooleanField("참고 줄(*)", default=False)
    round = models.ForeignKey(
        "programs.Round",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="회차",
    )
    grant = models.ForeignKey(
        CompetitiveGrant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="공모 선정",
    )
    event = models.ForeignKey(
        "programs.JobEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="행사",
    )
    course_run = models.ForeignKey(
        "programs.CourseRun",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="과정 운영",
    )
    agreement = models.ForeignKey(
        "programs.Agreement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="업무협약",
    )

    class Meta:
        verbose_name = "추진실적 세부"
        verbose_name_plural = "추진실적 세부"
        ordering = ["log", "order"]
        constraints = [
            once("log", "order", name="once", message="이 실적에 같은 순서의 줄이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.text or str(self.linked)

    @property
    def linked(self) -> Record | None:
        """The record its figures come from."""
        return self.round or self.grant or self.event or self.course_run or self.agreement
