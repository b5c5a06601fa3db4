"""``manage.py run`` serves and makes large files: a worker beside it, which ends with it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from jobportal.bootstrap.environment import ROOT

PATIENCE = 10


@contextmanager
def worker_beside() -> Iterator[subprocess.Popen]:
    """Gives a worker in a process of its own; it also ends when this process is killed.

    It then finds its input closed. What it was making goes back into the queue.
    """
    command = [sys.executable, "manage.py", "work", "--until-input-closes"]
    worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE)
    try:
        yield worker
    finally:
        worker.stdin.close()
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
