"""The worker: takes one job after the other from the queue, and tidies up in between."""

import logging
import secrets
import signal
import sys
import threading
import time
from datetime import date

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from jobportal.platform.jobs.expiry import tidy
from jobportal.platform.jobs.making import make
from jobportal.platform.jobs.queue import claim

LOOK_SECONDS = 1.0
TIDY_SECONDS = 30.0
AGAIN_SECONDS = 5.0
logger = logging.getLogger(__name__)


class Worker:
    """Works until it is told to end; a job it is then at goes back into the queue."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.ending = threading.Event()
        self._tidied_at: float | None = None
        self._kept_house_on: date | None = None

    def end_with_signals(self) -> None:
        """SIGTERM and Ctrl-C end it in good order."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ending.set())

    def end_with_input(self) -> None:
        """It ends when its standard input is closed: whoever started it is gone."""

        def wait() -> None:
            sys.stdin.buffer.read()
            self.ending.set()

        threading.Thread(target=wait, daemon=True).start()

    def run(self) -> None:
        """Work until the end. A database that is away, or not made yet, is waited for."""
        while not self.ending.is_set():
            self.ending.wait(self._turn())

    def _turn(self) -> float:
        """Do what there is to do; gives the seconds to wait before looking again."""
        try:
            close_old_connections()
            self._tidy_now_and_then()
            self._keep_house_once_a_day()
            return 0.0 if self.work_once() else LOOK_SECONDS
        except DatabaseError as error:
            logger.info("the worker waits for the database: %s", type(error).__name__)
            connection.close()
            return AGAIN_SECONDS

    def work_once(self) -> bool:
        """Make one file; False when nothing waits."""
        job = claim(self.name)
        if job is None:
            return False
        make(job, self.ending)
        return True

    def empty_queue(self) -> None:
        """Make every file that waits, tidy up and come back."""
        while not self.ending.is_set() and self.work_once():
            pass
        tidy()
        self._keep_house_once_a_day()

    def _tidy_now_and_then(self) -> None:
        now = time.monotonic()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_SECONDS:
            tidy()
            self._tidied_at = now

    def _keep_house_once_a_day(self) -> None:
        if self._kept_house_on != timezone.localdate():
            for name in settings.HOUSEKEEPING:
                import_string(name)()
            self._kept_house_on = timezone.localdate()
