"""What a document printed against what its tables give now."""

from collections.abc import Iterator

from jobportal.platform.render.grid import Cell
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked
from reports.checks.texts import difference_of, guess_cause, words
from reports.models import DocumentItem, PrintedFigure


def check_printed(checked: Checked) -> Iterator[Finding]:
    """Every printed figure against the cell at its place; texts alike but for typography agree."""
    for item in checked.items:
        if item.pk in checked.problems:
            yield _unbuilt(checked, item)
            continue
        for figure in checked.printed.get(item.pk, ()):
            cell = checked.cell(item.pk, figure.row_label, figure.column_label)
            if cell is None:
                yield _missing(checked, item, figure)
            elif not _agree(figure.text, cell):
                yield _differing(checked, item, figure, cell)


def place_of(item: DocumentItem, row: str, column: str) -> str:
    """A place in words: the table, the row, the column."""
    return " · ".join(filter(None, (item.full_id, row, column)))


def _agree(text: str, cell: Cell) -> bool:
    """True when the texts differ at most in typography; a figure may stand without its unit."""
    shown = words(cell.text)
    return words(text) == shown or (cell.is_number and words(text + cell.suffix) == shown)


def _differing(checked: Checked, item: DocumentItem, figure: PrintedFigure, cell: Cell) -> Finding:
    return Finding(
        document=checked.document.code,
        item=item.code,
        kind=Kind.PRINTED,
        place=place_of(item, figure.row_label, figure.column_label),
        printed=figure.text,
        computed=cell.text,
        difference=difference_of(figure.text, cell.text),
        cause=guess_cause(figure.text, cell.text, cell.kind),
    )


def _missing(checked: Checked, item: DocumentItem, figure: PrintedFigure) -> Finding:
    return Finding(
        document=checked.document.code,
        item=item.code,
        kind=Kind.MISSING,
        place=place_of(item, figure.row_label, figure.column_label),
        printed=figure.text,
        computed="",
        cause=Cause.SCOPE,
    )


def _unbuilt(checked: Checked, item: DocumentItem) -> Finding:
    return Finding(
        document=checked.document.code,
        item=item.code,
        kind=Kind.MISSING,
        place=f"{item.full_id} · 표를 만들 수 없습니다.",
        printed="",
        computed=checked.problems[item.pk],
        cause=Cause.SCOPE,
    )
