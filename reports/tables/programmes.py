"""Programmes: what is planned over the term, what each year brought, which rounds come next."""

from collections.abc import Sequence

from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    money,
    text,
)
from jobportal.platform.values.dates import kdate, kmonth
from jobportal.platform.values.funding import (
    FundingSource,
    MatchingStyle,
    describe_matching,
    parse_matching,
)
from jobportal.platform.values.periods import printed_months
from programs.models import AnnualResult, Half, Programme, ProgrammePlan, Round
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.headcounts import annual_selected
from reports.tables.pledge import UNIT_MILLION

Outcome = AnnualResult.Outcome


# ---- Plans for the term ----------------------------------------------------------------------


def build_plan(context: Context) -> Grid:
    """사업명 | 기간 | 내용 | 인원 | 사업비 by source | 재원비율, with a total row when wanted."""
    plans = list(
        context.records(ProgrammePlan)
        .filter(item__in=context["items"])
        .select_related("item")
        .order_by("item__order", "order")
    )
    columns = context["columns"]
    rows = [_plan_total(context, plans)] if context["total"] else []
    rows += [_plan_row(context, plan) for plan in plans]
    heads = {
        "PERIOD": context["period_label"],
        "CONTENT": context["content_label"],
        "TARGET": context["target_label"],
    }
    money_labels = ["계", *(source.label for source in _sources(context))]
    if "MATCHING" in columns:
        money_labels.append("재원비율")
    cost = HeadCell(f"사업비({context.unit.label})", colspan=len(money_labels))
    names = [HeadCell(heads[code], rowspan=2) for code in heads if code in columns]
    head = [
        [HeadCell("사업명", rowspan=2), *names, cost],
        [HeadCell(label) for label in money_labels],
    ]
    notes = [f"{plan.title}: {plan.note}" for plan in plans if plan.note]
    return context.grid(head=head, rows=rows, notes=notes)


def _sources(context: Context) -> list[FundingSource]:
    return [FundingSource(code) for code in context["sources"]]


def _plan_row(context: Context, plan: ProgrammePlan) -> Row:
    columns, source = context["columns"], [source_of(plan)]
    words = {"PERIOD": plan.period_text, "CONTENT": plan.content}
    cells = [header(plan.title, origin=Origin.RECORD, sources=source)]
    cells += [text(words[code], Origin.RECORD, source) for code in words if code in columns]
    if "TARGET" in columns:
        cells.append(_planned(plan))
    cells.append(money(_plan_figure([plan], AMOUNT_FIELDS), context.unit))
    cells += _by_source(context, [plan])
    if "MATCHING" in columns:
        cells.append(text(_rule(plan), Origin.RECORD, source, align="center"))
    return Row(cells)


def _plan_total(context: Context, plans: Sequence[ProgrammePlan]) -> Row:
    columns = context["columns"]
    blanks = sum(code in columns for code in ("PERIOD", "CONTENT"))
    cells = [header("계"), *(text("") for _ in range(blanks))]
    if "TARGET" in columns:
        people = Figure.total(field_figure(plan, "planned_persons") for plan in plans)
        suffix = f"명 {context['total_outcome']}" if context["total_outcome"] else "명"
        cells.append(count(people, suffix=suffix))
    cells.append(money(_plan_figure(plans, AMOUNT_FIELDS), context.unit))
    cells += _by_source(context, plans)
    if "MATCHING" in columns:
        cells.append(text(""))
    return Row(cells, is_total=True)


def _by_source(context: Context, plans: Sequence[ProgrammePlan]) -> list[Cell]:
    return [
        money(_plan_figure(plans, [SOURCE_FIELDS[source]]), context.unit)
        for source in _sources(context)
    ]


def _plan_figure(plans: Sequence[ProgrammePlan], names: Sequence[str]) -> Figure:
    parts = [field_figure(plan, name) for plan in plans for name in names]
    return parts[0] if len(parts) == 1 else Figure.total(parts)


