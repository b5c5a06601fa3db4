"""Counts of people as they are published: small ones and what would tell them are hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from jobportal.platform.publishing import small_cell_note
from jobportal.platform.render.cells import HIDDEN
from jobportal.platform.render.grid import Cell, Figure, Kind, Row, Source, count, hidden, rate
from jobportal.platform.values.suppression import (
    TOTAL,
    Spot,
    hidden_cells,
    hidden_in_parts,
    totalled,
)

__all__ = [
    "TOTAL",
    "Published",
    "Spot",
    "notes_of",
    "published",
    "published_list",
    "published_parts",
]


@dataclass(frozen=True)
class Published:
    """A table of counts by (row, column) with its totals, and which of them are hidden."""

    counts: Mapping[Spot, int]
    unseen: frozenset[Spot]

    def figure(self, spot: Spot, sources: Iterable[Source] = (), formula: str = "") -> Figure:
        """The count with where it comes from; of a table without rows, nothing is 0."""
        return Figure.computed(self.counts.get(spot, 0), sources, formula)

    def cell(self, spot: Spot, sources: Iterable[Source] = (), formula: str = "") -> Cell:
        """The count, or the mark of one that is not published."""
        if spot in self.unseen:
            return hidden()
        return count(self.figure(spot, sources, formula))

    def share(self, spot: Spot, of: "Published", whole: Spot) -> Cell:
        """The count as a share of a total; hidden when either is, as it would tell the other."""
        if spot in self.unseen or whole in of.unseen:
            return hidden(Kind.RATE)
        return rate(Figure.ratio(self.figure(spot), of.figure(whole), "인원 ÷ 계"))


def published(counts: Sequence[Sequence[int]]) -> Published:
    """One table of rows and columns that both have totals."""
    return Published(totalled(counts), hidden_cells(counts, settings.SMALL_CELL_THRESHOLD))


def published_list(counts: Iterable[int]) -> Published:
    """A list with its total: the counts in column 0."""
    return published([[n] for n in counts])


def published_parts(parts: Sequence[Sequence[Sequence[int]]]) -> list[Published]:
    """Several tables that divide the same people: none publishes a total another hides."""
    unseen = hidden_in_parts(parts, settings.SMALL_CELL_THRESHOLD)
    return [Published(totalled(part), spots) for part, spots in zip(parts, unseen, strict=True)]


def notes_of(rows: Iterable[Row], *notes: str) -> list[str]:
    """The notes of a table; what a hidden figure means is said where there is one."""
    is_hidden = any(cell.text == HIDDEN for row in rows for cell in row.cells)
    return [*notes, small_cell_note()] if is_hidden else list(notes)
