"""Set-wise search for likely duplicates by indexed columns; the pure matcher decides."""

from collections.abc import Iterator
from itertools import combinations, groupby

from django.db.models import Exists, OuterRef, Q

from jobportal.platform.models import District
from jobportal.platform.values.hangul import fold
from participants.matching.duplicates import Identity, Match, match
from participants.matching.people import IDENTITY_COLUMNS, MOST
from participants.models import DuplicatePair, Person
from participants.models.person import phone_mark, rrn_mark

_SHARED = (
    (("birth_on",), Q()),
    (("phone_index",), ~Q(phone_index="")),
    (("name_key", "address_key"), ~Q(address_key="")),
)
"""What two people have alike who may be one, and where it is told at all."""


def identity_of(person: Person) -> Identity:
    """What the matcher is told of somebody; works before the person is saved."""
    return Identity(
        name=person.name,
        birth_on=person.birth_on,
        sex=person.sex,
        phone_index=phone_mark(person.phone),
        former_name=person.former_name,
        address=person.address,
        rrn_index=rrn_mark(person.rrn),
    )


def likely_same(person: Person) -> list[tuple[Person, Match]]:
    """People of the district that may be this one, the surest first; one query."""
    mine = identity_of(person)
    condition = _candidates(mine)
    if condition is None:
        return []
    found = Person.objects.of(person.district).unmerged().filter(condition).exclude(pk=person.pk)
    matched = [(other, match(mine, identity_of(other))) for other in found.order_by("pk")[:MOST]]
    return sorted(
        [(other, why) for other, why in matched if why],
        key=lambda pair: (not pair[1].is_certain, pair[0].pk),
    )


def _candidates(mine: Identity) -> Q | None:
    """Everybody who shares a key: only such people can match."""
    names = {fold(mine.name), fold(mine.former_name)} - {""}
    parts = [Q(birth_on=mine.birth_on)] if mine.birth_on else []
    parts += [Q(phone_index=mine.phone_index)] if mine.phone_index else []
    parts += [Q(rrn_index=mine.rrn_index)] if mine.rrn_index else []
    if names and mine.address:
        address = fold(mine.address).replace(",", "")
        parts.append(Q(name_key__in=names, address_key=address))
    condition = None
    for part in parts:
        condition = part if condition is None else condition | part
    return condition


def same_household(person: Person) -> list[Person]:
    """Others at the same address; one query."""
    key = fold(person.address).replace(",", "")
    if not key:
        return []
    others = Person.objects.of(person.district).unmerged().filter(address_key=key)
    return list(others.exclude(pk=person.pk)[:50])


def find_pairs(district: District) -> list[DuplicatePair]:
    """Pairs that may be one person and are not yet on the list, unsaved, the oldest people first.

    Four queries for any number of people: used after an import, where nobody looked at hints. Of
    those who share a birth date, a phone, or name and address, one group is held at a time, and
    nothing that is encrypted is opened.
    """
    known = set(DuplicatePair.objects.of(district).values_list("first_id", "second_id"))
    found = {(first, second): why for first, second, why in _matches(district)}
    return [
        DuplicatePair(district=district, first_id=first, second_id=second, why=why.why)
        for (first, second), why in sorted(found.items(), key=lambda pair: pair[0])
        if (first, second) not in known
    ]


def _matches(district: District) -> Iterator[tuple[int, int, Match]]:
    for keys, is_told in _SHARED:
        for group in _groups(district, keys, is_told):
            for (one, mine), (other, theirs) in combinations(group[:MOST], 2):
                if why := match(mine, theirs):
                    yield one, other, why


def _groups(
    district: District, keys: tuple[str, ...], is_told: Q
) -> Iterator[list[tuple[int, Identity]]]:
    """The people of each value that at least two share, the older first; one query."""
    people = Person.objects.of(district).unmerged().filter(is_told)
    alike = people.filter(**{key: OuterRef(key) for key in keys}).exclude(pk=OuterRef("pk"))
    rows = people.filter(Exists(alike)).order_by(*keys, "pk")
    rows = rows.values_list(*keys, "pk", *IDENTITY_COLUMNS).iterator(chunk_size=5_000)
    for _, group in groupby(rows, key=lambda row: row[: len(keys)]):
        yield [(pk, Identity(*values)) for pk, *values in (row[len(keys) :] for row in group)]
