"""The daily wage of a round and what goes with it (domain 5.2, 5.3)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from jobportal.platform.rules.codes import Word
from jobportal.platform.values.money import half_up

WEEKS_PER_MONTH = Fraction(365, 7 * 12)
"""A month of the year's average: 4.345 weeks."""
_HOURS_FOR_HOLIDAY = 15


class WageBase(Word):
    """Where the hourly wage comes from."""

    MINIMUM = "MINIMUM", "최저임금"
    LIVING = "LIVING", "생활임금"
    FIXED = "FIXED", "정한 시급"


@dataclass(frozen=True)
class WageRule:
    """Hourly base, hours a day by age, days a week, and allowances; amounts in won.

    `daily_rounding_won` is the unit a day's wage is raised to (1,000: 45,180 → 46,000; 1: not).
    """

    base: Annotated[WageBase, "시급 기준"] = WageBase.MINIMUM
    fixed_hourly_won: Annotated[int, "정한 시급(원)"] = 0
    daily_rounding_won: Annotated[int, "일급 올림 단위(원)"] = 1_000
    hours_under_65: Annotated[int, "65세 미만 하루 시간"] = 5
    hours_over_65: Annotated[int, "65세 이상 하루 시간"] = 3
    days_per_week: Annotated[int, "주 근무일"] = 5
    snack_won: Annotated[int, "간식비(원/일)"] = 5_000
    weekly_holiday: Annotated[bool, "주휴수당 지급"] = True

    def __post_init__(self) -> None:
        if (self.base is WageBase.FIXED) != (self.fixed_hourly_won > 0):
            raise ValueError("정한 시급은 시급 기준이 “정한 시급”일 때만 1원 이상으로 적습니다.")
        if self.daily_rounding_won < 1 or self.snack_won < 0:
            raise ValueError("일급 올림 단위는 1원 이상, 간식비는 0원 이상이어야 합니다.")
        if not (1 <= self.hours_under_65 <= 8 and 1 <= self.hours_over_65 <= 8):
            raise ValueError("하루 시간은 1시간부터 8시간까지 입력해 주세요.")
        if not 1 <= self.days_per_week <= 6:
            raise ValueError("주 근무일은 1일부터 6일까지 입력해 주세요.")

    def hourly_won(self, minimum_won: int, living_won: int) -> int:
        """The hourly wage out of the statutory ones of the day."""
        return {
            WageBase.MINIMUM: minimum_won,
            WageBase.LIVING: living_won,
            WageBase.FIXED: self.fixed_hourly_won,
        }[self.base]

    def hours(self, age: int) -> int:
        """Hours a day at a full age: 65 and over work the shorter day."""
        return self.hours_over_65 if age >= 65 else self.hours_under_65

    def daily_won(self, hourly_won: int, hours: int) -> int:
        """Hourly wage × hours, raised to the next whole unit; an exact multiple stays."""
        exact = hourly_won * hours
        return -(-exact // self.daily_rounding_won) * self.daily_rounding_won

    def monthly_won(self, hourly_won: int, hours: int) -> int:
        """What one person costs in an average month of full attendance, half up to a won.

        (day's wage + snack) × days a week × 4.345 weeks, and one more day's wage a week for the
        paid holiday where 15 hours a week are reached (근로기준법 55조, 18조3항). Insurance of
        the employer and paid leave are not in it.
        """
        day = self.daily_won(hourly_won, hours)
        week = (day + self.snack_won) * self.days_per_week
        if self.weekly_holiday and hours * self.days_per_week >= _HOURS_FOR_HOLIDAY:
            week += day
        return half_up(week * WEEKS_PER_MONTH)


STANDARD_WAGE = WageRule()
