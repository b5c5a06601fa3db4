"""The page of a person, and its correction."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.models.logsecret import opened as opened_log
from tests.participants.making import a_person, a_round, an_application, made_up_rrn

pytestmark = pytest.mark.django_db


def test_a_person_page_shows_all_applications_and_never_the_whole_number(
    district, round_, signed_in
):
    with acting("시험"):
        person = a_person(district, 1, rrn=made_up_rrn())
        an_application(round_, person)
        an_application(a_round(district, "뉴딜-2026-1"), person)
    page = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert "공공근로-2026-1-0001" in page.text
    assert "뉴딜-2026-1-0001" in page.text
    assert "900101-1******" in page.text
    assert made_up_rrn() not in page.text


def test_a_person_is_corrected_and_the_earlier_value_kept(district, application, signed_in):
    person = application.person
    url = reverse("person_edit", args=[person.pk])
    data = {
        "person_version": person.version,
        "name": "새이름",
        "former_name": person.name,
        "birth_on": "900101",
        "sex": "MALE",
        "phone": "",
    }
    assert signed_in.post(url, {**data, "rrn": made_up_rrn()}).status_code == 422
    assert signed_in.post(url, {**data, "birth_on": "2099-01-01"}).status_code == 422
    refused = signed_in.post(url, {**data, "former_name": "남긴말"})
    assert refused.status_code == 422
    assert "고치는 사유를 적으세요" in refused.text
    assert "남긴말" in refused.text
    data["reason"] = "개명 허가"
    assert signed_in.post(url, data).status_code == 302
    change = Change.objects.filter(kind="participants.person").first()
    assert opened_log([change])[change.pk].reason == "개명 허가"
    person.refresh_from_db()
    assert (person.name, person.initials) == ("새이름", "ㅅㅇㄹ")
    stale = signed_in.post(url, {**data, "name": "딴이름"})
    assert stale.status_code == 409
    assert "새이름" in stale.text
    assert "딴이름" in stale.text
    page = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert "개명 전 성명" in page.text
    del data["reason"]
    phone = {**data, "person_version": person.version, "phone": "010-0000-1234"}
    assert signed_in.post(url, phone).status_code == 302, "a new phone needs no reason"


def test_a_resident_number_is_not_taken_twice(district, round_, signed_in):
    with acting("시험"):
        round_.programme.rrn_allowed = True
        round_.programme.legal_basis = "고용정책 기본법 시행령 제43조의2제2항"
        round_.programme.save()
        a_person(district, 1, rrn=made_up_rrn())
        other = a_person(district, 2)
        an_application(round_, other)
    page = signed_in.post(
        reverse("person_edit", args=[other.pk]),
        {"person_version": 1, "name": other.name, "rrn": made_up_rrn()},
    )
    assert page.status_code == 422
    assert "이 주민등록번호의 신청인이 이미 있습니다" in page.text
