"""Dates as official text prints them (compliance 7.3)."""

from datetime import date
from enum import StrEnum

from jobportal.platform.values.periods import Period

WEEKDAYS = "월화수목금토일"


class Precision(StrEnum):
    """How exactly a date is known, and therefore how it is printed."""

    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"

    @property
    def label(self) -> str:
        """The Korean word for a form's choice."""
        return _PRECISION_LABELS[self]


_PRECISION_LABELS = {
    Precision.DAY: "일",
    Precision.MONTH: "월",
    Precision.QUARTER: "분기",
    Precision.HALF: "반기",
    Precision.YEAR: "연도",
}


def kdate(day: date) -> str:
    """2026. 11. 21."""
    return f"{day.year}. {day.month}. {day.day}."


def kdate_weekday(day: date) -> str:
    """2026. 11. 21.(토)"""
    return f"{kdate(day)}({WEEKDAYS[day.weekday()]})"


def short_date(day: date) -> str:
    """’26. 11. 21., with U+2019; only for 2000 to 2099."""
    return f"{_year_text(day, short=True)} {day.month}. {day.day}."


def kmonth(day: date, short: bool = False) -> str:
    """2026. 11. or, short, ’26. 11."""
    return f"{_year_text(day, short)} {day.month}."


def _year_text(day: date, short: bool) -> str:
    return f"’{day.year % 100:02}." if short and 2000 <= day.year < 2100 else f"{day.year}."


def kperiod(
    start: date,
    end: date | None,
    precision: Precision = Precision.DAY,
    short: bool = False,
) -> str:
    """“2026. 7. 1. ~ 12. 31.”, the year once when it is the same; “2026. 10. ~” without an end.

    A start and an end that print alike are printed once.
    """
    first = _point(start, precision, short, with_year=True)
    if end is None:
        return f"{first} ~"
    new_year = end.year != start.year or precision is Precision.YEAR
    if first == _point(end, precision, short, with_year=True):
        return first
    return f"{first} ~ {_point(end, precision, short, with_year=new_year)}"


def month_range(start: date, end: date) -> str:
    """Months close together, the year being in the heading: “2.~6.”, “3.”, “11.~’27. 2.”."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.month}."
    if start.year == end.year:
        return f"{start.month}.~{end.month}."
    return f"{start.month}.~{kmonth(end, short=True)}"


def _point(day: date, precision: Precision, short: bool, with_year: bool) -> str:
    year = _year_text(day, short)
    if precision is Precision.YEAR:
        return year
    inside = _inside_year(day, precision)
    return f"{year} {inside}" if with_year else inside


def _inside_year(day: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY:
            return f"{day.month}. {day.day}."
        case Precision.MONTH:
            return f"{day.month}."
        case Precision.QUARTER:
            return f"{(day.month + 2) // 3}/4분기"
    return "상반기" if day.month <= 6 else "하반기"


def span_of(start: date, end: date, precision: Precision) -> tuple[date, date]:
    """The first and last day that start and end mean at the precision (3. is 1 to 31 March)."""
    if precision is Precision.DAY:
        return start, end
    touched = Period.between(start, end)
    parts = {
        Precision.MONTH: touched.months,
        Precision.QUARTER: touched.quarters,
        Precision.HALF: touched.halves,
        Precision.YEAR: touched.years,
    }[precision]
    return parts[0].start, parts[-1].end
