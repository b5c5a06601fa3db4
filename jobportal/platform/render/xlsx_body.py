"""The body of a sheet: a table or card with merged cells, text lines, or an organisation chart."""

from openpyxl.styles import Alignment, Border
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.render import xlsx_style as style
from jobportal.platform.render.cells import Cell, Kind
from jobportal.platform.render.grid import Grid, Placed
from jobportal.platform.render.words import line_mark, line_text
from jobportal.platform.render.xlsx_cells import (
    cell_value,
    line_count,
    number_format,
    safe_cell,
)

_ALIGNED = {"left": style.LEFT, "center": style.CENTRE, "right": style.RIGHT}


def draw_table(sheet: Worksheet, grid: Grid, first: int, widths: list[float]) -> int:
    """Headings and rows from sheet row `first`; gives the last row used."""
    body = _draw_head(sheet, grid, first)
    for spot in grid.layout_cells():
        _draw_cell(sheet, grid, spot, body)
    _fit_rows(sheet, grid.head_cells, first, widths)
    _fit_rows(sheet, grid.layout_cells(), body, widths)
    return body + len(grid.rows) - 1


def draw_chart(sheet: Worksheet, grid: Grid, first: int, widths: list[float]) -> int:
    """Boxes side by side, and under each the duties as one bordered column."""
    body = _draw_head(sheet, grid, first)
    last = body + len(grid.rows) - 1
    for spot in grid.layout_cells():
        target = sheet.cell(body + spot.row, spot.column + 1)
        bullet = "" if spot.cell.is_header or not spot.cell.text else "ㆍ"
        safe_cell(target, f"{bullet}{spot.cell.text}")
        target.font = style.BOLD if spot.cell.is_header else style.PLAIN
        target.alignment = style.CENTRE if spot.cell.is_header else style.TOP
        if spot.cell.is_header:
            target.fill = style.TOTAL_FILL
        _frame(sheet, spot, body, style.BOXED if spot.cell.is_header else style.SIDES)
    _close_below(sheet, last, grid.width)
    _fit_rows(sheet, grid.layout_cells(), body, widths)
    return last


def draw_lines(sheet: Worksheet, grid: Grid, first: int, widths: list[float]) -> int:
    """One sheet row per text line, across all columns, indented by its level."""
    for r, row in enumerate(grid.rows):
        target = sheet.cell(first + r, 1)
        words = line_text(grid, r)
        safe_cell(target, words)
        indent = max(row.level - 1, 0)
        target.alignment = Alignment(
            horizontal="left", vertical="top", wrap_text=True, indent=indent
        )
        target.font = style.BOLD if row.is_total or line_mark(row.level) == "□" else style.PLAIN
        sheet.row_dimensions[first + r].height = style.LINE_HEIGHT * line_count(
            words, sum(widths) - 2 * indent
        )
        if len(widths) > 1:
            sheet.merge_cells(
                start_row=first + r, end_row=first + r, start_column=1, end_column=len(widths)
            )
    return first + len(grid.rows) - 1


def _draw_head(sheet: Worksheet, grid: Grid, first: int) -> int:
    for spot in grid.head_cells:
        target = sheet.cell(first + spot.row, spot.column + 1)
        safe_cell(target, spot.cell.text)
        target.font, target.alignment, target.fill = style.BOLD, style.CENTRE, style.HEAD_FILL
        _frame(sheet, spot, first, style.BOXED)
    return first + len(grid.head)


def _draw_cell(sheet: Worksheet, grid: Grid, spot: Placed, body: int) -> None:
    cell = spot.cell
    is_total = grid.rows[spot.row].is_total
    target = sheet.cell(body + spot.row, spot.column + 1)
    safe_cell(target, cell_value(cell))
    target.number_format = number_format(cell)
    target.font = style.BOLD if cell.is_header or is_total else style.PLAIN
    target.alignment = _alignment(cell)
    if cell.kind is Kind.MARK and cell.value:
        target.fill = style.MARK_FILL
    elif is_total:
        target.fill = style.TOTAL_FILL
    elif cell.is_header:
        target.fill = style.HEAD_FILL if grid.layout == "card" else style.TOTAL_FILL
    _frame(sheet, spot, body, style.BOXED)


def _alignment(cell: Cell) -> Alignment:
    if cell.align:
        return _ALIGNED[cell.align]
    if cell.is_number:
        return style.RIGHT
    centred = cell.is_header or cell.kind is Kind.MARK or cell.text == "-"
    return style.CENTRE if centred else style.LEFT


def _frame(sheet: Worksheet, spot: Placed, first: int, border: object) -> None:
    """Draw the border of a cell, and merge what it covers."""
    rows = range(first + spot.row, first + spot.rows.stop)
    columns = range(spot.column + 1, spot.columns.stop + 1)
    if len(rows) > 1 or len(columns) > 1:
        sheet.merge_cells(
            start_row=rows[0], end_row=rows[-1], start_column=columns[0], end_column=columns[-1]
        )
    for r in rows:
        for c in columns:
            sheet.cell(r, c).border = border


def _close_below(sheet: Worksheet, last: int, width: int) -> None:
    """A line under the columns of a chart, which have only sides."""
    for c in range(1, width + 1):
        target = sheet.cell(last, c)
        above = target.border.top
        target.border = Border(left=style.THIN, right=style.THIN, top=above, bottom=style.THIN)


def _fit_rows(sheet: Worksheet, spots: list[Placed], first: int, widths: list[float]) -> None:
    """Make rows high enough for wrapped text; a cell over several rows shares its lines out."""
    for spot in spots:
        room = sum(widths[c] for c in spot.columns)
        lines = -(-line_count(spot.cell.text, room) // len(spot.rows))
        for r in spot.rows:
            dimension = sheet.row_dimensions[first + r]
            dimension.height = max(dimension.height or 0, lines * style.LINE_HEIGHT + 3)
