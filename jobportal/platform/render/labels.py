"""Names for the rows, columns and cells of a table, taken from its own headings."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jobportal.platform.render.layout import Placed

if TYPE_CHECKING:
    from jobportal.platform.render.grid import Cell, Grid


def row_label(grid: "Grid", r: int) -> str:
    """The texts of the header cells row `r` begins with, or its number."""
    across = grid.lattice[r]
    return _name(_row_headers(grid, r, _first_data(across))) or f"{r + 1}행"


def column_label(grid: "Grid", c: int) -> str:
    """The texts of the headings above column `c`."""
    return _name(heads_above(grid, c))


def cells_by_label(grid: "Grid") -> dict[tuple[str, str], "Cell"]:
    """Every cell that is no header, by its row and column label, see Grid.cells_by_label."""
    columns = [heads_above(grid, c) for c in range(grid.width)]
    rows_met: Counter[str] = Counter()
    found: dict[tuple[str, str], Cell] = {}
    for r, spots in enumerate(_data_by_row(grid)):
        names = [_name(headers_before(grid, spot)) or f"{r + 1}행" for spot in spots]
        rows_met.update(set(names))
        for spot, name in zip(spots, names, strict=True):
            above = [*columns[spot.column], *headers_within(grid, spot)]
            label = _numbered(name, rows_met[name]), _name(above)
            found[_unused(found, *label)] = spot.cell
    return found


def heads_above(grid: "Grid", c: int) -> list[Placed]:
    """The headings of the head above column `c`, from the top."""
    return [spot for spot in grid.head_cells if c in spot.columns]


def headers_before(grid: "Grid", spot: Placed) -> list[Placed]:
    """The header cells in the cell's own row that name it: the nearest and those beside that."""
    return _row_headers(grid, spot.row, spot.column)


def headers_within(grid: "Grid", spot: Placed) -> list[Placed]:
    """The header cell of the body standing over a cell, if it heads a column; at most one."""
    r, c = spot.row - 1, spot.column
    while r >= 0 and c in grid.lattice[r]:
        above = grid.lattice[r][c]
        if above.cell.is_header:
            return [] if _heads_its_row(grid, above) else [above]
        r = above.row - 1
    return []


def is_row_header(grid: "Grid", spot: Placed) -> bool:
    """True unless the header cell heads the cells below it."""
    return _heads_its_row(grid, spot) or not _data_below(grid, spot)


def _row_headers(grid: "Grid", r: int, column: int) -> list[Placed]:
    """The run of headers left of `column`, as far as each stands beside the whole of the next."""
    across = grid.lattice[r]
    run: list[Placed] = []
    c = column - 1
    while c in across and not across[c].cell.is_header:
        c = across[c].column - 1
    while c in across and across[c].cell.is_header:
        left = across[c]
        if run and (left.rows.stop < run[0].rows.stop or _data_below(grid, left)):
            break
        run.insert(0, left)
        c = left.column - 1
    return run


def _heads_its_row(grid: "Grid", spot: Placed) -> bool:
    right = grid.lattice[spot.row].get(spot.columns.stop)
    return right is not None and not right.cell.is_header


def _data_below(grid: "Grid", spot: Placed) -> bool:
    if spot.rows.stop >= len(grid.rows):
        return False
    below = grid.lattice[spot.rows.stop].get(spot.column)
    return below is not None and not below.cell.is_header


def _first_data(across: dict[int, Placed]) -> int:
    """The first column that holds no header; the row's end when all are headers."""
    data = (c for c in sorted(across) if not across[c].cell.is_header)
    return next(data, len(across))


def _data_by_row(grid: "Grid") -> list[list[Placed]]:
    rows: list[list[Placed]] = [[] for _ in grid.rows]
    for spot in grid.layout_cells():
        if not spot.cell.is_header:
            rows[spot.row].append(spot)
    return rows


def _name(headers: Iterable[Placed]) -> str:
    texts = (spot.cell.text.strip() for spot in headers)
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _unused(found: dict[tuple[str, str], "Cell"], row: str, column: str) -> tuple[str, str]:
    nth = 1
    while (row, _numbered(column, nth)) in found:
        nth += 1
    return row, _numbered(column, nth)


def _numbered(label: str, nth: int) -> str:
    return label if nth == 1 else f"{label} ({nth})".strip()
