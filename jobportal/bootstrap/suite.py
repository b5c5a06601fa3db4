"""``manage.py test``: the whole pytest suite on SQLite, then on PostgreSQL."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from jobportal.bootstrap.environment import ROOT
from jobportal.bootstrap.postgres import Cluster, PostgresError, find_installation, version_of
from jobportal.bootstrap.stop import say

# The whole suite takes a process of pytest-xdist for each core, at most so many: 7,244 tests on two
# cores took 454 s, in one process 787 s. A few tests start faster in one.
PROCESSES = 4
ONLY = {"--sqlite-only": "SQLite", "--postgres-only": "PostgreSQL"}
NO_SERVER = (
    "PostgreSQL을 찾지 못해 PostgreSQL 시험은 하지 않았습니다. 설치하거나 TEST_DATABASE_URL을 "
    "정하세요. / NOT tested on PostgreSQL: no server found "
    "(install PostgreSQL or set TEST_DATABASE_URL)."
)


@dataclass
class Result:
    """What one engine gave: the exit code of pytest and the seconds it took."""

    engine: str
    code: int
    seconds: float

    def __str__(self) -> str:
        word = "통과 / passed" if self.code == 0 else f"실패 / FAILED (exit {self.code})"
        return f"  {self.engine}: {word}, {self.seconds:.1f} s"


def run_suite(arguments: list[str]) -> int:
    """Run pytest once per engine with the given arguments; 0 only if every engine passed.

    ``--sqlite-only`` and ``--postgres-only`` leave the other engine out; all else is pytest's.
    """
    signal.signal(signal.SIGTERM, _end)  # so that a cancelled run, too, removes its server
    only = {ONLY[argument] for argument in arguments if argument in ONLY}
    arguments = [argument for argument in arguments if argument not in ONLY]
    results, problems = [], []
    if only != {"PostgreSQL"}:
        results.append(run_engine(f"SQLite {sqlite3.sqlite_version}", None, arguments))
    if only != {"SQLite"}:
        try:
            with postgres() as server:
                if server:
                    results.append(run_engine(*server, arguments))
                else:
                    problems.append(NO_SERVER)
        except PostgresError as error:
            results.append(Result("PostgreSQL", 1, 0))
            problems.append(f"PostgreSQL을 띄우지 못했습니다 / would not start: {error}")
    say("\n══ 시험 결과 / Test summary")
    for line in (*results, *problems):
        say(str(line))
    return 0 if results and all(result.code == 0 for result in results) else 1


@contextlib.contextmanager
def postgres() -> Iterator[tuple[str, str] | None]:
    """Name and address of a server to test on: the given one, else a throw-away one, else none."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield "PostgreSQL (TEST_DATABASE_URL)", url
        return
    installation = find_installation()
    if installation is None:
        yield None
        return
    with Cluster(installation) as cluster:
        yield f"PostgreSQL {version_of(installation)}", cluster.url


def run_engine(engine: str, url: str | None, arguments: list[str]) -> Result:
    """Run pytest on one engine; without an address that is SQLite."""
    say(f"\n══ {engine}")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    environ["DATABASE_URL"] = url or ""
    parallel = [] if arguments else ["-n", str(min(os.cpu_count() or 1, PROCESSES))]
    started = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *parallel, *arguments], cwd=ROOT, env=environ
    )
    return Result(engine, ended.returncode, time.monotonic() - started)


def _end(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)
