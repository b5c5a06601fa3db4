"""One writer at a time: the rows that whoever else writes the same waits for."""

from django.db import connection
from django.db.models import QuerySet

from participants.models import Person
from programs.models import Round


def lock_round(round_: Round) -> Round:
    """Whoever else writes in this round waits (SQLite lets one transaction write anyway)."""
    return _locked(Round.objects.filter(pk=round_.pk)).get()


def lock_people(*numbers: int) -> list[Person]:
    """These people as they stand now, in the order of their numbers; whoever merges them waits."""
    return list(_locked(Person.objects.filter(pk__in=numbers).order_by("pk")))


def _locked(rows: QuerySet) -> QuerySet:
    if connection.features.has_select_for_update:
        return rows.select_for_update(of=("self",))
    return rows
