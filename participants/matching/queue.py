"""The pairs that wait for a decision: the strongest evidence first, what two have alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from participants.matching.duplicates import EVIDENCE
from participants.models import Application, DuplicatePair

ITEMS = (
    ("주민등록번호", "rrn_index"),
    ("성명", "name_key"),
    ("생년월일", "birth_on"),
    ("성별", "sex"),
    ("전화번호", "phone_index"),
    ("주소", "address_key"),
)
"""What two people are held together by; nothing that is encrypted is opened for it."""


@dataclass(frozen=True)
class Alikeness:
    """Which items of two people agree and which do not; what one of them lacks is neither."""

    same: tuple[str, ...]
    different: tuple[str, ...]


def by_strength(pairs: QuerySet) -> QuerySet:
    """The pairs with the strongest evidence first, the newest first among equals."""
    ranks = [When(why=why, then=Value(n)) for n, why in enumerate(EVIDENCE)]
    strength = Case(*ranks, default=Value(len(EVIDENCE)), output_field=IntegerField())
    return pairs.annotate(strength=strength).order_by("strength", "why", "-pk")


def evidence_counts(pairs: QuerySet) -> list[tuple[str, int]]:
    """How many pairs there are of each evidence, the strongest first; one query."""
    counted = pairs.order_by().values_list("why").annotate(Count("pk"))
    known = {why: n for n, why in enumerate(EVIDENCE)}
    return sorted(counted, key=lambda one: (known.get(one[0], len(known)), one[0]))


def alikeness(pair: DuplicatePair) -> Alikeness:
    """What the two of a pair that was read with them have alike."""
    both = [(label, getattr(pair.first, name), getattr(pair.second, name)) for label, name in ITEMS]
    known = [(label, one == other) for label, one, other in both if one and other]
    return Alikeness(
        tuple(label for label, is_same in known if is_same),
        tuple(label for label, is_same in known if not is_same),
    )


def in_one_round(pairs: Iterable[DuplicatePair]) -> set[int]:
    """The pairs whose two both apply in one round, which may stand against a merge; one query."""
    pairs = list(pairs)
    people = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    rows = Application.objects.filter(person__in=people).order_by()
    rows = rows.exclude(state=Application.State.WITHDRAWN)
    rounds: dict[int, set[int]] = {pk: set() for pk in people}
    for person, round_ in rows.values_list("person_id", "round_id"):
        rounds[person].add(round_)
    return {pair.pk for pair in pairs if rounds[pair.first_id] & rounds[pair.second_id]}
