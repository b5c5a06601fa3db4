"""Reading dates and periods as people and printed documents write them (compliance UI-07, 7.3)."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from jobportal.platform.values.date_printing import WEEKDAYS, Precision, span_of
from jobportal.platform.values.hangul import half_width

_LONGEST_TEXT = 60
_RANGE_SIGNS = re.compile(r"\s*(?:[~〜∼–]|부터(?!\S))\s*")
_TRAILING_WORDS = re.compile(r"\s*(?:자|기준|현재|중)$")
_WEEKDAY = re.compile(rf"\s*\(\s*([{WEEKDAYS}])(?:요일)?\s*\)$")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR = r"(?:(?P<mark>['’‘`]\s*)?(?P<year>[0-9]{4}|[0-9]{2})\s*(?:년도?|[.\-/])?\s*)?"
_HALF = re.compile(_YEAR + r"(?P<half>[상하])반기")
_QUARTER = re.compile(_YEAR + r"(?P<quarter>[1-4])\s*(?:/\s*4\s*(?:분기)?|분기)")
_PARTS = re.compile(r"(['’‘`]?)\s*([0-9]{1,4})\s*(년도?|월|일|[.\-/]|$)\s*")
_MONTH_END = re.compile(r"(?<=월)\s*말$")
_FORMS = "2026. 11. 21. · 2026-11-21 · ’26. 11. 21. · 2026. 7. ~ 12. · 2026. 상반기"


class DateSpan(NamedTuple):
    """The first and the last day that were meant, and how exactly they were given."""

    start: date
    end: date
    precision: Precision


class OpenSpan(NamedTuple):
    """A span whose end may be left open (“2021. 10. ~”), which is None."""

    start: date
    end: date | None
    precision: Precision


class _Point(NamedTuple):
    """One side of a period: some day of it, and how exactly it was given."""

    day: date
    precision: Precision


def parse_kdate(text: str, year: int | None = None) -> DateSpan:
    """Read a date or a period in any usual form; a Korean ValueError says what is wrong.

    A side without a year takes the one before the “~”, or `year` (the heading's year) when given.
    Two-digit years are 2000 to 2099, so dates of birth need four digits. A weekday must be right.
    A period without an end is refused; `parse_open_kdate` reads it.
    """
    start, end, precision = parse_open_kdate(text, year)
    if end is None:
        raise ValueError(
            f"“{text.strip()}”에 끝나는 때가 없습니다. 물결표(~) 뒤에 끝을 적어 주세요."
        )
    return DateSpan(start, end, precision)


def parse_open_kdate(text: str, year: int | None = None) -> OpenSpan:
    """As `parse_kdate`, but a period may be left open: “2021. 10. ~”, “2022. 1월부터”."""
    shown = text.strip()
    if not shown:
        raise ValueError("날짜가 비어 있습니다. 2026. 11. 21.처럼 입력해 주세요.")
    if len(shown) > _LONGEST_TEXT:
        raise ValueError(f"날짜가 너무 깁니다. {_LONGEST_TEXT}자 안으로 입력해 주세요.")
    sides = _RANGE_SIGNS.split(half_width(shown).strip())
    if len(sides) > 2:
        raise ValueError(f"“{shown}”에 물결표가 여러 개 있습니다. 하나만 남겨 주세요.")
    first = _read_point(sides[0], shown, year, None)
    start, end = span_of(first.day, first.day, first.precision)
    if len(sides) == 1:
        return OpenSpan(start, end, first.precision)
    if not sides[1]:
        return OpenSpan(start, None, first.precision)
    ending = sides[1].removesuffix("까지")
    return _closed_span(first, _read_point(ending, shown, first.day.year, first), shown)


def _closed_span(first: _Point, last: _Point, shown: str) -> OpenSpan:
    if last.precision is not first.precision:
        raise ValueError(
            f"“{shown}” 기간은 시작과 끝의 자리가 다릅니다. "
            "둘 다 일까지 또는 둘 다 월까지 입력해 주세요."
        )
    if last.day < first.day:
        raise ValueError(
            f"“{shown}” 기간은 끝이 시작보다 빠릅니다. 해가 바뀌면 끝에도 연도를 적어 주세요."
        )
    return OpenSpan(*span_of(first.day, last.day, first.precision), first.precision)


def _read_point(side: str, shown: str, year: int | None, before: _Point | None) -> _Point:
    body, weekday = _strip_words(side)
    if match := _COMPACT.fullmatch(body):
        point = _day(int(match[1]), int(match[2]), int(match[3]), shown)
    elif match := _HALF.fullmatch(body):
        month = 1 if match["half"] == "상" else 7
        point = _Point(date(_year_in(match, shown, year), month, 1), Precision.HALF)
    elif match := _QUARTER.fullmatch(body):
        month = int(match["quarter"]) * 3 - 2
        point = _Point(date(_year_in(match, shown, year), month, 1), Precision.QUARTER)
    else:
        point = _read_numbers(body, shown, year, before)
    if weekday:
        _check_weekday(point, weekday, shown)
    return point


def _strip_words(side: str) -> tuple[str, str]:
    """The side without 자·기준·현재·중 and without its weekday, and that weekday."""
    body = _TRAILING_WORDS.sub("", side.strip())
    match = _WEEKDAY.search(body)
    return (body[: match.start()].strip(), match[1]) if match else (body.strip(), "")


def _check_weekday(point: _Point, weekday: str, shown: str) -> None:
    right = WEEKDAYS[point.day.weekday()]
    if point.precision is not Precision.DAY:
        raise ValueError(f"“{shown}”에는 요일만 있고 날이 없습니다. 날까지 적어 주세요.")
    if right != weekday:
        raise ValueError(
            f"“{shown}”의 요일이 맞지 않습니다. 그날은 {right}요일입니다. "
            "날짜나 요일을 고쳐 주세요."
        )


def _year_in(match: re.Match[str], shown: str, year: int | None) -> int:
    if match["year"]:
        return _full_year(match["year"], shown)
    return _needed(year, shown)


def _needed(year: int | None, shown: str) -> int:
    if year is None:
        raise ValueError(f"“{shown}”에 연도가 없습니다. 2026. 11.처럼 연도를 적어 주세요.")
    return year


def _full_year(digits: str, shown: str) -> int:
    year = int(digits) + (2000 if len(digits) <= 2 else 0)
    if not 1900 <= year <= 2100:
        raise ValueError(f"“{shown}”의 연도가 맞지 않습니다. 1900년부터 2100년까지로 고쳐 주세요.")
    return year


# ---- Numbers separated by dots, hyphens or 년·월·일 ------------------------------------------


def _read_numbers(body: str, shown: str, year: int | None, before: _Point | None) -> _Point:
    last_day = bool(_MONTH_END.search(body))
    found_year, parts = _take_year(_split_parts(_MONTH_END.sub("", body), shown), shown)
    if found_year is not None:
        year = found_year
    if not parts:
        return _Point(date(_needed(year, shown), 1, 1), Precision.YEAR)
    if found_year is None and before and _is_day_alone(parts, before):
        return _day(before.day.year, before.day.month, parts[0].number, shown)
    month = _month(parts[0].number, shown)
    if len(parts) == 2:
        return _day(_needed(year, shown), month, parts[1].number, shown)
    if last_day:
        year = _needed(year, shown)
        return _day(year, month, monthrange(year, month)[1], shown)
    return _Point(date(_needed(year, shown), month, 1), Precision.MONTH)


class _Part(NamedTuple):
    """One number of a date, whether ’ stood before it, and what stood after it."""

    marked: bool
    digits: str
    suffix: str

    @property
    def number(self) -> int:
        return int(self.digits)


def _is_day_alone(parts: list[_Part], before: _Point) -> bool:
    """Whether a number alone after “~” is a day: “10. 22. ~ 24.”, but not “7. 30. ~ 12월”."""
    return len(parts) == 1 and before.precision is Precision.DAY and parts[0].suffix != "월"


def _split_parts(body: str, shown: str) -> list[_Part]:
    parts, at = [], 0
    while at < len(body):
        match = _PARTS.match(body, at)
        if match is None:
            raise ValueError(_unreadable(shown))
        parts.append(_Part(bool(match[1]), match[2], match[3]))
        at = match.end()
    return parts


def _take_year(parts: list[_Part], shown: str) -> tuple[int | None, list[_Part]]:
    """Take off a leading year: marked by ’ or 년, of four digits, first of three, or above 12."""
    if not 1 <= len(parts) <= 3:
        raise ValueError(_unreadable(shown))
    first = parts[0]
    is_year = (
        first.marked
        or first.suffix.startswith("년")
        or len(first.digits) == 4
        or len(parts) == 3
        or (len(parts) == 2 and first.number > 12)
    )
    rest = parts[1:] if is_year else parts
    if any(part.marked or len(part.digits) > 2 for part in rest):
        raise ValueError(_unreadable(shown))
    return (_full_year(first.digits, shown) if is_year else None), rest


def _month(number: int, shown: str) -> int:
    if not 1 <= number <= 12:
        raise ValueError(f"“{shown}”의 {number}월은 없습니다. 월을 1부터 12까지로 고쳐 주세요.")
    return number


def _day(year: int, month: int, number: int, shown: str) -> _Point:
    year, month = _full_year(f"{year:04}", shown), _month(month, shown)
    days = monthrange(year, month)[1]
    if not 1 <= number <= days:
        raise ValueError(
            f"“{shown}” 날짜는 없는 날입니다. {year}년 {month}월은 {days}일까지이니 "
            "날을 고쳐 주세요."
        )
    return _Point(date(year, month, number), Precision.DAY)


def _unreadable(shown: str) -> str:
    return f"“{shown}” 값은 날짜로 읽을 수 없습니다. {_FORMS} 가운데 한 꼴로 입력해 주세요."
