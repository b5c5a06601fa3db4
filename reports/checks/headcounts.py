"""Entered headcounts of rounds and years against what is counted from lists and placements."""

from collections.abc import Iterator
from decimal import Decimal

from jobportal.platform.models import Record
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.money import number_text
from participants.models import RoundResult
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked
from reports.headcounts import ENTERED, RoundFigures, annual_selected


def check_headcounts(checked: Checked) -> Iterator[Finding]:
    """The last entered result of each round until the 기준일, and the entered people of a year.

    A round is counted on the day its result was entered for, a year on the 기준일.
    """
    latest: dict[int, RoundResult] = {}
    for result in checked.records.counted_results:
        if result.as_of <= checked.document.as_of:
            latest[result.round_id] = result
    for result in latest.values():
        round_ = result.round
        if any(checked.shows(one) for one in (result, round_, round_.programme)):
            yield from _round(checked, result)
    yield from _years(checked)


def _round(checked: Checked, result: RoundResult) -> Iterator[Finding]:
    round_ = result.round
    figures = RoundFigures(round_, checked.records.headcount_on(result), result)
    for measure in ENTERED:
        entered = getattr(result, measure)
        counted = figures[measure].value
        if entered is not None and figures.is_counted(measure) and entered != counted:
            label = result._meta.get_field(measure).verbose_name
            place = f"회차 {round_} · {label} · {kdate(result.as_of)}"
            yield _finding(checked, place, entered, counted, result, round_, round_.programme)


def _years(checked: Checked) -> Iterator[Finding]:
    shown = [
        one
        for one in checked.records.annual_results
        if checked.shows(one) or checked.shows(one.programme)
    ]
    if not shown or not checked.records.has_placements:
        return
    counted = annual_selected(
        checked.document.district,
        {one.programme for one in shown},
        sorted({one.year for one in shown}),
        checked.document.as_of,
    )
    for entered in shown:
        figure = counted.get((entered.programme_id, entered.year))
        if figure is not None and figure.value != entered.persons:
            place = f"연도별 실적 {entered} · 선발인원(명)"
            rounds = [one for one in checked.records.rounds if one.year == entered.year]
            yield _finding(checked, place, entered.persons, figure.value, entered, *rounds)


def _finding(checked: Checked, place: str, entered: int, counted: int, *shown: Record) -> Finding:
    return Finding(
        document=checked.document.code,
        item=checked.item_showing(*shown),
        kind=Kind.HEADCOUNT,
        place=place,
        printed=number_text(entered),
        computed=number_text(counted),
        difference=Decimal(entered - counted),
        cause=Cause.SCOPE,
    )
