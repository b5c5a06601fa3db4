"""A made-up district of many years, built fast and the same way every time, for the benchmark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from django.db.models import Model
from django.db.transaction import atomic

from budgets.models import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    DetailProgramme,
    EarlyExecutionTarget,
    LedgerEntry,
    MatchingRule,
    UnitProgramme,
)
from budgets.models.ledger import Stage
from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from programs.models import (
    Department,
    DisclosurePlan,
    DisclosureTarget,
    Indicator,
    IndicatorResult,
    IndicatorTarget,
    JobCentreFigure,
    JobCentreMetric,
    JobCentreTarget,
    Project,
    Quarter,
    Team,
)
from reports.bench.papers import build_document, put
from reports.models import Document

LAST_YEAR = 2026
SEED = 20_261_121
UNITS = 10
LINES_PER_DETAIL = 3
SHARES = ("국50/시25/구25", "시70/구30", "구100")
CHAIN = (Stage.REQUESTED, Stage.OBLIGATED, Stage.RESOLVED, Stage.PAID)


@dataclass(frozen=True)
class Size:
    """How much of everything the district has."""

    years: int = 10
    entries: int = 20_000
    details: int = 100
    indicators: int = 60


@dataclass(frozen=True)
class Bench:
    """What was built: the district, someone who may look at it, and the day that is asked for."""

    district: District
    user: User
    size: Size
    document: Document
    year: int = LAST_YEAR
    as_of: date = date(LAST_YEAR, 9, 30)


def build(size: Size) -> Bench:
    """Write the whole district; the database must be empty and is thrown away afterwards."""
    random = Random(SEED)  # noqa: S311  (nothing secret: the same district every time)
    with atomic():
        district = District.objects.create(code="bench", name="측정구")
        user = User.objects.create_user("bench", password=None, name="측정 담당(가상)")
        give(user, district, "STAFF", "측정")
        department = _one(Department(district=district, code="d", name="일자리과"))
        team = _one(Team(district=district, code="t", department=department, name="일자리팀"))
        project = _one(
            Project(
                district=district,
                code="pr",
                department=department,
                year=LAST_YEAR,
                order=1,
                kind=Project.Kind.MAJOR,
                title="측정 사업",
            )
        )
        details = _details(district, department, team, project, size)
        rules = _rules(district)
        numbers = count(1)
        for year in range(LAST_YEAR - size.years + 1, LAST_YEAR + 1):
            lines = _lines(district, details, rules, year)
            put(_appropriations(district, lines, random))
            put(_entries(district, lines, year, size.entries, random, numbers))
            put(_statements(district, details, year, random))
            _targets_of_year(district, department, team, year, random)
        _indicators(district, project, size, random)
        document = build_document(district, department, project, LAST_YEAR, size.years)
    return Bench(district, user, size, document)


def _one(record: Model) -> Model:
    return put([record])[0]


def _details(
    district: District, department: Department, team: Team, project: Project, size: Size
) -> list[DetailProgramme]:
    units = put(
        UnitProgramme(
            district=district, code=f"u{n}", department=department, title=f"단위사업 {n}", order=n
        )
        for n in range(1, UNITS + 1)
    )
    return put(
        DetailProgramme(
            district=district,
            code=f"u{n}",
            unit=units[n % UNITS],
            title=f"세부사업 {n}",
            team=team,
            project=project,
            order=n // UNITS + 1,
        )
        for n in range(size.details)
    )


def _rules(district: District) -> list[MatchingRule]:
    return put(
        MatchingRule(district=district, code=f"m{n}", from_year=2010, shares=shares)
        for n, shares in enumerate(SHARES)
    )


def _lines(
    district: District, details: list[DetailProgramme], rules: list[MatchingRule], year: int
) -> list[BudgetLine]:
    return put(
        BudgetLine(
            district=district,
            code=f"{year}-{detail.code}-{n}",
            detail=detail,
            year=year,
            title=f"예산 항목 {n}",
            stat_item=f"{101 + n}-04",
            matching=rules[n % len(rules)],
            order=n,
        )
        for detail in details
        for n in range(LINES_PER_DETAIL)
    )


def _appropriations(
    district: District, lines: list[BudgetLine], random: Random
) -> Iterator[Appropriation]:
    kind = Appropriation.Kind
    for n, line in enumerate(lines):
        original = random.randrange(100_000, 400_000) * 1_000
        amounts = {"unsplit_won": original} if n % 4 == 0 else _by_source(original, random)
        yield Appropriation(
            district=district,
            line=line,
            kind=kind.ORIGINAL,
            decided_on=date(line.year - 1, 12, 20),
            **amounts,
        )
        if n % 3 == 0:
            more = random.randrange(1_000, 50_000) * 1_000
            yield Appropriation(
                district=district,
                line=line,
                kind=kind.SUPPLEMENTARY,
                decided_on=date(line.year, random.choice((5, 8)), 20),
                district_won=more,
            )


def _by_source(won: int, random: Random) -> dict[str, int]:
    national, city = won * random.randrange(0, 50) // 100, won * random.randrange(0, 40) // 100
    return {"national_won": national, "city_won": city, "district_won": won - national - city}


def _entries(
    district: District,
    lines: list[BudgetLine],
    year: int,
    wanted: int,
    random: Random,
    numbers: Iterator[int],
) -> Iterator[LedgerEntry]:
    """Chains of four stages (some broken off), single payments, and now and then a reversal."""
    start = date(year, 1, 2)
    plans = sorted(_plans(lines, wanted, random), key=lambda plan: plan[0])
    for days, line, steps, amounts in plans:
        day, before = start + timedelta(days=days), None
        for stage in steps:
            number = next(numbers)
            entry = LedgerEntry(
                pk=number,
                district=district,
                line=line,
                number=f"{year}-{number:07}",
                on=day,
                stage=stage,
                memo="측정 전표",
                follows_id=before,
                **amounts,
            )
            yield entry
            before = number
            day = min(day + timedelta(days=3), date(year, 12, 31))
        if len(steps) == 1 and number % 100 == 0:
            taken = next(numbers)
            yield _reversal(entry, taken, f"{year}-{taken:07}")


def _reversal(entry: LedgerEntry, pk: int, number: str) -> LedgerEntry:
    return LedgerEntry(
        pk=pk,
        district=entry.district,
        line=entry.line,
        number=number,
        on=entry.on,
        stage=entry.stage,
        memo="취소",
        reverses_id=entry.pk,
        **{name: -getattr(entry, name) for name in AMOUNT_FIELDS},
    )


def _plans(lines: list[BudgetLine], wanted: int, random: Random) -> Iterator[tuple]:
    """Day of the year, line, stages and amounts of about as many entries as wanted."""
    made = 0
    names = list(SOURCE_FIELDS.values())
    while made < wanted:
        steps = CHAIN[: random.choice((1, 2, 4, 4, 4))] if random.random() < 0.2 else CHAIN[-1:]
        steps = steps[: wanted - made]
        made += len(steps)
        amounts = {random.choice(names): random.randrange(100, 6_000) * 1_000}
        yield random.randrange(0, 362), random.choice(lines), steps, amounts


def _statements(
    district: District, details: list[DetailProgramme], year: int, random: Random
) -> Iterator[BudgetStatement]:
    for unit in dict.fromkeys(detail.unit for detail in details):
        for as_of in (date(year, 6, 30), date(year, 9, 15)):
            yield BudgetStatement(
                district=district,
                unit=unit,
                year=year,
                as_of=as_of,
                appropriated_won=random.randrange(10**6) * 1_000,
                executed_won=random.randrange(10**6) * 1_000,
            )


def _targets_of_year(
    district: District, department: Department, team: Team, year: int, random: Random
) -> None:
    put(
        EarlyExecutionTarget(district=district, year=year, due_on=day, percent=percent)
        for day, percent in ((date(year, 3, 31), 25), (date(year, 6, 30), 55))
    )
    plan = _one(
        DisclosurePlan(district=district, code=f"p{year}", department=department, year=year)
    )
    put(
        DisclosureTarget(
            district=district,
            plan=plan,
            order=n,
            target_group=f"대상 {n}",
            content="직접일자리",
            target_count=random.randrange(100, 900),
        )
        for n in range(1, 9)
    )
    _job_centre_year(district, team, year, random)


def _job_centre_year(district: District, team: Team, year: int, random: Random) -> None:
    put(
        JobCentreTarget(district=district, team=team, metric=metric, year=year, value=1_200)
        for metric in JobCentreMetric
    )
    put(
        JobCentreFigure(
            district=district,
            team=team,
            metric=metric,
            year=year,
            month_from=month,
            month_to=month,
            value=random.randrange(50, 150),
        )
        for metric in JobCentreMetric
        for month in range(1, 13)
    )


def _indicators(district: District, project: Project, size: Size, random: Random) -> None:
    kinds = (Indicator.Aggregation.SUM, Indicator.Aggregation.LAST, Indicator.Aggregation.AVERAGE)
    indicators = put(
        Indicator(
            district=district,
            code=f"i{n}",
            project=project,
            title=f"확인지표 {n}",
            unit="명",
            aggregation=kinds[n % 3],
            quarter_aggregation=kinds[n % 3],
            order=n,
        )
        for n in range(1, size.indicators + 1)
    )
    _measured(district, indicators, range(LAST_YEAR - size.years + 1, LAST_YEAR + 1), random)


def _measured(
    district: District, indicators: list[Indicator], years: range, random: Random
) -> None:
    """Every year a target for each quarter and the whole, and two results for each quarter."""
    put(
        IndicatorTarget(
            district=district,
            indicator=indicator,
            year=year,
            quarter=quarter,
            value=100 * quarter if quarter else 1_000,
        )
        for indicator in indicators
        for year in years
        for quarter in Quarter
    )
    put(
        IndicatorResult(
            district=district,
            indicator=indicator,
            year=year,
            quarter=quarter,
            value=random.randrange(40, 120) * quarter,
            as_of=date(year, quarter * 3, 15) + timedelta(days=15 * late),
            is_partial=not late,
        )
        for indicator in indicators
        for year in years
        for quarter in Quarter
        if quarter
        for late in (0, 1)
    )
