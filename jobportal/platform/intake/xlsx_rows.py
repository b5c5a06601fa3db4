"""The rows of a sheet of a workbook, as openpyxl reads its cells, and nothing else of it."""

from collections.abc import Iterator

# A package with declarations in it was refused when it was examined (xlsx_package.py). Nothing is
# left for the guarded parser to refuse, which is written in Python and takes twice as long.
from xml.etree.ElementTree import Element, iterparse  # nosec B405

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ReadOnlyWorksheet
from openpyxl.worksheet._reader import INLINE_STRING, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

_TEXT, _RUN = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"


def cells_of(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[ReadOnlyCell]]]:
    """The number of each row that stands in the sheet, with the cells that stand in it."""
    book = sheet.parent
    with sheet._get_source() as stream:
        rows = _Rows(
            stream,
            sheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in rows.parse():
            yield number, [ReadOnlyCell(sheet, **cell) for cell in cells]


class _Rows(WorkSheetParser):
    """Openpyxl's parser of a sheet, for what is in its rows."""

    def parse(self) -> Iterator[tuple[int, list[dict]]]:
        for _, element in iterparse(self.source):  # noqa: S314 - see the import # nosec B314
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()

    def parse_cell(self, element: Element) -> dict:
        """A text that stands in the cell itself is joined here: openpyxl makes objects of it."""
        inline = element.find(INLINE_STRING)
        if inline is not None:
            element.remove(inline)
        cell = super().parse_cell(element)
        if inline is not None and cell["data_type"] == "inlineStr":
            cell.update(value=_joined(inline), data_type="s")
        return cell


def _joined(inline: Element) -> str:
    """The text, or its runs; the readings beside them (rPh) are no part of it."""
    parts = (*inline.iterfind(_TEXT), *inline.iterfind(f"{_RUN}/{_TEXT}"))
    return "".join(part.text or "" for part in parts)
