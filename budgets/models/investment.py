"""Multi-year plans and actual spending of projects and pledges by year and source."""

from django.db import models

from jobportal.platform.models.parts import FundedAmounts, once
from programs.models.project import PartOfProject


class Investment(PartOfProject, FundedAmounts):
    """Money of a project (or one of its parts) in a year, planned or spent (연차별 소요재원).

    A year whose amount is stated only in total carries it in ``unsplit_won``.
    """

    class Basis(models.TextChoices):
        PLAN = "PLAN", "계획"
        ACTUAL = "ACTUAL", "집행"

    basis = models.CharField("구분", max_length=10, choices=Basis)
    year = models.PositiveSmallIntegerField("연도")
    is_after_term = models.BooleanField("임기 후", default=False)
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta:
        verbose_name = "연차별 투자"
        verbose_name_plural = "연차별 투자"
        ordering = ["project", "basis", "item", "year"]
        constraints = [
            once(
                "project",
                "item",
                "basis",
                "year",
                "is_after_term",
                name="item_once",
                message="이 과제의 같은 구분·연도 투자가 있습니다.",
                condition=models.Q(item__isnull=False),
            ),
            once(
                "project",
                "basis",
                "year",
                "is_after_term",
                name="project_once",
                message="이 사업의 같은 구분·연도 투자가 있습니다.",
                condition=models.Q(item__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item or self.project} {self.year} {self.get_basis_display()}"
