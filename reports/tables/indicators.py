"""Indicators: targets by year and quarter, results, and how far a pledge is fulfilled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    number,
    rate,
    text,
)
from jobportal.platform.values.rates import weighted_total
from programs.models import Indicator, IndicatorResult, IndicatorTarget
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.tables.texts import PROJECT

Aggregation = Indicator.Aggregation
YEARS = Param("years", "연도", ParamKind.INTEGERS, default=None)
LAST_LABEL = Param("last_year_label", "마지막 연도 표기", ParamKind.TEXT, help_text="예: 2022.6.")
NUMBERED = Param("numbered", "연번·확인지표 열", ParamKind.FLAG)


def aggregate(figures: Iterable[Figure], how: str) -> Figure:
    """The value of a span of years or quarters; a non-additive indicator has none."""
    known = [figure for figure in figures if figure.value is not None]
    match how:
        case Aggregation.SUM:
            return Figure.total(known)
        case Aggregation.LAST if known:
            return known[-1]
        case Aggregation.AVERAGE if known:
            return Figure.ratio(Figure.total(known), Figure.record(len(known)), "평균")
    return Figure.computed(None)


def project_indicators(context: Context) -> list[Indicator]:
    """The indicators of the project or of its parts, in order."""
    found = context.records(Indicator).filter(project=context["project"]) | context.records(
        Indicator
    ).filter(item__project=context["project"])
    return sorted(found.select_related("item").distinct(), key=lambda indicator: indicator.order)


def targets_of(
    context: Context, indicators: Sequence[Indicator], quarters: bool = False
) -> dict[tuple[int, int, int], IndicatorTarget]:
    """Targets by indicator, year and quarter (0 for the year)."""
    found = context.records(IndicatorTarget).filter(indicator__in=indicators)
    found = found.filter(quarter__gt=0) if quarters else found.filter(quarter=0)
    return {(t.indicator_id, t.year, t.quarter): t for t in found.select_related("indicator")}


def results_of(context: Context, indicators: Sequence[Indicator]) -> list[IndicatorResult]:
    """Results of whole years known on the 기준일, the latest of each year, oldest first."""
    found = context.records(IndicatorResult).filter(
        indicator__in=indicators, quarter=0, as_of__lte=context.as_of
    )
    latest: dict[tuple, IndicatorResult] = {}
    for result in found.select_related("indicator").order_by("year", "as_of"):
        latest[result.indicator_id, result.year, result.is_cumulative] = result
    return list(latest.values())


def total_result(results: Iterable[IndicatorResult], indicator: Indicator) -> Figure:
    """The result so far: the last cumulative one with the years after it, else all years."""
    own = [result for result in results if result.indicator_id == indicator.pk]
    cumulative = [result for result in own if result.is_cumulative]
    since = max((result.as_of for result in cumulative), default=date.min)
    kept = cumulative[-1:] + [r for r in own if not r.is_cumulative and r.year > since.year]
    return aggregate([field_figure(r, "value") for r in kept], indicator.aggregation)


def value_cell(
    figure: Figure, indicator: Indicator, with_unit: bool = False, none: str = "-"
) -> Cell:
    """A value as printed: “1,370”, and with a note after it “1 (운영)” or “5회 (운영)”."""
    note = f" ({indicator.value_note})" if indicator.value_note else ""
    unit = indicator.unit if with_unit and note else ""
    if figure.value is not None and figure.value != int(figure.value):
        return number(figure, 1, none=none, suffix=f"{unit}{note}")
    return count(figure, none=none, suffix=f"{unit}{note}")


def _year_heads(context: Context) -> list[HeadCell]:
    suffix = "" if context["numbered"] else "년"
    labels = [f"{year}{suffix}" for year in context["years"]]
    if context["last_year_label"]:
        labels[-1] = context["last_year_label"]
    return [HeadCell(label) for label in labels]


def _names(indicator: Indicator, numbered: bool) -> list[Cell]:
    """The first cells of a row: the part of the project, maybe with number and indicator."""
    source = [source_of(indicator)]
    title = str(indicator.item or indicator.title)
    unit = text(indicator.unit, Origin.RECORD, source, align="center")
    if not numbered:
        return [header(title, origin=Origin.RECORD, sources=source), unit]
    return [
        header(str(indicator.order), align="center"),
        header(title, origin=Origin.RECORD, sources=source),
        text(indicator.title, Origin.RECORD, source, align="center"),
        unit,
    ]


def _name_heads(numbered: bool) -> list[HeadCell]:
    if numbered:
        return [HeadCell("구분", colspan=2), HeadCell("확인지표"), HeadCell("단위")]
    return [HeadCell("세부사업"), HeadCell("단위")]


# ---- Targets ---------------------------------------------------------------------------------


def build_targets(context: Context) -> Grid:
    """The target of each year and of all the years together."""
    indicators = project_indicators(context)
    targets = targets_of(context, indicators)
    rows = []
    for indicator in indicators:
        figures = [_target(targets.get((indicator.pk, y, 0))) for y in context["years"]]
        total = aggregate(figures, indicator.aggregation)
        rows.append(
            Row(
                [
                    *_names(indicator, context["numbered"]),
                    value_cell(total, indicator, with_unit=True),
                    *(value_cell(figure, indicator) for figure in figures),
                ]
            )
        )
    head = [[*_name_heads(context["numbered"]), HeadCell("목표"), *_year_heads(context)]]
    return context.grid(head=head, rows=rows)


def _target(target: IndicatorTarget | None) -> Figure:
    return field_figure(target, "value") if target else Figure.record(None)


INDICATOR_TARGETS = ReportTable(
    "indicator-targets",
    "공약달성 확인지표",
    build_targets,
    (PROJECT, YEARS, LAST_LABEL, NUMBERED),
    "지표별 연도 목표와 그 합계입니다. 합계는 지표의 집계 방법을 따릅니다.",
)


def build_quarters(context: Context) -> Grid:
    """The targets of one year by quarter; 계 is made from the quarters."""
    indicators = project_indicators(context)
    targets = targets_of(context, indicators, quarters=True)
    year = context["target_year"] or context.year
    rows = []
    for indicator in indicators:
        figures = [_target(targets.get((indicator.pk, year, q))) for q in range(1, 5)]
        total = aggregate(figures, indicator.quarter_aggregation)
        rows.append(
            Row(
                [
                    *_names(indicator, context["numbered"]),
                    *(value_cell(figure, indicator) for figure in (total, *figures)),
                ]
            )
        )
    names = [
        HeadCell(cell.text, cell.colspan, rowspan=2) for cell in _name_heads(context["numbered"])
    ]
    head = [
        [*names, HeadCell(f"{year}년 목표", colspan=5)],
        [HeadCell(label) for label in ("계", "1/4", "2/4", "3/4", "4/4")],
    ]
    return context.grid(head=head, rows=rows)


INDICATOR_QUARTERS = ReportTable(
    "indicator-quarters",
    "분기별 목표",
    build_quarters,
    (
        PROJECT,
        Param("target_year", "목표 연도", ParamKind.INTEGER, help_text="비우면 문서의 연도입니다."),
        NUMBERED,
    ),
    "한 해의 지표 목표를 분기로 나누어 보입니다.",
)


# ---- Results ---------------------------------------------------------------------------------


def _term_target(
    targets: Mapping[tuple[int, int, int], IndicatorTarget], indicator: Indicator
) -> Figure:
    own = sorted(
        (t for t in targets.values() if t.indicator_id == indicator.pk), key=lambda t: t.year
    )
    return aggregate([field_figure(target, "value") for target in own], indicator.aggregation)


def build_results(context: Context) -> Grid:
    """Results by year and in all, and the share of the target of all years (이행률)."""
    indicators = project_indicators(context)
    targets, results = targets_of(context, indicators), results_of(context, indicators)
    by_year = {(r.indicator_id, r.year): r for r in results if not r.is_cumulative}
    rows = []
    for indicator in indicators:
        known = [by_year.get((indicator.pk, year)) for year in context["years"]]
        total = total_result(results, indicator)
        fulfilled = Figure.ratio(total, _term_target(targets, indicator), "실적 ÷ 목표")
        rows.append(
            Row(
                [
                    *_names(indicator, context["numbered"]),
                    value_cell(total, indicator),
                    *(_result_cell(result, indicator) for result in known),
                    rate(fulfilled, context["decimals"], suffix="%"),
                ]
            )
        )
    head = [
        [
            *_name_heads(context["numbered"]),
            HeadCell("실적"),
            *_year_heads(context),
            HeadCell("이행률"),
        ]
    ]
    return context.grid(head=head, rows=rows, as_of=context.as_of_text)


def _result_cell(result: IndicatorResult | None, indicator: Indicator) -> Cell:
    figure = field_figure(result, "value") if result else Figure.record(None)
    return value_cell(figure, indicator, none="")


DECIMALS = Param("decimals", "이행률 소수 자리", ParamKind.INTEGER, default="1", most=6)

INDICATOR_RESULTS = ReportTable(
    "indicator-results",
    "지표 실적",
    build_results,
    (PROJECT, YEARS, LAST_LABEL, NUMBERED, DECIMALS),
    "기준일에 알려진 연도별 실적과, 모든 연도 목표에 대한 이행률입니다.",
)


def build_fulfilment(context: Context) -> Grid:
    """구분 | 비율 | 지표 | 단위 | 목표 | 실적 | 이행률 | 비고, and the weighted total below."""
    indicators = project_indicators(context)
    targets, results = targets_of(context, indicators), results_of(context, indicators)
    decimals = context["decimals"]
    rows, parts = [], []
    for indicator in indicators:
        target, result = _term_target(targets, indicator), total_result(results, indicator)
        share = Figure.ratio(result, target, "실적 ÷ 목표")
        weight = _weight(indicator)
        parts.append((weight, share))
        rows.append(_fulfilment_row(indicator, weight, target, result, share, decimals))
    rows.append(
        Row(
            [header("총 이행률(%)", colspan=6), rate(_total_share(parts), decimals), text("")],
            is_total=True,
        )
    )
    labels = ("구분", "전체사업 대비비율(%)", "확인지표", "단위", "목표", "실적", "사업 이행률(%)")
    head = [[*(HeadCell(label) for label in labels), HeadCell("비고")]]
    return context.grid(head=head, rows=rows)


def _weight(indicator: Indicator) -> Figure:
    if indicator.item is None:
        return Figure.record(None)
    return field_figure(indicator.item, "weight")


def _fulfilment_row(
    indicator: Indicator,
    weight: Figure,
    target: Figure,
    result: Figure,
    share: Figure,
    decimals: int,
) -> Row:
    source = [source_of(indicator)]
    return Row(
        [
            header(str(indicator.order), align="center"),
            count(weight),
            text(indicator.title, Origin.RECORD, source, align="center"),
            text(indicator.unit, Origin.RECORD, source, align="center"),
            count(target),
            count(result),
            rate(share, decimals),
            text(""),
        ]
    )


def _total_share(parts: Sequence[tuple[Figure, Figure]]) -> Figure:
    """Weights × unrounded shares; None when one of them is not known."""
    sources = [source for pair in parts for figure in pair for source in figure.sources]
    if any(weight.value is None for weight, _ in parts):
        total = None
    else:
        total = weighted_total((weight.value, share.value) for weight, share in parts)
    return Figure.computed(total, sources, "Σ(전체사업 대비비율 × 이행률), 반올림 전 값으로 계산")


FULFILMENT_SUMMARY = ReportTable(
    "fulfilment-summary",
    "추진실적 총괄",
    build_fulfilment,
    (PROJECT, DECIMALS),
    "지표별 이행률과, 전체사업 대비비율로 더한 총 이행률입니다.",
)

TABLES = (INDICATOR_TARGETS, INDICATOR_QUARTERS, INDICATOR_RESULTS, FULFILMENT_SUMMARY)
