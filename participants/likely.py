"""Set-wise search for likely duplicates by indexed columns; the pure matcher decides."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import Q

from jobportal.platform.models import District
from jobportal.platform.values.hangul import fold
from participants.duplicates import Identity, Match, match
from participants.models import DuplicatePair, Person
from participants.models.person import phone_mark, rrn_mark

_MOST = 500
"""A key that so many people share (an empty-handed shelter address) tells nobody apart."""


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
    matched = [(other, match(mine, identity_of(other))) for other in found.order_by("pk")[:_MOST]]
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


def find_pairs(district: District, pks: Iterable[int] | None = None) -> Iterator[DuplicatePair]:
    """Pairs that may be one person and are not yet on the list, all of them or those of ``pks``.

    Two queries for any number of people: used after an import, where nobody looked at hints.
    """
    known = set(DuplicatePair.objects.of(district).values_list("first_id", "second_id"))
    people = list(Person.objects.of(district).unmerged().order_by("pk"))
    wanted = None if pks is None else set(pks)
    for one, other in _sharing_a_key(people):
        if wanted is not None and one.pk not in wanted and other.pk not in wanted:
            continue
        if (one.pk, other.pk) in known:
            continue
        why = match(identity_of(one), identity_of(other))
        if why:
            yield DuplicatePair(district=district, first=one, second=other, why=why.why)


def _sharing_a_key(people: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Each pair, the older first, that has the birth date, the phone or name and address alike."""
    seen: set[tuple[int, int]] = set()
    groups: dict[tuple, list[Person]] = {}
    for person in people:
        groups.setdefault(("birth", person.birth_on), []).append(person)
        if person.phone:
            groups.setdefault(("phone", person.phone), []).append(person)
        if person.address_key:
            groups.setdefault(("home", person.name_key, person.address_key), []).append(person)
    for group in groups.values():
        for one, other in combinations(group[:_MOST], 2):
            if (one.pk, other.pk) not in seen:
                seen.add((one.pk, other.pk))
                yield one, other
