"""Months, quarters, half-years, years, ranges of months and mayoral terms, each with one key."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Half(StrEnum):
    """A half of the calendar year."""

    FIRST = "H1"
    SECOND = "H2"

    @property
    def label(self) -> str:
        """상반기 or 하반기."""
        return "상반기" if self is Half.FIRST else "하반기"

    @property
    def number(self) -> int:
        """1 or 2."""
        return int(self[1])


class PeriodKind(StrEnum):
    """The shape of a period."""

    YEAR = "YEAR"
    HALF = "HALF"
    QUARTER = "QUARTER"
    MONTH = "MONTH"
    RANGE = "RANGE"


_KIND_OF_LENGTH = {
    12: PeriodKind.YEAR,
    6: PeriodKind.HALF,
    3: PeriodKind.QUARTER,
    1: PeriodKind.MONTH,
}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Whole calendar months from the first to the last, counted as year × 12 + (month − 1).

    Periods of the same months are equal however they were made: 2026-M01..M06 is 2026-H1.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("기간의 끝이 시작보다 빠릅니다. 시작과 끝을 바꾸어 입력해 주세요.")

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """January to December."""
        return cls(year * 12, year * 12 + 11)

    @classmethod
    def of_half(cls, year: int, half: Half | int) -> "Period":
        """상반기 (1) or 하반기 (2) of a year."""
        number = half.number if isinstance(half, Half) else half
        return cls._part(year, number, 6)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> "Period":
        """Quarter 1 to 4 of a year."""
        return cls._part(year, quarter, 3)

    @classmethod
    def of_month(cls, year: int, month: int) -> "Period":
        """Month 1 to 12 of a year."""
        return cls._part(year, month, 1)

    @classmethod
    def between(cls, start: date, end: date) -> "Period":
        """Every calendar month the days from start to end touch."""
        return cls(start.year * 12 + start.month - 1, end.year * 12 + end.month - 1)

    @classmethod
    def _part(cls, year: int, number: int, months: int) -> "Period":
        if not 1 <= number <= 12 // months:
            raise ValueError(
                f"기간은 1부터 {12 // months}까지입니다({number}). 기간을 확인해 주세요."
            )
        first = year * 12 + (number - 1) * months
        return cls(first, first + months - 1)

    @property
    def year(self) -> int:
        """The year the period begins in."""
        return self.first // 12

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        year, month = self.last // 12, self.last % 12 + 1
        return date(year, month, monthrange(year, month)[1])

    @property
    def month_count(self) -> int:
        """How many calendar months it has."""
        return self.last - self.first + 1

    @property
    def kind(self) -> PeriodKind:
        """Year, half, quarter or month when the months are one; otherwise a range."""
        kind = _KIND_OF_LENGTH.get(self.month_count, PeriodKind.RANGE)
        return kind if self.first % self.month_count == 0 else PeriodKind.RANGE

    @property
    def number(self) -> int:
        """Which half, quarter or month of its year it is, from 1; 1 for a year or a range."""
        return 1 if self.kind is PeriodKind.RANGE else self.first % 12 // self.month_count + 1

    @property
    def key(self) -> str:
        """The name in addresses and data packs: 2026, 2026-H1, 2026-Q2, 2026-M03, 2026-M01..M09."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year:04}"
            case PeriodKind.HALF:
                return f"{self.year:04}-H{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}-Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-M{self.number:02}"
        to_year = "" if self.end.year == self.year else f"{self.end.year:04}-"
        return f"{self.year:04}-M{self.start.month:02}..{to_year}M{self.end.month:02}"

    @property
    def label(self) -> str:
        """The name people read: 2026년 상반기, 2026년 2/4분기, 2026년 3월, 2026년 1월~9월."""
        return f"{self.year}년{self._label_in_year}"

    @property
    def _label_in_year(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return ""
            case PeriodKind.HALF:
                return f" {Half(f'H{self.number}').label}"
            case PeriodKind.QUARTER:
                return f" {self.number}/4분기"
            case PeriodKind.MONTH:
                return f" {self.number}월"
        to_year = "" if self.end.year == self.year else f"{self.end.year}년 "
        return f" {self.start.month}월~{to_year}{self.end.month}월"

    def contains(self, day: date) -> bool:
        """Whether the day lies within, both ends included."""
        return self.first <= day.year * 12 + day.month - 1 <= self.last

    @property
    def months(self) -> tuple["Period", ...]:
        """Its months, in order."""
        return tuple(Period(month, month) for month in range(self.first, self.last + 1))

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The whole quarters it touches, in order."""
        return self._touched(3)

    @property
    def halves(self) -> tuple["Period", ...]:
        """The whole half-years it touches, in order."""
        return self._touched(6)

    @property
    def years(self) -> tuple["Period", ...]:
        """The whole years it touches, in order."""
        return self._touched(12)

    def _touched(self, length: int) -> tuple["Period", ...]:
        begin = self.first - self.first % length
        return tuple(Period(at, at + length - 1) for at in range(begin, self.last + 1, length))

    def __str__(self) -> str:
        return self.key


_KEY = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-M(?P<month>[0-9]{2})(?:\.\.(?:(?P<to_year>[12][0-9]{3})-)?M(?P<to_month>[0-9]{2}))?)?"
)


def parse_period(key: str) -> Period:
    """Read a period key; anything else is refused with a Korean ValueError."""
    match = _KEY.fullmatch(key.strip())
    if match is None:
        raise ValueError(
            f"“{key.strip()}” 값은 기간으로 읽을 수 없습니다. "
            "2026, 2026-H1, 2026-Q2, 2026-M03, 2026-M01..M09처럼 입력해 주세요."
        )
    year = int(match["year"])
    if match["half"]:
        return Period.of_half(year, int(match["half"]))
    if match["quarter"]:
        return Period.of_quarter(year, int(match["quarter"]))
    if match["month"] is None:
        return Period.of_year(year)
    begin = Period.of_month(year, int(match["month"]))
    if match["to_month"] is None:
        return begin
    to_year = int(match["to_year"] or year)
    return Period(begin.first, Period.of_month(to_year, int(match["to_month"])).last)


def year_of(day: date) -> Period:
    """The fiscal year of a day, which is its calendar year."""
    return Period.of_year(day.year)


def months_between(start: date, end: date) -> int:
    """How many calendar months the days touch: 7. 1. ~ 11. 30. is 5, and so is 3. 15. ~ 7. 12."""
    return Period.between(start, end).month_count


def printed_months(start: date, end: date) -> str:
    """The length as documents print it after a period: “5개월”."""
    return f"{months_between(start, end)}개월"


# ---- Mayoral terms ---------------------------------------------------------------------------

_SECOND_TERM_BEGAN = 1998  # 민선2기; from it on every term is four years from 1 July


@dataclass(frozen=True, order=True, slots=True)
class Term:
    """A mayor's term of office, such as 민선8기: 1 July 2022 to 30 June 2026."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 2:
            raise ValueError("민선2기부터 다룹니다. 민선 기수를 확인해 주세요.")

    @property
    def period(self) -> Period:
        """The months of the term."""
        first = (_SECOND_TERM_BEGAN + 4 * (self.number - 2)) * 12 + 6
        return Period(first, first + 47)

    @property
    def label(self) -> str:
        """민선8기."""
        return f"민선{self.number}기"

    @property
    def start(self) -> date:
        """The first day of office."""
        return self.period.start

    @property
    def end(self) -> date:
        """The last day of office."""
        return self.period.end

    def contains(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.period.contains(day)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The sixteen quarters of the term."""
        return self.period.quarters

    @property
    def years(self) -> tuple[Period, ...]:
        """The term by calendar year: a second half, three whole years and a first half."""
        term = self.period
        return tuple(
            Period(max(year.first, term.first), min(year.last, term.last)) for year in term.years
        )


def term_of(day: date) -> Term:
    """The term a day lies in; days before 1 July 1998 are refused."""
    return Term((day.year * 12 + day.month - 1 - _SECOND_TERM_BEGAN * 12 - 6) // 48 + 2)
