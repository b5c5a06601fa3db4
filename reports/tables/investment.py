"""Money of projects by year and source: yearly plans, pledge plans and what was spent of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from budgets.models import Investment
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    Source,
    count,
    header,
    money,
    text,
)
from jobportal.platform.values.funding import FundingSource
from jobportal.platform.values.money import Unit
from programs.models import PlanItem, ProjectItem, Round
from reports.declare import (
    UNIT,
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    query_source,
    source_of,
)
from reports.tables.logs import when_text

UNSPLIT = "UNSPLIT"
FIELDS = {source.value: name for source, name in SOURCE_FIELDS.items()} | {UNSPLIT: "unsplit_won"}
LABELS = {source.value: source.label for source in FundingSource} | {UNSPLIT: "재원 미구분"}
ZEROS = {"DASH": "-", "BLANK": "", "ZERO": "0"}
ZERO_CHOICES = (("DASH", "-"), ("BLANK", "빈칸"), ("ZERO", "0"))


@dataclass(frozen=True)
class Money:
    """Investments of one basis, added up by year and source; a year without any counts as 0."""

    records: Sequence[Investment]
    source: Source

    def sum(
        self, names: Iterable[str], years: Iterable[int] | None = None, after: bool = False
    ) -> Figure:
        """The sum over amount fields and years; ``after`` asks for the years after the term."""
        wanted = None if years is None else set(years)
        parts = [
            field_figure(record, name)
            for record in self.records
            for name in names
            if record.is_after_term == after
            and (wanted is None or record.year in wanted)
            and getattr(record, name)
        ]
        if len(parts) == 1:
            return parts[0]
        return Figure.total(parts) if parts else Figure.computed(0, [self.source], "합계")

    def sources(self, order: Sequence[str]) -> list[str]:
        """The sources to print: those asked for, then any other that holds money."""
        others = [
            code
            for code, name in FIELDS.items()
            if code not in order and any(getattr(record, name) for record in self.records)
        ]
        return [*order, *others]


def project_level(context: Context) -> Money:
    """The money of the project as a whole, or of the items asked for.

    Where the whole is stated, the money of the items is not added to it again.
    """
    items = context["items"]
    records = _records(context)
    if items and context["shape"] != "PLEDGE_ITEMS":
        chosen = {item.pk for item in items}
        kept = [record for record in records if record.item_id in chosen]
    else:
        kept = [record for record in records if record.item_id is None] or records
    source = query_source("investments", project=context["project"].pk, basis=context["basis"])
    return Money(kept, source)


def _records(context: Context) -> list[Investment]:
    found = context.records(Investment).filter(project=context["project"], basis=context["basis"])
    return list(found.select_related("project", "item"))


def build(context: Context) -> Grid:
    """The table in the shape asked for."""
    shape = {"PLAN_YEARS": _plan_years, "PLEDGE_ITEMS": _pledge_items, "TERM": _term}
    head, rows = shape[context["shape"]](context)
    if context["heading_year"]:
        rows.insert(0, _heading(context, _width(head)))
    if context["disclosure"]:
        rows.append(_all_departments(context, _width(head)))
    if context["programme"]:
        rows.append(_posts(context, _width(head)))
    if context["schedule"]:
        rows += _schedule(context, _width(head))
    return context.grid(unit=context.unit.label, head=head, rows=rows)


def _width(head: Sequence[Sequence[HeadCell]]) -> int:
    return sum(cell.colspan for cell in head[0])


def _year_labels(context: Context, suffix: str = "년") -> list[str]:
    labels = [f"{year}{suffix}" for year in context["years"]]
    if context["last_year_label"]:
        labels[-1] = context["last_year_label"]
    return labels


def _printers(context: Context) -> tuple[partial, partial]:
    """How source rows and total rows print their amounts."""
    zero = ZEROS[context["zero"]]
    total_zero = ZEROS[context["total_zero"] or context["zero"]]
    return partial(money, unit=context.unit, zero=zero), partial(
        money, unit=context.unit, zero=total_zero
    )


def _plan_years(context: Context) -> tuple[list, list[Row]]:
    """재원별 | 합계 | 연차별 소요자원 by year, with a total row (업무계획)."""
    years = context["years"]
    head = [
        [
            HeadCell("재원별", rowspan=2),
            HeadCell("합계", rowspan=2),
            HeadCell("연차별 소요자원", colspan=len(years)),
        ],
        [HeadCell(label) for label in _year_labels(context)],
    ]
    funds = project_level(context)
    printed, totalled = _printers(context)

    def cells(names: Sequence[str], as_money: partial) -> list[Cell]:
        by_year = [funds.sum(names, [year]) for year in years]
        return [as_money(Figure.total(by_year)), *map(as_money, by_year)]

    rows = [Row([header("계"), *cells(AMOUNT_FIELDS, totalled)], is_total=True)]
    rows += [
        Row([header(LABELS[code]), *cells([FIELDS[code]], printed)])
        for code in funds.sources(context["sources"])
    ]
    return head, rows


def _pledge_items(context: Context) -> tuple[list, list[Row]]:
    """세부사업 | 재원 | 계 | years: the whole by source, then each item (공약카드)."""
    years = context["years"]
    head = [[HeadCell(text) for text in ("세부사업", "재원", "계", *_year_labels(context))]]
    whole = project_level(context)
    printed, totalled = _printers(context)

    def cells(funds: Money, names: Sequence[str], as_money: partial) -> list[Cell]:
        by_year = [funds.sum(names, [year]) for year in years]
        return [as_money(Figure.total(by_year)), *map(as_money, by_year)]

    sources = whole.sources(context["sources"])
    rows = [
        Row(
            [
                header("계", rowspan=1 + len(sources)),
                header("계"),
                *cells(whole, AMOUNT_FIELDS, totalled),
            ],
            is_total=True,
        )
    ]
    rows += [Row([header(LABELS[c]), *cells(whole, [FIELDS[c]], printed)]) for c in sources]
    records = _records(context)
    for item in context["items"]:
        own = [record for record in records if record.item_id == item.pk]
        funds = Money(own, query_source("investments", item=item.pk, basis=context["basis"]))
        rows += _item_rows(item, funds, partial(cells, as_money=printed))
    return head, rows


def _item_rows(item: ProjectItem, funds: Money, cells: partial) -> list[Row]:
    """One row per source of an item; a single row "-" when its sources are not stated."""
    sources = funds.sources(())
    if sources in ([], [UNSPLIT]):
        return [Row([header(item.title), header("-"), *cells(funds, AMOUNT_FIELDS)])]
    lines = [("계", AMOUNT_FIELDS), *((LABELS[code], [FIELDS[code]]) for code in sources)]
    title = header(item.title, rowspan=len(lines))
    return [
        Row([*([title] if n == 0 else []), header(label), *cells(funds, names)])
        for n, (label, names) in enumerate(lines)
    ]


def _term(context: Context) -> tuple[list, list[Row]]:
    """구분 | 계 | 임기 내 (소계, years) | 임기 후, by source (공약 투자계획·집행액)."""
    years = context["years"]
    head = [
        [
            HeadCell("구분", rowspan=2),
            HeadCell("계", rowspan=2),
            HeadCell("임기 내", colspan=len(years) + 1),
            HeadCell("임기 후", rowspan=2),
        ],
        [HeadCell("소계"), *(HeadCell(label) for label in _year_labels(context, ""))],
    ]
    funds = project_level(context)
    printed, totalled = _printers(context)

    def cells(names: Sequence[str], as_money: partial) -> list[Cell]:
        by_year = [funds.sum(names, [year]) for year in years]
        within, after = Figure.total(by_year), funds.sum(names, after=True)
        return [as_money(f) for f in (Figure.total([within, after]), within, *by_year, after)]

    rows = [Row([header("총계"), *cells(AMOUNT_FIELDS, totalled)], is_total=True)]
    rows += [
        Row([header(LABELS[code]), *cells([FIELDS[code]], printed)])
        for code in funds.sources(context["sources"])
    ]
    return head, rows


def _heading(context: Context, width: int) -> Row:
    """The figure the heading of the table states: the money of one year."""
    year = context["heading_year"]
    spent = project_level(context).sum(AMOUNT_FIELDS, [year])
    word = "소요예산" if context["basis"] == Investment.Basis.PLAN else "집행액"
    cell = money(spent, context.unit, zero="-", suffix=context.unit.label)
    return Row([header(f"{year}년 {word}"), cell.span(columns=width - 1)])


def _all_departments(context: Context, width: int) -> Row:
    """The money of all departments for jobs, from the disclosure plan of the year."""
    plan = context["disclosure"]
    cell = money(field_figure(plan, "budget_won"), Unit.MILLION, suffix=Unit.MILLION.label)
    label = f"※ 전부서 {plan.year}년 일자리창출 관련 소요예산"
    return Row([header(label), cell.span(columns=width - 1)])


def _posts(context: Context, width: int) -> Row:
    """The posts planned for a programme in the year, over its rounds."""
    rounds = context.records(Round).filter(programme=context["programme"], year=context.year)
    planned = Figure.total([field_figure(one, "planned_posts") for one in rounds])
    return Row([header("사업규모"), count(planned, suffix="명").span(columns=width - 1)])


def _schedule(context: Context, width: int) -> list[Row]:
    """The dated steps of the project as a whole."""
    steps = context.records(PlanItem).filter(project=context["project"], item=None)
    return [
        Row(
            [
                header(step.when_text or when_text(step.when)),
                text(step.text, Origin.RECORD, [source_of(step)], align="left", colspan=width - 1),
            ]
        )
        for step in steps.order_by("order")
    ]


INVESTMENT_MATRIX = ReportTable(
    "investment-matrix",
    "연차별 소요예산",
    build,
    (
        Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
        Param(
            "items",
            "세부 추진과제",
            ParamKind.RECORDS,
            record="project-items",
            help_text="‘세부사업별’ 모양에서는 줄이 되고, 다른 모양에서는 이 과제만 더합니다.",
        ),
        Param(
            "basis",
            "계획·집행",
            ParamKind.CHOICE,
            choices=tuple(Investment.Basis.choices),
            default="PLAN",
        ),
        Param(
            "shape",
            "모양",
            ParamKind.CHOICE,
            default="PLAN_YEARS",
            choices=(
                ("PLAN_YEARS", "재원별·연차별"),
                ("PLEDGE_ITEMS", "세부사업별·연도별"),
                ("TERM", "임기 내·임기 후"),
            ),
        ),
        Param("years", "연도", ParamKind.INTEGERS, default=None),
        Param(
            "sources",
            "재원(줄 순서)",
            ParamKind.CHOICES,
            default="NATIONAL,CITY,DISTRICT,OTHER",
            choices=tuple(LABELS.items()),
            help_text="적지 않은 재원에도 금액이 있으면 뒤에 이어집니다.",
        ),
        Param("last_year_label", "마지막 연도 표기", ParamKind.TEXT, help_text="예: 2022.6."),
        Param(
            "heading_year",
            "제목에 적는 연도",
            ParamKind.INTEGER,
            help_text="적으면 그해 금액을 표 첫 줄에 보입니다.",
        ),
        Param(
            "disclosure",
            "일자리공시 계획",
            ParamKind.RECORD,
            record="disclosure-plans",
            help_text="적으면 전부서 소요예산을 마지막 줄에 보입니다.",
        ),
        Param(
            "programme",
            "일자리사업",
            ParamKind.RECORD,
            record="programmes",
            help_text="적으면 그해 계획 인원(사업규모)을 함께 보입니다.",
        ),
        Param("schedule", "추진일정", ParamKind.FLAG, help_text="사업의 일정을 함께 보입니다."),
        Param("zero", "0 표기", ParamKind.CHOICE, choices=ZERO_CHOICES, default="DASH"),
        Param("total_zero", "계 줄의 0 표기", ParamKind.CHOICE, choices=ZERO_CHOICES),
        UNIT,
    ),
    "사업의 연차별 투자(계획 또는 집행)를 재원과 연도로 나누어 보입니다.",
)

TABLES = (INVESTMENT_MATRIX,)