def _planned(plan: ProgrammePlan) -> Cell:
    """The people planned; with projects or an outcome a phrase such as “6개 사업 선정, …”."""
    people = field_figure(plan, "planned_persons")
    suffix = f"명 {plan.outcome}" if plan.outcome else "명"
    if plan.planned_projects is None:
        return count(people, suffix=suffix)
    words = f"{plan.planned_projects}개 사업 선정"
    if people.value is not None:
        words += f", {people.value:,}{suffix}"
    return text(words, Origin.COMPUTED, [source_of(plan)], formula="선정 목표 사업 수, 계획 인원")


def _rule(plan: ProgrammePlan) -> str:
    if not plan.matching:
        return ""
    return describe_matching(parse_matching(plan.matching), MatchingStyle.COLON)


SOURCES = tuple((source.value, source.label) for source in FundingSource)

PROGRAMME_PLAN = ReportTable(
    "programme-plan",
    "사업별 계획",
    build_plan,
    (
        Param("items", "세부 추진과제", ParamKind.RECORDS, record="project-items", default=None),
        Param(
            "columns",
            "열",
            ParamKind.CHOICES,
            default="PERIOD,CONTENT,TARGET,MATCHING",
            choices=(
                ("PERIOD", "기간"),
                ("CONTENT", "내용"),
                ("TARGET", "인원"),
                ("MATCHING", "재원비율"),
            ),
        ),
        Param(
            "sources", "재원", ParamKind.CHOICES, choices=SOURCES, default="NATIONAL,CITY,DISTRICT"
        ),
        Param("total", "계 줄", ParamKind.FLAG, default="예"),
        Param("period_label", "기간 열 이름", ParamKind.TEXT, default="사업기간"),
        Param("content_label", "내용 열 이름", ParamKind.TEXT, default="사업내용"),
        Param("target_label", "인원 열 이름", ParamKind.TEXT, default="선발인원"),
        Param("total_outcome", "계 줄의 성과 표기", ParamKind.TEXT, help_text="예: 취·창업"),
        UNIT_MILLION,
    ),
    "과제에 딸린 사업의 계획 인원과 사업비를 재원별로 보입니다.",
)


# ---- Results by year -------------------------------------------------------------------------


def build_annual(context: Context) -> Grid:
    """사업분야 | years: people, or projects and people with their outcome, of each programme."""
    plain, grouped = context["programmes"], context["grouped"]
    found = (
        context.records(AnnualResult)
        .filter(programme__in=[*plain, *grouped], year__in=context["years"])
        .select_related("programme")
    )
    results = {(result.programme_id, result.year): result for result in found}
    names = _names_on(context, [*plain, *grouped])
    selected = annual_selected(
        context.district, [*plain, *grouped], context["years"], context.as_of
    )

    def cells(programme: Programme) -> list[Cell]:
        return [
            _counted_cell(selected[programme.pk, year])
            if (programme.pk, year) in selected
            else _annual_cell(results.get((programme.pk, year)))
            for year in context["years"]
        ]

    wide = 2 if grouped else 1
    rows = [Row([header(names[p.pk], colspan=wide), *cells(p)]) for p in plain]
    for n, programme in enumerate(grouped):
        label = [header(context["group_label"], rowspan=len(grouped))] if n == 0 else []
        rows.append(Row([*label, header(names[programme.pk]), *cells(programme)]))
    head = [[HeadCell("사업분야", colspan=wide), *(HeadCell(str(y)) for y in context["years"])]]
    return context.grid(head=head, rows=rows)


def _names_on(context: Context, programmes: Sequence[Programme]) -> dict[int, str]:
    """The names in force on the 기준일, read in one go."""
    found = Programme.objects.filter(pk__in=[p.pk for p in programmes]).prefetch_related("names")
    return {programme.pk: programme.name_on(context.as_of) for programme in found}


def _counted_cell(selected: Figure) -> Cell:
    return count(selected, suffix="명")


