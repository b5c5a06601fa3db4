"""The tables of the budget dashboard: units, details, what is late, sources, months, statements."""

from fractions import Fraction

from django.urls import reverse

from budgets.queries import Budget, StatementCheck
from jobportal.platform.models.parts import SOURCE_FIELDS
from jobportal.platform.values.funding import FundingSource
from jobportal.platform.values.rates import percent, ratio
from reports.views.picture import Links, Picture, month_end, month_ends
from reports.views.progress import (
    LATE,
    OVER,
    State,
    points,
    rate_text,
    state_of,
    thousands,
)

LATE_LINES_SHOWN = 10


def pace_of(budget: Budget, picture: Picture) -> State | None:
    """The state of a budget against the share of the year gone; None while none is recorded."""
    if budget.balance_won < 0:
        return OVER
    return state_of(budget.rate, picture.elapsed) if picture.is_recorded else None


def _budget_row(budget: Budget, picture: Picture, links: Links, **programme: int) -> dict:
    return {
        "title": budget.title,
        "appropriated": thousands(budget.appropriated.total_won),
        "appropriated_url": links.appropriated(**programme),
        "executed": thousands(budget.executed.total_won),
        "executed_url": links.executed(**programme),
        "balance": thousands(budget.balance_won),
        "rate": rate_text(budget.rate),
        "state": pace_of(budget, picture),
    }


def unit_rows(picture: Picture, links: Links) -> list[dict]:
    """The whole and its unit programmes."""
    rows = [_budget_row(picture.budget, picture, links)]
    for unit in picture.budget.parts:
        row = _budget_row(unit, picture, links, line__detail__unit=unit.pk)
        rows.append({**row, "count": len(unit.parts)})
    return rows


def detail_rows(picture: Picture, links: Links) -> list[dict]:
    """The detail programmes, the first of each unit carrying the unit's name."""
    rows = []
    for unit in picture.budget.parts:
        for n, detail in enumerate(unit.parts):
            row = _budget_row(detail, picture, links, line__detail=detail.pk)
            rows.append({**row, "unit": unit.title, "span": 0 if n else len(unit.parts)})
    return rows


def late_lines(picture: Picture, links: Links) -> dict:
    """Detail programmes that are late or spent beyond their budget, the furthest behind first."""
    found = [
        (detail.rate or Fraction(0), unit.title, detail)
        for unit in picture.budget.parts
        for detail in unit.parts
        if pace_of(detail, picture) in (LATE, OVER)
    ]
    found.sort(key=lambda late: late[0])
    return {
        "count": len(found),
        "lines": [
            {
                **_budget_row(detail, picture, links, line__detail=detail.pk),
                "unit": unit,
                "word": _late_word(detail, picture),
            }
            for _, unit, detail in found[:LATE_LINES_SHOWN]
        ],
    }


def _late_word(detail: Budget, picture: Picture) -> str:
    if detail.balance_won < 0:
        return f"예산현액보다 {thousands(-detail.balance_won)}천원 더 집행했습니다."
    gap = picture.elapsed - detail.rate
    return (
        f"집행률 {percent(detail.rate)}%로 기간 경과율 {percent(picture.elapsed)}%보다 "
        f"{points(gap)} 낮습니다."
    )


def source_rows(picture: Picture, links: Links) -> list[dict]:
    """국비, 시비, 구비, 기타: stated, allocated by matching, in force, executed, rate."""
    budget = picture.budget
    rows = []
    for source in FundingSource:
        name = SOURCE_FIELDS[source]
        rows.append(
            _source_row(
                source.label,
                getattr(budget.appropriated, name),
                budget.allocated.get(source, 0),
                getattr(budget.executed, name),
            )
        )
    unsplit = (budget.unallocated_won, budget.executed.unsplit_won)
    if any(unsplit):
        rows.append(_source_row("재원 미구분", unsplit[0], 0, unsplit[1]))
    total = _source_row(
        "계",
        budget.appropriated.total_won - sum(budget.allocated.values()),
        sum(budget.allocated.values()),
        budget.executed.total_won,
    )
    for row in (total, *rows):
        row["appropriated_url"], row["executed_url"] = links.appropriated(), links.executed()
    return [total, *rows]


def _source_row(label: str, stated: int, allocated: int, spent: int) -> dict:
    in_force = stated + allocated
    return {
        "title": label,
        "stated": thousands(stated),
        "allocated": thousands(allocated),
        "appropriated": thousands(in_force),
        "executed": thousands(spent),
        "balance": thousands(in_force - spent),
        "rate": rate_text(ratio(spent, in_force)),
    }


def month_rows(picture: Picture, links: Links) -> list[dict]:
    """Running totals at the end of each month, beside those of the year before."""
    this_year, last_year = picture.running[picture.year], picture.running[picture.year - 1]
    before = Links(picture.year - 1, picture.as_of)
    ends = list(month_ends(picture))
    rows = []
    for month in range(1, 13):
        end = ends[month - 1] if month <= len(ends) else None
        then = month_end(picture.year - 1, month)
        rows.append(
            {
                "label": f"{month}월",
                "executed": thousands(this_year.executed_won(end)) if end else "",
                "executed_url": links.executed(end) if end else "",
                "appropriated": thousands(this_year.appropriated_won(end)) if end else "",
                "appropriated_url": links.appropriated(end) if end else "",
                "rate": rate_text(this_year.rate(end)) if end else "",
                "last_executed": thousands(last_year.executed_won(then)),
                "last_url": before.executed(then),
                "last_rate": rate_text(last_year.rate(then)),
            }
        )
    return rows


def statement_rows(checks: list[StatementCheck]) -> list[dict]:
    """What the finance system stated, beside the records on the same day, and the difference."""
    rows = []
    for check in checks:
        statement = check.statement
        links = Links(statement.year, statement.as_of)
        is_same = not (check.appropriated_difference_won or check.executed_difference_won)
        rows.append(
            {
                "title": statement.unit.title,
                "url": reverse("record_detail", args=["budget-statements", statement.pk]),
                "stated_appropriated": thousands(statement.appropriated_won),
                "appropriated": thousands(check.appropriated_won),
                "appropriated_url": links.appropriated(line__detail__unit=statement.unit_id),
                "appropriated_difference": thousands(check.appropriated_difference_won),
                "stated_executed": thousands(statement.executed_won),
                "executed": thousands(check.executed_won),
                "executed_url": links.executed(line__detail__unit=statement.unit_id),
                "executed_difference": thousands(check.executed_difference_won),
                "word": "일치" if is_same else "차이 있음",
                "css": "status-good" if is_same else "status-watch",
            }
        )
    return rows
