"""What the logs cost, measured in one run with them and without; what an access record of millions
answers, and through which indexes."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.db.transaction import atomic, set_rollback
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import LedgerEntry
from jobportal.platform import pages
from jobportal.platform.audit import Via, acting
from jobportal.platform.granting import give
from jobportal.platform.intake.packs import PackCheck
from jobportal.platform.models import AccessEntry, District, User, record
from reports.bench.data import Bench
from reports.bench.papers import write_pack
from reports.bench.people import People
from reports.bench.timing import Measurement, median, p95, queries_of, times_of

LIST_TIMES, IMPORT_TIMES, SEEN_MS = 1.3, 1.5, 1_000
PERSONS_OF_ENTRY, PERSONS, ACCOUNTS = 10, 100_000, 200
BUSY = 1
"""The account that has a twentieth of all entries."""
_INDEX = re.compile(r"Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)")


def measure_list(people: People, runs: int) -> Measurement:
    """A list of residents with its access record, beside the same list without one."""
    client = Client(headers={"host": "localhost"})
    client.force_login(people.staff)
    url = f"{reverse('applicants')}?round={people.round.pk}"

    def ask() -> None:
        if client.get(url).status_code != 200:
            raise RuntimeError(url)

    return _beside("목록과 접속기록", ask, pages, "record_access", LIST_TIMES, runs)


def measure_history(bench: Bench, rows: int, runs: int) -> Measurement:
    """A pack read, checked and written with its change log, beside the same without one."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder) / "pack", bench.district, bench.year, rows)
        load = _loading(path, bench.user)
        _count_on(LedgerEntry)
        return _beside(f"{rows:,}줄 올리기와 변경 이력", load, record, "_log", IMPORT_TIMES, runs)


def _count_on(model: type[Model]) -> None:
    """The made-up rows brought their numbers along: new ones come after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _loading(path: Path, user: User) -> Callable[[], None]:
    def load() -> None:
        with atomic():
            pack = PackCheck(path, path.name)
            with acting(user, reason="측정", via=Via.IMPORT):
                if not pack.write().is_written:
                    raise RuntimeError(f"{path} was not clean")
            set_rollback(True)

    return load


def _beside(
    label: str, work: Callable, module: ModuleType, log: str, most: float, runs: int
) -> Measurement:
    """The work with and without a log, by turns: what else the machine does weighs on both."""
    work()
    times, without = [], []
    for _ in range(runs):
        times += times_of(work, 1)
        with _silent(module, log):
            without += times_of(work, 1)
    times, without = sorted(times), sorted(without)
    is_met = median(times) <= most * median(without)
    target = f"기록 없이 걸린 시간의 {most}배"
    return Measurement(label, median(times), p95(times), None, median(without), target, is_met)


@contextmanager
def _silent(module: ModuleType, name: str) -> Iterator[None]:
    """Inside, nothing is written down."""
    kept = getattr(module, name)
    setattr(module, name, lambda *args, **kwargs: None)
    try:
        yield
    finally:
        setattr(module, name, kept)


_ENTRIES = """
INSERT INTO platform_accessentry
    (id, at, account_id, account_name, ip, page, task, action, persons, person_count, district_id,
     purpose)
SELECT n, timestamptz '2024-11-01' + n * interval '2 minutes',
    CASE WHEN n %% 20 = 0 THEN %(busy)s ELSE 2 + n %% %(accounts)s END, '측정', '10.0.0.1',
    '/participants/applicants/', '신청자 목록', 'READ',
    (SELECT jsonb_agg(1 + (n::bigint * 7919 + k * 104729) %% %(persons)s)
     FROM generate_series(0, %(each)s - 1) AS k),
    %(each)s, %(district)s, ''
FROM generate_series(1, %(entries)s) AS n
"""
_SEEN = """
INSERT INTO platform_accessperson (entry_id, person_id, account_id, district_id, at)
SELECT n, 1 + (n::bigint * 7919 + k * 104729) %% %(persons)s,
    CASE WHEN n %% 20 = 0 THEN %(busy)s ELSE 2 + n %% %(accounts)s END, %(district)s,
    timestamptz '2024-11-01' + n * interval '2 minutes'
FROM generate_series(1, %(entries)s) AS n, generate_series(0, %(each)s - 1) AS k
"""


def fill_access_record(rows: int) -> User:
    """So many persons seen, ten to an entry, over two years, and a team lead who asks about them.

    PostgreSQL alone makes them so fast. The database is thrown away: keys of other tables are not
    looked at while it is filled.
    """
    district = District.objects.create(code="bench", name="측정구")
    reader = User.objects.create_user("bench-lead", password=None, name="측정 팀장(가상)")
    give(reader, district, "TEAM_LEAD", "측정")
    values = {
        "district": district.pk,
        "entries": rows // PERSONS_OF_ENTRY,
        "each": PERSONS_OF_ENTRY,
        "persons": PERSONS,
        "accounts": ACCOUNTS,
        "busy": BUSY,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in (_ENTRIES, _SEEN):
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")
    _count_on(AccessEntry)
    return reader


def measure_seen(reader: User, rows: int, runs: int) -> Iterator[Measurement]:
    """Who saw a person, whom an account saw: an ordinary one and the busiest."""
    client = Client(headers={"host": "localhost"})
    client.force_login(reader)
    questions = (
        ("누가 이 사람을 보았나", f"{reverse('access_persons')}?person=4711"),
        ("이 계정이 누구를 보았나", reverse("access_account", args=[BUSY + 7])),
        ("이 계정이 누구를 보았나(가장 바쁜)", reverse("access_account", args=[BUSY])),
        ("접속기록 목록", f"{reverse('access_list')}?at_from=2024-11-01"),
    )
    for label, url in questions:

        def ask(url=url) -> None:
            if client.get(url).status_code != 200:
                raise RuntimeError(url)

        ask()
        times = times_of(ask, runs)
        target = f"{rows:,}건에서 1초; {', '.join(indexes_of(ask))}"
        is_met = p95(times) <= SEEN_MS
        yield Measurement(label, median(times), p95(times), queries_of(ask), None, target, is_met)


def indexes_of(work: Callable[[], None]) -> list[str]:
    """The indexes through which PostgreSQL reads the access record for it, by name."""
    with CaptureQueriesContext(connection) as asked:
        work()
    found: set[str] = set()
    for one in asked.captured_queries:
        if one["sql"].startswith("SELECT") and "platform_access" in one["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {one['sql']}")
                found.update(_INDEX.findall(" ".join(row[0] for row in cursor.fetchall())))
    return sorted(found)
