"""The budget of a fiscal year at a 기준일, set-wise: in force, executed, waiting, month by month.

Every function asks only for the lines of the years it is given, through the index on
(district, year), so that other years cost nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import accumulate, groupby
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from budgets.models import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    EarlyExecutionTarget,
    LedgerEntry,
)
from budgets.models.ledger import Stage
from jobportal.platform.models import District
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS, total_won_expression
from jobportal.platform.values.funding import FundingSource, Matching, allocate, parse_matching
from jobportal.platform.values.money import Unit
from jobportal.platform.values.rates import ratio


class Sums(NamedTuple):
    """Won by amount field, in the order of ``AMOUNT_FIELDS``."""

    national_won: int = 0
    city_won: int = 0
    district_won: int = 0
    other_won: int = 0
    unsplit_won: int = 0

    @property
    def total_won(self) -> int:
        """All of them together."""
        return sum(self)

    @classmethod
    def of(cls, parts: Iterable["Sums"]) -> "Sums":
        """The sum of several, field by field."""
        return cls(*map(sum, zip(cls(), *parts, strict=True)))


@dataclass(frozen=True)
class Budget:
    """What may be spent and what is spent at a day: a programme, or all of a district's year.

    ``allocated`` is the part of 재원 미구분 that the lines' matching rules give to each source,
    rounded to 천원 per unit programme (domain 6.1); detail programmes carry none of their own.
    """

    pk: int | None
    title: str
    appropriated: Sums
    executed: Sums
    allocated: Mapping[FundingSource, int]
    parts: tuple["Budget", ...] = ()

    @property
    def balance_won(self) -> int:
        """예산현액 − 집행액; below zero when more was spent."""
        return self.appropriated.total_won - self.executed.total_won

    @property
    def rate(self) -> Fraction | None:
        """집행액 ÷ 예산현액, exact; None without a budget."""
        return ratio(self.executed.total_won, self.appropriated.total_won)

    def in_force_won(self, source: FundingSource) -> int:
        """The budget in force of one source: stated for it, and allocated to it by matching."""
        return getattr(self.appropriated, SOURCE_FIELDS[source]) + self.allocated.get(source, 0)

    @property
    def unallocated_won(self) -> int:
        """재원 미구분 that no matching rule gives to a source."""
        return self.appropriated.unsplit_won - sum(self.allocated.values())


def appropriations(district: District, years: Iterable[int]) -> QuerySet[Appropriation]:
    """The appropriations of the lines of these fiscal years."""
    return Appropriation.objects.filter(line__district=district, line__year__in=tuple(years))


def executions(district: District, years: Iterable[int]) -> QuerySet[LedgerEntry]:
    """The ledger entries of these fiscal years that count as executed."""
    years = tuple(years)
    entries = LedgerEntry.objects.filter(line__district=district, line__year__in=years)
    return entries.filter(LedgerEntry.executed())


def waiting_on(day: date) -> Q:
    """Entries of 품의 and 지출원인행위 that no later stage has taken up at the end of ``day``.

    A later entry taken back by its reversal adds up with it to nothing, and so does not count.
    """
    later = LedgerEntry.objects.filter(follows=OuterRef("pk"), on__lte=day).order_by()
    taken_up = later.values("follows").annotate(total=Sum(total_won_expression())).values("total")
    stages = (Stage.REQUESTED, Stage.OBLIGATED)
    return Q(Exact(Coalesce(Subquery(taken_up), 0), 0), stage__in=stages, on__lte=day)


def budget_at(district: District, year: int, as_of: date) -> Budget:
    """The year's budget in force and execution at a day, by unit and detail programme."""
    lines = list(
        BudgetLine.objects.of(district)
        .filter(year=year)
        .order_by("detail__unit__order", "detail__unit__code", "detail__order", "detail__code")
        .values_list(
            "detail__unit_id",
            "detail__unit__title",
            "detail_id",
            "detail__title",
            "pk",
            "matching__shares",
        )
    )
    in_force = _sums(appropriations(district, [year]).filter(decided_on__lte=as_of), "line_id")
    spent = _sums(executions(district, [year]).filter(on__lte=as_of), "line_id")
    units = []
    for (unit_pk, title), of_unit in groupby(lines, key=lambda line: line[:2]):
        rows = list(of_unit)
        details = tuple(
            _budget(pk, name, [row[4] for row in of_detail], in_force, spent)
            for (pk, name), of_detail in groupby(rows, key=lambda line: line[2:4])
        )
        allocated = _allocated((in_force.get(row[4], Sums()).unsplit_won, row[5]) for row in rows)
        units.append(_over(unit_pk, title, details, allocated))
    allocated = {}
    for unit in units:
        for source, won in unit.allocated.items():
            allocated[source] = allocated.get(source, 0) + won
    return _over(None, "계", tuple(units), allocated)


def _sums(records: QuerySet, by: str) -> dict[int, Sums]:
    """The five amounts added up for each value of a key."""
    asked = {f"sum_{name}": Sum(name) for name in AMOUNT_FIELDS}
    found = records.order_by().values_list(by).annotate(**asked)
    return {key: Sums(*amounts) for key, *amounts in found}


def _budget(
    pk: int, title: str, lines: list[int], in_force: dict[int, Sums], spent: dict[int, Sums]
) -> Budget:
    return Budget(
        pk,
        title,
        Sums.of(in_force[line] for line in lines if line in in_force),
        Sums.of(spent[line] for line in lines if line in spent),
        {},
    )


