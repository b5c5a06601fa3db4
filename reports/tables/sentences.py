"""Rows of a list of lines with figures in them, and how the dates in such lines are printed."""

from collections.abc import Callable, Iterable

from jobportal.platform.models import Record
from jobportal.platform.render.grid import Cell, HeadCell, Origin, Row, header, text
from jobportal.platform.values.dates import Precision, kdate, kdate_weekday, kperiod
from jobportal.platform.values.spans import Span
from programs.models import PlanItem
from reports.declare import Param, ParamKind, sources_of

# Lines are named by these when figures are compared; lists print no head.
LINE_HEAD = ((HeadCell("구분"), HeadCell("내용"), HeadCell("세부")),)
SECTION, LINE, SUBLINE, DETAIL = 1, 2, 3, 4

YEAR_STYLE = Param(
    "year_style",
    "날짜의 연도",
    ParamKind.CHOICE,
    choices=(("FULL", "2018. 8. 2."), ("SHORT", "’18. 8. 2."), ("NONE", "8. 2.")),
    default="NONE",
)
MONTH_STYLE = Param(
    "month_style",
    "월 표기",
    ParamKind.CHOICE,
    choices=(("WORD", "9월"), ("DOT", "9.")),
    default="WORD",
)


def section(words: str) -> Row:
    """The heading of a part of the list (□)."""
    return Row([text(words)], level=SECTION)


def line(level: int, label: str, *cells: Cell) -> Row:
    """A line: its label, and what is said after it."""
    return Row([header(label), *cells], level=level)


def plain_line(level: int, words: str, records: Iterable[Record]) -> Row:
    """A line of words that a record holds."""
    return Row([kept(words, records)], level=level)


def kept(words: str, records: Iterable[Record]) -> Cell:
    """Words as records hold them."""
    return text(words, Origin.RECORD, sources_of(records))


def said(words: str, records: Iterable[Record], formula: str = "") -> Cell:
    """Words made from records, figures among them."""
    return text(words, Origin.COMPUTED, sources_of(records), formula)


# ---- Dates -----------------------------------------------------------------------------------


def span_words(span: Span, year_style: str, month_style: str = "WORD") -> str:
    """A span as lists print it: “’18. 8. 2.(목)”, “10. 22. ~ 24.”, “9~12월”, “2022. 1월 ~ 6월”."""
    if span.precision is Precision.MONTH and month_style == "WORD":
        return _months(span, year_style)
    if span.precision not in (Precision.DAY, Precision.MONTH) or year_style == "FULL":
        return kperiod(span.start, span.end, span.precision) + _weekday(span)
    if year_style == "SHORT":
        return kperiod(span.start, span.end, span.precision, short=True) + _weekday(span)
    return _without_year(span) + _weekday(span)


def _months(span: Span, year_style: str) -> str:
    first, last = span.start.month, span.end.month
    other_year = span.end.year != span.start.year
    if year_style == "NONE" and not other_year:
        return f"{first}월" if first == last else f"{first}~{last}월"
    year = "" if year_style == "NONE" else f"{_year(span.start.year, year_style)} "
    if (span.start.year, first) == (span.end.year, last):
        return f"{year}{first}월"
    end_year = f"{_year(span.end.year, year_style)} " if other_year else ""
    return f"{year}{first}월 ~ {end_year}{last}월"


def _year(year: int, year_style: str) -> str:
    return f"{year}." if year_style == "FULL" else f"’{year % 100:02}."


def _without_year(span: Span) -> str:
    """The days without their year; one that ends in another year keeps both years."""
    if span.start.year != span.end.year:
        return kperiod(span.start, span.end, span.precision, short=True)
    if span.precision is Precision.MONTH:
        start, end = f"{span.start.month}.", f"{span.end.month}."
    else:
        start = f"{span.start.month}. {span.start.day}."
        same_month = span.start.month == span.end.month
        end = f"{span.end.day}." if same_month else f"{span.end.month}. {span.end.day}."
    return start if span.start == span.end or start == end else f"{start} ~ {end}"


def _weekday(span: Span) -> str:
    if span.precision is not Precision.DAY or span.start != span.end:
        return ""
    return kdate_weekday(span.start).removeprefix(kdate(span.start))


# ---- Plans -----------------------------------------------------------------------------------


def plan_rows(
    plans: Iterable[PlanItem], year_style: str, month_style: str = "WORD", months: bool = False
) -> list[Row]:
    """향후계획 lines; the plans of one 세부 추진과제 stand in one line, joined by ", ".

    With ``months`` a span of several months also tells how many: 4개월(9~12월).
    """

    def when(plan: PlanItem) -> str:
        return _when(plan, year_style, month_style, months)

    groups: list[list[PlanItem]] = []
    for plan in plans:
        if groups and plan.item_id and groups[-1][0].item_id == plan.item_id:
            groups[-1].append(plan)
        else:
            groups.append([plan])
    rows = []
    for group in groups:
        rows.append(_plan_line(group, when))
        rows += [
            plain_line(SUBLINE, words, [plan])
            for plan in group
            for words in plan.detail.splitlines()
            if words.strip()
        ]
    return rows


def _when(plan: PlanItem, year_style: str, month_style: str, months: bool) -> str:
    if plan.when_text or plan.when is None:
        return plan.when_text
    words, span = span_words(plan.when, year_style, month_style), plan.when
    count = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    if months and span.precision is Precision.MONTH and count > 1:
        return f"{count}개월({words})"
    return words


def _plan_line(plans: list[PlanItem], when: Callable[[PlanItem], str]) -> Row:
    first = plans[0]
    if first.item_id:
        parts = [f"{p.text}({when(p)})" if when(p) else p.text for p in plans]
        words = ", ".join(parts)
        bare = len(plans) == 1 and words == first.text
        told = kept(words, plans) if bare else said(words, plans)
        return line(LINE, first.item.title, told)
    if when(first):
        return line(LINE, first.text, said(when(first), plans))
    return plain_line(LINE, first.text, plans)
