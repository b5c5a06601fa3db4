"""A name alone finds people of the round that is worked on, never people over all rounds."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.matching.likely import likely_same
from participants.models import Person
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(district):
    """Somebody of the same surname in each of two rounds."""
    with acting("시험"):
        found = [a_round(district, f"공공근로-{year}-1") for year in (2025, 2026)]
        for n, (round_, name) in enumerate(zip(found, ("김가상", "김여분"), strict=True), 1):
            an_application(round_, a_person(district, n, name=name), n)
    return found


def found_by(client, round_, words: str) -> list[int]:
    page = client.post(f"{reverse('applicants')}?round={round_.pk}", {"words": words})
    return [int(row["receipt"][-4:]) for row in page.context["rows"]]


def test_a_surname_stays_within_its_round(rounds, signed_in):
    assert [found_by(signed_in, round_, "김") for round_ in rounds] == [[1], [2]]


@pytest.mark.parametrize("words", ["%", "*", "_", "?", "김%"])
def test_signs_of_other_searches_stand_for_nothing(rounds, signed_in, words):
    assert found_by(signed_in, rounds[0], words) == []


@pytest.mark.parametrize("name", ["김", "김가상"])
def test_over_all_rounds_a_name_alone_finds_nobody(rounds, district, name):
    assert likely_same(Person(district=district, name=name)) == []


def test_over_all_rounds_a_name_with_a_birth_date_finds_who_it_is(rounds, district):
    one = Person.objects.get(name="김가상")
    typed = Person(district=district, name=one.name, birth_on=one.birth_on, sex=one.sex)
    assert [person.pk for person, _ in likely_same(typed)] == [one.pk]


def test_over_all_rounds_a_birth_date_alone_finds_nobody(rounds, district):
    one = Person.objects.get(name="김가상")
    assert likely_same(Person(district=district, name="", birth_on=one.birth_on)) == []
