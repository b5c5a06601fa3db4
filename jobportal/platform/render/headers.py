"""Scopes, column and row groups, and header ids of an HTML table (compliance 3.3)."""

from functools import cached_property
from itertools import pairwise

from jobportal.platform.render.grid import Grid, Placed
from jobportal.platform.render.labels import (
    headers_before,
    headers_within,
    heads_above,
    is_row_header,
)


class Headers:
    """How the headings of one grid are tied to its cells.

    Scopes are enough for one or two rows of headings. Ids are added when headings are three deep,
    grouped on both axes, grouped within groups, or stand inside rows as in a card.
    """

    def __init__(self, grid: Grid, name: str) -> None:
        self.grid = grid
        self.name = name

    @cached_property
    def needs_ids(self) -> bool:
        """True when scopes alone would leave in doubt which heading a cell belongs to."""
        grouped_columns = len(self.grid.head) > 1
        grouped_rows = [spot for spot in self._named_headers if spot.cell.rowspan > 1]
        ends = {(group.start, group.stop) for group in self.row_groups()}
        nested = any((spot.row, spot.rows.stop) not in ends for spot in grouped_rows)
        return (
            len(self.grid.head) > 2
            or (grouped_columns and bool(grouped_rows))
            or nested
            or any(not self._leads(spot) for spot in self._named_headers)
        )

    def column_groups(self) -> list[int]:
        """The spans of the first row of headings, when any covers several columns."""
        spans = [cell.colspan for cell in self.grid.head[0]] if self.grid.head else []
        return spans if any(span > 1 for span in spans) else []

    def row_groups(self) -> list[range]:
        """Runs of rows that go into one tbody: one for each group heading, and those between."""
        starts = {0}
        reached = 0
        for spot in self._named_headers:
            if spot.cell.rowspan > 1 and spot.row >= reached:
                reached = spot.rows.stop
                starts |= {spot.row, reached}
        inner = {r for spot in self.grid.layout_cells() for r in spot.rows[1:]}
        cuts = [*sorted(r for r in starts - inner if r < len(self.grid.rows)), len(self.grid.rows)]
        return [range(a, b) for a, b in pairwise(cuts)]

    def head_scope(self, spot: Placed) -> str:
        """col, or colgroup for a heading over several columns."""
        return "colgroup" if spot.cell.colspan > 1 else "col"

    def body_scope(self, spot: Placed) -> str:
        """row, rowgroup for several rows, col for a heading inside a card over cells below."""
        if not is_row_header(self.grid, spot):
            return "colgroup" if spot.cell.colspan > 1 else "col"
        return "rowgroup" if spot.cell.rowspan > 1 else "row"

    def head_id(self, spot: Placed) -> str:
        """The id of a heading of the head, empty when ids are not needed."""
        return f"{self.name}-h{spot.row}-{spot.column}" if self.needs_ids else ""

    def body_id(self, spot: Placed) -> str:
        """The id of a heading of the body, empty when ids are not needed."""
        return f"{self.name}-r{spot.row}-{spot.column}" if self.needs_ids else ""

    def of(self, spot: Placed) -> str:
        """The ids of every heading that names a cell, from the top and from the left."""
        if not self.needs_ids:
            return ""
        above = {s: None for c in spot.columns for s in self._above[c]}
        within = headers_within(self.grid, spot)
        ids = [self.head_id(s) for s in above if s.cell.text.strip()]
        beside = [*within, *headers_before(self.grid, spot)]
        return " ".join(ids + [self.body_id(s) for s in beside if s.cell.text.strip()])

    @cached_property
    def _above(self) -> list[list[Placed]]:
        return [heads_above(self.grid, c) for c in range(self.grid.width)]

    @cached_property
    def _named_headers(self) -> list[Placed]:
        return [spot for spot in self.grid.layout_cells() if spot.cell.is_header]

    def _leads(self, spot: Placed) -> bool:
        """True when nothing but headers stands to the left and data stands to the right."""
        across = self.grid.lattice[spot.row]
        return all(across[c].cell.is_header for c in range(spot.column)) and is_row_header(
            self.grid, spot
        )
