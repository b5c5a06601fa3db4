"""Grids as files: one table or a whole document as xlsx, csv or JSON."""

import json
from collections.abc import Iterable
from io import BytesIO

from django.utils import timezone

from jobportal.platform.render.csv import ENCODING, grid_csv
from jobportal.platform.render.grid import Grid
from jobportal.platform.render.json import grid_data
from jobportal.platform.render.xlsx import Properties, write_workbook

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def grids_as(grids: Iterable[Grid], format_: str, title: str, creator: str = "") -> bytes:
    """The grids as one file: a sheet each (xlsx), one after another (csv), or as JSON.

    A single grid gives one JSON object, several give a list. Raises ValueError for no grid.
    """
    grids = list(grids)
    if not grids:
        raise ValueError("내보낼 표가 없습니다. 문서에 표를 하나 이상 넣으세요.")
    if format_ == "xlsx":
        out = BytesIO()
        told = Properties(title=title, creator=creator, created_at=timezone.now())
        write_workbook(grids, out, told)
        return out.getvalue()
    if format_ == "csv":
        return "\r\n".join(map(grid_csv, grids)).encode(ENCODING)
    data = [grid_data(grid) for grid in grids]
    whole = data[0] if len(data) == 1 else data
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()
