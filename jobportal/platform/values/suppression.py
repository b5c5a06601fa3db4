"""Small cells of a table of counts: which figures stay unpublished so that none can be told.

A table is rows × columns of people with the totals of both. Figures of 1 to threshold − 1 are
hidden, and beside them as many others as it takes that nobody can work a hidden one out from what
is published (compliance PD-54). Zeros are published, so whoever reads the table knows of a hidden
figure that it is at least 1.

The published sums tie the hidden figures together like the flows of a closed network: from the row
totals through the rows into the columns and their totals, and back through the grand total. Two
tables with the same published figures differ by going round in circles of this network; a hidden
figure is safe when it lies on such a circle. What else is hidden is the cheapest circle through it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

TOTAL = -1
"""The row, or the column, of the totals."""
DEFAULT_THRESHOLD = 3

Spot = tuple[int, int]
Cost = tuple[int, int, int]
_FREE: Cost = (0, 0, 0)


@dataclass(frozen=True)
class _Arc:
    """One step of a circle: the figure of a spot one more (forward) or one less."""

    start: str
    end: str
    spot: Spot


def totalled(counts: Sequence[Sequence[int]]) -> dict[Spot, int]:
    """The figures of a table by (row, column), with its totals in row and column ``TOTAL``."""
    figures = {(r, c): n for r, row in enumerate(counts) for c, n in enumerate(row)}
    columns = range(max(map(len, counts), default=0))
    for r, row in enumerate(counts):
        figures[r, TOTAL] = sum(row)
    for c in columns:
        figures[TOTAL, c] = sum(row[c] for row in counts)
    figures[TOTAL, TOTAL] = sum(map(sum, counts))
    return figures


def hidden_cells(
    counts: Sequence[Sequence[int]],
    threshold: int = DEFAULT_THRESHOLD,
    also: Iterable[Spot] = (),
    shares_totals: bool = False,
) -> frozenset[Spot]:
    """The spots of a table that are not published, totals in row or column ``TOTAL``.

    ``also`` are spots hidden for another reason. With ``shares_totals`` another table has the same
    totals of columns: they change only upwards, where the other one can always follow. The same
    counts always hide the same spots; totals are hidden last, and zeros never.
    """
    figures = {spot: n for spot, n in totalled(counts).items() if n}
    small = {spot for spot, n in figures.items() if n < threshold}
    hidden = small | {spot for spot in also if spot in figures}
    for spot in sorted(hidden, key=lambda spot: (_cost(spot, figures), spot)):
        hidden |= _circle(spot, figures, hidden, shares_totals)
    return frozenset(hidden)


def hidden_in_parts(
    parts: Sequence[Sequence[Sequence[int]]], threshold: int = DEFAULT_THRESHOLD
) -> list[frozenset[Spot]]:
    """The spots hidden in each of several tables that divide the same people differently.

    Their columns have the same totals, so that a total one of them hides, all of them hide.
    """
    totals: frozenset[Spot] = frozenset()
    while True:
        found = [hidden_cells(part, threshold, totals, len(parts) > 1) for part in parts]
        hidden = frozenset(spot for spots in found for spot in spots if spot[0] == TOTAL)
        if hidden == totals:
            return found
        totals = hidden


def hidden_in_list(
    counts: Sequence[int], threshold: int = DEFAULT_THRESHOLD
) -> tuple[frozenset[int], bool]:
    """The places of a list that are not published, and whether its total is not."""
    spots = hidden_cells([[n] for n in counts], threshold)
    return frozenset(r for r, c in spots if c == 0 and r != TOTAL), (TOTAL, 0) in spots


def _circle(
    spot: Spot, figures: dict[Spot, int], hidden: set[Spot], shares_totals: bool
) -> set[Spot]:
    """The cheapest spots on which one more, or one less, at ``spot`` can be evened out."""
    own = {s: n for s, n in figures.items() if not (shares_totals and s[0] == TOTAL)}
    arcs = _arcs(spot, figures[spot]) if spot in own else []
    ways = [way for arc in arcs if (way := _way_round(arc, own, hidden))]
    if shares_totals:
        ways += _ways_up(spot, figures, hidden)
    return min(ways, key=lambda way: way[0])[1]


def _ways_up(
    spot: Spot, figures: dict[Spot, int], hidden: set[Spot]
) -> list[tuple[Cost, set[Spot]]]:
    """The circles through a spot on which everything is one more: a figure and its totals."""
    ways = []
    for r, c in figures:
        circle = [(r, c), (r, TOTAL), (TOTAL, c), (TOTAL, TOTAL)]
        if TOTAL not in (r, c) and spot in circle:
            new = [_cost(one, figures) for one in circle if one not in hidden]
            ways.append((_sum(_FREE, *new), set(circle)))
    return ways


def _way_round(
    first: _Arc, figures: dict[Spot, int], hidden: set[Spot]
) -> tuple[Cost, set[Spot]] | None:
    """The cheapest way from the end of an arc back to its start by other spots (Dijkstra)."""
    leaving: dict[str, list[_Arc]] = {}
    for spot, n in figures.items():
        for arc in _arcs(spot, n) if spot != first.spot else ():
            leaving.setdefault(arc.start, []).append(arc)
    queue: list[tuple[Cost, str, tuple[Spot, ...]]] = [(_FREE, first.end, ())]
    seen: set[str] = set()
    while queue:
        cost, node, way = heappop(queue)
        if node == first.start:
            return cost, {*way}
        if node in seen:
            continue
        seen.add(node)
        for arc in leaving.get(node, ()):
            more = _FREE if arc.spot in hidden else _cost(arc.spot, figures)
            heappush(queue, (_sum(cost, more), arc.end, (*way, arc.spot)))
    return None


def _arcs(spot: Spot, n: int) -> list[_Arc]:
    """The steps a figure allows: any may be one more, one less only above 1."""
    start, end = _ends(spot)
    forward = [_Arc(start, end, spot)]
    return [*forward, _Arc(end, start, spot)] if n > 1 else forward


def _ends(spot: Spot) -> tuple[str, str]:
    row, column = spot
    if spot == (TOTAL, TOTAL):
        return "column totals", "row totals"
    if column == TOTAL:
        return "row totals", f"row {row}"
    if row == TOTAL:
        return f"column {column}", "column totals"
    return f"row {row}", f"column {column}"


def _cost(spot: Spot, figures: dict[Spot, int]) -> Cost:
    """What is lost with a figure: first totals, then figures, then people."""
    return spot.count(TOTAL), 1, figures[spot]


def _sum(*costs: Cost) -> Cost:
    totals, figures, people = map(sum, zip(*costs, strict=True))
    return totals, figures, people
