"""What was measured, and how times are taken: by the clock, or by what the processor did."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Measurement:
    """What one thing took: milliseconds, queries, and the same by hand; target and outcome."""

    label: str
    median_ms: float
    p95_ms: float
    queries: int | None = None
    by_hand_ms: float | None = None
    target: str = ""
    is_met: bool | None = None


_clock: list[Callable[[], float]] = [time.perf_counter]


def processor_seconds() -> float:
    """What the processor has done so far for this process and for the server that answers it.

    On a machine shared with others it tells what an idle one would take. The server runs on the
    same machine, and is counted in hundredths of a second.
    """
    return time.process_time() + (server_seconds() if connection.vendor == "postgresql" else 0)


def server_seconds() -> float:
    """What the processor has done for the server process of this connection (Linux)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    _, _, counted = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    user, system = counted.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def by_processor() -> Iterator[None]:
    """While it lasts, times are those of the processor."""
    _clock.append(processor_seconds)
    try:
        yield
    finally:
        _clock.pop()


def clock_option() -> list[str]:
    """What tells a process of its own to take times as this one does."""
    return ["--cpu"] if len(_clock) > 1 else []


def times_of(work: Callable[[], object], runs: int) -> list[float]:
    """The milliseconds of several runs, the shortest first."""
    clock, times = _clock[-1], []
    for _ in range(runs):
        start = clock()
        work()
        times.append((clock() - start) * 1_000)
    return sorted(times)


def queries_of(work: Callable[[], object]) -> int:
    """How often the database is asked; where transactions begin and end is no question."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not one["sql"].startswith(TRANSACTION) for one in asked.captured_queries)


def median(times: list[float]) -> float:
    """The time in the middle."""
    return times[len(times) // 2]


def p95(times: list[float]) -> float:
    """The time that 95 of 100 runs do not exceed."""
    return times[min(len(times) - 1, -(-len(times) * 95 // 100) - 1)]
