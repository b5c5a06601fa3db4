"""Where every cell of a table stands once its column and row spans are resolved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class GridShapeError(ValueError):
    """The rows of a table do not cover the same columns; a mistake of the report's author."""


class Spanning(Protocol):
    """Anything that covers some columns and rows."""

    colspan: int
    rowspan: int


@dataclass(frozen=True)
class Placed:
    """A cell with the row and column (from 0) of its upper left corner."""

    row: int
    column: int
    cell: Spanning

    @property
    def rows(self) -> range:
        """The rows the cell covers."""
        return range(self.row, self.row + self.cell.rowspan)

    @property
    def columns(self) -> range:
        """The columns the cell covers."""
        return range(self.column, self.column + self.cell.colspan)


def place(rows: Sequence[Iterable[Spanning]], where: str) -> list[Placed]:
    """Put the cells of `rows` on a lattice as a browser would; `where` names the table in errors.

    Raises GridShapeError when a cell overlaps another or reaches below the last row.
    """
    taken: dict[int, set[int]] = {r: set() for r in range(len(rows))}
    placed = []
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[r]:
                column += 1
            spot = Placed(r, column, cell)
            _occupy(taken, spot, where)
            placed.append(spot)
            column += cell.colspan
    return placed


def _occupy(taken: dict[int, set[int]], spot: Placed, where: str) -> None:
    if spot.cell.colspan < 1 or spot.cell.rowspan < 1:
        raise GridShapeError(f"{where}, row {spot.row + 1}: a span must be at least 1.")
    for r in spot.rows:
        if r not in taken:
            raise GridShapeError(
                f"{where}, row {spot.row + 1}, column {spot.column + 1}: "
                f"rowspan {spot.cell.rowspan} reaches below the last row ({len(taken)})."
            )
        for c in spot.columns:
            if c in taken[r]:
                raise GridShapeError(f"{where}, row {r + 1}, column {c + 1}: two cells overlap.")
            taken[r].add(c)


def widths(placed: Iterable[Placed], row_count: int) -> list[int]:
    """How many columns each of `row_count` rows covers, spans from above included."""
    covered = [0] * row_count
    for spot in placed:
        for r in spot.rows:
            covered[r] += spot.cell.colspan
    return covered


def check_width(placed: Iterable[Placed], row_count: int, width: int, where: str) -> None:
    """Raise GridShapeError unless each row covers exactly `width` columns."""
    for r, covered in enumerate(widths(placed, row_count)):
        if covered != width:
            raise GridShapeError(
                f"{where}, row {r + 1}: covers {covered} columns where {width} are needed."
            )
