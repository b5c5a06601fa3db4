"""Measuring: pages through the test client, statements by hand, a pack in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.recordlist import PAGE_SIZES
from reports.bench import sql
from reports.bench.data import Bench
from reports.bench.papers import write_pack
from reports.bench.timing import Measurement, median, p95, times_of
from reports.forms import PREFIX

DASHBOARD_MS, LIST_MS, DOCUMENT_MS = 40, 200, 3_000
MOST_QUERIES = 20
PACK_SECONDS, PACK_MEGABYTES = 20, 250


@dataclass(frozen=True)
class Page:
    """A page to measure, and the statement that adds up the same by hand."""

    label: str
    url: str
    statement: str = ""
    kind: str = "page"
    is_cold: bool = False


def pages(bench: Bench) -> list[Page]:
    """The pages of a built district, each asked for its last year."""
    period = f"?year={bench.year}&as_of={bench.as_of.isoformat()}"
    document = reverse("document_download", args=[bench.document.pk])
    return [
        Page("예산 집행 현황", reverse("dashboard") + period, sql.DASHBOARD, "dashboard"),
        Page("목표 달성 현황", reverse("achievements") + period, sql.ACHIEVEMENTS, "dashboard"),
        *_lists(bench.year),
        _report_table(period),
        Page("문서 전체 xlsx", f"{document}?format=xlsx", sql.DOCUMENT, "document"),
        Page("수치 대조(처음)", reverse("figure_checks"), is_cold=True),
    ]


def _lists(year: int) -> list[Page]:
    def listed(slug: str, query: str = "") -> str:
        size = f"per_page={PAGE_SIZES[0]}"
        return f"{reverse('record_list', args=[slug])}?{size}{query}"

    of_year, entries = f"&line__year={year}", listed("ledger")
    appropriations = listed("appropriations", of_year)
    lines = listed("budget-lines", f"&year={year}")
    return [
        Page("집행 전표 목록(한 해)", listed("ledger", of_year), sql.LEDGER, "list"),
        Page("집행 전표 목록(전체)", entries, sql.LEDGER_OF_ALL_YEARS, "list"),
        Page("예산 편성 목록(한 해)", appropriations, sql.APPROPRIATIONS, "list"),
        Page("예산 항목 목록(한 해)", lines, sql.BUDGET_LINES, "list"),
    ]


def _report_table(period: str) -> Page:
    table = reverse("catalogue_table", args=["budget-by-unit"])
    given = {
        PREFIX + "department": "d",
        PREFIX + "basis": "LEDGER",
        PREFIX + "unit": "THOUSAND",
    }
    url = f"{table}{period}&{urlencode(given)}"
    return Page("보고서 표(단위사업별)", url, sql.REPORT_TABLE, "table")


def measure(bench: Bench, page: Page, runs: int) -> Measurement:
    """One page: how many queries, then the median and the 95th percentile of several runs."""
    client = Client(headers={"host": "localhost"})
    client.force_login(bench.user)

    def get() -> None:
        if page.is_cold:
            cache.clear()
        response = client.get(page.url)
        if response.status_code != 200:
            raise RuntimeError(f"{page.url}: {response.status_code}")

    get()
    with CaptureQueriesContext(connection) as asked:
        get()
    queries = len(asked)
    times = times_of(get, runs)
    by_hand = None
    if page.statement:
        first = bench.year - bench.size.years + 1 if page.kind == "document" else bench.year
        by_hand = median(times_of(lambda: run_statement(bench, page.statement, first), runs))
    middle, most = median(times), p95(times)
    target, is_met = _target(page.kind, middle, most, queries, by_hand)
    return Measurement(page.label, middle, most, queries, by_hand, target, is_met)


def _target(
    kind: str, middle: float, most: float, queries: int, by_hand: float | None
) -> tuple[str, bool | None]:
    match kind:
        case "dashboard":
            limit = 2 * by_hand + DASHBOARD_MS
            text = f"중앙값 {limit:.0f}ms(SQL×2+{DASHBOARD_MS}), 조회 {MOST_QUERIES}번"
            return text, middle <= limit and queries <= MOST_QUERIES
        case "list":
            return f"95% {LIST_MS}ms", most <= LIST_MS
        case "document":
            return f"95% {DOCUMENT_MS:,}ms", most <= DOCUMENT_MS
    return "", None


def run_statement(bench: Bench, statement: str, first: int | None = None) -> list[tuple]:
    """All rows of a statement for the district's last year."""
    given = {
        "district": bench.district.pk,
        "year": bench.year,
        "before": bench.year - 1,
        "first": first or bench.year,
        "as_of": bench.as_of,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, {k: v for k, v in given.items() if f"%({k})s" in statement})
        return cursor.fetchall()


def measure_pack(bench: Bench, rows: int) -> Measurement:
    """Check a pack of new ledger entries in a process of its own, for its time and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder) / "pack", bench.district, bench.year, rows)
        found = _checked(path)
    if found["problems"] or found["rows"] != rows:
        raise RuntimeError(f"the pack was not clean: {found}")
    target = f"{PACK_SECONDS}초, {PACK_MEGABYTES}MB"
    is_met = found["seconds"] <= PACK_SECONDS and found["megabytes"] <= PACK_MEGABYTES
    took = found["seconds"] * 1_000
    label = f"꾸러미 {rows:,}줄 점검({found['megabytes']:.0f}MB)"
    return Measurement(label, took, took, target=target, is_met=is_met)


def _checked(path: Path) -> dict:
    return in_child("--check-pack", str(path))


def in_child(*arguments: str) -> dict:
    """What a process of its own over the same database prints, given its own bench arguments."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PORTAL_DEBUG": "0",
    }
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", "bench", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def database_url() -> str:
    """The address of the database in use, for a child process."""
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    user = quote(now["USER"], safe="")
    password = f":{quote(now['PASSWORD'], safe='')}" if now["PASSWORD"] else ""
    host, port = quote(now["HOST"], safe=""), f":{now['PORT']}" if now["PORT"] else ""
    who = f"{user}{password}@" if user else ""
    return f"postgres://{who}{host}{port}/{quote(now['NAME'], safe='')}"
