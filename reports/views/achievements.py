"""Targets against results of a year at a 기준일: indicators by quarter, disclosure, job centre."""

from datetime import date
from fractions import Fraction
from functools import cache

from django.urls import reverse

from jobportal.platform.render.grid import Source
from jobportal.platform.render.svg import Bar, bar_chart
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.elapsed import year_share
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import decimal_text, percent
from programs.models import METRIC_UNITS, DisclosureTarget, JobCentreMetric
from programs.queries import (
    QUARTERS,
    CentreProgress,
    Measured,
    Progress,
    achievement_years,
    centre_progress,
    disclosure_targets,
    indicator_progress,
    latest_result_day,
)
from reports.tracing import source_url
from reports.views.period_page import PeriodPage
from reports.views.progress import (
    GOOD,
    LATE,
    WATCH,
    points,
    rate_text,
    state_of,
    thresholds,
)

BARS_SHOWN = 15
TARGETS, RESULTS = "indicator-targets", "indicator-results"


class Achievements(PeriodPage):
    """목표 달성 현황."""

    template = "reports/achievements.html"
    title, section = "목표 달성 현황", "현황"

    def known_years(self):
        return achievement_years(self.district)

    def latest_day(self, year=None):
        return latest_result_day(self.district, year)

    def figures(self, year, as_of):
        progress = indicator_progress(self.district, year, as_of)
        rows = [indicator_row(one) for one in progress]
        elapsed = year_share(year, as_of)
        return {
            "year": year,
            "as_of_text": kdate(as_of),
            "elapsed": percent(elapsed),
            "thresholds": thresholds("달성률", "지금까지의 목표"),
            "tiles": tiles(progress, year, as_of),
            "late": late_lines(progress, rows),
            "rows": rows,
            "quarters": [quarter.label for quarter in QUARTERS],
            "bars": rate_bars(progress, elapsed),
            "centre": [
                centre_row(one, elapsed) for one in centre_progress(self.district, year, as_of)
            ],
            "disclosure": disclosure_rows(disclosure_targets(self.district, year)),
        }


def value_text(value: Fraction | int) -> str:
    """A value as it is: whole numbers with commas, a mean with one decimal."""
    return number_text(int(value)) if value == int(value) else decimal_text(value, 1)


@cache
def _list_url(kind: str) -> str:
    return reverse("record_list", args=[kind])


def _cell(measured: Measured | None, kind: str) -> dict:
    """A value with the records behind it; nothing while there is none."""
    if measured is None:
        return {"text": "", "url": ""}
    return {
        "text": value_text(measured.value),
        "url": f"{_list_url(kind)}?id={','.join(map(str, measured.ids))}",
        "flags": _flags(measured),
    }


def _flags(measured: Measured) -> str:
    """How sure a result is, in words."""
    words = [
        word
        for word, applies in (("예상치", measured.is_forecast), ("집계 중", measured.is_partial))
        if applies
    ]
    return ", ".join(words)


STATES = (
    (GOOD, GOOD.word, "달성률이 지금까지의 목표에 닿은 지표"),
    (WATCH, WATCH.word, "10%p 넘게 낮은 지표"),
    (LATE, LATE.word, "20%p 넘게 낮은 지표"),
    (None, "판단할 수 없음", "목표나 실적이 아직 없는 지표"),
)
"""The states of indicators as their tiles say them."""


def tiles(progress: list[Progress], year: int, as_of: date) -> list[dict]:
    """How many indicators there are, and how many stand in which state."""
    states = [state_of(one.rate, one.expected) for one in progress]
    results = f"{reverse('record_list', args=[RESULTS])}?year={year}"
    targets = f"{reverse('record_list', args=[TARGETS])}?year={year}"
    return [
        {
            "label": "지표",
            "value": str(len(progress)),
            "unit": "개",
            "url": targets,
            "text": f"{year}년에 목표나 실적이 있는 지표",
        },
        *(
            {
                "label": label,
                "value": str(states.count(state)),
                "unit": "개",
                "text": text,
                "url": _of_state(progress, states, state),
            }
            for state, label, text in STATES
        ),
        {
            "label": "지난 시간",
            "value": percent(year_share(year, as_of)),
            "unit": "%",
            "text": f"{kdate(as_of)} 기준 기간 경과율",
            "url": results,
        },
    ]


