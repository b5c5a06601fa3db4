"""Budget and execution: by unit programme of a department, and as the card of one project."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet, Sum

from budgets.models import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    LedgerEntry,
    UnitProgramme,
)
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS, total_won_expression
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    Source,
    blank,
    header,
    money,
    rate,
    text,
)
from jobportal.platform.values.funding import (
    FundingSource,
    SourceStyle,
    allocate,
    describe_sources,
    parse_matching,
)
from jobportal.platform.values.money import Unit
from reports.declare import (
    UNIT,
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    query_source,
)

RATE_LABEL = Param("rate_label", "집행률 표기", ParamKind.TEXT, default="집행율(%)")
STYLE_LABELS = {
    "SHORT": "(시 1, 구 2)",
    "SHORT_TIGHT": "(시1, 구2)",
    "RUN_TOGETHER": "(시1구2)",
    "DISTRICT_WHOLE": "(시 1, 구비 2)",
    "DISTRICT_WHOLE_TIGHT": "(시1, 구비 2)",
    "DISTRICT_WHOLE_SPACED": "(시1 구비2)",
    "WHOLE": "(시비 1, 구비 2)",
}


def executed_rate(appropriated: Figure, executed: Figure) -> Cell:
    """집행액 ÷ 예산액 with one decimal; "-" when there is no budget or nothing was executed."""
    return rate(Figure.ratio(executed, appropriated, "집행액 ÷ 예산액 × 100"), zero="-")


# ---- By unit programme -----------------------------------------------------------------------


def by_unit(context: Context) -> Grid:
    """예산액, 집행액 and rate of each unit programme of a department, the sum first."""
    units = list(context.records(UnitProgramme).filter(department=context["department"]))
    source = _stated if context["basis"] == "STATEMENT" else _kept
    found = source(context, units)
    parts = [(unit.title, *found.get(unit.pk, _nothing())) for unit in units]
    total = ("계", *(Figure.total([part[i] for part in parts]) for i in (1, 2)))
    labels = ("단위사업명", "예산액", "집행액", context["rate_label"])
    missing = [f"‘{unit}’의 재정시스템 현황이 없습니다." for unit in units if unit.pk not in found]
    return context.grid(
        unit=context.unit.label,
        as_of=context.as_of_text if context["as_of"] else "",
        head=[[HeadCell(label) for label in labels]],
        rows=[_unit_row(context.unit, *part, is_total=part is total) for part in (total, *parts)],
        warnings=missing if context["basis"] == "STATEMENT" else [],
    )


def _nothing() -> tuple[Figure, Figure]:
    return Figure.record(None), Figure.record(None)


def _unit_row(unit: Unit, label: str, budget: Figure, spent: Figure, is_total: bool) -> Row:
    cells = (money(budget, unit), money(spent, unit), executed_rate(budget, spent))
    return Row([header(label), *cells], is_total=is_total)


def _stated(context: Context, units: list[UnitProgramme]) -> dict[int, tuple[Figure, Figure]]:
    """The latest statement of the finance system until the 기준일, by unit."""
    statements = context.records(BudgetStatement).filter(
        unit__in=units, year=context.year, as_of__lte=context.as_of
    )
    return {
        statement.unit_id: (
            field_figure(statement, "appropriated_won"),
            field_figure(statement, "executed_won"),
        )
        for statement in statements.select_related("unit").order_by("as_of")
    }


def _kept(context: Context, units: list[UnitProgramme]) -> dict[int, tuple[Figure, Figure]]:
    """The sums of appropriations and of executed entries until the 기준일, by unit."""
    budget = _totals(appropriations_until(context).filter(line__detail__unit__in=units))
    spent = _totals(executed_until(context).filter(line__detail__unit__in=units))
    found = {}
    for unit in units:
        path = {"line__detail__unit": unit.pk}
        found[unit.pk] = (
            Figure.computed(budget.get(unit.pk, 0), [_budget_source(context, **path)], "합계"),
            Figure.computed(spent.get(unit.pk, 0), [_ledger_source(context, **path)], "합계"),
        )
    return found


def _totals(queryset: QuerySet) -> dict[int, int]:
    sums = queryset.order_by().values("line__detail__unit")
    sums = sums.annotate(won=Sum(total_won_expression()))
    return {row["line__detail__unit"]: row["won"] for row in sums}


def appropriations_until(context: Context) -> QuerySet:
    """The year's appropriations decided until the 기준일."""
    return context.records(Appropriation).filter(
        line__year=context.year, decided_on__lte=context.as_of
    )


def executed_until(context: Context) -> QuerySet:
    """The entries of the year that count as executed, until the 기준일."""
    return context.records(LedgerEntry).filter(
        LedgerEntry.executed(), line__year=context.year, on__lte=context.as_of
    )


def _budget_source(context: Context, **where: int) -> Source:
    return query_source(
        "appropriations", line__year=context.year, decided_on_to=context.as_of, **where
    )


def _ledger_source(context: Context, **where: int) -> Source:
    return query_source(
        "ledger", line__year=context.year, on_to=context.as_of, executed="True", **where
    )


