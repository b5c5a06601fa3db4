"""Values fixed by law or ordinance, each in force from a day on, with its source."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.permissions import Confinement


class StatutoryValue(models.Model):
    """Median income, minimum and living wage, employee's insurance rates; alike in all districts.

    ``value`` is won for amounts and a ratio (0.045 for 4.5 %) for rates; 장기요양 is a ratio of the
    health premium. ``size`` is the household size of the median income (100 %, won a month) and of
    the premiums (won a month) that stand for a share of it, and 0 elsewhere. No premiums are
    delivered. These are delivered with the portal (``programs/statutory/values.csv``); what an
    office adds or corrects is an :class:`OwnValue`.
    """

    class Kind(models.TextChoices):
        MEDIAN_INCOME = "MEDIAN_INCOME", "기준 중위소득(100%, 월)"
        MINIMUM_WAGE = "MINIMUM_WAGE", "최저임금(시급)"
        LIVING_WAGE_SEOUL = "LIVING_WAGE_SEOUL", "서울형 생활임금(시급)"
        PENSION_RATE = "PENSION_RATE", "국민연금 보험료율(본인)"
        HEALTH_RATE = "HEALTH_RATE", "건강보험료율(본인)"
        CARE_RATE = "CARE_RATE", "장기요양보험료율(건강보험료 대비)"
        EMPLOYMENT_RATE = "EMPLOYMENT_RATE", "고용보험료율(본인)"
        PREMIUM_WORKPLACE = "PREMIUM_WORKPLACE", "소득 판정 건강보험료(직장가입자, 월)"
        PREMIUM_REGIONAL = "PREMIUM_REGIONAL", "소득 판정 건강보험료(지역가입자, 월)"
        PREMIUM_MIXED = "PREMIUM_MIXED", "소득 판정 건강보험료(혼합, 월)"

    class Confidence(models.TextChoices):
        SOURCED = "SOURCED", "출처 있음"
        HIGH = "HIGH", "확인 필요(확실성 높음)"
        MEDIUM = "MEDIUM", "확인 필요(확실성 중간)"
        LOW = "LOW", "확인 필요(확실성 낮음)"

    PREMIUMS = (Kind.PREMIUM_WORKPLACE, Kind.PREMIUM_REGIONAL, Kind.PREMIUM_MIXED)
    AMOUNTS = (Kind.MEDIAN_INCOME, Kind.MINIMUM_WAGE, Kind.LIVING_WAGE_SEOUL, *PREMIUMS)
    pct = 0

    kind = models.CharField("종류", max_length=30, choices=Kind)
    from_on = models.DateField("적용 시작일")
    size = models.PositiveSmallIntegerField("가구원 수", default=0)
    value = models.DecimalField("값", max_digits=14, decimal_places=6)
    source = models.CharField("출처", max_length=150)
    confidence = models.CharField("확실성", max_length=10, choices=Confidence)

    class Meta:
        verbose_name = "법정 기준값"
        verbose_name_plural = "법정 기준값"
        ordering = ["kind", "-from_on", "size"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_on", "size"],
                name="programs_statutory_once",
                violation_error_message="같은 날부터 적용되는 같은 종류의 값이 이미 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gt=0),
                name="programs_statutory_positive",
                violation_error_message="값은 0보다 커야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on:%Y-%m-%d}"

    @property
    def is_amount(self) -> bool:
        """True for won, False for a ratio."""
        return self.kind in self.AMOUNTS


class OwnValue(Record):
    """A statutory value a district entered: a new one, or the correction of one there is.

    ``value`` and ``size`` are as in :class:`StatutoryValue`; ``pct`` is the share of the median
    income, in per cent, that a premium stands for, and 0 elsewhere. Rows are never changed: of
    those that begin on one day the newest counts, before a delivered one; ``reason`` says why it
    corrects.
    """

    REACHED_BY = {Confinement.PROGRAMME: ""}

    kind = models.CharField("종류", max_length=30, choices=StatutoryValue.Kind)
    from_on = models.DateField("적용 시작일")
    size = models.PositiveSmallIntegerField("가구원 수", default=0)
    pct = models.PositiveSmallIntegerField("기준 중위소득 비율(%)", default=0)
    value = models.DecimalField("값", max_digits=14, decimal_places=6)
    source = models.CharField("출처", max_length=150)
    reason = models.CharField("고친 사유", max_length=200, blank=True)
    entered_at = models.DateTimeField("등록 일시")
    entered_by = models.CharField("등록한 사람", max_length=80)

    class Meta:
        verbose_name = "구 등록 법정 기준값"
        verbose_name_plural = "구 등록 법정 기준값"
        ordering = ["kind", "-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gt=0),
                name="programs_ownvalue_positive",
                violation_error_message="값은 0보다 커야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        size = f" {self.size}인" if self.size else ""
        share = f" {self.pct}%" if self.pct else ""
        return f"{self.get_kind_display()}{share}{size} {self.from_on:%Y-%m-%d}"

    @property
    def is_amount(self) -> bool:
        """True for won, False for a ratio."""
        return self.kind in StatutoryValue.AMOUNTS
