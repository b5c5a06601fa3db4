"""Makes and takes a long roster for the benchmark: seconds, and peak memory of the process."""

import tempfile
import time
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path

from django.db.transaction import atomic, set_rollback
from django.test import RequestFactory

from jobportal.platform.access import write_entry
from jobportal.platform.downloads import MadeFile, made_xlsx
from jobportal.platform.jobs.sealed import read_sealed, write_sealed
from jobportal.platform.models import AccessEntry
from jobportal.platform.render.xlsx_list import ListColumn
from participants.models import Application
from participants.rosters import AGE_BAND, PHONE, REVIEW, ROUND, Column, Roster, rows_for
from reports.bench.packcheck import peak_megabytes
from reports.bench.people_loops import write_by_hand

NOTE = Column("비고", ("note",))
COLUMNS = (*REVIEW, PHONE, ROUND, AGE_BAND, NOTE)
"""The longest roster, and as many columns more as make twenty."""
PLACE = "bench"


def write_roster(rows: int) -> dict:
    """Make a file of so many applications as a worker does, then take it as its account does.

    Rows begin again with the first when there are too few; the persons of the access entry are as
    many as the rows. The entry is taken back.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster"
        start = time.perf_counter()
        made = _made(rows)
        with made.file:
            write_sealed(made.file, path, PLACE)
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        for _ in read_sealed(path, PLACE):
            pass
        _entered(rows)
        taking = time.perf_counter() - start
    megabytes = peak_megabytes()
    start = time.perf_counter()
    write_by_hand(_rows(rows))
    return {
        "seconds": seconds,
        "taking": taking,
        "megabytes": megabytes,
        "rows": made.rows,
        "columns": len(COLUMNS),
        "by_hand": time.perf_counter() - start,
    }


def _made(rows: int) -> MadeFile:
    columns = [ListColumn(column.heading, column.kind) for column in COLUMNS]
    return made_xlsx("명단", columns, _rows(rows))


def _entered(persons: int) -> None:
    """The access entry of whoever takes the file."""
    values = {"account_id": 1, "account_name": "측정", "district_id": 1, "task": "명단 내려받기"}
    with atomic():
        write_entry(
            RequestFactory().post("/files/1/"),
            persons=range(1, persons + 1),
            action=AccessEntry.Action.DOWNLOAD,
            **values,
        )
        set_rollback(True)


def _rows(wanted: int) -> Iterator[list]:
    roster = Roster(Application, None, COLUMNS, ("round__code", "number"))
    again = (rows_for(roster, Application.objects.all(), set()) for _ in repeat(None))
    return islice(chain.from_iterable(again), wanted)