def _of_state(progress: list[Progress], states: list, state: object) -> str:
    """The list of the indicators in a state; nothing when there is none."""
    found = [one.indicator.pk for one, its in zip(progress, states, strict=True) if its == state]
    return source_url(Source("indicators", tuple(found))) if found else ""


def indicator_row(progress: Progress) -> dict:
    """One indicator: the year, then each quarter, then its state in words."""
    indicator = progress.indicator
    target, result = _cell(progress.target, TARGETS), _cell(progress.result, RESULTS)
    return {
        "title": indicator.title,
        "url": reverse("record_detail", args=["indicators", indicator.pk]),
        "place": indicator.item or indicator.project or "",
        "unit": indicator.unit,
        "target": target,
        "result": result,
        "known": _known(progress),
        "rate": rate_text(progress.rate),
        "state": state_of(progress.rate, progress.expected),
        "quarters": [
            (
                _cell(progress.quarter_targets.get(quarter), TARGETS),
                _cell(progress.quarter_results.get(quarter), RESULTS),
            )
            for quarter in QUARTERS
        ],
    }


def _known(progress: Progress) -> str:
    """Until when the result is known, whether it is sure, and a result since the term began."""
    words = []
    if progress.result is not None:
        flags = _flags(progress.result)
        words.append(kdate(progress.result.as_of) + (f" {flags}" if flags else ""))
    if progress.cumulative is not None:
        cumulative = progress.cumulative
        since = f"임기 누계 {value_text(cumulative.value)} ({kdate(cumulative.as_of)})"
        words.append(since)
    return ", ".join(words) or "실적 없음"


def late_lines(progress: list[Progress], rows: list[dict]) -> list[dict]:
    """The indicators that lag, the furthest behind first."""
    found = []
    for one, row in zip(progress, rows, strict=True):
        if row["state"] not in (WATCH, LATE):
            continue
        gap = one.expected - one.rate
        word = (
            f"달성률 {percent(one.rate)}%로 지금까지의 목표 {percent(one.expected)}%보다 "
            f"{points(gap)} 낮습니다."
        )
        found.append((gap, {**row, "word": word}))
    found.sort(key=lambda late: -late[0])
    return [row for _, row in found]


def rate_bars(progress: list[Progress], elapsed: Fraction) -> str:
    """The rates of the indicators that are lowest, against the share of the year gone."""
    known = sorted((one for one in progress if one.rate is not None), key=lambda one: one.rate)
    bars = []
    for one in known[:BARS_SHOWN]:
        state = state_of(one.rate, one.expected)
        bars.append(Bar(one.indicator.title, one.rate, state.word if state else ""))
    return bar_chart("지표별 달성률", bars, elapsed, "기간 경과율") if bars else ""


def centre_row(progress: CentreProgress, elapsed: Fraction) -> dict:
    """One metric of the job centre."""
    metric = JobCentreMetric(progress.metric)
    return {
        "title": metric.label,
        "team": progress.team,
        "unit": METRIC_UNITS[metric],
        "target": _cell(progress.target, "job-centre-targets"),
        "result": _cell(progress.result, "job-centre-figures"),
        "rate": rate_text(progress.rate),
        "state": state_of(progress.rate, elapsed),
    }


def disclosure_rows(targets: list[DisclosureTarget]) -> dict:
    """The jobs promised to each group, and their sum."""
    if not targets:
        return {}
    plans = {target.plan_id: target.plan for target in targets}
    return {
        "total": number_text(sum(target.target_count for target in targets)),
        "minimums": [
            f"{plan}: 매년 {number_text(plan.yearly_minimum)}개 이상"
            for plan in plans.values()
            if plan.yearly_minimum
        ],
        "rows": [
            {
                "title": target.target_group,
                "plan": str(target.plan),
                "content": ", ".join(target.content.splitlines()),
                "count": number_text(target.target_count),
                "url": reverse("record_detail", args=["disclosure-targets", target.pk]),
            }
            for target in targets
        ],
        "url": source_url(Source("disclosure-targets", tuple(target.pk for target in targets))),
    }
