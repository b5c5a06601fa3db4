"""What programmes asked of applicants and paid, by year, before rounds had rules of their own."""

from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from programs.models.programme import Programme


class EligibilityRule(Record):
    """A condition of taking part, from a year on; ``number`` carries its limit (years, won, %)."""

    class Code(models.TextChoices):
        MIN_AGE = "MIN_AGE", "최저 연령(세)"
        MAX_AGE = "MAX_AGE", "최고 연령(세)"
        RESIDENCY = "RESIDENCY", "관내 거주"
        WORK_ABILITY = "WORK_ABILITY", "근로능력"
        UNEMPLOYED = "UNEMPLOYED", "실업자·일용근로자"
        INCOME_CAP = "INCOME_CAP", "소득 상한(기준중위소득 %)"
        ASSET_CAP = "ASSET_CAP", "재산 상한(원)"
        REPEAT_LIMIT = "REPEAT_LIMIT", "반복 참여 제한(회)"
        ONE_PER_HOUSEHOLD = "ONE_PER_HOUSEHOLD", "1세대 1인"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="eligibility_rules", verbose_name="일자리사업"
    )
    from_year = models.PositiveSmallIntegerField("적용 연도")
    code = models.CharField("기준", max_length=30, choices=Code)
    number = models.BigIntegerField("값", null=True, blank=True)
    basis = models.CharField("근거", max_length=150, blank=True)

    class Meta:
        verbose_name = "참여 자격"
        verbose_name_plural = "참여 자격"
        ordering = ["programme", "-from_year", "id"]
        constraints = [
            once(
                "programme",
                "from_year",
                "code",
                name="once",
                message="이 사업에 같은 연도의 같은 기준이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.from_year} {self.get_code_display()}"


class WorkTerms(Record):
    """Hours and pay of a programme from a year on (근로시간, 임금기준)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="work_terms", verbose_name="일자리사업"
    )
    from_year = models.PositiveSmallIntegerField("적용 연도")
    min_hours = models.PositiveSmallIntegerField("1일 최소 시간")
    max_hours = models.PositiveSmallIntegerField("1일 최대 시간")
    senior_hours = models.PositiveSmallIntegerField("65세 이상 1일 시간", null=True, blank=True)
    days_per_week = models.PositiveSmallIntegerField("주 근무일", default=5)
    hourly_won = WonField("시급(원)")
    snack_won = WonField("간식비(원/일)")

    class Meta:
        verbose_name = "근로조건"
        verbose_name_plural = "근로조건"
        ordering = ["programme", "-from_year"]
        constraints = [
            once(
                "programme",
                "from_year",
                name="once",
                message="이 사업에 같은 연도의 근로조건이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(max_hours__gte=models.F("min_hours"), max_hours__lte=8),
                name="programs_workterms_hours",
                violation_error_message="최대 시간은 최소 시간 이상, 8시간 이하여야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.from_year}"
