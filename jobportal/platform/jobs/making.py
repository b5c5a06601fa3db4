"""Making one file: its rows are counted, a thread says meanwhile that the worker is alive."""

import logging
import os
import secrets
import threading
from collections.abc import Iterable, Iterator

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.utils import timezone

from jobportal.platform.actors import actor_of
from jobportal.platform.crypto import KeyFault
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.jobs.kinds import Order, kind_of
from jobportal.platform.jobs.queue import beat, fail, finish, reach_text, release
from jobportal.platform.jobs.sealed import write_sealed
from jobportal.platform.models import FileJob
from jobportal.platform.models.canary import require_own_keys
from jobportal.platform.refused import Refused
from jobportal.platform.render.xlsx_cells import TextTooLong
from jobportal.platform.render.xlsx_list import ListTooLong

BEAT_SECONDS = 1.0
NO_RIGHT = "파일을 받을 권한이 없어졌거나 범위가 바뀌었습니다. 권한을 확인하고 다시 요청하세요."
NO_KEYS = "암호 키를 쓸 수 없어 파일을 만들지 못했습니다. 시스템 관리자에게 알려 주세요."
BROKEN = (
    "파일을 만드는 중에 오류가 났습니다. ‘다시 만들기’를 눌러 보고, 되풀이되면 시스템 관리자에게 "
    "작업 번호를 알려 주세요."
)
logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The job was cancelled or is another worker's, or this worker is to end."""


class Pulse:
    """Counts the rows of a job and tells the database every second, from a thread of its own.

    The rows are being read on the connection of the worker: on SQLite a write there would break
    off the reading when somebody else has written in between.
    """

    def __init__(self, job: FileJob, ending: threading.Event):
        self.job, self.ending = job, ending
        self.rows = 0
        self._is_lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._over.set()
        self._thread.join()

    def counted(self, rows: Iterable) -> Iterator:
        """The rows, counted; raises :class:`Stopped` when there is no use in going on."""
        for row in rows:
            if self._is_lost or self.ending.is_set():
                raise Stopped
            self.rows += 1
            yield row

    def _run(self) -> None:
        try:
            while not self._over.wait(BEAT_SECONDS):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self._is_lost = not beat(self.job, self.rows)
        except DatabaseError:  # the next beat may get through; a minute of silence is a loss
            logger.warning("a heartbeat of file job %d failed", self.job.pk)


def make(job: FileJob, ending: threading.Event) -> None:
    """Make the file of a claimed job, or say on the job why there is none. Raises nothing."""
    try:
        _make(job, ending)
    except Stopped:
        release(job)
    except PermissionDenied:
        fail(job, NO_RIGHT)
    except KeyFault:
        logger.exception("file job %d", job.pk)
        fail(job, NO_KEYS)
    except (Refused, ListTooLong, TextTooLong) as error:
        fail(job, str(error))
    except Exception:  # whatever it is, the worker goes on and the job says so
        logger.exception("file job %d", job.pk)
        fail(job, BROKEN)


def _make(job: FileJob, ending: threading.Event) -> None:
    require_own_keys()
    kind = kind_of(job)
    if job.account.is_out(timezone.localdate()):
        raise PermissionDenied
    actor = actor_of(job.account, job.district_id)
    if actor.district.pk != job.district_id or reach_text(actor, kind.permission) != job.reach:
        raise PermissionDenied
    with Pulse(job, ending) as pulse:
        made, persons = kind.make(Order(actor, job, pulse.counted))
        with made.file:
            _store(job, made, persons)


def _store(job: FileJob, made, persons: set[int]) -> None:
    stored_as = f"{job.pk}-{secrets.token_hex(8)}"
    path = folder() / stored_as
    write_sealed(made.file, path, job.place)
    size = made.file.seek(0, os.SEEK_END)
    if not finish(job, made, stored_as, size, persons):
        path.unlink()
