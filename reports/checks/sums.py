"""Sums that records state twice: weights, quarters and years, parts of a project and its whole."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgets.models import Investment
from jobportal.platform.values.money import number_text
from programs.models import Indicator, IndicatorTarget, Project, Quarter
from reports.checks.budget import unit_of
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked


def check_sums(checked: Checked) -> Iterator[Finding]:
    """Σ weights = 100, Σ quarters = year where they add up, Σ parts = project by year."""
    yield from _weights(checked)
    yield from _quarters(checked)
    yield from _investments(checked)


def _finding(
    checked: Checked, item: str, place: str, stated: int, summed: int, unit_won: int = 1
) -> Finding:
    stated, summed = stated // unit_won, summed // unit_won
    return Finding(
        document=checked.document.code,
        item=item,
        kind=Kind.SUM,
        place=place,
        printed=number_text(stated),
        computed=number_text(summed),
        difference=Decimal(stated - summed),
        cause=Cause.SCOPE,
    )


def _weights(checked: Checked) -> Iterator[Finding]:
    groups: dict[Project, list] = defaultdict(list)
    for part in checked.records.project_items:
        if part.weight is not None:
            groups[part.project].append(part)
    for project, parts in groups.items():
        total = sum(part.weight for part in parts)
        if total != 100 and checked.shows(project):
            item = checked.item_showing(*parts, project)
            yield _finding(checked, item, f"{project} 전체사업 대비비율 합계(%)", 100, total)


def _quarters(checked: Checked) -> Iterator[Finding]:
    groups: dict[tuple[Indicator, int], list[IndicatorTarget]] = defaultdict(list)
    for target in checked.records.targets:
        groups[target.indicator, target.year].append(target)
    for (indicator, year), targets in groups.items():
        by_quarter = {target.quarter: target.value for target in targets}
        whole = by_quarter.pop(Quarter.YEAR, None)
        adds_up = indicator.quarter_aggregation == Indicator.Aggregation.SUM
        if whole is None or not by_quarter or not adds_up or sum(by_quarter.values()) == whole:
            continue
        if any(checked.shows(target) for target in targets) or checked.shows(indicator):
            item = checked.item_showing(*targets)
            place = f"{indicator} {year}년 목표: 연간과 분기 합계({indicator.unit})"
            yield _finding(checked, item, place, whole, sum(by_quarter.values()))


def _investments(checked: Checked) -> Iterator[Finding]:
    """Only where every part of the project states money, so that the parts are the whole."""
    groups: dict[tuple[Project, str], list[Investment]] = defaultdict(list)
    for record in checked.records.investments:
        groups[record.project, record.basis].append(record)
    for (project, _), records in groups.items():
        if not checked.shows(project):
            continue
        parts = {p.pk for p in checked.records.project_items if p.project_id == project.pk}
        if parts and parts == {record.item_id for record in records if record.item_id}:
            yield from _years(checked, project, records)


def _years(checked: Checked, project: Project, records: list[Investment]) -> Iterator[Finding]:
    years: dict[tuple[int, bool], list[Investment]] = defaultdict(list)
    for record in records:
        years[record.year, record.is_after_term].append(record)
    for (year, is_after), found in sorted(years.items()):
        whole = [record for record in found if record.item_id is None]
        if not whole:
            continue
        parts = [record for record in found if record.item_id is not None]
        stated, summed = (sum(record.total_won for record in group) for group in (whole, parts))
        if stated != summed:
            unit = unit_of(stated, summed)
            place = (
                f"{project} {year}년{' (임기 후)' if is_after else ''} "
                f"{whole[0].get_basis_display()}: 사업 전체와 과제 합계({unit.label})"
            )
            yield _finding(
                checked, checked.item_showing(*found, project), place, stated, summed, unit.won
            )
