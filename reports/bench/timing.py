"""What was measured, and how times are taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass

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


def times_of(work: Callable[[], object], runs: int) -> list[float]:
    """The milliseconds of several runs, the shortest first."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1_000)
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
