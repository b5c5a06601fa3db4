"""A table of figures with the text that is printed, free of any way of showing it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from jobportal.platform.render import labels
from jobportal.platform.render.cells import (
    Cell,
    Kind,
    blank,
    choice,
    choices,
    count,
    header,
    hidden,
    mark,
    money,
    number,
    rate,
    text,
)
from jobportal.platform.render.layout import GridShapeError, Placed, check_width, place, widths
from jobportal.platform.values.figure import Figure, Origin, Source

__all__ = [
    "Cell",
    "Figure",
    "Grid",
    "GridShapeError",
    "HeadCell",
    "Kind",
    "Origin",
    "Placed",
    "Row",
    "Source",
    "blank",
    "choice",
    "choices",
    "count",
    "header",
    "hidden",
    "mark",
    "money",
    "number",
    "rate",
    "text",
]

LAYOUTS = ("table", "card", "chart", "lines")


@dataclass(frozen=True)
class HeadCell:
    """A heading above columns; in a chart, a box."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Row:
    """Cells from left to right; `level` is the outline depth of a text line (1 is □, 2 is ○)."""

    cells: tuple[Cell, ...]
    is_total: bool = False
    level: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(self.cells))


@dataclass(frozen=True)
class Grid:
    """A table as it is printed; every renderer reads this and nothing else.

    `unit` and `as_of` are bare ("천원", "2026. 11. 21."); the renderers add the wording around.
    `layout` only changes how it is drawn. Lines may have rows of different length.
    """

    id: str
    title: str
    unit: str = ""
    as_of: str = ""
    head: tuple[tuple[HeadCell, ...], ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    layout: str = "table"

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", tuple(tuple(row) for row in self.head))
        for name in ("rows", "notes", "warnings"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if self.layout not in LAYOUTS:
            raise GridShapeError(f"{self.id}: layout {self.layout!r} is not one of {LAYOUTS}.")
        self._check_shape()

    def _check_shape(self) -> None:
        head, body = self.head_cells, self.layout_cells()
        if self.layout == "lines":
            return
        check_width(head, len(self.head), self.width, f"{self.id} head")
        check_width(body, len(self.rows), self.width, f"{self.id} body")

    @cached_property
    def head_cells(self) -> list[Placed]:
        """The headings with their row and column in the head."""
        return place(self.head, f"{self.id} head")

    @cached_property
    def _body(self) -> list[Placed]:
        return place([row.cells for row in self.rows], f"{self.id} body")

    def layout_cells(self) -> list[Placed]:
        """The body's cells with their row and column, spans resolved, in reading order."""
        return self._body

    @cached_property
    def lattice(self) -> list[dict[int, Placed]]:
        """For each body row, the cell covering each column, from left to right."""
        rows: list[dict[int, Placed]] = [{} for _ in self.rows]
        for spot in self._body:
            for r in spot.rows:
                rows[r].update(dict.fromkeys(spot.columns, spot))
        return [dict(sorted(row.items())) for row in rows]

    @cached_property
    def width(self) -> int:
        """The number of columns: the head's, or the first row's; of lines, the longest."""
        counts = widths(self.head_cells, len(self.head)) or widths(self._body, len(self.rows))
        if self.layout == "lines":
            return max(counts, default=1)
        return counts[0] if counts else 1

    def row_label(self, r: int) -> str:
        """The header cells that begin row `r` (from 0), joined by " / "; else "3행"."""
        return labels.row_label(self, r)

    def column_label(self, c: int) -> str:
        """The headings above column `c` (from 0), joined by " / ", none said twice; else ""."""
        return labels.column_label(self, c)

    def cells_by_label(self) -> Mapping[tuple[str, str], Cell]:
        """Every cell that is no header, by (row label, column label).

        A row label met again gets " (2)", " (3)" …; so does a column label within one row. Where
        headers also stand inside rows, as in a card, a cell goes by those before and above it.
        """
        return labels.cells_by_label(self)

    def with_warnings(self, *warnings: str) -> "Grid":
        """The same table with these warnings added."""
        return replace(self, warnings=(*self.warnings, *warnings))
