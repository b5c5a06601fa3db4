"""One writer at a time: the rows that whoever else writes the same waits for."""

from django.db import connection
from django.db.models import Max, QuerySet

from jobportal.platform.models import District, StaleRecord
from participants.models import Person
from programs.models import Round


def lock_round(round_: Round) -> Round:
    """Whoever else writes in this round waits (SQLite lets one transaction write anyway)."""
    return _locked(Round.objects.filter(pk=round_.pk)).get()


def lock_people(*numbers: int) -> list[Person]:
    """These people as they stand now, in the order of their numbers; whoever merges them waits."""
    return list(_locked(Person.objects.filter(pk__in=numbers).order_by("pk")))


def lock_district(district: District) -> None:
    """Whoever else does this for the whole district waits; records of it are written meanwhile."""
    rows = District.objects.filter(pk=district.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(no_key=True)
    rows.get()


def newest(rows: QuerySet) -> int:
    """The number of the newest of some records, 0 for none: what a page says it has shown."""
    return rows.aggregate(newest=Max("pk"))["newest"] or 0


def require_newest(rows: QuerySet, seen: int | None) -> None:
    """What is added to a list is added once: raises StaleRecord when it has grown since ``seen``.

    Call it under the lock. None is of a caller who showed no list.
    """
    if seen is not None and newest(rows) != seen:
        raise StaleRecord("the list has grown since it was shown")


def _locked(rows: QuerySet) -> QuerySet:
    if connection.features.has_select_for_update:
        return rows.select_for_update(of=("self",))
    return rows
