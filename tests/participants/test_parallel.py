"""Two counters at the same moment: real transactions, on either database engine."""

from datetime import date

import pytest
from django.utils import timezone

from jobportal.platform.audit import acting
from participants.actions.intake import AlreadyApplied, Intake, SamePerson, take_in
from participants.actions.pairs import look_again
from participants.models import Application, DuplicatePair, Person
from tests.participants.making import a_person, a_round
from tests.participants.parallel import CLERKS, at_once, seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round_(emptied_after, district):
    with acting("시험"):
        return a_round(district)


def intake(round_, staff, n: int, person: Person) -> Application:
    application = Application(
        district=round_.district,
        round=round_,
        received_on=timezone.localdate(),
        reception_dong="가상1동",
        token=f"parallel-{n}",
    )
    return take_in(Intake(person, application, set()), staff, submit=True)


def typed(round_, n: int, name: str) -> Person:
    return Person(
        district=round_.district,
        name=name,
        birth_on=date(1960 + n, 1, 1),
        sex=Person.Sex.MALE,
        phone="",
    )


def test_receipt_numbers_are_given_once_each(round_, staff, on_disk):
    at_once(lambda n: intake(round_, staff, n, typed(round_, n, f"가상{n}")))
    numbers = seen(lambda: sorted(Application.objects.values_list("number", flat=True)))
    assert numbers == list(range(1, CLERKS + 1))


def test_one_person_entered_at_two_counters_is_one_person(round_, staff, on_disk):
    met = at_once(lambda n: intake(round_, staff, n, typed(round_, 0, "가상희")))
    assert seen(lambda: (Person.objects.count(), Application.objects.count())) == (1, 1)
    assert met.count(SamePerson) == CLERKS - 1


@pytest.fixture
def known(round_, district) -> int:
    with acting("시험"):
        return a_person(district).pk


def test_one_known_person_gets_one_application(round_, staff, known, on_disk):
    met = at_once(lambda n: intake(round_, staff, n, Person.objects.get(pk=known)))
    assert seen(lambda: Application.objects.count()) == 1
    assert met.count(AlreadyApplied) == CLERKS - 1


@pytest.fixture
def alike(emptied_after, district):
    with acting("시험"):
        for n in (1, 2):
            a_person(district, n, name="같은이름", birth_on=date(1970, 1, 1))


def test_who_look_for_duplicates_at_once_find_each_pair_once(alike, district, on_disk):
    assert sorted(at_once(lambda _: look_again(district))) == [0] * (CLERKS - 1) + [1]
    assert seen(DuplicatePair.objects.count) == 1
