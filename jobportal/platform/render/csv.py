"""A grid, or a long list, as CSV that Excel opens in Korean and never takes for formulas."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from jobportal.platform.render.cells import Cell
from jobportal.platform.render.grid import Grid, Placed
from jobportal.platform.render.plain import clean, looks_like_formula, printed_digits
from jobportal.platform.render.words import as_of_line, line_text, note_line, unit_line

ENCODING = "utf-8-sig"


def grid_csv(grid: Grid) -> str:
    """Title, 기준일 and unit, headings, rows, notes and warnings; encode with ENCODING.

    Headings are joined to one line and a row heading over several rows is repeated in each, so
    that the rows can be sorted and filtered; a merged amount is not, so that it is added once.
    Numbers are plain digits as rounded in print.
    """
    lines: list[list[str]] = [[grid.title]]
    if grid.as_of or grid.unit:
        lines.append([part for part in (as_of_line(grid.as_of), unit_line(grid.unit)) if part])
    if grid.head and grid.layout != "lines":
        lines.append([grid.column_label(c) for c in range(grid.width)])
    lines += list(_body(grid))
    lines += [[note_line(note)] for note in grid.notes]
    lines += [[f"확인 필요: {warning}"] for warning in grid.warnings]
    return "".join(csv_lines(lines))


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Rows of any values as CSV lines, one at a time, for lists of any length."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_text(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_text(value: Any) -> str:
    """A value as text; words that would begin a formula get an apostrophe, numbers do not."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    cleaned = clean(value)
    return f"'{cleaned}" if looks_like_formula(cleaned) and not _is_number(cleaned) else cleaned


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()


def _body(grid: Grid) -> Iterator[list[str]]:
    if grid.layout == "lines":
        yield from ([line_text(grid, r)] for r in range(len(grid.rows)))
        return
    for r, across in enumerate(grid.lattice):
        yield [_text(across[c].cell) if _is_told(across[c], r, c) else "" for c in across]


def _is_told(spot: Placed, r: int, c: int) -> bool:
    return c == spot.column and (r == spot.row or spot.cell.is_header)


def _text(cell: Cell) -> str:
    if cell.is_number and cell.value is not None:
        return printed_digits(cell)
    return cell.text
