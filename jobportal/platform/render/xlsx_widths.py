"""Column widths of a sheet, from what the columns hold."""

from jobportal.platform.render.grid import Grid, Placed
from jobportal.platform.render.xlsx_cells import text_width

NARROWEST, WIDEST = 9.0, 42.0
NARROWEST_MARK = 4.0
LINES_WIDTH = 90.0
LINES_COLUMNS = 4
CHART_WIDTH = 24.0


def column_widths(grid: Grid) -> list[float]:
    """The width of each column in half-width characters, between 9 and 42.

    Text lines get one wide block, so that they print upright; the boxes of a chart are equal.
    """
    if grid.layout == "lines":
        return [LINES_WIDTH / LINES_COLUMNS] * LINES_COLUMNS
    if grid.layout == "chart":
        return [CHART_WIDTH] * grid.width
    spots = [*grid.head_cells, *grid.layout_cells()]
    widths = [_least(grid)] * grid.width
    for spot in (s for s in spots if s.cell.colspan == 1):
        widths[spot.column] = max(widths[spot.column], _wanted(spot))
    for spot in (s for s in spots if s.cell.colspan > 1):
        _widen(widths, spot)
    return widths


def _least(grid: Grid) -> float:
    """Wide tables, such as a schedule of 20 quarters, may have narrow columns."""
    return NARROWEST if grid.width <= 12 else NARROWEST_MARK


def _wanted(spot: Placed) -> float:
    return min(text_width(spot.cell.text) + 3.0, WIDEST)


def _widen(widths: list[float], spot: Placed) -> None:
    """Share out over the columns what a cell over several of them lacks."""
    missing = _wanted(spot) - sum(widths[c] for c in spot.columns)
    for c in spot.columns:
        widths[c] += max(missing, 0.0) / len(spot.columns)
