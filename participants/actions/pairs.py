"""Pairs of people who may be one: what is decided of them, and where they go in a merge."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.models import District
from jobportal.platform.models.record import audited_bulk
from participants.actions.locking import lock_district
from participants.matching.likely import find_pairs
from participants.models import DuplicatePair, Person, PersonMerge

P = DuplicatePair.State
REPOINTED, OVERTAKEN = "pairs.repointed", "pairs.overtaken"
"""Under these names a merge keeps which open pairs of ``merged`` it gave to ``kept`` or closed."""
SAME_TWO = "합친 뒤 다른 의심과 같은 두 사람이 됨"


def decide(pair: DuplicatePair, state: str, reason: str) -> None:
    """Note what was decided about a pair; open again when it was undone."""
    _note(pair, state, reason)
    pair.save()


def decide_all(pairs: Iterable[DuplicatePair], state: str, reason: str) -> None:
    """Note the same of many pairs set-wise, each with its own entry of the change log."""
    pairs = list(pairs)
    for pair in pairs:
        _note(pair, state, reason)
    audited_bulk(update=pairs)


def look_again(district: District) -> int:
    """Put the pairs that are found now on the list; how many. Call it in a transaction.

    Of several who look at once the later ones find what the first has left.
    """
    lock_district(district)
    pairs = find_pairs(district)
    audited_bulk(create=pairs)
    return len(pairs)


def _note(pair: DuplicatePair, state: str, reason: str) -> None:
    is_open = state == P.OPEN
    pair.state, pair.reason = state, reason[:200]
    pair.decided_by = "" if is_open else current_acting().name[:80]
    pair.decided_at = None if is_open else timezone.now()


def _open_pairs(person: Person) -> QuerySet:
    pairs = DuplicatePair.objects.filter(state=P.OPEN)
    return pairs.filter(Q(first=person) | Q(second=person))


def _other(pair: DuplicatePair, person: Person) -> int:
    return pair.second_id if pair.first_id == person.pk else pair.first_id


def repoint(kept: Person, merged: Person, pair: DuplicatePair | None) -> dict[str, list[int]]:
    """Ask of ``kept`` what was still asked of ``merged``; what is asked already is closed.

    Gives the numbers of both kinds of pairs, for undoing.
    """
    pairs = DuplicatePair.objects.filter(Q(first=kept) | Q(second=kept))
    known = {_other(one, kept) for one in pairs}
    waiting = [one for one in _open_pairs(merged) if pair is None or one.pk != pair.pk]
    overtaken = [one for one in waiting if _other(one, merged) in known | {kept.pk}]
    repointed = [one for one in waiting if one not in overtaken]
    for one in repointed:
        one.first_id, one.second_id = sorted((kept.pk, _other(one, merged)))
    audited_bulk(update=repointed)
    decide_all(overtaken, P.MERGED, SAME_TWO)
    found = {REPOINTED: repointed, OVERTAKEN: overtaken}
    return {name: [one.pk for one in rows] for name, rows in found.items() if rows}


def point_back(record: PersonMerge) -> None:
    """Undo :func:`repoint`; what was decided since stays with ``kept``."""
    kept, merged = record.kept, record.merged
    repointed = list(_open_pairs(kept).filter(pk__in=record.moved.get(REPOINTED, [])))
    for one in repointed:
        one.first_id, one.second_id = sorted((merged.pk, _other(one, kept)))
    audited_bulk(update=repointed)
    overtaken = DuplicatePair.objects.filter(pk__in=record.moved.get(OVERTAKEN, []))
    decide_all(overtaken.filter(state=P.MERGED), P.OPEN, "")
