"""Text blocks of a project's page: its outline, situation, goals, plans, effects."""

from itertools import groupby

from jobportal.platform.render.grid import Grid, Origin, Row, text
from programs.models import TextLine
from reports.declare import Context, Param, ParamKind, ReportTable, source_of
from reports.tables.sentences import LINE_HEAD

PROJECT = Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None)
ITEM = Param(
    "item",
    "세부 추진과제",
    ParamKind.RECORD,
    record="project-items",
    help_text="적으면 그 과제의 것만 보입니다.",
)


def build_text_lines(context: Context) -> Grid:
    """The lines of each kind asked for, in the order asked for, each kind under its heading."""
    found = context.records(TextLine).filter(project=context["project"])
    if context["item"]:
        found = found.filter(item=context["item"])
    wanted = context["kinds"] or [value for value, _ in TextLine.Kind.choices]
    lines = sorted(
        (line for line in found if line.kind in wanted),
        key=lambda line: (wanted.index(line.kind), line.order),
    )
    rows = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if context["headings"]:
            rows.append(Row([text(TextLine.Kind(kind).label)], level=1))
        rows += [
            Row([text(line.text, Origin.RECORD, [source_of(line)])], level=line.level + 1)
            for line in group
        ]
    return context.grid(head=LINE_HEAD, rows=rows, layout="lines")


TEXT_LINES = ReportTable(
    "text-lines",
    "사업 설명",
    build_text_lines,
    (
        PROJECT,
        ITEM,
        Param(
            "kinds",
            "구분(순서대로)",
            ParamKind.CHOICES,
            choices=tuple(TextLine.Kind.choices),
            help_text="비우면 모든 구분을 보입니다.",
        ),
        Param(
            "headings",
            "구분 제목",
            ParamKind.FLAG,
            default="예",
            help_text="줄 위에 구분 이름을 제목으로 보입니다.",
        ),
    ),
    "사업개요·필요성·정책개요·현황·목표·기대효과처럼 글로 적은 줄을 단계에 맞추어 보입니다.",
)

TABLES = (TEXT_LINES,)
