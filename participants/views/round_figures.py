"""How the figures and days of a round are written on its pages."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils.safestring import SafeString

from jobportal.platform.render.svg_days import day_chart
from jobportal.platform.values.dates import kdate_weekday
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import decimal_text
from participants.daily import DayLine
from participants.progress import Lists, PoolLine
from participants.views.vacancies import days_words
from programs.models import Round

NEAR_DAYS = 7
"""A day that is no further off is pointed out."""


def deadlines(round_: Round, lists: Lists, today: date) -> list[dict]:
    """The days that matter, each with how far off it is."""
    days = (
        ("접수 마감", round_.apply_to_on),
        ("선발", round_.select_on),
        ("이의신청 마감", lists.appeal_until_on),
        ("명단 게시 종료", max(lists.posted_until, default=None)),
        ("사업 시작", round_.starts_on),
        ("사업 종료", round_.ends_on),
    )
    return [
        {
            "label": label,
            "day": kdate_weekday(day) if day else "",
            "distance": distance(day, today) if day else "미정",
            "is_near": bool(day) and 0 <= (day - today).days <= NEAR_DAYS,
        }
        for label, day in days
    ]


def distance(day: date, today: date) -> str:
    """D-3, D-day; of a day gone by only that it is."""
    return "지남" if day < today else days_words((day - today).days)


def competition(applicants: int, posts: int) -> str:
    """신청 ÷ 계획 인원 as it is said, 2.7대 1; "-" without posts."""
    return f"{decimal_text(Fraction(applicants, posts), 1)}대 1" if posts else "-"


def reserve_depth(whole: PoolLine) -> str:
    """How far the reserve list reaches."""
    if not whole.vacancies:
        return "순서를 기다리는 사람"
    return f"결원 1명에 {decimal_text(Fraction(whole.reserves, whole.vacancies), 1)}명"


def tile(label: str, value: int, text: str, url: str, unit: str) -> dict:
    """A key figure with a word on it."""
    return {"label": label, "value": number_text(value), "text": text, "url": url, "unit": unit}


def task(label: str, who: str, count: int, url: str, late: int = 0) -> dict:
    """Something that waits: who deals with it, how many there are, how many of them are late."""
    return {"label": label, "who": who, "count": count, "late": late, "url": url}


def figure(value: int, url: str) -> dict:
    """A number that leads to what it counts; 0 leads nowhere."""
    return {"text": number_text(value), "url": url if value else ""}


def day_row(line: DayLine) -> dict:
    """A line of the table of days; days to come are empty."""
    names = ("heads", "total", "before", "before_total")
    numbers = {name: getattr(line, name) for name in names}
    shown = {name: "" if n is None else number_text(n) for name, n in numbers.items()}
    return {"label": line.label, **shown}


def chart(lines: Sequence[DayLine], last: Round | None) -> SafeString:
    """The applications of each day as columns, the last round's as a line over them."""
    return day_chart(
        "접수일별 신청",
        [line.label for line in lines],
        [line.heads for line in lines],
        [line.before for line in lines],
        ("이번 회차", f"지난 회차({last})" if last else "지난 회차"),
    )
