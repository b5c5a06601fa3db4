"""A grid as accessible HTML: caption, scopes, header ids where needed, words beside signs."""

from collections.abc import Callable, Iterator
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jobportal.platform.render.content import content
from jobportal.platform.render.grid import Cell, Grid, Kind, Placed
from jobportal.platform.render.headers import Headers
from jobportal.platform.render.words import as_of_line, caption, line_mark, note_line, unit_line

Link = Callable[[Cell, int, int], str | None]


def grid_html(
    grid: Grid, link: Link | None = None, heading: int = 3, prefix: str = ""
) -> SafeString:
    """The whole table with its title, unit, 기준일, notes and warnings (compliance 3.3 and 7.1).

    `link(cell, row, column)` gives the address behind a cell, or None. `heading` is the level of
    the visible title, 0 for none. `prefix` keeps ids apart when one grid stands twice on a page.
    """
    name = f"{prefix}grid-{'-'.join(grid.id.split())}"
    drawn = {"lines": _lines, "chart": _chart}.get(grid.layout, _table)
    context = {
        "grid": grid,
        "name": name,
        "heading": f"h{heading}" if heading else "",
        "unit": unit_line(grid.unit),
        "as_of": as_of_line(grid.as_of),
        "notes": [note_line(note) for note in grid.notes],
        **drawn(grid, link or _no_link, name),
    }
    return render_to_string("render/grid.html", context)


def _no_link(cell: Cell, row: int, column: int) -> None:
    return None


def _table(grid: Grid, link: Link, name: str) -> dict:
    headers = Headers(grid, name)
    return {
        "caption": caption(grid),
        "column_groups": headers.column_groups(),
        "head": _head(grid, headers),
        "bodies": _bodies(grid, headers, link),
    }


def _head(grid: Grid, headers: Headers) -> list[list[dict]]:
    rows: list[list[dict]] = [[] for _ in grid.head]
    for spot in grid.head_cells:
        rows[spot.row].append(
            {
                "tag": "th" if spot.cell.text.strip() else "td",
                "cell": spot.cell,
                "scope": headers.head_scope(spot),
                "id": headers.head_id(spot),
            }
        )
    return rows


def _bodies(grid: Grid, headers: Headers, link: Link) -> list[list[dict]]:
    rows = [{"total": row.is_total, "cells": []} for row in grid.rows]
    for spot in grid.layout_cells():
        rows[spot.row]["cells"].append(_drawn(spot, headers, link))
    return [rows[group.start : group.stop] for group in headers.row_groups()]


def _drawn(spot: Placed, headers: Headers, link: Link) -> dict:
    cell = spot.cell
    is_header = cell.is_header and bool(cell.text.strip())
    return {
        "tag": "th" if is_header else "td",
        "cell": cell,
        "scope": headers.body_scope(spot) if is_header else "",
        "id": headers.body_id(spot) if is_header else "",
        "headers": "" if cell.is_header else headers.of(spot),
        "classes": _classes(cell),
        "content": content(cell, link(cell, spot.row, spot.column)),
    }


def _classes(cell: Cell) -> str:
    names = []
    if cell.is_number and not cell.is_header:
        names.append("number")
    if cell.kind is Kind.MARK:
        names.append("mark-on" if cell.value else "mark-off")
    if cell.align:
        names.append(f"align-{cell.align}")
    return " ".join(names)


def _lines(grid: Grid, link: Link, name: str) -> dict:
    spots: dict[int, list[Placed]] = {
        r: list(found) for r, found in groupby(grid.layout_cells(), key=lambda spot: spot.row)
    }
    return {
        "lines": [
            {
                "level": row.level,
                "mark": line_mark(row.level),
                "total": row.is_total,
                "parts": [_part(spot, link) for spot in spots.get(r, ())],
            }
            for r, row in enumerate(grid.rows)
        ]
    }


def _part(spot: Placed, link: Link) -> dict:
    return {
        "cell": spot.cell,
        "content": content(spot.cell, link(spot.cell, spot.row, spot.column)),
    }


def _chart(grid: Grid, link: Link, name: str) -> dict:
    return {"boxes": list(_boxes(grid, link, 0, range(grid.width)))}


def _boxes(grid: Grid, link: Link, level: int, columns: range) -> Iterator[dict]:
    """The boxes of one level over these columns, each with those below it and its bullets."""
    for spot in grid.head_cells:
        if spot.row != level or spot.column not in columns:
            continue
        below = list(_boxes(grid, link, spot.rows.stop, spot.columns))
        bullets = [] if below else list(_bullets(grid, link, spot.columns))
        yield {"text": spot.cell.text, "below": below, "bullets": bullets}


def _bullets(grid: Grid, link: Link, columns: range) -> Iterator[dict]:
    for spot in grid.layout_cells():
        if spot.column in columns and spot.cell.text:
            yield _part(spot, link)
