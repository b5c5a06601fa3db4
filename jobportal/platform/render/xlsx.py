"""Grids as an Excel workbook that looks like the official paper and prints on A4."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.render import xlsx_style as style
from jobportal.platform.render.grid import Grid
from jobportal.platform.render.plain import clean
from jobportal.platform.render.words import as_of_line, note_line, unit_line
from jobportal.platform.render.xlsx_body import draw_chart, draw_lines, draw_table
from jobportal.platform.render.xlsx_cells import line_count, safe_cell
from jobportal.platform.render.xlsx_widths import column_widths

_HEAVY_TITLE = 28.0


@dataclass(frozen=True)
class Properties:
    """What a workbook says of itself; `lines` are printed under each table (작성부서, 작성일시).

    `created_at` is a moment with its time zone.
    """

    title: str = ""
    creator: str = ""
    subject: str = ""
    keywords: str = ""
    created_at: datetime | None = None
    lines: tuple[str, ...] = ()


def write_workbook(
    grids: Iterable[Grid], out: str | IO[bytes], properties: Properties | None = None
) -> None:
    """Write one sheet per grid to a path or binary file.

    Raises ValueError when there is no grid, TextTooLong for a text Excel would cut.
    """
    listed = list(grids)
    if not listed:
        raise ValueError("엑셀로 내보낼 표가 없습니다. 문서에 표를 하나 이상 넣어 주세요.")
    told = properties or Properties(title=listed[0].title)
    book = Workbook()
    book.remove(book.active)
    _describe(book, told)
    names = style.sheet_names([f"{grid.id} {grid.title}" for grid in listed])
    for grid, name in zip(listed, names, strict=True):
        _write_sheet(book.create_sheet(name), grid, told)
    book.save(out)


def _describe(book: Workbook, told: Properties) -> None:
    book.properties.title = clean(told.title)
    book.properties.creator = clean(told.creator)
    book.properties.subject = clean(told.subject)
    book.properties.keywords = clean(told.keywords)
    if told.created_at:
        # The file format has moments in UTC; openpyxl takes them without their zone.
        book.properties.created = told.created_at.astimezone(UTC).replace(tzinfo=None)


def _write_sheet(sheet: Worksheet, grid: Grid, told: Properties) -> None:
    widths = column_widths(grid)
    for c, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(c)].width = width
    first = _write_top(sheet, grid, len(widths))
    draw = {"lines": draw_lines, "chart": draw_chart}.get(grid.layout, draw_table)
    last = draw(sheet, grid, first, widths)
    _write_foot(sheet, grid, told, last + 1, widths)
    _fix_head(sheet, grid, first)
    style.set_up_page(sheet, sum(widths))


def _write_top(sheet: Worksheet, grid: Grid, width: int) -> int:
    """Title, then 기준일 at the left and the unit at the right; gives the next free row."""
    _write_across(sheet, 1, 1, width, grid.title, style.TITLE, style.CENTRE)
    sheet.row_dimensions[1].height = _HEAVY_TITLE
    left, right = as_of_line(grid.as_of), unit_line(grid.unit)
    if not left and not right:
        return 2
    if width == 1 or not left or not right:
        words = f"{left} {right}".strip()
        aligned = style.RIGHT if right else style.LEFT
        _write_across(sheet, 2, 1, width, words, style.SMALL, aligned)
        return 3
    half = (width + 1) // 2
    _write_across(sheet, 2, 1, half, left, style.SMALL, style.LEFT)
    _write_across(sheet, 2, half + 1, width, right, style.SMALL, style.RIGHT)
    return 3


def _write_foot(
    sheet: Worksheet, grid: Grid, told: Properties, row: int, widths: list[float]
) -> None:
    notes = [note_line(note) for note in grid.notes]
    warnings = [f"확인 필요: {warning}" for warning in grid.warnings]
    for line in (*notes, *warnings, *told.lines):
        _write_across(sheet, row, 1, len(widths), line, style.SMALL, style.LEFT)
        lines = line_count(line, sum(widths))
        sheet.row_dimensions[row].height = lines * style.LINE_HEIGHT
        row += 1


def _write_across(
    sheet: Worksheet, row: int, first: int, last: int, words: str, font: object, aligned: object
) -> None:
    cell = sheet.cell(row, first)
    safe_cell(cell, words)
    cell.font, cell.alignment = font, aligned
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _fix_head(sheet: Worksheet, grid: Grid, first: int) -> None:
    """Keep the headings in sight on screen and repeat them on every printed page."""
    if grid.layout != "table" or not grid.head:
        return
    below = first + len(grid.head)
    sheet.freeze_panes = sheet.cell(below, 1)
    sheet.print_title_rows = f"{first}:{below - 1}"
