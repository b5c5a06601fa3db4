"""What the change log says of residents: read with their secret, gone without it, still sealed."""

import pytest
from django.db import connection

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.models.logsecret import NOTHING, SEALED, opened
from participants.models import Application, Person
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(district, acted):
    person = a_person(district, 1, name="가상희", phone="01000001234")
    person.address = "가상구 새길 2"
    person.save()
    return person


def entries(record) -> list[Change]:
    found = Change.objects.filter(kind=record.kind_label(), record_id=record.pk)
    return list(found.order_by("pk"))


def test_an_entry_is_read_with_the_secret_of_the_person(person):
    created, changed = entries(person)
    told = opened([created, changed])
    assert told[created.pk].fields["name"] == ["", "가상희"]
    assert told[changed.pk].fields == {"address": ["가상구 없는로 1", "가상구 새길 2"]}


def test_nothing_of_a_person_stands_in_the_log_in_clear(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_text, fields FROM platform_change")
        text = str(cursor.fetchall())
    assert SEALED in text
    for clear in ("가상희", "01000001234", "없는로", "1990"):
        assert clear not in text


def test_without_the_secret_the_log_says_nothing(person):
    Person._base_manager.filter(pk=person.pk)
    with acting("시험"):
        person.log_secret = ""
        person.save()
    assert all(told == NOTHING for told in opened(entries(person)).values())


def test_a_change_after_the_secret_went_says_nothing_either(person):
    with acting("시험"):
        person.log_secret = ""
        person.save()
        person.name = "가상인"
        person.save()
    assert entries(person)[-1].fields == {}


def test_records_of_an_application_share_its_secret_in_one_query(
    district, acted, django_assert_max_num_queries
):
    round_ = a_round(district)
    applications = [an_application(round_, a_person(district, n), n) for n in range(1, 4)]
    assert len({one.log_secret for one in applications}) == 3
    changes = Change.objects.filter(kind=Application.kind_label())
    with django_assert_max_num_queries(2):
        told = opened(changes)
    assert [one.fields["number"] for one in told.values()] == [["", "3"], ["", "2"], ["", "1"]]


def test_records_that_tell_of_nobody_stay_in_clear(district, acted):
    round_ = a_round(district)
    assert entries(round_)[0].fields["code"] == ["", round_.code]
