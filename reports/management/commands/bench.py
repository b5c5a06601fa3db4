"""The benchmark: ``manage.py bench [--years 10] [--entries 20000] [--people D1] [--quick] ...``.

It builds a made-up district in a database of its own, which it removes afterwards, and prints one
table: each page beside the same sums as one hand-written SQL statement, with target and outcome.
"""

import json
import tempfile
import time
import unicodedata
from argparse import SUPPRESS
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from reports.bench import packcheck
from reports.bench.copies import copy_district
from reports.bench.data import Size, build
from reports.bench.logs import fill_access_record, measure_history, measure_list, measure_seen
from reports.bench.measure import measure, measure_pack, pages
from reports.bench.people import SIZES, People, build_people
from reports.bench.people_acts import measure_acts
from reports.bench.people_import import measure_import
from reports.bench.people_pages import grown, measure_page, people_pages
from reports.bench.people_work import measure_roster, measure_work
from reports.bench.roster import write_roster
from reports.bench.timing import Measurement, by_processor

HEADINGS = ("화면·보고서", "중앙값 ms", "95% ms", "조회", "직접 ms", "배", "목표", "결과")
WIDTHS = (34, 9, 9, 5, 9, 6, 36, 4)
SETTINGS = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["localhost"],
    "SECURE_SSL_REDIRECT": False,
}
MANY = "D25"
OUTCOMES = {True: "충족", False: "미달", None: ""}


