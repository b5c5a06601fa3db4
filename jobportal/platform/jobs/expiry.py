"""The end of made files: their time runs out, their owner or a destruction of data removes them."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobportal.platform.accounts.sessions import clear_expired
from jobportal.platform.jobs.queue import fail_lost
from jobportal.platform.keptfiles import forget_over
from jobportal.platform.models import District, FileJob

S = FileJob.State
KEPT_DAYS = 30
"""How long the list still shows a job whose file is gone."""
ORPHAN_SECONDS = 3600
DESTROYED = "개인정보를 파기하여 만들던 파일도 없앴습니다. 필요하면 다시 요청하세요."
logger = logging.getLogger(__name__)


def folder() -> Path:
    """Where made files lie: not under the web, readable by the portal's own account only."""
    return settings.VAR_DIR / "made"


def remove_files(jobs: QuerySet) -> int:
    """Remove the files of these jobs, for good; gives how many."""
    found = list(jobs.filter(state=S.DONE).values_list("pk", "stored_as"))
    jobs.filter(pk__in=[number for number, _ in found]).update(
        state=S.GONE, persons=[], stored_as=""
    )
    transaction.on_commit(lambda: _unlink(name for _, name in found))
    return len(found)


def _unlink(names: Iterable[str]) -> None:
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def remove_all_of(district: District) -> None:
    """No made file of a district outlives a destruction of its data (PD-62).

    Nor does what was handed in or typed and not saved yet, whosever it is: it is sent in again.
    """
    transaction.on_commit(lambda: forget_over(everything=True))
    clear_expired()
    jobs = FileJob.objects.filter(district=district)
    running = jobs.filter(state__in=FileJob.UNFINISHED)
    running.update(state=S.FAILED, fault=DESTROYED, finished_at=timezone.now())
    remove_files(jobs)


def tidy() -> None:
    """What a worker does between files: lost jobs, files past their time, old lines, leftovers."""
    now = timezone.now()
    if lost := fail_lost():
        logger.warning("%d file jobs were lost with their worker", lost)
    remove_files(FileJob.objects.filter(expires_at__lte=now))
    over = FileJob.objects.filter(finished_at__lt=now - timedelta(days=KEPT_DAYS))
    over.exclude(state=S.DONE).delete()
    _remove_orphans()
    forget_over()


def _remove_orphans() -> None:
    """Files of no job, left by a worker that died between writing and saying so."""
    if not folder().is_dir():
        return
    known = set(FileJob.objects.filter(state=S.DONE).values_list("stored_as", flat=True))
    oldest = time.time() - ORPHAN_SECONDS
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
