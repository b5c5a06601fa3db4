"""The dashboard: the budget of a year at a 기준일 against time and targets, each figure linked."""

from datetime import date, timedelta
from fractions import Fraction

from django.urls import reverse

from budgets.queries import budget_years, latest_ledger_day
from jobportal.platform.render.svg import Bar, Curve, bar_chart, month_curve
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import percent
from reports.checks.run import remembered_open_count
from reports.views.budget_rows import (
    detail_rows,
    late_lines,
    month_rows,
    pace_of,
    source_rows,
    statement_rows,
    unit_rows,
)
from reports.views.period_page import PeriodPage
from reports.views.picture import Links, Picture, month_end, month_ends, picture_of
from reports.views.progress import (
    GOOD,
    LATE,
    WATCH,
    points,
    rate_text,
    state_of,
    thousands,
    thresholds,
)

BARS_SHOWN = 20
EARLY = "신속집행 목표"


class Dashboard(PeriodPage):
    """예산 집행 현황."""

    template = "reports/dashboard.html"
    title, section = "예산 집행 현황", "현황"

    def known_years(self):
        return budget_years(self.district)

    def latest_day(self, year=None):
        return latest_ledger_day(self.district, year)

    def figures(self, year, as_of):
        picture = picture_of(self.district, year, as_of)
        return shown(picture, remembered_open_count(self.district))


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
    return [
        _appropriated_tile(picture, links),
        _executed_tile(picture, links),
        _rate_tile(picture),
        {
            "label": "잔액",
            "value": thousands(picture.budget.balance_won),
            "unit": "천원",
            "text": f"예산현액 − 집행액, 연말까지 {_days_left(picture)}일",
        },
        _waiting_tile(picture, links),
        _checks_tile(unconfirmed),
    ]


def _appropriated_tile(picture: Picture, links: Links) -> dict:
    now = picture.budget.appropriated.total_won
    before = picture.running[picture.year - 1].appropriated_won(picture.day_last_year)
    return {
        "label": "예산현액",
        "value": thousands(now),
        "unit": "천원",
        "url": links.appropriated(),
        "text": _against(now, before),
    }


def _executed_tile(picture: Picture, links: Links) -> dict:
    spent = picture.budget.executed.total_won
    before = picture.running[picture.year - 1].executed_won(picture.day_last_year)
    month_end = picture.as_of.replace(day=1) - timedelta(days=1)
    more = spent - picture.running[picture.year].executed_won(month_end)
    return {
        "label": "집행액",
        "value": thousands(spent),
        "unit": "천원",
        "url": links.executed(),
        "text": f"{_against(spent, before)}, {_since(more)}",
    }


def _rate_tile(picture: Picture) -> dict:
    rate, before = picture.budget.rate, picture.running[picture.year - 1]
    return {
        "label": "집행률",
        "value": rate_text(rate),
        "unit": "%" if rate is not None else "",
        "text": f"전년 같은 날 {rate_text(before.rate(picture.day_last_year))}%, "
        f"기간 경과율 {percent(picture.elapsed)}%",
    }


def _waiting_tile(picture: Picture, links: Links) -> dict:
    return {
        "label": "집행 전 단계",
        "value": thousands(sum(picture.waiting.values())),
        "unit": "천원",
        "parts": [
            {"label": stage.label, "value": thousands(won), "url": links.waiting(stage)}
            for stage, won in picture.waiting.items()
        ],
    }


def _checks_tile(unconfirmed: int | None) -> dict:
    """None of them was looked for yet: then the tile leads to where they are."""
    is_known = unconfirmed is not None
    return {
        "label": "수치 대조",
        "value": number_text(unconfirmed) if is_known else "확인하기",
        "unit": "건" if is_known else "",
        "url": f"{reverse('figure_checks')}?state=open",
        "text": "확인하지 않은 차이" if is_known else "문서와 기록의 차이",
    }


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
    against = [("기간 경과율", kdate(picture.as_of), picture.elapsed)]
    if picture.target:
        due = f"{kdate(picture.target.due_on)}까지"
        against.append((EARLY, due, picture.target_share))
    return [
        {
            "label": label,
            "when": when,
            "share": percent(share),
            **_compared(picture, share, is_target=label == EARLY),
        }
        for label, when, share in against
    ]


def _compared(picture: Picture, share: Fraction, *, is_target: bool) -> dict:
    """The rate of the whole beside a share, in words and state."""
    rate = picture.budget.rate
    if rate is None:
        return {"word": "예산이 없습니다.", "state": None}
    if not picture.is_recorded:
        return {"word": "집행 전표가 없어 견주지 않습니다.", "state": None}
    gap = rate - share
    word = f"{points(abs(gap))} {'높' if gap > 0 else '낮'}습니다." if gap else "같습니다."
    if not is_target:
        return {"word": word, "state": state_of(rate, share)}
    if gap >= 0:
        return {"word": f"{word[:-1]} (달성)", "state": GOOD}
    missed = LATE if picture.target.due_on < picture.as_of else WATCH
    return {"word": f"{word[:-1]} (미달)", "state": missed}


def rate_curve(picture: Picture) -> str:
    """The rate at the end of each month, this year's and last year's line."""
    this_year, last_year = picture.running[picture.year], picture.running[picture.year - 1]
    year = picture.year
    curves = [Curve(f"{year}년", tuple(this_year.rate(end) for end in month_ends(picture)))]
    then = tuple(last_year.rate(month_end(year - 1, month)) for month in range(1, 13))
    if any(then):
        curves.append(Curve(f"{year - 1}년", then, "previous"))
    return month_curve("월별 누계 집행률", curves)


def rate_bars(picture: Picture) -> str:
    """The rates of the unit programmes against the early-execution target or the time gone."""
    bars = []
    for unit in picture.budget.parts[:BARS_SHOWN]:
        state = pace_of(unit, picture)
        bars.append(Bar(unit.title, unit.rate, state.word if state else ""))
    if picture.target:
        return bar_chart("단위사업별 집행률", bars, picture.target_share, EARLY)
    return bar_chart("단위사업별 집행률", bars, picture.elapsed, "기간 경과율")
