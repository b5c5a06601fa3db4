"""Removing what of the access record is older than the office keeps it: whole seals, announced.

Why it is done so: docs/decisions/0033-old-access-entries.md.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils import timezone

from jobportal.platform.access import LEAST_MONTHS
from jobportal.platform.accessreview import midnight
from jobportal.platform.models import AccessEntry, AccessPerson, AccessPurge, District, LogSeal
from jobportal.platform.models.seal import will_write
from jobportal.platform.refused import Refused
from jobportal.platform.sealcheck import verify_log
from jobportal.platform.values.dates import kdate

ACCOUNT, TASK = "(관리 명령)", "접속기록 정리"


@dataclass(frozen=True)
class Stretch:
    """The oldest entries under whole seals: how many, from when to when, and the last seal."""

    first_id: int
    last_id: int
    count: int
    from_at: datetime
    to_at: datetime
    seal: LogSeal

    @property
    def told(self) -> str:
        """What the sealed entry says of it; within what an entry keeps of a purpose."""
        first_on, last_on = (timezone.localdate(at) for at in (self.from_at, self.to_at))
        return (
            f"{kdate(first_on)} ~ {kdate(last_on)} 접속기록 {self.count:,}건"
            f"({self.first_id}~{self.last_id}번) 정리, "
            f"마지막 봉인 {self.seal.number}:{self.seal.hash}"
        )


def kept_from(today: date, months: int) -> datetime:
    """The moment from which entries are kept: the 1st of a month, so many whole months ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return midnight(date(year, month + 1, 1))


def oldest_stretch(today: date, months: int) -> Stretch | None:
    """What may go; None when no whole seal is older than the months, of which 24 are the least."""
    if months < LEAST_MONTHS:
        raise Refused(f"접속기록은 {LEAST_MONTHS}개월 이상 보관해야 합니다.")
    limit = kept_from(today, months)
    young = AccessEntry.objects.filter(at__gte=limit).order_by("id").values_list("id").first()
    seals = LogSeal.objects.filter(log=LogSeal.Log.ACCESS)
    if young is not None:
        seals = seals.filter(last_id__lt=young[0])
    seal = seals.order_by("number").last()
    if seal is None:
        return None
    found = AccessEntry.objects.filter(id__lte=seal.last_id).aggregate(
        first_id=Min("id"), count=Count("id"), from_at=Min("at"), to_at=Max("at")
    )
    return Stretch(**found, last_id=seal.last_id, seal=seal) if found["count"] else None


def purge(today: date, months: int) -> Stretch | None:
    """Announce, remove and write down what may go; None when nothing may.

    Raises :class:`Refused` when the record is not whole: a purge hides no gap.
    """
    if fault := verify_log(LogSeal.Log.ACCESS).fault:
        raise Refused(f"접속기록이 온전하지 않아 정리하지 않았습니다. {fault}")
    with transaction.atomic():
        stretch = oldest_stretch(today, months)
        if stretch is not None:
            _announce(stretch)
            _remove(stretch)
            _write_down(stretch)
    return stretch


def _announce(stretch: Stretch) -> None:
    one = AccessPurge(
        first_id=stretch.first_id,
        last_id=stretch.last_id,
        count=stretch.count,
        from_at=stretch.from_at,
        to_at=stretch.to_at,
        seal_number=stretch.seal.number,
        seal_hash=stretch.seal.hash,
    )
    one.hash = one.own_hash()
    one.save(force_insert=True)


def _remove(stretch: Stretch) -> None:
    """The database lets go what is announced and old enough by its own clock."""
    persons = AccessPerson.objects.filter(
        entry_id__gte=stretch.first_id, entry_id__lte=stretch.last_id
    )
    persons._raw_delete(persons.db)
    entries = AccessEntry.objects.order_by().filter(
        id__gte=stretch.first_id, id__lte=stretch.last_id
    )
    entries._raw_delete(entries.db)


def _write_down(stretch: Stretch) -> None:
    """An entry for each district, which its reviewers see and the next seal covers."""
    will_write(LogSeal.Log.ACCESS)
    for number in District.objects.values_list("pk", flat=True):
        AccessEntry(
            **{"account_name": ACCOUNT, "task": TASK, "action": AccessEntry.Action.PURGE},
            district_id=number,
            purpose=stretch.told,
        ).save(force_insert=True)