def _annual_cell(result: AnnualResult | None) -> Cell:
    if result is None:
        return text("-", align="center")
    source = [source_of(result)]
    if result.outcome == Outcome.NO_CALL:
        return text(result.get_outcome_display(), Origin.RECORD, source, align="center")
    people = field_figure(result, "persons")
    if result.projects is None:
        return count(people, suffix="명")
    words = f"{result.projects:,}개 사업 {people.value:,}명 {result.get_outcome_display()}"
    return text(words, Origin.COMPUTED, source, "사업 수, 인원, 성과", align="center")


ANNUAL_RESULTS = ReportTable(
    "annual-results",
    "연도별 사업 추진 현황",
    build_annual,
    (
        Param("programmes", "일자리사업", ParamKind.RECORDS, record="programmes", default=None),
        Param("grouped", "묶어 보일 일자리사업", ParamKind.RECORDS, record="programmes"),
        Param("group_label", "묶음 이름", ParamKind.TEXT, default="일자리 공모 사업"),
        Param("years", "연도", ParamKind.INTEGERS, default=None),
    ),
    "일자리사업의 연도별 실적입니다. 사업 이름은 기준일의 이름입니다. 공공일자리의 선발 인원은 "
    "그해 회차에 배치가 있으면 회차에서 집계하고, 없으면 입력한 실적을 보입니다.",
)


# ---- Rounds to come --------------------------------------------------------------------------


def build_upcoming(context: Context) -> Grid:
    """구분 | 선발인원 | 모집 및 선발 | 운영 of the rounds of one half-year."""
    rounds = list(
        context.records(Round)
        .filter(year=context["round_year"] or context.year, half=int(context["half"]))
        .select_related("programme")
        .prefetch_related("programme__names")
        .order_by("programme__order", "seq")
    )
    posts = [field_figure(round_, "planned_posts") for round_ in rounds]
    rows = [
        Row(
            [header("소계"), count(Figure.total(posts)), *(text("") for _ in range(3))],
            is_total=True,
        )
    ]
    rows += [_round_row(round_) for round_ in rounds]
    head = [
        [
            HeadCell("구분"),
            HeadCell("선발인원(명)"),
            HeadCell("모집 및 선발", colspan=2),
            HeadCell("운영"),
        ]
    ]
    return context.grid(head=head, rows=rows)


def _round_row(round_: Round) -> Row:
    source = [source_of(round_)]
    call = f"▶모집: {kmonth(round_.apply_from_on)}" if round_.apply_from_on else ""
    selection = f"▶선발: {kmonth(round_.select_on)}" if round_.select_on else ""
    return Row(
        [
            header(round_.name, origin=Origin.RECORD, sources=source),
            count(field_figure(round_, "planned_posts")),
            text(call, Origin.RECORD, source),
            text(selection, Origin.RECORD, source),
            text(
                _operation(round_), Origin.COMPUTED, source, formula="시작 월부터 끝 월까지 개월 수"
            ),
        ]
    )


def _operation(round_: Round) -> str:
    first, last = round_.starts_on, round_.ends_on
    ending = kdate(last) if last.year != first.year else f"{last.month}. {last.day}."
    return f"{kdate(first)}~{ending}({printed_months(first, last)})"


UPCOMING_ROUNDS = ReportTable(
    "upcoming-rounds",
    "회차별 모집 계획",
    build_upcoming,
    (
        Param("round_year", "연도", ParamKind.INTEGER, help_text="비우면 문서의 연도입니다."),
        Param(
            "half",
            "반기",
            ParamKind.CHOICE,
            default="2",
            choices=tuple((str(value), label) for value, label in Half.choices),
        ),
    ),
    "한 반기의 회차별 계획 인원과 모집·선발·운영 시기입니다.",
)

TABLES = (PROGRAMME_PLAN, ANNUAL_RESULTS, UPCOMING_ROUNDS)
