"""When the parts of a project run, by quarter (추진일정)."""

from itertools import groupby

from jobportal.platform.render.grid import (
    Grid,
    HeadCell,
    Origin,
    Row,
    header,
    mark,
    text,
)
from jobportal.platform.values.periods import Period
from programs.models import ProjectItem, ScheduleCell
from reports.declare import Context, Param, ParamKind, ReportTable, query_source, source_of
from reports.tables.texts import PROJECT


def build(context: Context) -> Grid:
    """구분 | quarters of the years (| 비고): a shaded cell where the part is to run."""
    quarters = _quarters(context)
    project = context["project"]
    cells = {
        (cell.item_id, cell.year, cell.quarter): cell
        for cell in context.records(ScheduleCell).filter(project=project).select_related("item")
    }
    items = list(context.records(ProjectItem).filter(project=project).order_by("order"))
    rows = [_row(context, item, quarters, cells) for item in items]
    return context.grid(head=_head(context, quarters), rows=rows)


def _quarters(context: Context) -> list[Period]:
    first, last = (
        Period.of_quarter(context[f"{end}_year"], int(context[f"{end}_quarter"]))
        for end in ("from", "to")
    )
    if last < first:
        return []
    return list(Period(first.first, last.last).quarters)


def _head(context: Context, quarters: list[Period]) -> list[list[HeadCell]]:
    suffix = "" if context["numbered"] else "년"
    years = [(year, len(list(group))) for year, group in groupby(q.year for q in quarters)]
    top = [
        HeadCell("구분", colspan=2 if context["numbered"] else 1, rowspan=2),
        *(HeadCell(f"{year}{suffix}", colspan=n) for year, n in years),
    ]
    if context["with_note"]:
        top.append(HeadCell("비고", rowspan=2))
    return [top, [HeadCell(str(quarter.number)) for quarter in quarters]]


def _row(context: Context, item: ProjectItem, quarters: list[Period], cells: dict) -> Row:
    source = source_of(item)
    first = [header(str(item.order), align="center")] if context["numbered"] else []
    first.append(header(item.title, origin=Origin.RECORD, sources=[source]))
    planned = [cells.get((item.pk, quarter.year, quarter.number)) for quarter in quarters]
    all_of_item = query_source("schedule-cells", project=item.project_id, item=item.pk)
    marks = [
        mark(cell is not None, sources=[source_of(cell) if cell else all_of_item])
        for cell in planned
    ]
    notes = dict.fromkeys(cell.note for cell in planned if cell and cell.note)
    last = [text(", ".join(notes), Origin.RECORD, [source])] if context["with_note"] else []
    return Row([*first, *marks, *last])


QUARTERS = tuple((str(n), f"{n}/4분기") for n in range(1, 5))

QUARTER_SCHEDULE = ReportTable(
    "quarter-schedule",
    "분기별 추진일정",
    build,
    (
        PROJECT,
        Param("from_year", "시작 연도", ParamKind.INTEGER, default=None),
        Param("from_quarter", "시작 분기", ParamKind.CHOICE, choices=QUARTERS, default="1"),
        Param("to_year", "끝 연도", ParamKind.INTEGER, default=None),
        Param("to_quarter", "끝 분기", ParamKind.CHOICE, choices=QUARTERS, default="4"),
        Param("numbered", "연번", ParamKind.FLAG),
        Param("with_note", "비고 열", ParamKind.FLAG),
    ),
    "세부 추진과제가 진행되는 분기를 표시합니다.",
)

TABLES = (QUARTER_SCHEDULE,)
