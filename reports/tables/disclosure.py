"""The job disclosure (일자리공시제): its targets, its results by year, and what was done for it."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    count,
    header,
    rate,
    text,
)
from jobportal.platform.values.dates import kperiod
from jobportal.platform.values.particles import settle_particles
from programs.models import (
    Agreement,
    DisclosurePlan,
    DisclosureTarget,
    IndicatorResult,
    IndicatorTarget,
    JobEvent,
    Quarter,
    TextLine,
)
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.tables.facts import KINDS, project_rows

PLAN = Param("plan", "일자리공시 계획", ParamKind.RECORD, record="disclosure-plans", default=None)

# ---- Targets and results by year -------------------------------------------------------------


def yearly_results(context: Context) -> Grid:
    """목표, 실적 and 달성률 of an indicator by year, as known on the 기준일; a forecast says so."""
    years = context["years"]
    targets = {
        target.year: field_figure(target, "value")
        for target in context.records(IndicatorTarget)
        .filter(indicator=context["indicator"], quarter=Quarter.YEAR, year__in=years)
        .select_related("indicator")
    }
    results = _results_by_year(context)
    latest = {year: found[-1] for year, found in results.items()}
    reached = {year: field_figure(result, "value") for year, result in latest.items()}
    none = Figure.record(None)

    def rated(year: int) -> Cell:
        ratio = Figure.ratio(reached.get(year, none), targets.get(year, none), "실적 ÷ 목표 × 100")
        return rate(ratio, context["decimals"], suffix="%")

    rows = [
        Row([header("목표"), *(count(targets.get(year, none)) for year in years), blank()]),
        Row(
            [
                header("실적"),
                *(_result(latest.get(year)) for year in years),
                _interim(results.values()),
            ]
        ),
        Row([header("달성률"), *map(rated, years), blank()]),
    ]
    head = [[HeadCell("구분"), *(HeadCell(f"{year}년") for year in years), HeadCell("비고")]]
    return context.grid(unit=context["indicator"].unit, head=head, rows=rows)


def _results_by_year(context: Context) -> dict[int, list[IndicatorResult]]:
    """The results of whole years entered until the 기준일, the latest last."""
    found = context.records(IndicatorResult).filter(
        indicator=context["indicator"],
        quarter=Quarter.YEAR,
        year__in=context["years"],
        as_of__lte=context.as_of,
    )
    by_year: dict[int, list[IndicatorResult]] = {}
    for result in found.select_related("indicator").order_by("year", "as_of"):
        by_year.setdefault(result.year, []).append(result)
    return by_year


def _result(result: IndicatorResult | None) -> Cell:
    if result is None:
        return blank()
    flag = f" ※{result.year}년 말 예상치" if result.is_forecast else ""
    flag += " (집계 중)" if result.is_partial else ""
    return count(field_figure(result, "value"), suffix=flag)


def _interim(results: Sequence[list[IndicatorResult]]) -> Cell:
    """What had really been reached when the latest result is only expected."""
    shown = [
        earlier[-2]
        for earlier in results
        if len(earlier) > 1 and earlier[-1].is_forecast and not earlier[-2].is_forecast
    ]
    if not shown:
        return blank()
    words = "\n".join(f"{_until(result.as_of)} 실적: {result.value:,}" for result in shown)
    return text(words, Origin.RECORD, [source_of(*shown)], align="left")


def _until(day: date) -> str:
    """상반기(6월말) for a half-year's last day, 9월말 for a month's, else the month."""
    words = f"{day.month}월"
    if day.day == monthrange(day.year, day.month)[1]:
        words += "말"
    return f"상반기({words})" if (day.month, day.day) == (6, 30) else words


# ---- Targets by group ------------------------------------------------------------------------


def group_targets(context: Context) -> Grid:
    """대상, 주요내용 and jobs to be created of a yearly plan, the total first."""
    plan = context["plan"]
    targets = _targets(context, plan)
    total = Figure.total([field_figure(target, "target_count") for target in targets])
    rows = [Row([header("합계"), blank(), count(total), blank()], is_total=True)]
    rows += [_target_row(target) for target in targets]
    labels = ("대상", "주요내용", f"{plan.year}년 일자리창출", "비고")
    return context.grid(unit="개", head=[[HeadCell(label) for label in labels]], rows=rows)


def _targets(context: Context, plan: DisclosurePlan) -> list[DisclosureTarget]:
    found = context.records(DisclosureTarget).filter(plan=plan)
    return list(found.select_related("plan").order_by("order"))


def _target_row(target: DisclosureTarget) -> Row:
    source = [source_of(target)]
    words = "\n".join(f"- {line}" for line in target.content.splitlines() if line.strip())
    return Row(
        [
            header(target.target_group, origin=Origin.RECORD, sources=source),
            text(words, Origin.RECORD, source, align="left"),
            count(field_figure(target, "target_count")),
            blank(),
        ]
    )


# ---- The plan and what came of it ------------------------------------------------------------


def summary(context: Context) -> Grid:
    """The plan's own figures, then the jobs each kind of effort created, with agreements."""
    rows = [*_plan_rows(context, context["plan"])]
    project = context["project"]
    if project is not None:
        rows += _effort_rows(context)
        rows += project_rows(context, project, context["kinds"], 2)
    head = [[HeadCell("구분", colspan=2), HeadCell("일자리"), HeadCell("내용")]]
    return context.grid(head=head, rows=rows)


