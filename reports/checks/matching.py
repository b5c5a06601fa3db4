"""Matching rules against the amounts actually stated by source."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from budgets.models import Appropriation
from jobportal.platform.models.parts import SOURCE_FIELDS, FundedAmounts
from jobportal.platform.values.funding import (
    FundingSource,
    Matching,
    MatchingStyle,
    describe_matching,
    parse_matching,
)
from jobportal.platform.values.money import half_up
from reports.checks.budget import unit_of
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked

Amounts = Mapping[FundingSource, int]


def check_matching(checked: Checked) -> Iterator[Finding]:
    """The rule of each plan and budget line against its amounts, to one printed unit."""
    for plan in checked.records.plans:
        if plan.matching and (checked.shows(plan) or checked.shows(plan.item.project)):
            item = checked.item_showing(plan)
            yield from _compare(checked, str(plan), plan.matching, _amounts([plan]), item)
    document = checked.document
    lines: dict[int, list[Appropriation]] = defaultdict(list)
    for change in checked.records.matched_lines(document.year):
        if (
            change.line.detail.unit.department_id == document.department_id
            and change.decided_on <= document.as_of
        ):
            lines[change.line_id].append(change)
    for changes in lines.values():
        line = changes[0].line
        item = checked.item_showing(*changes, line)
        yield from _compare(checked, str(line), line.matching.shares, _amounts(changes), item)


def _amounts(records: list[FundedAmounts]) -> Amounts | None:
    """The sum by source; None when part of the money is not stated by source."""
    if any(record.unsplit_won for record in records):
        return None
    summed = {
        source: sum(getattr(record, name) for record in records)
        for source, name in SOURCE_FIELDS.items()
    }
    return {source: won for source, won in summed.items() if won}


def _compare(
    checked: Checked, title: str, rule_text: str, amounts: Amounts | None, item: str
) -> Iterator[Finding]:
    rule = parse_matching(rule_text)
    if not amounts or not sum(amounts.values()) or _holds(rule, amounts):
        return
    stated = _shares(amounts)
    first = next(iter(rule.shares))
    yield Finding(
        document=checked.document.code,
        item=item,
        kind=Kind.MATCHING,
        place=f"{title}: 매칭비율과 재원별 금액(%)",
        printed=describe_matching(rule, MatchingStyle.COLON),
        computed=":".join(f"{s.short} {share:f}" for s, share in stated.items()),
        difference=_hundredths(rule.shares[first] * 100) - stated.get(first, Decimal(0)),
        cause=Cause.SCOPE,
    )


def _holds(rule: Matching, amounts: Amounts) -> bool:
    """True when every source is less than one printed unit from its share."""
    total, unit = sum(amounts.values()), unit_of(*amounts.values())
    return all(
        abs(amounts.get(source, 0) - rule.shares.get(source, Fraction(0)) * total) < unit.won
        for source in FundingSource
    )


def _shares(amounts: Amounts) -> dict[FundingSource, Decimal]:
    total = sum(amounts.values())
    return {source: _hundredths(Fraction(won * 100, total)) for source, won in amounts.items()}


def _hundredths(value: Fraction) -> Decimal:
    return Decimal(half_up(value * 100)) / 100