class Command(BaseCommand):
    help = "가상의 구를 만들어 화면과 보고서의 빠르기를 직접 쓴 SQL과 견주어 잽니다."

    def add_arguments(self, parser):
        parser.add_argument("--years", type=int, default=10, help="몇 해의 자료를 만들지")
        parser.add_argument("--entries", type=int, default=20_000, help="한 해의 집행 전표 수")
        parser.add_argument("--quick", action="store_true", help="작은 자료로 짧게 잽니다.")
        parser.add_argument(
            "--people", choices=SIZES, help="참여자 화면과 업무를 이 규모의 가상 구에서 잽니다."
        )
        parser.add_argument(
            "--cpu",
            action="store_true",
            help="다른 일도 하는 컴퓨터에서: 시계 대신 처리기가 쓴 시간으로 잽니다.",
        )
        parser.add_argument(
            "--logs", action="store_true", help="변경 이력과 접속기록의 값을 잽니다."
        )
        parser.add_argument(
            "--seen",
            type=int,
            help="이만큼의 열람 기록에서 누가 누구를 보았는지 잽니다(PostgreSQL).",
        )
        parser.add_argument("--check-pack", type=Path, help=SUPPRESS)
        parser.add_argument("--roster", type=int, help=SUPPRESS)

    def handle(self, *, years: int, entries: int, quick: bool, people: str | None, **options):
        clock = by_processor() if options["cpu"] else nullcontext()
        with clock:
            if found := self.in_child(options["check_pack"], options["roster"]):
                self.stdout.write(json.dumps(found))
                return
            with override_settings(**SETTINGS):
                found = self.found(years, entries, quick, people, options)
        missed = [one.label for one in found if one.is_met is False]
        if missed:
            raise CommandError(f"목표에 미치지 못했습니다: {', '.join(missed)}")

    def found(
        self, years: int, entries: int, quick: bool, people: str | None, options: dict
    ) -> list[Measurement]:
        """What was asked to be measured."""
        if options["seen"]:
            return self.of_seen(options["seen"], quick)
        if options["logs"]:
            return self.of_logs(quick)
        return self.of_people(people, quick) if people else self.of_years(years, entries, quick)

    def of_logs(self, quick: bool) -> list[Measurement]:
        """What the logs cost, beside the same without them."""
        page_runs, import_runs, rows = (10, 1, 1_000) if quick else (40, 5, 10_000)
        with throw_away_database():
            cache.clear()
            people = self.timed("참여자 자료", lambda: build_people(SIZES["small"]))
            found = [measure_list(people, page_runs)]
            bench = self.timed("1년 자료", lambda: build(Size(years=1)))
            found.append(measure_history(bench, rows, import_runs))
        self.table("변경 이력과 접속기록", found)
        return found

    def of_seen(self, rows: int, quick: bool) -> list[Measurement]:
        """Who saw whom, asked of an access record of millions."""
        if connection.vendor != "postgresql":
            raise CommandError("--seen은 PostgreSQL에서 잽니다. DATABASE_URL을 정하세요.")
        with throw_away_database():
            cache.clear()
            reader = self.timed(f"열람 기록 {rows:,}건", lambda: fill_access_record(rows))
            found = list(measure_seen(reader, rows, 5 if quick else 20))
        self.table(f"접속기록 (열람 {rows:,}건)", found)
        return found

    def in_child(self, pack: Path | None, rows: int | None) -> dict | None:
        """What is measured in a process of its own: a pack is checked, a roster is written."""
        if pack:
            return packcheck.check_pack(pack)
        return write_roster(rows) if rows else None

    def of_years(self, years: int, entries: int, quick: bool) -> list[Measurement]:
        """Pages and reports over years of budget, then over one year."""
        if not 1 <= years <= 30 or not 100 <= entries <= 1_000_000:
            raise CommandError("--years는 1부터 30까지, --entries는 100부터 1,000,000까지입니다.")
        if quick:
            years, entries = min(years, 3), min(entries, 2_000)
        runs, rows = (5, 1_000) if quick else (20, 10_000)
        found = self.measured(Size(years=years, entries=entries), runs, rows)
        self.table(f"{years}년 자료 (한 해 전표 {entries:,}건)", found)
        if years > 1:
            alone = self.measured(Size(years=1, entries=entries), runs, rows)
            self.table(f"1년 자료 (전표 {entries:,}건): 묻지 않은 해의 값을 뺀 것", alone)
        return found

    def of_people(self, scale: str, quick: bool) -> list[Measurement]:
        """Pages and work of participants; at D25 the pages again among 25 districts."""
        page_runs, work_runs = (5, 1) if quick else (20, 3)
        with throw_away_database():
            cache.clear()
            people = self.timed(f"{scale} 참여자 자료", lambda: build_people(SIZES[scale]))
            pages_found = [measure_page(people, page, page_runs) for page in people_pages(people)]
            if scale == MANY:
                found = self.among_many(people, pages_found, page_runs)
            else:
                found = [*pages_found, *self.work_of(people, work_runs)]
        self.table(f"참여자 {scale} (측정 회차 신청 {people.size.applicants:,}명)", found)
        return found

    def work_of(self, people: People, runs: int) -> Iterator[Measurement]:
        """A roster that comes in, the work on the round in its order, and one that goes out."""
        yield from measure_import(people, runs)
        yield from measure_work(people, runs)
        yield from measure_acts(people, runs)
        yield from measure_roster(people)

    def among_many(self, people: People, before: list[Measurement], runs: int) -> list[Measurement]:
        """The pages once more, with 24 further districts beside."""
        self.table("한 구", before)
        self.timed("24개 구", lambda: copy_district(people.district, 24))
        after = [measure_page(people, page, runs) for page in people_pages(people)]
        return list(grown(before, after))

    def timed(self, what: str, make):
        """Make it, count the rows as a running database has done, and say how long it took."""
        start = time.perf_counter()
        made = make()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        took = time.perf_counter() - start
        self.stdout.write(f"{connection.vendor}: {what} 만들기 {took:.0f}초")
        self.stdout.flush()
        return made

    def measured(self, size: Size, runs: int, rows: int) -> list[Measurement]:
        """Every page and the pack, over a database built for it."""
        with throw_away_database():
            cache.clear()
            bench = self.timed(f"{size.years}년 자료", lambda: build(size))
            found = [measure(bench, page, runs) for page in pages(bench)]
            return [*found, measure_pack(bench, rows)]

    def table(self, title: str, rows: Iterable[Measurement]) -> None:
        """One printed table."""
        self.stdout.write(f"\n{title}")
        self.line(HEADINGS)
        self.stdout.write("-" * (sum(WIDTHS) + 2 * len(WIDTHS)))
        for row in rows:
            by_hand = row.by_hand_ms
            self.line(
                (
                    row.label,
                    f"{row.median_ms:,.1f}",
                    f"{row.p95_ms:,.1f}",
                    "" if row.queries is None else str(row.queries),
                    "" if by_hand is None else f"{by_hand:,.1f}",
                    "" if not by_hand else f"{row.median_ms / by_hand:,.1f}",
                    row.target,
                    OUTCOMES[row.is_met],
                )
            )

    def line(self, texts: Iterable[str]) -> None:
        """One line, columns aligned though Korean letters are two places wide."""
        cells = []
        for n, (text, width) in enumerate(zip(texts, WIDTHS, strict=True)):
            gap = " " * max(width - _places(text), 0)
            cells.append(gap + text if 1 <= n <= 5 else text + gap)
        self.stdout.write("  ".join(cells).rstrip())


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@contextmanager
def throw_away_database() -> Iterator[None]:
    """A migrated empty database beside the real one, gone at the end; the real one is not read."""
    before = connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    kept = test["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        name = Path(folder).name
        test["NAME"] = str(Path(folder) / "bench.sqlite3") if is_file else f"bench_{name}".lower()
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(str(before), verbosity=0)
            test["NAME"] = kept
