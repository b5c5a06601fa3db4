"""Parts of a project in a table: what is said of each, one labelled fact a row."""

from collections.abc import Iterable, Sequence

from jobportal.platform.models import Record
from jobportal.platform.render.grid import Cell, Origin, Row, header, text
from programs.models import Project, ProjectItem, TextLine
from reports.declare import Context, Param, ParamKind, source_of

Fact = tuple[str, Cell]

KINDS = Param(
    "kinds",
    "함께 보일 글",
    ParamKind.CHOICES,
    choices=tuple(TextLine.Kind.choices),
    help_text="사업 전체에 적은 글의 구분입니다.",
)

_SIGN = " : "
# What a line is called that names no subject of its own.
UNNAMED = "내용"
_BULLETS = {2: "- ", 3: "· "}


def item_facts(context: Context, items: Sequence[ProjectItem]) -> dict[int, list[Fact]]:
    """The lines written for each part as (label, content); deeper lines continue the one above.

    A line “위치 : 금천구 …” has the label 위치; lines without a label stand together under 내용.
    """
    found = context.records(TextLine).filter(item__in=items).order_by("item", "kind", "order")
    by_item: dict[int, list[TextLine]] = {}
    for line in found:
        by_item.setdefault(line.item_id, []).append(line)
    return {pk: _facts(lines) for pk, lines in by_item.items()}


def project_rows(
    context: Context, project: Project, kinds: Sequence[str], columns: int = 1
) -> list[Row]:
    """The lines written for a project as a whole, under the names of the kinds asked for."""
    found = context.records(TextLine).filter(project=project, item=None, kind__in=kinds)
    rows = []
    for kind in kinds:
        lines = sorted((line for line in found if line.kind == kind), key=lambda line: line.order)
        rows += fact_rows(header(TextLine.Kind(kind).label), _facts(lines), columns)
    return rows


def _facts(lines: Iterable[TextLine]) -> list[Fact]:
    groups: list[tuple[str, list[str], list[TextLine]]] = []
    top = None
    for line in lines:
        top = line.level if top is None else min(top, line.level)
        label, sign, words = line.text.partition(_SIGN)
        if groups and (line.level > top or (not sign and groups[-1][0] == UNNAMED)):
            groups[-1][1].append(_bullet(line, top) + line.text)
            groups[-1][2].append(line)
        elif sign:
            groups.append((label, [words], [line]))
        else:
            groups.append((UNNAMED, [line.text], [line]))
    return [
        (label, text("\n".join(words), Origin.RECORD, [source_of(*own)], align="left"))
        for label, words, own in groups
    ]


def _bullet(line: TextLine, top: int) -> str:
    return _BULLETS.get(line.level, "- ") if line.level > top else ""


def fact_rows(title: Cell, facts: Sequence[Fact], columns: int = 1) -> list[Row]:
    """One row per fact under a title that stands beside all of them."""
    rows = []
    for number, (label, cell) in enumerate(facts):
        first = [title.span(rows=len(facts))] if number == 0 else []
        rows.append(Row([*first, header(label), cell.span(columns=columns)]))
    return rows


def record_fact(label: str, words: str, *records: Record) -> Fact:
    """A fact of words that records hold."""
    return label, text(words, Origin.RECORD, [source_of(*records)], align="left")
