"""Intake in one screen: who is known already, and what the hints show of them."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application, DuplicatePair, Person
from tests.participants.intake.counter import mark, typed, url
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db
S = Application.State


def test_somebody_known_is_met_before_they_are_entered_twice(desk, signed_in, district):
    with acting("시험"):
        known = a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
    data = typed(signed_in, url(desk), name="가 상희")
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "같은 사람으로 보이는 신청인" in page.text
    assert "성명과 생년월일이 같음" in page.text
    assert Person.objects.count() == 1
    shown = page.context["hints"]["persons"][0]["mark"]
    picked = signed_in.post(url(desk), {**data, "action": f"pick:{shown}"})
    forms = picked.context["forms"]
    assert forms.person["phone"].value() == "010-0000-0001"
    assert forms.application["household_size"].value() == "2"
    again = {
        **data,
        "person": picked.context["mark"],
        "person_version": forms.person["person_version"].value(),
        "name": "가상희",
    }
    assert signed_in.post(url(desk), again).status_code == 302
    assert Application.objects.get().person == known


def test_somebody_else_of_the_same_name_and_birth_is_entered_and_put_on_the_list(
    desk, signed_in, district
):
    with acting("시험"):
        a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
    data = typed(signed_in, url(desk), is_other_person="on")
    assert signed_in.post(url(desk), data).status_code == 302
    assert Person.objects.count() == 2
    assert DuplicatePair.objects.get().state == DuplicatePair.State.OPEN


def test_a_probable_duplicate_is_put_on_the_list_without_holding_the_clerk_up(
    desk, signed_in, district
):
    with acting("시험"):
        a_person(
            district, 1, name="나비슷", birth_on="1990-03-04", sex="FEMALE", phone="01000001234"
        )
    assert signed_in.post(url(desk), typed(signed_in, url(desk))).status_code == 302
    assert "개명" in DuplicatePair.objects.get().why


def test_an_earlier_application_is_brought_back(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        earlier = an_application(
            a_round(district, "공공근로-2025-1"), person, household_size=4, dependants=3
        )
    data = typed(signed_in, url(desk), action=f"bring:{earlier.pk}", household_size="1")
    forms = signed_in.post(url(desk), data).context["forms"]
    assert forms.person["name"].value() == person.name
    assert forms.application["household_size"].value() == 4
    assert forms.application["token"].value() == data["token"]


def test_one_person_applies_once_per_round_and_again_after_withdrawing(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        first = an_application(desk, person)
    shown = mark(signed_in, url(desk), person)
    data = typed(signed_in, url(desk), person=shown, person_version=person.version)
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "이미 신청했습니다(공공근로-2026-1-0001)" in page.text
    with acting("시험"):
        first.state, first.state_reason = S.WITHDRAWN, "본인 요청"
        first.save()
    assert signed_in.post(url(desk), data).status_code == 302


def test_who_applied_for_a_round_is_not_taken_in_by_its_additional_recruitment(
    desk, signed_in, district
):
    with acting("시험"):
        person = a_person(district, 1)
        earlier = an_application(desk, person)
        again = a_round(district, "공공근로-2026-2", additional_to=desk)
    shown = mark(signed_in, url(again), person)
    data = typed(signed_in, url(again), person=shown, person_version=person.version)
    page = signed_in.post(url(again), data)
    assert page.status_code == 409
    assert "추가모집하는 회차나 그 추가모집에 이미 신청했습니다(공공근로-2026-1-0001)" in page.text
    assert not Application.objects.filter(round=again).exists()
    with acting("시험"):
        earlier.state, earlier.state_reason = S.WITHDRAWN, "본인 요청"
        earlier.save()
    assert signed_in.post(url(again), data).status_code == 302


def test_hints_show_duplicates_other_programmes_household_and_are_masked(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
        an_application(a_round(district, "뉴딜-2026-1"), person, state=S.SELECTED)
        neighbour = a_person(district, 2, name="나이웃", address="가상구 없는로 1")
        an_application(desk, neighbour)
    page = signed_in.post(
        reverse("intake_hints", args=[desk.pk]),
        {"name": "가상희", "birth_on": "900304", "address": "가상구  없는로 1"},
    )
    assert "가*희" in page.text
    assert "가상희" not in page.text
    assert "선발" in page.text
    assert "이전 신청 불러오기" in page.text
    assert "같은 주소" in page.text
    assert "나*웃" in page.text
    assert page["Cache-Control"] == "no-store"
    nobody = signed_in.post(reverse("intake_hints", args=[desk.pk]), {"name": "홀로"})
    assert "겹치는 신청인이 없습니다" in nobody.text


@pytest.mark.parametrize("person", ["x", "0", "99999999999999999999", "-1"])
def test_hints_and_intake_answer_nonsense_with_words_or_nothing(desk, signed_in, person):
    assert signed_in.get(reverse("intake_hints", args=[desk.pk])).status_code == 405
    data = typed(signed_in, url(desk), person=person)
    refused = signed_in.post(url(desk), data)
    assert refused.status_code == 409
    assert "다시 고르세요" in refused.text
    assert 'value="가상희"' in refused.text
    hints = signed_in.post(reverse("intake_hints", args=[desk.pk]), {**data, "person": person})
    assert hints.status_code == 200
    bring = {**data, "person": "", "action": f"bring:{person}"}
    assert signed_in.post(url(desk), bring).status_code == 404


def test_hints_work_without_script_and_keep_what_was_typed(desk, signed_in):
    data = typed(signed_in, url(desk), action="hints", note="메모", birth_on="9003")
    page = signed_in.post(url(desk), data)
    assert page.status_code == 200
    assert 'value="메모"' in page.text
    assert 'value="9003"' in page.text
    assert not Person.objects.exists()
