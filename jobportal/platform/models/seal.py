"""Sealing the logs: a chain of seals over the entries, so that none goes or changes unseen.

Why seals in batches: docs/decisions/0012-logs-are-sealed.md.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice

from django.db import connection, models, transaction
from django.utils import timezone

from jobportal.platform.crypto import keys
from jobportal.platform.models.access import AccessEntry
from jobportal.platform.models.change import Change

SEAL_SIZE = 500
"""Entries under one seal at most: a break is told this exactly."""

_PLACE = "platform.logseal"


class LogSeal(models.Model):
    """The digest of the entries ``first_id`` to ``last_id`` of a log, chained to the seal before.

    ``form`` numbers the tuple of columns that was digested (:data:`FORMS`).
    """

    class Log(models.TextChoices):
        CHANGE = "CHANGE", "변경 이력"
        ACCESS = "ACCESS", "접속기록"

    log = models.CharField("기록", max_length=10, choices=Log)
    number = models.PositiveIntegerField("봉인 번호")
    form = models.PositiveSmallIntegerField("봉인 방식")
    at = models.DateTimeField("봉인일시")
    first_id = models.BigIntegerField("첫 기록 번호")
    last_id = models.BigIntegerField("끝 기록 번호")
    count = models.PositiveIntegerField("기록 수")
    digest = models.CharField("내용 요약값", max_length=64)
    previous = models.CharField("앞 봉인값", max_length=64, blank=True)
    hash = models.CharField("봉인값", max_length=64)

    class Meta:
        verbose_name = "기록 봉인"
        verbose_name_plural = "기록 봉인"
        ordering = ["log", "number"]
        constraints = [
            models.UniqueConstraint(fields=["log", "number"], name="platform_log_seal_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_log_display()} {self.number}"

    def own_hash(self) -> str:
        """What ``hash`` must be. It is keyed: whoever has only the database cannot forge it."""
        content = (self.log, self.number, self.form, self.at, self.first_id, self.last_id)
        return keys().mark(_text((*content, self.count, self.digest, self.previous)), _PLACE)


MODELS: dict[str, type[models.Model]] = {
    LogSeal.Log.CHANGE: Change,
    LogSeal.Log.ACCESS: AccessEntry,
}
# Columns under a seal, by log and form. A form is never edited: a new column makes a new one, and
# old seals are still verified under theirs.
FORMS: dict[str, dict[int, tuple[str, ...]]] = {
    LogSeal.Log.CHANGE: {
        1: (
            *("id", "at", "actor_id", "actor_name", "via", "reason", "district_id", "kind"),
            *("record_id", "record_text", "action", "fields"),
        )
    },
    LogSeal.Log.ACCESS: {
        1: (
            *("id", "at", "account_id", "account_name", "ip", "page", "task", "action"),
            *("persons", "person_count", "district_id", "purpose"),
        ),
        2: (
            *("id", "at", "account_id", "account_name", "ip", "page", "task", "action"),
            *("persons", "person_count", "district_id", "purpose", "request"),
        ),
    },
}
# Numbers of the advisory locks on PostgreSQL, any that nothing else uses.
_LOCKS = {LogSeal.Log.CHANGE: 7_402_001, LogSeal.Log.ACCESS: 7_402_002}


def current_form(log: str) -> int:
    """The form new seals take."""
    return max(FORMS[log])


def digest_of(rows: list[tuple]) -> str:
    """The digest of entries, each a tuple of the columns of a form."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(_text(row).encode())
        whole.update(b"\n")
    return whole.hexdigest()


def _text(row: tuple) -> str:
    """The same text on both engines: sorted keys, times in UTC."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_utc)


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def will_write(log: str) -> None:
    """To be called in the transaction that writes entries, before it does.

    The entries are sealed when it has been committed. Until then no other transaction seals, so
    that no entry appears below one already sealed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCKS[log]])
    sealer = _SEALERS[log]
    if not any(waiting[1] is sealer for waiting in connection.run_on_commit):
        transaction.on_commit(sealer, robust=True)


def seal_log(log: str) -> bool:
    """Seal the entries of a log that have none yet; False when somebody is writing or sealing.

    It never waits: what it leaves the next one seals.
    """
    with transaction.atomic():
        if not _alone(log):
            return False
        last = LogSeal.objects.filter(log=log).order_by("number").last()
        seals = list(_seals_after(log, last))
        LogSeal.objects.bulk_create(seals)
    return True


def _alone(log: str) -> bool:
    """Nobody else writes or seals this log until the transaction ends.

    SQLite's immediate transactions are alone anyway (docs/decisions/0002-sqlite-settings.md).
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCKS[log]])
        return cursor.fetchone()[0]


def _seals_after(log: str, last: LogSeal | None) -> Iterator[LogSeal]:
    form = current_form(log)
    entries = MODELS[log].objects.order_by("id").values_list(*FORMS[log][form])
    if last is not None:
        entries = entries.filter(id__gt=last.last_id)
    number, previous = (last.number, last.hash) if last else (0, "")
    rest = entries.iterator(chunk_size=SEAL_SIZE)
    while rows := list(islice(rest, SEAL_SIZE)):
        number += 1
        seal = LogSeal(
            log=log,
            number=number,
            form=form,
            at=timezone.now(),
            first_id=rows[0][0],
            last_id=rows[-1][0],
            count=len(rows),
            digest=digest_of(rows),
            previous=previous,
        )
        seal.hash = previous = seal.own_hash()
        yield seal


def _sealer(log: str) -> Callable[[], None]:
    def seal() -> None:
        seal_log(log)

    return seal


_SEALERS = {log: _sealer(log) for log in MODELS}