def _over(
    pk: int | None, title: str, parts: tuple[Budget, ...], allocated: Mapping[FundingSource, int]
) -> Budget:
    """The budget that several make up together."""
    return Budget(
        pk,
        title,
        Sums.of(part.appropriated for part in parts),
        Sums.of(part.executed for part in parts),
        allocated,
        parts,
    )


_matching = cache(parse_matching)


def _allocated(lines: Iterable[tuple[int, str | None]]) -> dict[FundingSource, int]:
    """Unsplit won of lines with a matching rule, split to 천원; a reduction stays unsplit.

    Shares are exact, so lines of one rule may be added up before they are split.
    """
    by_rule: dict[Matching, int] = {}
    for won, shares in lines:
        if won > 0 and shares:
            rule = _matching(shares)
            by_rule[rule] = by_rule.get(rule, 0) + won
    return allocate([(won, rule) for rule, won in by_rule.items()], Unit.THOUSAND)


def waiting(district: District, year: int, as_of: date) -> dict[Stage, int]:
    """Won asked for (품의) and bound (지출원인행위) that no later stage has taken up at the day."""
    entries = LedgerEntry.objects.filter(line__district=district, line__year=year)
    found = (
        entries.filter(waiting_on(as_of))
        .order_by()
        .values_list("stage")
        .annotate(total=Sum(total_won_expression()))
    )
    sums = dict(found)
    return {stage: sums.get(stage, 0) for stage in (Stage.REQUESTED, Stage.OBLIGATED)}


class Running:
    """Running totals of one fiscal year: what was in force and executed at any day."""

    def __init__(self, appropriated: dict[date, int], executed: dict[date, int]):
        self._appropriated = _accumulated(appropriated)
        self._executed = _accumulated(executed)

    def appropriated_won(self, day: date) -> int:
        """The budget in force at the end of the day."""
        return _at(self._appropriated, day)

    def executed_won(self, day: date) -> int:
        """What was executed by the end of the day."""
        return _at(self._executed, day)

    def has_executed(self, day: date) -> bool:
        """Whether anything was entered as executed by the end of the day, taken back or not."""
        return bisect_right(self._executed[0], day) > 0

    def rate(self, day: date) -> Fraction | None:
        """Executed ÷ in force at the end of the day; None without a budget."""
        return ratio(self.executed_won(day), self.appropriated_won(day))


def _accumulated(by_day: dict[date, int]) -> tuple[list[date], list[int]]:
    days = sorted(by_day)
    return days, list(accumulate(by_day[day] for day in days))


def _at(totals: tuple[list[date], list[int]], day: date) -> int:
    place = bisect_right(totals[0], day)
    return totals[1][place - 1] if place else 0


def running(district: District, years: Iterable[int]) -> dict[int, Running]:
    """The running totals of fiscal years, day by day, in two queries."""
    years = tuple(years)
    in_force = _by_day(appropriations(district, years), "decided_on")
    spent = _by_day(executions(district, years), "on")
    return {year: Running(in_force.get(year, {}), spent.get(year, {})) for year in years}


def _by_day(records: QuerySet, day: str) -> dict[int, dict[date, int]]:
    found = (
        records.order_by()
        .values_list("line__year", day)
        .annotate(total=Sum(total_won_expression()))
    )
    years: dict[int, dict[date, int]] = {}
    for year, on, won in found:
        years.setdefault(year, {})[on] = won
    return years


def early_target(district: District, year: int, as_of: date) -> EarlyExecutionTarget | None:
    """The 신속집행 target in force at a day: the next one due, after the last one that one."""
    targets = list(EarlyExecutionTarget.objects.of(district).filter(year=year).order_by("due_on"))
    coming = [target for target in targets if target.due_on >= as_of]
    return coming[0] if coming else (targets[-1] if targets else None)


@dataclass(frozen=True)
class StatementCheck:
    """What the finance system stated of a unit programme, beside what the records give."""

    statement: BudgetStatement
    appropriated_won: int
    executed_won: int

    @property
    def appropriated_difference_won(self) -> int:
        """Records − finance system."""
        return self.appropriated_won - self.statement.appropriated_won

    @property
    def executed_difference_won(self) -> int:
        """Records − finance system."""
        return self.executed_won - self.statement.executed_won


def statement_checks(district: District, year: int, as_of: date) -> list[StatementCheck]:
    """The latest statements of the finance system up to a day, held against the records then."""
    statements = BudgetStatement.objects.of(district).filter(year=year)
    latest = statements.filter(as_of__lte=as_of).order_by("-as_of").values("as_of")[:1]
    found = list(
        statements.filter(as_of=latest).select_related("unit").order_by("unit__order", "unit__code")
    )
    if not found:
        return []
    day = found[0].as_of
    units = [statement.unit_id for statement in found]
    by = "line__detail__unit_id"
    in_force = _sums(
        appropriations(district, [year]).filter(decided_on__lte=day, **{f"{by}__in": units}), by
    )
    spent = _sums(executions(district, [year]).filter(on__lte=day, **{f"{by}__in": units}), by)
    return [
        StatementCheck(
            statement,
            in_force.get(statement.unit_id, Sums()).total_won,
            spent.get(statement.unit_id, Sums()).total_won,
        )
        for statement in found
    ]


def budget_years(district: District) -> list[int]:
    """Fiscal years that have budget lines, the latest first."""
    years = BudgetLine.objects.of(district).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def latest_ledger_day(district: District, year: int | None = None) -> date | None:
    """The day of the latest ledger entry, of all years or of one; None without any."""
    entries = LedgerEntry.objects.of(district).order_by("-on", "-id")
    if year is not None:
        entries = entries.filter(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    return entries.values_list("on", flat=True).first()
