"""What the finance system states for unit programmes against the ledger of their details."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from budgets.models import BudgetStatement, DetailProgramme
from jobportal.platform.values.money import Unit, number_text
from jobportal.platform.values.rates import percent
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked


def check_budget(checked: Checked) -> Iterator[Finding]:
    """A document answers for its department and year, up to its 기준일.

    Held against the ledger is, for each unit programme, the latest statement not after that day.
    """
    details = _details_by_unit(checked)
    for statement in statements_of(checked):
        own = details.get(statement.unit_id)
        if own:
            yield from _statement(checked, statement, own)
    for own in details.values():
        yield from _overspent(checked, own)


def statements_of(checked: Checked) -> list[BudgetStatement]:
    """The statements a document answers for, one for each unit programme."""
    document = checked.document
    latest: dict[int, BudgetStatement] = {}
    for statement in sorted(checked.records.statements, key=lambda found: found.as_of):
        if (
            statement.unit.department_id == document.department_id
            and statement.year == document.year
            and statement.as_of <= document.as_of
        ):
            latest[statement.unit_id] = statement
    return sorted(latest.values(), key=lambda found: found.unit.order)


def _details_by_unit(checked: Checked) -> dict[int, list[DetailProgramme]]:
    groups: dict[int, list[DetailProgramme]] = defaultdict(list)
    for detail in checked.records.details:
        if detail.unit.department_id == checked.document.department_id:
            groups[detail.unit_id].append(detail)
    return groups


def _statement(
    checked: Checked, statement: BudgetStatement, details: Iterable[DetailProgramme]
) -> Iterator[Finding]:
    known = checked.records.budget_on(statement.year, statement.as_of)
    held = [known[detail.pk] for detail in details if detail.pk in known]
    if not held:
        return
    pairs = (
        ("예산액", statement.appropriated_won, sum(given for given, _ in held)),
        ("집행액", statement.executed_won, sum(spent for _, spent in held)),
    )
    for label, stated, booked in pairs:
        if stated != booked:
            unit = unit_of(stated, booked)
            yield Finding(
                document=checked.document.code,
                item=checked.item_showing(statement, statement.unit),
                kind=Kind.BUDGET,
                place=f"{statement.unit} {label}: 재정시스템 현황과 세부사업 합계({unit.label})",
                printed=number_text(stated // unit.won),
                computed=number_text(booked // unit.won),
                difference=Decimal((stated - booked) // unit.won),
                cause=Cause.SCOPE,
            )


def _overspent(checked: Checked, details: Iterable[DetailProgramme]) -> Iterator[Finding]:
    document = checked.document
    known = checked.records.budget_on(document.year, document.as_of)
    for detail in details:
        given, spent = known.get(detail.pk, (0, 0))
        if spent > given:
            unit = unit_of(given, spent)
            yield Finding(
                document=document.code,
                item=checked.item_showing(detail),
                kind=Kind.LIMIT,
                place=f"{detail} 집행액: 예산액을 넘음({unit.label})",
                note=f"{percent(Fraction(spent, given))}%" if given else "",
                printed=number_text(spent // unit.won),
                computed=number_text(given // unit.won),
                difference=Decimal((spent - given) // unit.won),
                cause=Cause.SCOPE,
            )


def unit_of(*wons: int) -> Unit:
    """The largest unit of tables in which all the amounts are whole."""
    for unit in (Unit.MILLION, Unit.THOUSAND):
        if all(won % unit.won == 0 for won in wons):
            return unit
    return Unit.WON
