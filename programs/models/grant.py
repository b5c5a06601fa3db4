"""Grants won in calls."""

from django.db import models

from jobportal.platform.models.parts import CodedRecord, FundedAmounts
from programs.models.programme import Programme


class CompetitiveGrant(CodedRecord, FundedAmounts):
    """A grant won in a call (공모 선정): what was chosen, for how many people, with what money."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="grants", verbose_name="일자리사업"
    )
    year = models.PositiveSmallIntegerField("사업연도")
    order = models.PositiveSmallIntegerField("순서", default=1)
    title = models.CharField("사업명", max_length=200)
    host_unit = models.ForeignKey(
        "programs.HostUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="사업부서·기관",
    )
    project_count = models.PositiveIntegerField("사업 수", default=1)
    headcount = models.PositiveIntegerField("인원(명)", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "공모 선정"
        verbose_name_plural = "공모 선정"
        ordering = ["-year", "programme__order", "order"]

    def __str__(self) -> str:
        return self.title
