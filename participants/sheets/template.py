"""The template of a sheet: guide, columns with drop-downs and an example row, list of codes."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import IO
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.downloads import foot
from participants.sheets.layout import CODES, GUIDE, SheetColumn, SheetLayout
from participants.sheets.rows import MOST_ROWS

AUTHOR = "업무포털"
EXAMPLE = "예시"
_FONT = "맑은 고딕"
_HEAD = PatternFill("solid", fgColor="EEF2F7")
_GUIDE_HEADINGS = (("항목", 26), ("필수", 8), ("형식", 22), ("설명", 60), ("예", 30))
_AS_TEXT = ("number", "phone", "rrn", "birth_on")
"""Columns whose leading zeros Excel would drop."""
_LINE = 14
"""Points that a line is high."""
_COLUMNS_A_PAGE = 12


def write_template(
    out: IO[bytes],
    layout: SheetLayout,
    prefilled: Iterable[dict[str, str]] = (),
    taken_by: Sequence[str] = (),
) -> None:
    """Write the template to a binary file; ``prefilled`` are rows by key of their columns.

    ``taken_by`` says who took it, when and what for: under the guide and at the foot of each page.
    """
    book = Workbook()
    _write_guide(book.active, layout, taken_by)
    sheet, codes = book.create_sheet(layout.name), book.create_sheet(CODES)
    _write_columns(sheet, layout)
    _write_codes(sheet, codes, layout.columns)
    for number, values in enumerate(prefilled, start=3):
        for index, column in enumerate(layout.columns, start=1):
            if value := values.get(column.key):
                put(sheet.cell(number, index), value)
    for page in book.worksheets:
        page.oddFooter.center.text = foot(taken_by).replace("&", "&&")
    book.active = 1
    book.save(out)


def put(cell: Cell, value: object) -> None:
    """Write a value; a text never becomes a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def fit_to_paper(sheet: Worksheet, heading: int, across: int = 1) -> None:
    """Print the columns on so many pages across, the heading row on every page."""
    sheet.page_setup.orientation = Worksheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.print_title_rows = f"{heading}:{heading}"


def write_lines(sheet: Worksheet, number: int, texts: Sequence[object]) -> None:
    """Write a row of texts that run on within their columns, as high as the longest needs."""
    lines = 1
    for index, text in enumerate(texts, start=1):
        cell = sheet.cell(number, index)
        put(cell, text)
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
        width = sheet.column_dimensions[get_column_letter(index)].width
        lines = max(lines, ceil(_places(str(text or "")) / (width - 2)))
    sheet.row_dimensions[number].height = _LINE * lines + 3


def _places(text: str) -> int:
    """How wide a text is; Korean letters take two places."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _write_guide(sheet: Worksheet, layout: SheetLayout, taken_by: Sequence[str]) -> None:
    sheet.title = GUIDE
    put(sheet.cell(1, 1), layout.title)
    sheet.cell(1, 1).font = Font(name=_FONT, size=14, bold=True)
    for number, line in enumerate(layout.notes, start=1):
        put(sheet.cell(number + 2, 1), f"{number}. {line}")
    first = len(layout.notes) + 4
    for index, (heading, width) in enumerate(_GUIDE_HEADINGS, start=1):
        head(sheet.cell(first, index), heading)
        sheet.column_dimensions[get_column_letter(index)].width = width
    fit_to_paper(sheet, first)
    for number, column in enumerate(layout.columns, start=first + 1):
        needed = "필수" if column.is_needed else ""
        told = (column.label, needed, column.kind, column.help_text, column.example)
        write_lines(sheet, number, told)
    for number, line in enumerate(taken_by, start=first + len(layout.columns) + 2):
        put(sheet.cell(number, 1), line)


def head(cell: Cell, text: str) -> None:
    """Write a heading."""
    put(cell, text)
    cell.font = Font(name=_FONT, bold=True)
    cell.fill = _HEAD
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_columns(sheet: Worksheet, layout: SheetLayout) -> None:
    for index, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(1, index)
        head(cell, f"{column.label}(필수)" if column.is_needed else column.label)
        told = "\n".join(filter(None, (column.kind, column.help_text)))
        cell.comment = Comment(told, AUTHOR, width=260, height=90)
        example = sheet.cell(2, index)
        put(example, column.example)
        example.font = Font(name=_FONT, italic=True, color="6D7882")
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = min(max(16, 2 * len(column.label) + 4), 24)
        if column.key in _AS_TEXT:
            dimension.number_format = "@"
    first = layout.columns[0].example
    put(sheet.cell(2, 1), f"{EXAMPLE}: {first}" if first else EXAMPLE)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"
    sheet.print_title_cols = "A:B"
    fit_to_paper(sheet, 1, across=ceil(len(layout.columns) / _COLUMNS_A_PAGE))


def _write_codes(sheet: Worksheet, codes: Worksheet, columns: Sequence[SheetColumn]) -> None:
    """The choices of each column in a column of their own, which its drop-down names."""
    place = 0
    fit_to_paper(codes, 1)
    for index, column in enumerate(columns, start=1):
        words = column.choices or column.words
        if not words:
            continue
        place += 1
        letter = get_column_letter(place)
        head(codes.cell(1, place), column.label)
        for row, word in enumerate(words, start=2):
            put(codes.cell(row, place), word)
        codes.column_dimensions[letter].width = 24
        if column.choices:
            where = f"'{CODES}'!${letter}$2:${letter}${len(words) + 1}"
            _add_list(sheet, get_column_letter(index), where)


def _add_list(sheet: Worksheet, letter: str, where: str) -> None:
    choice = DataValidation(type="list", formula1=where, allow_blank=True)
    choice.errorTitle, choice.error = "목록에 없는 값", "목록에서 고르세요."
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 2}")
