"""A clerk of a 동 loads by Excel what their 동 received, and touches nobody else."""

import re

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.models import Application, IntakeBatch, Person
from tests.participants.making import a_consent_form, a_person, a_round, an_application
from tests.participants.upload_pages.handing_in import checked, loaded, url
from tests.participants.uploading import applications, someone

pytestmark = pytest.mark.django_db
OWN, OTHER = "가상1동", "가상2동"


@pytest.fixture
def desk(district):
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
    return round_


@pytest.fixture
def clerk(district, client):
    """A browser in which the clerk of one 동 has signed in."""
    user = User.objects.create_user("gasang-dong", password="x", name="김동직")
    give(user, district, "DONG_CLERK", "시험", confined_to="DONG", confined_code=OWN)
    client.force_login(user)
    return client


def test_a_clerk_finds_the_upload_loads_and_sees_who_applied(desk, clerk):
    assert url(desk) in clerk.get(reverse("intake")).text
    page = clerk.get(url(desk))
    assert f"{OWN}에서 받은 신청서만 올립니다" in page.text
    for name in ("round_uploads", "round_dashboard"):
        assert f'href="{url(desk, name)}"' not in page.text
    main = page.text.partition("<main")[2]
    for target in set(re.findall(r'href="(/[^"#]*)"', main)):
        assert clerk.get(target).status_code == 200, target
    assert clerk.get(url(desk, "upload_applications_template")).status_code == 200
    answer = loaded(clerk, desk, applications(someone(1), someone(2)))
    assert answer.status_code == 200
    assert answer.redirect_chain == [(f"{reverse('applicants')}?round={desk.pk}", 302)]
    assert "신청서 추가 2건." in answer.text
    assert Application.objects.filter(reception_dong=OWN).count() == 2


def test_each_row_of_another_dong_is_an_error_of_that_row(desk, clerk):
    rows = (someone(1), someone(2, **{"접수 동": OTHER}), someone(3, **{"접수 동": "없는동"}))
    page = checked(clerk, desk, applications(*rows))
    assert page.status_code == 422
    assert (
        page.text.count(f"{OWN}에서 받은 신청서만 접수할 수 있습니다") == 1
    )  # alike ones together
    assert page.context["error_count"] == 2
    assert page.context["bad_rows"] == 2
    assert not IntakeBatch.objects.exists()


def test_received_at_the_district_office_is_not_the_clerks(desk, clerk):
    row = someone(1, 접수처="구청 창구", **{"접수 동": None})
    page = checked(clerk, desk, applications(row))
    assert "에서 받은 신청서만 접수할 수 있습니다" in page.text
    assert page.status_code == 422


def test_an_application_of_another_dong_is_neither_named_nor_changed(desk, district, clerk):
    cells = someone(1, 비고="다르게")
    with acting("시험"):
        person = a_person(
            district,
            1,
            name=cells["성명"],
            birth_on=cells["생년월일"],
            sex="FEMALE",
            phone="01000000001",
        )
        an_application(desk, person, 1, reception_dong=OTHER)
    page = checked(clerk, desk, applications(cells))
    assert "다른 곳에서 이 회차에 이미 신청한 사람입니다" in page.text
    page = checked(clerk, desk, applications({**cells, "접수번호": 1}))
    assert "그런 접수번호가 없습니다" in page.text
    unsaid = {heading: cell for heading, cell in cells.items() if heading != "접수 동"}
    page = checked(clerk, desk, applications({**unsaid, "접수번호": 1}))
    assert page.context["error_count"] == 1
    assert Application.objects.get().note == ""


def test_somebody_registered_elsewhere_is_taken_in_and_stays_as_registered(desk, district, clerk):
    cells = someone(1, 주소="새로 쓴 주소", 전화번호="010-9999-0001")
    with acting("시험"):
        earlier = a_round(district, "안심-2025-1")
        person = a_person(
            district, 1, name=cells["성명"], birth_on=cells["생년월일"], sex="FEMALE", phone=""
        )
        an_application(earlier, person, 1, reception_dong=OTHER)
    loaded(clerk, desk, applications(cells))
    person = Person.objects.get()
    assert (person.phone, person.address) == ("", "가상구 없는로 1")
    assert Application.objects.get(round=desk).person == person
    loaded(clerk, desk, applications({**cells, "비고": "오전만"}))
    person.refresh_from_db()
    assert person.phone == "01099990001"  # by now the clerk works with them


def test_a_clerk_with_the_programme_too_loads_every_dong(desk, district, clerk):
    user = User.objects.get(username="gasang-dong")
    code = desk.programme.code
    give(user, district, "STAFF", "시험", confined_to="PROGRAMME", confined_code=code)
    answer = loaded(clerk, desk, applications(someone(1, **{"접수 동": OTHER})))
    assert answer.redirect_chain == [(url(desk, "round_uploads"), 302)]


def test_a_right_to_another_programme_opens_no_other_dong(desk, district, clerk):
    user = User.objects.get(username="gasang-dong")
    give(user, district, "STAFF", "시험", confined_to="PROGRAMME", confined_code="다른사업")
    page = checked(clerk, desk, applications(someone(1, **{"접수 동": OTHER})))
    assert "에서 받은 신청서만 접수할 수 있습니다" in page.text