def _plan_rows(context: Context, plan: DisclosurePlan) -> list[Row]:
    targets = _targets(context, plan)
    total = Figure.total([field_figure(t, "target_count") for t in targets], "대상별 목표의 합계")

    def said(label: str, cell: Cell) -> Row:
        return Row([header(label, colspan=2), cell, blank()])

    rows = [
        said(f"{plan.term_name} 계획", count(field_figure(plan, "term_target"), suffix="개")),
        said("매년 목표", count(field_figure(plan, "yearly_minimum"), suffix="개 이상")),
        said(f"{plan.year}년 목표", count(total, suffix="개")),
        said("참여 부서", count(field_figure(plan, "departments"), suffix="개 부서")),
        said("사업 수", count(field_figure(plan, "projects"), suffix="개 사업")),
    ]
    return [row for row in rows if row.cells[1].value is not None]


def _effort_rows(context: Context) -> list[Row]:
    """Each hiring effort of the 기준일's year, under it the agreements and lines of its part."""
    mine = {"project": context["project"]}
    events = context.records(JobEvent).filter(
        kind=JobEvent.Kind.HIRING, year=context.as_of.year, **mine
    )
    agreements = [
        one
        for one in context.records(Agreement).filter(**mine).order_by("signed")
        if one.signed.start <= context.as_of
    ]
    lines = (
        context.records(TextLine)
        .filter(kind=TextLine.Kind.RESULT, item__isnull=False, **mine)
        .order_by("order")
    )
    rows = []
    for event in events.select_related("item").order_by("order"):
        rows.append(
            Row(
                [
                    header(
                        event.title, colspan=2, origin=Origin.RECORD, sources=[source_of(event)]
                    ),
                    count(field_figure(event, "hired"), suffix="명"),
                    _remark(event),
                ]
            )
        )
        if event.item_id:
            rows += [_agreement_row(one) for one in agreements if one.item_id == event.item_id]
            rows += [_detail_row(one) for one in lines if one.item_id == event.item_id]
    return rows


def _remark(event: JobEvent) -> Cell:
    words = event.note or ("집계 중" if event.is_partial else "")
    return text(words, Origin.RECORD, [source_of(event)], align="left") if words else blank()


def _agreement_row(agreement: Agreement) -> Row:
    source = [source_of(agreement)]
    span = agreement.signed
    when = kperiod(span.start, span.end, span.precision, short=True)
    words = settle_particles(f"{agreement.partner}과(와) 협약 체결로 {agreement.purpose}")
    return Row(
        [
            header(when, colspan=2, origin=Origin.RECORD, sources=source),
            count(field_figure(agreement, "hired"), none="", suffix="명"),
            text(words, Origin.RECORD, source, align="left"),
        ]
    )


def _detail_row(line: TextLine) -> Row:
    label, sign, words = line.text.partition(" : ")
    source = [source_of(line)]
    return Row(
        [
            header(label if sign else "세부내용", colspan=2),
            text(words if sign else label, Origin.RECORD, source, align="left", colspan=2),
        ]
    )


TABLES = (
    ReportTable(
        "yearly-results",
        "연도별 목표·실적·달성률",
        yearly_results,
        (
            Param("indicator", "지표", ParamKind.RECORD, record="indicators", default=None),
            Param("years", "연도", ParamKind.INTEGERS, default=None),
            Param("decimals", "달성률 소수 자리", ParamKind.INTEGER, default="0", most=6),
        ),
        "한 지표의 연도별 목표, 기준일까지 알려진 실적(예상치는 표시), 달성률입니다.",
    ),
    ReportTable(
        "disclosure-targets",
        "대상별 일자리 목표",
        group_targets,
        (PLAN,),
        "일자리공시 연차별 계획의 대상별 목표입니다.",
    ),
    ReportTable(
        "disclosure-summary",
        "일자리공시 계획과 일자리창출 실적",
        summary,
        (
            PLAN,
            Param(
                "project",
                "주요사업",
                ParamKind.RECORD,
                record="projects",
                help_text="적으면 이 사업의 채용 연계 실적과 업무협약을 함께 보입니다.",
            ),
            KINDS,
        ),
        "계획의 목표와 부서·사업 수, 기준일이 있는 해의 일자리창출 실적입니다.",
    ),
)
