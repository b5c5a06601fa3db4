"""Somebody registered elsewhere at the counter of a 동: picked from the hints alone, shown masked,
taken in as they are known, never changed."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Confinement
from participants.models import Application, Person
from tests.participants.intake.counter import mark, typed
from tests.participants.making import a_consent_form, a_person, a_round, an_application
from tests.walking import holder

pytestmark = pytest.mark.django_db
PHONE, HOME = "010-0000-7777", "가상구 딴로 7"


@pytest.fixture
def round_(district):
    with acting("시험"):
        a_consent_form(district)
        return a_round(district)


@pytest.fixture
def known(district, round_):
    """Somebody who applied elsewhere: in another 동 and for another programme."""
    with acting("시험"):
        person = a_person(district, 1, name="가상희", phone="01000007777", address=HOME)
        earlier = a_round(district, "뉴딜-2026-1")
        an_application(earlier, person, reception_dong="가상2동")
    return person


CONFINED = {
    "DONG_CLERK": (Confinement.DONG, "가상1동"),
    "STAFF": (Confinement.PROGRAMME, "공공근로"),
}


@pytest.fixture(params=CONFINED)
def clerk(request, client, district, round_):
    """Somebody at a counter who reaches only a part of the district."""
    kind, code = CONFINED[request.param]
    code = round_.programme.code if kind is Confinement.PROGRAMME else code
    client.force_login(holder(district, request.param, confined_to=kind.value, confined_code=code))
    return client


@pytest.fixture
def where(round_):
    return reverse("intake_form", args=[round_.pk])


def latest(**values) -> AccessEntry:
    return AccessEntry.objects.filter(**values).latest("pk")


def taken_in(client, where, person, **values) -> dict:
    """What is sent after picking somebody: nothing of who they are."""
    shown = mark(client, where, person)
    picked = client.post(where, {"action": f"pick:{shown}"})
    assert picked.status_code == 200
    who = ("name", "birth_on", "sex", "phone", "address", "dong", "person_version")
    data = {name: value for name, value in typed(client, where).items() if name not in who}
    return {**data, "person": picked.context["mark"], **values}


@pytest.mark.parametrize("said", ["{pk}", "{pk}:x:y", "{other}", ""])
def test_a_number_alone_opens_nobody(clerk, where, known, said):
    other = signing.TimestampSigner(salt="other").sign(str(known.pk))
    word = said.format(pk=known.pk, other=other)
    answers = [
        clerk.post(where, {"action": f"pick:{word}"}),
        clerk.post(where, typed(clerk, where, person=word or "-", action="draft", name="딴사람")),
    ]
    for answer in answers:
        assert answer.status_code == 409
        assert "다시 고르세요" in answer.text
        assert "가상희" not in answer.text
    known.refresh_from_db()
    assert known.name == "가상희"
    assert not Application.objects.filter(person=known, round__code="공공근로-2026-1").exists()


def test_what_one_session_was_shown_is_of_no_use_in_another_nor_in_another_round(
    clerk, where, known, district
):
    shown = mark(clerk, where, known)
    kind, code = Confinement.DONG, "가상3동"
    other = Client()
    other.force_login(holder(district, "DONG_CLERK", confined_to=kind.value, confined_code=code))
    assert other.post(where, {"action": f"pick:{shown}"}).status_code == 409
    with acting("시험"):
        next_round = a_round(district, "공공근로-2026-2")
    elsewhere = reverse("intake_form", args=[next_round.pk])
    assert clerk.post(elsewhere, {"action": f"pick:{shown}"}).status_code in (404, 409)


def test_it_is_of_no_use_after_half_an_hour(clerk, where, known, monkeypatch):
    shown = mark(clerk, where, known)
    before = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: before + 31 * 60)
    answer = clerk.post(where, {"action": f"pick:{shown}"})
    assert answer.status_code == 409


def test_somebody_out_of_reach_is_shown_masked_and_recorded_as_a_search(clerk, where, known):
    shown = mark(clerk, where, known)
    page = clerk.post(where, {"action": f"pick:{shown}"})
    assert "가*희" in page.text
    assert "010-****-7777" in page.text
    for word in ("가상희", PHONE, PHONE.replace("-", ""), HOME, "임시저장"):
        assert word not in page.text
    entry = latest(page=where)
    assert (entry.action, entry.persons) == ("SEARCH", [known.pk])


def test_they_are_taken_in_and_stay_as_they_are_known(clerk, where, known):
    data = taken_in(clerk, where, known, note="전화번호가 바뀌었다고 함")
    intruding = {"name": "딴이름", "phone": "010-0000-9999", "person_version": known.version}
    assert clerk.post(where, {**data, **intruding}).status_code == 302
    taken = Application.objects.get(person=known, round__code="공공근로-2026-1")
    assert (taken.state, taken.note) == ("SUBMITTED", "전화번호가 바뀌었다고 함")
    again = Person.objects.get(pk=known.pk)
    assert (again.name, again.phone, again.version) == ("가상희", "01000007777", known.version)


def test_a_draft_opens_nobody(clerk, where, known):
    answer = clerk.post(where, {**taken_in(clerk, where, known), "action": "draft"})
    assert answer.status_code == 422
    assert "임시저장하지 않습니다" in answer.text
    assert clerk.get(reverse("person_detail", args=[known.pk])).status_code == 404


def test_a_link_and_an_earlier_application_are_offered_only_to_who_may_open_them(
    clerk, where, known
):
    typed_in = {"name": known.name, "birth_on": f"{known.birth_on}"}
    hints = where + "hints/"
    assert "이전 신청 불러오기" not in clerk.post(hints, typed_in).text


def test_the_intake_counts_as_a_search(clerk, where, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "SEARCH": 2}
    asked = {"name": "가상", "action": "hints"}
    assert [clerk.post(where, asked).status_code for _ in range(3)] == [200, 200, 429]
