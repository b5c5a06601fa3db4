"""The dashboard: the budget of a year at a 기준일 against time and targets, each figure linked."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.urls import reverse

from budgets.models import EarlyExecutionTarget
from budgets.models.ledger import Stage
from budgets.queries import (
    Budget,
    Running,
    StatementCheck,
    budget_at,
    budget_years,
    early_target,
    latest_ledger_day,
    running,
    statement_checks,
    waiting,
)
from jobportal.platform.models import District
from jobportal.platform.models.parts import SOURCE_FIELDS
from jobportal.platform.pages import Page
from jobportal.platform.render.svg import Bar, Curve, bar_chart, month_curve
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.elapsed import year_share
from jobportal.platform.values.funding import FundingSource
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import percent, ratio
from reports.checks.run import remembered_open_count
from reports.views.progress import (
    GOOD,
    LATE,
    OVER,
    WATCH,
    PeriodForm,
    State,
    points,
    rate_text,
    state_of,
    thousands,
    thresholds,
)

LATE_LINES_SHOWN = 10
BARS_SHOWN = 20


class Links:
    """The lists behind the figures of a year at a day."""

    def __init__(self, year: int, as_of: date):
        self.as_of = as_of
        lists = {slug: reverse("record_list", args=[slug]) for slug in ("appropriations", "ledger")}
        self._appropriations = f"{lists['appropriations']}?line__year={year}"
        self._ledger = f"{lists['ledger']}?line__year={year}"

    def appropriated(self, day: date | None = None, **programme: int) -> str:
        """The appropriations decided until the day (the 기준일 when none is given)."""
        return f"{self._appropriations}&decided_on_to={day or self.as_of}{_only(programme)}"

    def executed(self, day: date | None = None, **programme: int) -> str:
        """The entries that count as executed until the day."""
        return f"{self._ledger}&executed=True&on_to={day or self.as_of}{_only(programme)}"

    def waiting(self, stage: Stage) -> str:
        """The entries of a stage that no later one has taken up at the 기준일."""
        return f"{self._ledger}&stage={stage.value}&waiting_on={self.as_of}"


def _only(programme: dict[str, int]) -> str:
    return "".join(f"&{name}={pk}" for name, pk in programme.items())


@dataclass(frozen=True)
class Picture:
    """Everything the dashboard shows, as figures; the functions below put them into words."""

    year: int
    as_of: date
    budget: Budget
    waiting: dict[Stage, int]
    running: dict[int, Running]
    target: EarlyExecutionTarget | None
    statements: list[StatementCheck]

    @property
    def elapsed(self) -> Fraction:
        """The share of the year gone."""
        return year_share(self.year, self.as_of)

    @property
    def target_share(self) -> Fraction | None:
        """The early-execution target as a share."""
        return Fraction(self.target.percent) / 100 if self.target else None

    @property
    def day_last_year(self) -> date:
        """The same day a year before; 28 February stands for the 29th."""
        year = self.as_of.year - 1
        return self.as_of.replace(
            year=year, day=min(self.as_of.day, monthrange(year, self.as_of.month)[1])
        )


def picture_of(district: District, year: int, as_of: date) -> Picture:
    """The figures of a district's year at a day, in ten queries."""
    return Picture(
        year=year,
        as_of=as_of,
        budget=budget_at(district, year, as_of),
        waiting=waiting(district, year, as_of),
        running=running(district, (year - 1, year)),
        target=early_target(district, year, as_of),
        statements=statement_checks(district, year, as_of),
    )


