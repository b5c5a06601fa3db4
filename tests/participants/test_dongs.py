"""Names of 동: what is known of them, what a new one may stand for, and how that is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.actors import actor_of
from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from jobportal.platform.permissions import Permission
from participants.dongs import alike_dongs, known_dongs
from participants.models import Application, Person
from tests.participants.intake.counter import typed, url
from tests.participants.making import a_consent_form, a_person, a_round, an_application
from tests.participants.upload_pages.handing_in import checked
from tests.participants.uploading import applications, someone

pytestmark = pytest.mark.django_db
KNOWN = ["가상1동", "가상2동", "없는본동"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("가상1동", []),
        ("", []),
        ("먼동", []),
        ("가상제1동", ["가상1동"]),
        ("가상 1동", []),
        ("가상１동", ["가상1동"]),
        ("가상동", ["가상1동", "가상2동"]),
        ("가상3동", ["가상1동", "가상2동"]),
        ("가상2", ["가상1동", "가상2동"]),
        ("없는·본동", ["없는본동"]),
        ("동", []),
    ],
)
def test_a_new_name_may_stand_for_known_ones(word, meant):
    assert alike_dongs(word, KNOWN) == meant


def test_names_of_people_applications_and_grants_are_known_by_one_query(
    district, other_district, staff
):
    with acting("시험"):
        round_ = a_round(district)
        person = a_person(district, 1, dong="가상1동")
        an_application(round_, person, reception_dong="가상2동")
        a_person(other_district, 2, dong="먼동")
        a_person(district, 3, dong="")
    give(staff, district, "DONG_CLERK", "시험", confined_to="DONG", confined_code="가상4동")
    whole = actor_of(staff)
    assert whole.may(Permission.TAKE_IN)
    with CaptureQueriesContext(connection) as queries:
        assert known_dongs(whole, Permission.TAKE_IN) == ["가상1동", "가상2동", "가상4동"]
    assert len(queries) == 1


def test_a_clerk_of_a_dong_is_suggested_what_they_take_in(district, client):
    clerk = User.objects.create_user("clerk", password="1", name="가상접수")
    give(clerk, district, "DONG_CLERK", "시험", confined_to="DONG", confined_code="가상4동")
    with acting("시험"):
        round_ = a_round(district)
        an_application(round_, a_person(district, 1, dong="가상1동"), 1, reception_dong="가상4동")
        an_application(round_, a_person(district, 2, dong="먼동"), 2, reception_dong="가상2동")
    assert known_dongs(actor_of(clerk), Permission.TAKE_IN) == ["가상1동", "가상4동"]


@pytest.fixture
def desk(district):
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_person(district, 1, name="이미있음", dong="가상1동")
    return round_


def test_the_counter_suggests_known_names_and_tells_of_a_close_new_one(desk, signed_in):
    page = signed_in.get(url(desk))
    assert page.text.count('list="known-dongs"') == 2
    assert '<option value="가상1동">' in page.text
    data = typed(signed_in, url(desk), dong="가상제1동", reception_dong="가상1동")
    told = signed_in.post(url(desk), data, follow=True).text
    assert "행정동 ‘가상제1동’은 이 구에서 처음 쓰는 이름입니다" in told
    assert "접수 동 ‘가상1동’" not in told
    assert Application.objects.get().person.dong == "가상제1동"


def test_a_name_that_is_far_from_all_is_taken_in_without_a_word(desk, signed_in):
    data = typed(signed_in, url(desk), dong="먼동")
    assert "처음 쓰는 이름" not in signed_in.post(url(desk), data, follow=True).text


def test_correcting_a_person_suggests_and_tells_as_well(desk, signed_in):
    person = Person.objects.get()
    where = reverse("person_edit", args=[person.pk])
    page = signed_in.get(where)
    assert '<option value="가상1동">' in page.text
    data = {
        "person_version": person.version,
        "name": person.name,
        "birth_on": "900101",
        "sex": "MALE",
        "dong": "가상동",
    }
    assert "행정동 ‘가상동’은" in signed_in.post(where, data, follow=True).text


def test_a_sheet_is_warned_of_a_close_new_name_and_loaded(desk, signed_in):
    page = checked(signed_in, desk, applications(someone(1, **{"접수 동": "가상제1동"})))
    assert "처음 쓰는 동 이름입니다" in page.text
