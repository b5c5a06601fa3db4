"""Applicants of one address are settled on screen."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application, Screening
from tests.participants.making import a_person
from tests.participants.screening_making import fine, under_review
from tests.participants.screening_pages.steps import one_url, screened, told, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbours(round_):
    with acting("시험"):
        people = [a_person(round_.district, n, address="가상구 한집로 1") for n in (1, 2, 3)]
        fine(round_, 9)
        return [under_review(round_, n, person=one) for n, one in enumerate(people, 1)]


def members(*applications: Application) -> list[str]:
    for one in applications:
        one.refresh_from_db()
    return [f"{one.pk}-{one.version}" for one in applications]


def codes(*applications: Application) -> list[str]:
    for one in applications:
        one.refresh_from_db()
    return [one.household_code for one in applications]


def test_applicants_from_one_address_wait_to_be_settled(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    assert "확인하지 않은 주소가 1곳" in signed_in.get(url(round_)).text
    page = signed_in.get(home)
    assert len(page.context["groups"]) == 1
    assert len(page.context["groups"][0]["members"]) == 3
    one, two, three = neighbours
    sent = {"action": "one", "member": members(one, two)}
    assert "한 세대로 적었습니다" in told(signed_in.post(home, sent), signed_in)
    assert codes(one, two, three) == ["접수 0001 세대", "접수 0001 세대", ""]
    sent = {"action": "own", "member": members(one, three)}
    assert signed_in.post(home, sent).status_code == 302
    assert codes(one, two, three) == ["접수 0001 세대", "접수 0001 세대", "접수 0003 세대"]
    assert "확인할 주소가 없습니다" in signed_in.get(home).text
    assert "서로 다른 세대" in signed_in.get(home, {"all": "1"}).text


def test_a_household_cannot_be_made_of_one_or_of_two_addresses(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    elsewhere = Application.objects.get(number=9)
    for sent, words in (
        ({"action": "one", "member": members(neighbours[0])}, "두 사람 이상"),
        ({"action": "own"}, "두 사람 이상"),
        ({"action": "one", "member": members(neighbours[0], elsewhere)}, "주소가 같은"),
        ({"action": "x", "member": members(*neighbours)}, "가운데 누르세요"),
        ({"action": "one", "member": ["x-1", "--", "9999999999999999999999-1"]}, "두 사람 이상"),
    ):
        page = signed_in.post(home, sent)
        assert page.status_code == 422
        assert words in page.text
    assert codes(*neighbours) == ["", "", ""]


def test_an_old_page_of_households_changes_nothing(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    old = members(*neighbours)
    with acting("다른 담당자"):
        neighbours[0].note = "고침"
        neighbours[0].save()
    assert signed_in.post(home, {"action": "one", "member": old}).status_code == 409
    assert codes(*neighbours) == ["", "", ""]


def test_two_addresses_settled_as_one_household_are_screened_again(round_, neighbours, signed_in):
    screened(round_)
    before = dict(Screening.objects.values_list("application", "version"))
    sent = {"action": "one", "member": members(*neighbours[:2])}
    assert signed_in.post(reverse("round_households", args=[round_.pk]), sent).status_code == 302
    assert Screening.objects.count() == len(before)
    assert "자료가 바뀌었습니다" not in signed_in.get(one_url(neighbours[0])).text