class Dashboard(Page):
    """예산 집행 현황."""

    template = "reports/dashboard.html"
    title, section = "예산 집행 현황", "현황"

    def get(self, request):
        years = budget_years(self.district)
        latest = latest_ledger_day(self.district)
        default = latest.year if latest and latest.year in years else next(iter(years), None)
        asked = {"year": request.GET.get("year") or default, "as_of": request.GET.get("as_of", "")}
        form = PeriodForm(asked, years=years)
        if not years:
            return self.show(form=form, years=years)
        if not form.is_valid():
            return self.show(form=form, years=years, status=400)
        year = form.cleaned_data["year"]
        as_of = form.cleaned_data["as_of"] or self.last_day(year, latest)
        form = PeriodForm({"year": year, "as_of": kdate(as_of)}, years=years)
        picture = picture_of(self.district, year, as_of)
        unconfirmed = remembered_open_count(self.district)
        return self.show(form=form, years=years, **shown(picture, unconfirmed))

    def last_day(self, year: int, latest: date | None) -> date:
        """The latest ledger day of the year; its last day when the ledger has none."""
        if latest and latest.year == year:
            return latest
        return latest_ledger_day(self.district, year) or date(year, 12, 31)


def shown(picture: Picture, unconfirmed: int | None) -> dict:
    """What the template is given."""
    links = Links(picture.year, picture.as_of)
    return {
        "picture": picture,
        "as_of_text": kdate(picture.as_of),
        "tiles": tiles(picture, links, unconfirmed),
        "comparisons": comparisons(picture),
        "thresholds": thresholds("집행률", "기간 경과율"),
        "units": unit_rows(picture, links),
        "details": detail_rows(picture, links),
        "late": late_lines(picture, links),
        "sources": source_rows(picture, links),
        "has_unsplit": picture.budget.appropriated.unsplit_won != 0,
        "month_rows": month_rows(picture, links),
        "statements": statement_rows(picture.statements),
        "statement_day": kdate(picture.statements[0].statement.as_of) if picture.statements else "",
        "bars": rate_bars(picture),
        "curve": rate_curve(picture),
    }


def tiles(picture: Picture, links: Links, unconfirmed: int | None) -> list[dict]:
    """The key figures: value, list, and what it is held against (compliance UI-13)."""
    budget, spent = picture.budget, picture.budget.executed.total_won
    this_year, last_year = picture.running[picture.year], picture.running[picture.year - 1]
    before = picture.day_last_year
    month_end = picture.as_of.replace(day=1) - timedelta(days=1)
    pending = sum(picture.waiting.values())
    return [
        {
            "label": "예산현액",
            "value": thousands(budget.appropriated.total_won),
            "unit": "천원",
            "url": links.appropriated(),
            "text": _against(budget.appropriated.total_won, last_year.appropriated_won(before)),
        },
        {
            "label": "집행액",
            "value": thousands(spent),
            "unit": "천원",
            "url": links.executed(),
            "text": f"{_against(spent, last_year.executed_won(before))}, "
            f"{_since(spent - this_year.executed_won(month_end))}",
        },
        {
            "label": "집행률",
            "value": rate_text(budget.rate),
            "unit": "%" if budget.rate is not None else "",
            "text": f"전년 같은 날 {rate_text(last_year.rate(before))}%, "
            f"기간 경과율 {percent(picture.elapsed)}%",
        },
        {
            "label": "잔액",
            "value": thousands(budget.balance_won),
            "unit": "천원",
            "text": f"예산현액 − 집행액, 연말까지 {_days_left(picture)}일",
        },
        {
            "label": "집행 전 단계",
            "value": thousands(pending),
            "unit": "천원",
            "parts": [
                {"label": stage.label, "value": thousands(won), "url": links.waiting(stage)}
                for stage, won in picture.waiting.items()
            ],
        },
        {
            "label": "수치 대조",
            "value": "확인하기" if unconfirmed is None else number_text(unconfirmed),
            "unit": "" if unconfirmed is None else "건",
            "url": f"{reverse('figure_checks')}?state=open",
            "text": "문서와 기록의 차이" if unconfirmed is None else "확인하지 않은 차이",
        },
    ]


def _against(now: int, before: int) -> str:
    if not before:
        return "전년 자료 없음"
    return f"전년 같은 날의 {percent(Fraction(now, before))}%"


def _since(more: int) -> str:
    if not more:
        return "지난달 말과 같음"
    return f"지난달 말보다 {thousands(abs(more))}천원 {'증가' if more > 0 else '감소'}"


