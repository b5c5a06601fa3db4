"""One resident number in full: a right of its own, a reason, the password, and on record."""

import json
import logging

import pytest
from django.urls import reverse

from jobportal.platform.accounts.fresh import FIELD, TYPED_AT
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, Change
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.web.log import JsonLine
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.walking import WORKING, someone

pytestmark = pytest.mark.django_db
RRN = made_up_rrn(1)
SHOWN = f"{RRN[:6]}-{RRN[6:]}"
MASKED = f"{RRN[:6]}-{RRN[6]}******"
WHY = {"purpose_kind": "INSURANCE", "purpose_text": "건강보험 자격취득 신고"}


@pytest.fixture
def person(district):
    with acting("시험"):
        person = a_person(district, 1, rrn=RRN)
        an_application(a_round(district, rrn_allowed=True), person, 1)
    return person


@pytest.fixture
def page(person):
    return reverse("person_reveal", args=[person.pk])


def revealed() -> list[AccessEntry]:
    return list(AccessEntry.objects.filter(action=AccessEntry.Action.REVEAL))


def test_with_a_reason_one_number_is_shown_in_this_answer_only(page, person, signed_in):
    assert MASKED in signed_in.get(page).text
    answer = signed_in.post(page, WHY)
    assert answer.status_code == 200
    assert answer.text.count(SHOWN) == 1
    assert answer["Cache-Control"] == "no-store"
    assert f'data-remask="60" data-masked="{MASKED}"' in answer.text
    for later in (signed_in.get(page), signed_in.get(reverse("person_detail", args=[person.pk]))):
        assert SHOWN not in later.text
        assert RRN not in later.text


def test_it_is_recorded_as_a_task_of_its_own_with_the_person_and_the_reason(
    page, person, signed_in, staff
):
    signed_in.post(page, WHY)
    (entry,) = revealed()
    assert (entry.account_id, entry.persons) == (staff.pk, [person.pk])
    assert entry.task == "주민등록번호 확인"
    assert entry.purpose == "4대보험·원천징수 신고: 건강보험 자격취득 신고"
    assert not Change.objects.filter(actor_name=staff.name).exists()


def test_nothing_of_it_stands_in_address_title_or_log(page, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    answer = signed_in.post(page, WHY)
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    assert title == "주민등록번호 확인 | 참여자 | 일자리정책 업무포털"
    lines = [JsonLine().format(record) for record in caplog.records]
    kept = json.dumps(list(AccessEntry.objects.values("page", "task", "purpose")))
    for told in (*lines, kept, page):
        assert RRN not in told
        assert RRN[6:] not in told


@pytest.mark.parametrize(
    "values",
    [
        {"purpose_kind": ""},
        {"purpose_kind": "EVERYTHING"},
        {"purpose_text": ""},
        {"purpose_text": "1111"},
        {"purpose_text": "확인"},
        {"purpose_text": "900101-1234567 확인"},
    ],
)
def test_without_a_reason_it_stays_masked(page, signed_in, values):
    answer = signed_in.post(page, {**WHY, **values})
    assert answer.status_code == 422
    assert MASKED in answer.text
    assert SHOWN not in answer.text
    assert revealed() == []


def test_reading_the_page_never_unmasks(page, signed_in):
    assert SHOWN not in signed_in.get(page, WHY).text
    assert revealed() == []


def test_the_password_is_asked_for_once_more(page, signed_in):
    session = signed_in.session
    session[TYPED_AT] = now_seconds() - 3600
    session.save()
    asked = signed_in.post(page, WHY)
    assert asked.status_code == 422
    assert SHOWN not in asked.text
    assert SHOWN in signed_in.post(page, {**WHY, FIELD: "test-pass-2026"}).text


def test_only_so_many_in_ten_minutes(page, signed_in, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "REVEAL": 2}
    assert [signed_in.post(page, WHY).status_code for _ in range(3)] == [200, 200, 429]
    assert len(revealed()) == 2


def test_without_the_right_neither_the_page_nor_a_way_to_it(page, person, client, district):
    every = WORKING - {Permission.REVEAL_IDENTITY}
    client.force_login(someone(district, *every))
    assert client.get(page).status_code == 403
    assert client.post(page, WHY).status_code == 403
    assert page not in client.get(reverse("person_detail", args=[person.pk])).text


def test_a_right_confined_to_another_programme_reaches_nobody(page, person, client, district):
    with acting("시험"):
        other = a_round(district, "딴사업-2026-1")
    confined = {"confined_to": Confinement.PROGRAMME, "confined_code": other.programme.code}
    client.force_login(someone(district, Permission.REVEAL_IDENTITY, **confined))
    assert client.post(page, WHY).status_code == 404


def test_another_district_finds_nobody(page, client, stranger):
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.post(page, WHY).status_code == 404
    assert revealed() == []


def test_whoever_gave_no_number_has_none_to_show(district, signed_in):
    with acting("시험"):
        person = a_person(district, 2)
    page = reverse("person_reveal", args=[person.pk])
    assert "주민등록번호를 받지 않은 신청인입니다" in signed_in.get(page).text
    assert signed_in.post(page, WHY).status_code == 422
    assert page not in signed_in.get(reverse("person_detail", args=[person.pk])).text
