"""Many records written at once: every kind of value arrives, and the server is asked once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.models import audited_bulk
from participants.models import Application, Person
from tests.participants.making import a_person, a_round, an_application, made_up_rrn

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(district, acted):
    return a_round(district, rrn_allowed=True)


def some_applications(round_, count: int) -> list[Application]:
    people = [a_person(round_.district, n, rrn=made_up_rrn(n)) for n in range(1, count + 1)]
    for n, person in enumerate(people, 1):
        an_application(round_, person, n)
    return list(Application.objects.filter(person__in=people).named().order_by("number"))


def test_every_kind_of_value_arrives(round_):
    first, second = round_.work_projects.all()
    for one in (applications := some_applications(round_, 3)):
        one.received_on = date(2026, 3, one.number)
        one.experience_years, one.is_head = Decimal("2.5"), True
        one.first_choice, one.second_choice = first, second
        one.note = "따옴표 ' \" % 100%s"
    applications[2].experience_years, applications[2].second_choice = None, None
    audited_bulk(update=applications)
    names = [field.attname for field in Application.content_fields()]
    for one in applications:
        kept = Application.objects.get(pk=one.pk)
        assert [getattr(kept, name) for name in names] == [getattr(one, name) for name in names]
        assert kept.version == 2


def test_encrypted_and_structured_values_arrive(round_):
    some_applications(round_, 2)
    people = list(Person.objects.order_by("pk"))
    for n, one in enumerate(people, 11):
        one.rrn, one.name = made_up_rrn(n), "가상인바꿈"
    audited_bulk(update=people)
    assert [one.rrn for one in Person.objects.order_by("pk")] == [one.rrn for one in people]
    assert {one.name_key for one in Person.objects.all()} == {"가상인바꿈"}


def test_rewriting_many_asks_as_often_as_rewriting_one(round_):
    def asked(applications: list[Application]) -> int:
        for one in applications:
            one.note = "바꿈"
        with CaptureQueriesContext(connection) as queries:
            audited_bulk(update=applications)
        return len(queries)

    applications = some_applications(round_, 10)
    assert asked(applications[:1]) == asked(applications[1:])
