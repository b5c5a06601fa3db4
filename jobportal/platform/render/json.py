"""A grid as the JSON that `manage.py report` and the downloads give."""

import json
from fractions import Fraction
from typing import Any

from jobportal.platform.render.cells import Cell
from jobportal.platform.render.grid import Grid
from jobportal.platform.render.plain import plain_number


def grid_data(grid: Grid) -> dict[str, Any]:
    """The grid in plain types: `value` in the printed unit, `text` as printed."""
    return {
        "id": grid.id,
        "title": grid.title,
        "unit": grid.unit,
        "as_of": grid.as_of,
        "head": [
            [{"text": h.text, "colspan": h.colspan, "rowspan": h.rowspan} for h in row]
            for row in grid.head
        ],
        "rows": [{"cells": [_cell_data(cell) for cell in row.cells]} for row in grid.rows],
        "notes": list(grid.notes),
        "warnings": list(grid.warnings),
    }


def grid_json(grid: Grid) -> str:
    """The grid as JSON text, Korean left readable."""
    return json.dumps(grid_data(grid), ensure_ascii=False, indent=2)


def _cell_data(cell: Cell) -> dict[str, Any]:
    return {
        "value": _value(cell.value),
        "text": cell.text,
        "kind": str(cell.kind),
        "origin": str(cell.origin),
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
    }


def _value(value: Any) -> bool | int | float | str | None:
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return plain_number(value)
    return value
