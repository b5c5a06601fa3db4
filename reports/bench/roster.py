"""Writes a long roster for the benchmark: seconds and peak memory of the process it runs in."""

import tempfile
import time
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path

from jobportal.platform.render.xlsx_list import ListColumn, write_rows
from participants.models import Application
from participants.rosters import AGE_BAND, PHONE, REVIEW, ROUND, Column, Roster, rows_for
from reports.bench.packcheck import peak_megabytes
from reports.bench.people_loops import write_by_hand

NOTE = Column("비고", ("note",))
COLUMNS = (*REVIEW, PHONE, ROUND, AGE_BAND, NOTE)
"""The longest roster, and as many columns more as make twenty."""


def write_roster(rows: int) -> dict:
    """Write so many rows of applications, from the first again when there are too few."""
    columns = [ListColumn(column.heading, column.kind) for column in COLUMNS]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        written = write_rows(str(Path(folder) / "roster.xlsx"), "명단", columns, _rows(rows))
        seconds = time.perf_counter() - start
    megabytes = peak_megabytes()
    start = time.perf_counter()
    write_by_hand(_rows(rows))
    return {
        "seconds": seconds,
        "megabytes": megabytes,
        "rows": written,
        "columns": len(columns),
        "by_hand": time.perf_counter() - start,
    }


def _rows(wanted: int) -> Iterator[list]:
    roster = Roster(Application, None, COLUMNS, ("round__code", "number"))
    again = (rows_for(roster, Application.objects.all(), set()) for _ in repeat(None))
    return islice(chain.from_iterable(again), wanted)