def _days_left(picture: Picture) -> int:
    return max((date(picture.year, 12, 31) - picture.as_of).days, 0)


def comparisons(picture: Picture) -> list[dict]:
    """The rate of the whole beside the share of the year gone and the early-execution target."""
    rate = picture.budget.rate
    against = [("기간 경과율", kdate(picture.as_of), picture.elapsed)]
    if picture.target:
        due = f"{kdate(picture.target.due_on)}까지"
        against.append(("신속집행 목표", due, picture.target_share))
    rows = []
    for label, when, share in against:
        gap = None if rate is None else rate - share
        if gap is None:
            word = "예산이 없습니다."
        elif gap >= 0:
            word = f"{points(gap)} 높습니다." if gap else "같습니다."
        else:
            word = f"{points(-gap)} 낮습니다."
        state = state_of(rate, share)
        if label == "신속집행 목표" and gap is not None:
            state = GOOD if gap >= 0 else (LATE if picture.target.due_on < picture.as_of else WATCH)
            reached = "달성" if gap >= 0 else "미달"
            word = f"{word[:-1]} ({reached})"
        rows.append(
            {"label": label, "when": when, "share": percent(share), "word": word, "state": state}
        )
    return rows


def _state(budget: Budget, picture: Picture) -> State | None:
    return OVER if budget.balance_won < 0 else state_of(budget.rate, picture.elapsed)


def _budget_row(budget: Budget, picture: Picture, links: Links, **programme: int) -> dict:
    return {
        "title": budget.title,
        "appropriated": thousands(budget.appropriated.total_won),
        "appropriated_url": links.appropriated(**programme),
        "executed": thousands(budget.executed.total_won),
        "executed_url": links.executed(**programme),
        "balance": thousands(budget.balance_won),
        "rate": rate_text(budget.rate),
        "state": _state(budget, picture),
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
        if _state(detail, picture) in (LATE, OVER)
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


def _month_ends(picture: Picture) -> Iterable[date]:
    """The last days of the months gone; the 기준일 ends the last of them."""
    if picture.as_of < date(picture.year, 1, 1):
        return
    last = picture.as_of.month if picture.as_of.year == picture.year else 12
    for month in range(1, last + 1):
        end = date(picture.year, month, monthrange(picture.year, month)[1])
        yield picture.as_of if month == last else end


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_rows(picture: Picture, links: Links) -> list[dict]:
    """Running totals at the end of each month, beside those of the year before."""
    this_year, last_year = picture.running[picture.year], picture.running[picture.year - 1]
    before = Links(picture.year - 1, picture.as_of)
    ends = list(_month_ends(picture))
    rows = []
    for month in range(1, 13):
        end = ends[month - 1] if month <= len(ends) else None
        then = _month_end(picture.year - 1, month)
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


def rate_curve(picture: Picture) -> str:
    """The rate at the end of each month, this year's and last year's line."""
    this_year, last_year = picture.running[picture.year], picture.running[picture.year - 1]
    year = picture.year
    curves = [Curve(f"{year}년", tuple(this_year.rate(end) for end in _month_ends(picture)))]
    then = tuple(last_year.rate(_month_end(year - 1, month)) for month in range(1, 13))
    if any(then):
        curves.append(Curve(f"{year - 1}년", then, "previous"))
    return month_curve("월별 누계 집행률", curves)


def rate_bars(picture: Picture) -> str:
    """The rates of the unit programmes against the early-execution target or the time gone."""
    bars = []
    for unit in picture.budget.parts[:BARS_SHOWN]:
        state = state_of(unit.rate, picture.elapsed)
        bars.append(Bar(unit.title, unit.rate, state.word if state else ""))
    if picture.target:
        return bar_chart("단위사업별 집행률", bars, picture.target_share, "신속집행 목표")
    return bar_chart("단위사업별 집행률", bars, picture.elapsed, "기간 경과율")


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
