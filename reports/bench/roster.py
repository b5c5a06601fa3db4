"""Makes and takes a long roster for the benchmark: seconds, and peak memory of the process."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, islice, repeat
from pathlib import Path

from django.db.transaction import atomic, set_rollback
from django.test import RequestFactory

from jobportal.platform.access import write_entry
from jobportal.platform.downloads import made_xlsx
from jobportal.platform.jobs.sealed import read_sealed, write_sealed
from jobportal.platform.models import AccessEntry
from jobportal.platform.render.xlsx_list import ListColumn
from participants.models import Application
from participants.rosters.by_use import AGE_BAND, PHONE, REVIEW, ROUND, Column, Roster, rows_for
from reports.bench.packcheck import peak_megabytes
from reports.bench.people_loops import write_by_hand
from reports.bench.timing import times_of

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
        seconds = _seconds(lambda: _make(rows, path))
        taking = _seconds(lambda: _take(rows, path))
    return {
        "seconds": seconds,
        "taking": taking,
        "megabytes": peak_megabytes(),
        "rows": rows,
        "columns": len(COLUMNS),
        "by_hand": _seconds(lambda: write_by_hand(_rows(rows))),
    }


def _seconds(work: Callable[[], None]) -> float:
    return times_of(work, 1)[0] / 1_000


def _make(rows: int, path: Path) -> None:
    columns = [ListColumn(column.heading, column.kind) for column in COLUMNS]
    made = made_xlsx("명단", columns, _rows(rows))
    with made.file:
        write_sealed(made.file, path, PLACE)
    if made.rows != rows:
        raise RuntimeError(f"{made.rows} rows instead of {rows}")


def _take(rows: int, path: Path) -> None:
    for _ in read_sealed(path, PLACE):
        pass
    _entered(rows)


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
