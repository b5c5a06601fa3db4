"""Checks a pack for the benchmark: seconds and the peak memory of the process it runs in."""

import re
import resource
import sys
import time
from pathlib import Path

from jobportal.platform.intake.packs import PackCheck

UNITS_PER_MEGABYTE = 1_024 * 1_024 if sys.platform == "darwin" else 1_024
"""What the system counts peak memory in: bytes on macOS, kilobytes elsewhere."""
STATUS = Path("/proc/self/status")


def check_pack(path: Path) -> dict:
    """Check the pack and write nothing; the process should do nothing else."""
    start = time.perf_counter()
    result = PackCheck(path, path.name).result
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "megabytes": peak_megabytes(),
        "rows": sum(count.created for count in result.counts),
        "problems": [problem.sentence for problem in result.problems[:5]],
    }


def peak_megabytes() -> float:
    """The most memory this process has held so far.

    Linux counts in what the parent held when it started the process, but not in its status file.
    """
    if STATUS.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[1]) / 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MEGABYTE
