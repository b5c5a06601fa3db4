"""People who stand twice among the made-up applicants, as intake under pressure leaves them."""

from copy import copy
from datetime import date
from random import Random

from participants.demo.names import a_name, a_slip_of
from participants.demo.office import Office
from participants.demo.plans import DAY, moment
from participants.demo.residents import Resident
from participants.matching.likely import find_pairs
from participants.models import DuplicatePair, Person

State = DuplicatePair.State
DOUBLES = 3
NOT_SAME = "신분증으로 다른 사람임을 확인함"


def with_doubles(office: Office, chosen: list[Resident]) -> list[Resident]:
    """The applicants with some of them in the place of others: known residents, entered anew.

    One's name was mistyped, one has a new name since, one gave another phone.
    """
    here = {id(one) for one in chosen}
    known = [
        one
        for one in office.population.residents
        if one.person.pk and one.person.phone and not one.work and id(one) not in here
    ]
    originals = office.random.sample(known, min(DOUBLES, len(known)))
    doubles = [_double(office.random, n, one) for n, one in enumerate(originals)]
    return [*doubles, *chosen[len(doubles) :]]


def _double(random: Random, n: int, original: Resident) -> Resident:
    was = original.person
    person = Person(
        district=was.district,
        name=was.name,
        birth_on=was.birth_on,
        sex=was.sex,
        phone=was.phone,
        address=was.address,
        dong=was.dong,
    )
    if n == 0:
        person.name = a_slip_of(was.name, random)
    elif n == 1:
        person.name, person.former_name = a_name(random), was.name
    else:
        person.phone = ""
    double = copy(original)
    double.person, double.work = person, list(original.work)
    return double


def put_on_list(office: Office, today: date) -> None:
    """Everybody who may be somebody else stands on the list; the last pair has been decided."""
    pairs = find_pairs(office.district)
    for pair in pairs[-1:]:
        pair.state, pair.reason, pair.decided_by = State.NOT_SAME, NOT_SAME, office.staff.name
        pair.decided_at = moment(today - DAY, 3_600)
    office.writer.add(pairs)