# ---- The card of a project -------------------------------------------------------------------


@dataclass
class Split:
    """Won by source of some lines, what could not be split, and the records behind them."""

    won: dict[FundingSource, int] = field(default_factory=dict)
    unsplit: int = 0
    sources: tuple[Source, ...] = ()
    formula: str = "합계"

    @property
    def total(self) -> Figure:
        """All sources together with what could not be split."""
        return Figure.computed(sum(self.won.values()) + self.unsplit, self.sources, "합계")


def project_budget(context: Context) -> Grid:
    """예산액, 집행액 and rate of the detail programmes of a project, with the split by source."""
    lines = _lines(context)
    budget = _split(context, lines, appropriations_until, _budget_source, matched=True)
    spent = _split(context, lines, executed_until, _ledger_source, matched=False)
    unit = context.unit
    rated = executed_rate(budget.total, spent.total).span(rows=2)
    amounts = (money(budget.total, unit), money(spent.total, unit), rated)
    rows = [
        Row([replace(cell, align="center") for cell in amounts]),
        Row([_note(context, budget, "style"), _note(context, spent, "executed_style")]),
    ]
    warnings = [
        f"{label} 가운데 {amount.unsplit:,}원의 재원을 모릅니다. 재원별 금액을 넣으세요."
        for label, amount in (("예산액", budget), ("집행액", spent))
        if amount.unsplit
    ]
    head = [[HeadCell("예산액"), HeadCell("집행액"), HeadCell(context["rate_label"])]]
    return context.grid(unit=unit.label, head=head, rows=rows, warnings=warnings)


def _lines(context: Context) -> dict[int, BudgetLine]:
    where = Q(detail__project=context["project"])
    if context["items"]:
        where &= Q(detail__item__in=context["items"])
    found = context.records(BudgetLine).filter(where, year=context.year)
    return {line.pk: line for line in found.select_related("matching")}


def _split(
    context: Context,
    lines: dict[int, BudgetLine],
    records: Callable[[Context], QuerySet],
    source: Callable[..., Source],
    matched: bool,
) -> Split:
    """Amounts by source; unsplit amounts are split by the lines' rules when ``matched``.

    Only budgets are: what was spent is stated by source and never recomputed (domain.md 6.1).
    """
    rows = records(context).filter(line__in=lines).order_by().values("line")
    summed = rows.annotate(**{f"{name}_sum": Sum(name) for name in AMOUNT_FIELDS})
    sums = {row.pop("line"): row for row in summed}
    won = {
        payer: sum(row[f"{name}_sum"] for row in sums.values())
        for payer, name in SOURCE_FIELDS.items()
    }
    rest = {pk: row["unsplit_won_sum"] for pk, row in sums.items() if row["unsplit_won_sum"]}
    ruled = [pk for pk in rest if matched and lines[pk].matching and rest[pk] > 0]
    shares = allocate(
        [(rest.pop(pk), parse_matching(lines[pk].matching.shares)) for pk in ruled], context.unit
    )
    for payer, part in shares.items():
        won[payer] += part
    details = dict.fromkeys(lines[pk].detail_id for pk in sums)
    sources = tuple(source(context, line__detail=pk) for pk in details)
    formula = "매칭비율로 나눔" if ruled else "합계"
    return Split(won, sum(rest.values()), sources, formula)


def _note(context: Context, split: Split, param: str) -> Cell:
    style = SourceStyle[context[param] or context["style"]]
    if not any(split.won.values()):
        return blank()
    words = describe_sources(split.won, context.unit, style)
    return text(words, Origin.COMPUTED, split.sources, split.formula, align="center")


STYLE_CHOICES = tuple(STYLE_LABELS.items())
TABLES = (
    ReportTable(
        "budget-by-unit",
        "단위사업별 예산현황",
        by_unit,
        (
            Param("department", "부서", ParamKind.RECORD, record="departments", default=None),
            Param(
                "basis",
                "금액",
                ParamKind.CHOICE,
                choices=(("STATEMENT", "재정시스템 현황"), ("LEDGER", "편성·전표 합계")),
                default="STATEMENT",
            ),
            RATE_LABEL,
            Param("as_of", "기준일 표시", ParamKind.FLAG),
            UNIT,
        ),
        help_text="부서의 단위사업별 예산액과 기준일까지의 집행액·집행률입니다. 계가 먼저 옵니다.",
    ),
    ReportTable(
        "project-budget",
        "주요사업 소요예산(예산액·집행액)",
        project_budget,
        (
            Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
            Param("items", "세부 추진과제", ParamKind.RECORDS, record="project-items"),
            Param("style", "재원 표기", ParamKind.CHOICE, choices=STYLE_CHOICES, default="SHORT"),
            Param(
                "executed_style",
                "집행액의 재원 표기",
                ParamKind.CHOICE,
                choices=STYLE_CHOICES,
                help_text="비우면 예산액과 같습니다.",
            ),
            RATE_LABEL,
            UNIT,
        ),
        help_text="주요사업에 딸린 세부사업의 예산액·집행액과 집행률을 재원별로 나누어 보입니다.",
    ),
)
