"""What a job centre aims at or has reached: one row of figures, each with its own unit."""

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Row,
    count,
    header,
    rate,
)
from programs.models import METRIC_UNITS, JobCentreFigure, JobCentreMetric, JobCentreTarget
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure

# Metrics that stand under one heading when the headings are grouped.
GROUPS = {
    JobCentreMetric.OPENING_FIRMS: "구인",
    JobCentreMetric.OPENING_POSTS: "구인",
    JobCentreMetric.EMPLOYED: "취업",
}
RATE_LABEL = "취업률"


def job_centre(context: Context) -> Grid:
    """The metrics asked for, as targets of the year or as results from January to the 기준일."""
    figures = _targets(context) if context["measure"] == "TARGET" else _results(context)
    cells = [
        count(figures.get(metric, Figure.record(None)), none="-", suffix=METRIC_UNITS[metric])
        for metric in context["metrics"]
    ]
    if context["with_rate"]:
        cells.append(_employment_rate(figures))
    label = context["row_label"] or ("목표" if context["measure"] == "TARGET" else "실적")
    first = [] if context["hide_row_label"] else [header(label)]
    return context.grid(
        as_of=context.as_of_text if context["as_of"] else "",
        head=_head(context, bool(first)),
        rows=[Row([*first, *cells])],
    )


def _targets(context: Context) -> dict[str, Figure]:
    found = context.records(JobCentreTarget).filter(team=context["team"], year=context.year)
    return {target.metric: field_figure(target, "value") for target in found}


def _results(context: Context) -> dict[str, Figure]:
    """The sums over the months of the year that had ended by the 기준일."""
    found = context.records(JobCentreFigure).filter(team=context["team"], year=context.year)
    if context.as_of.year == context.year:
        found = found.filter(month_to__lte=context.as_of.month)
    parts: dict[str, list[Figure]] = {}
    for figure in found:
        parts.setdefault(figure.metric, []).append(field_figure(figure, "value"))
    return {
        metric: list_of[0] if len(list_of) == 1 else Figure.total(list_of, "월별 실적의 합계")
        for metric, list_of in parts.items()
    }


def _employment_rate(figures: dict[str, Figure]) -> Cell:
    employed = figures.get(JobCentreMetric.EMPLOYED, Figure.record(None))
    seekers = figures.get(JobCentreMetric.SEEKERS, Figure.record(None))
    return rate(Figure.ratio(employed, seekers, "취업자 ÷ 구직 × 100"), suffix="%")


def _head(context: Context, has_label: bool) -> list[list[HeadCell]]:
    given = dict(part.split(":", 1) for part in context["labels"].split(",") if ":" in part)
    given = {metric.strip(): label.strip() for metric, label in given.items()}
    columns = [
        (GROUPS.get(metric, ""), given.get(metric) or JobCentreMetric(metric).label)
        for metric in context["metrics"]
    ]
    if context["with_rate"]:
        columns.append((GROUPS[JobCentreMetric.EMPLOYED], RATE_LABEL))
    if not context["grouped"]:
        return [
            [*([HeadCell("구분")] if has_label else []), *(HeadCell(label) for _, label in columns)]
        ]
    return _grouped(columns, has_label)


def _grouped(columns: list[tuple[str, str]], has_label: bool) -> list[list[HeadCell]]:
    """Two rows of headings: neighbours of one group share the upper one."""
    upper = [HeadCell("구분", 1, 2)] if has_label else []
    lower: list[HeadCell] = []
    place = 0
    while place < len(columns):
        group, label = columns[place]
        width = 1
        while group and place + width < len(columns) and columns[place + width][0] == group:
            width += 1
        if width == 1:
            upper.append(HeadCell(label, 1, 2))
        else:
            upper.append(HeadCell(group, width))
            lower += [HeadCell(label) for _, label in columns[place : place + width]]
        place += width
    return [upper, lower] if lower else [[HeadCell(cell.text) for cell in upper]]


TABLES = (
    ReportTable(
        "job-centre",
        "일자리센터 목표·실적",
        job_centre,
        (
            Param("team", "담당 팀", ParamKind.RECORD, record="teams", default=None),
            Param(
                "measure",
                "목표·실적",
                ParamKind.CHOICE,
                choices=(("RESULT", "실적"), ("TARGET", "목표")),
                default="RESULT",
            ),
            Param(
                "metrics",
                "항목",
                ParamKind.CHOICES,
                choices=tuple(JobCentreMetric.choices),
                default="SEEKERS,OPENINGS,COUNSELLING,REFERRALS,EMPLOYED",
            ),
            Param(
                "labels",
                "항목 이름 바꾸기",
                ParamKind.TEXT,
                help_text="예: SEEKERS:구직, EMPLOYED:취업자",
            ),
            Param("with_rate", "취업률 표시", ParamKind.FLAG),
            Param("grouped", "구인·취업으로 묶기", ParamKind.FLAG),
            Param("row_label", "행 이름", ParamKind.TEXT),
            Param("hide_row_label", "행 이름 숨기기", ParamKind.FLAG),
            Param("as_of", "기준일 표시", ParamKind.FLAG),
        ),
        help_text="일자리센터의 항목별 목표, 또는 그해 1월부터 기준일까지의 실적입니다.",
    ),
)
