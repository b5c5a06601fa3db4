"""Operating days: weekdays without Korean public holidays, and the list of those holidays."""

import csv
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HOLIDAY_FILE = Path(__file__).with_name("holidays_kr.csv")
_SATURDAY = 5


class Holiday(NamedTuple):
    """A public holiday of Korean government offices: its day, its name and its kind.

    Kinds: LEGAL (by decree), SUBSTITUTE (대체공휴일), ELECTION (선거일), TEMPORARY (임시공휴일).
    """

    day: date
    name: str
    kind: str


@cache
def read_holidays() -> tuple[Holiday, ...]:
    """Every holiday of holidays_kr.csv, oldest first."""
    with _HOLIDAY_FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Holiday(date.fromisoformat(row["date"]), row["name"], row["kind"]) for row in rows
        )


def public_holidays(start: date, end: date) -> frozenset[date]:
    """The holidays from start to end; years the list does not cover are refused, not guessed."""
    holidays = read_holidays()
    first, last = holidays[0].day.year, holidays[-1].day.year
    if start.year < first or end.year > last:
        raise ValueError(
            f"공휴일 목록은 {first}년부터 {last}년까지입니다. "
            "그 안의 기간을 고르거나 공휴일을 먼저 등록해 주세요."
        )
    return frozenset(holiday.day for holiday in holidays if start <= holiday.day <= end)


def is_workday(day: date, holidays: Collection[date]) -> bool:
    """Whether the day is Monday to Friday and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def operating_days(start: date, end: date, holidays: Collection[date]) -> int:
    """How many workdays lie from start to end, both included."""
    if end < start:
        raise ValueError("끝나는 날이 시작하는 날보다 빠릅니다. 두 날짜를 확인해 주세요.")
    weeks, left = divmod((end - start).days + 1, 7)
    weekdays = weeks * 5 + sum(
        (start + timedelta(days)).weekday() < _SATURDAY for days in range(left)
    )
    return weekdays - sum(
        start <= day <= end and day.weekday() < _SATURDAY for day in set(holidays)
    )


def add_workdays(start: date, days: int, holidays: Collection[date]) -> date:
    """The day that many workdays after start (before it when negative); 0 gives start itself.

    Start is not counted, whether or not it is a workday.
    """
    step = timedelta(1 if days > 0 else -1)
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_workday(day, holidays)
    return day
