"""Intake in one screen: two clerks at once, who reaches it, and what it says."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.values.dates import kdate
from participants.models import Application
from programs.models import Round
from tests.participants.intake.counter import mark, typed, url
from tests.participants.making import TODAY, a_consent_form, a_person, a_round, an_application

pytestmark = pytest.mark.django_db


def test_the_second_of_two_clerks_sees_both_values_and_loses_nothing(desk, signed_in):
    signed_in.post(url(desk), typed(signed_in, url(desk), action="draft"))
    application = Application.objects.get()
    edit = reverse("application_edit", args=[application.pk])
    mine = typed(signed_in, edit, note="내 메모", name="가상희이")
    with acting("먼저 저장한 사람"):
        application.note = "먼저 쓴 메모"
        application.save()
    page = signed_in.post(edit, mine)
    assert page.status_code == 409
    assert "먼저 쓴 메모" in page.text
    assert "내 메모" in page.text
    application.refresh_from_db()
    assert application.note == "먼저 쓴 메모"
    again = {**mine, "version": page.context["forms"].application["version"].value()}
    assert signed_in.post(edit, again).status_code == 302
    application.refresh_from_db()
    assert application.note == "내 메모"


def test_a_person_changed_meanwhile_is_not_overwritten_unseen(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        stale = person.version
        person.phone = "01000007777"
        person.save()
    shown = mark(signed_in, url(desk), person)
    data = typed(signed_in, url(desk), person=shown, person_version=stale)
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "01000007777" in page.text or "010-0000-7777" in page.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_a_round_that_is_not_announced_takes_nothing(district, signed_in, state):
    with acting("시험"):
        round_ = a_round(district, state=state)
        a_consent_form(district)
    page = signed_in.get(url(round_))
    assert "지금은 접수할 수 없습니다" in page.text
    refused = signed_in.post(url(round_), {"action": "submit", "name": "쓰던이름"})
    assert refused.status_code == 409
    assert 'value="쓰던이름"' in refused.text
    assert not Application.objects.exists()


def test_another_districts_rounds_persons_and_applications_are_not_there(
    desk, district, other_district, signed_in, client, stranger
):
    with acting("시험"):
        theirs = a_round(other_district)
        person = a_person(other_district, 1)
        application = an_application(theirs, person)
    data = typed(signed_in, url(desk))
    assert signed_in.get(url(theirs)).status_code == 404
    assert signed_in.post(reverse("intake_hints", args=[theirs.pk])).status_code == 404
    assert signed_in.post(url(desk), {**data, "person": person.pk}).status_code == 409
    bring = {**data, "action": f"bring:{application.pk}"}
    assert signed_in.post(url(desk), bring).status_code == 404
    theirs_project = {**data, "first_choice": theirs.work_projects.first().pk}
    assert signed_in.post(url(desk), theirs_project).status_code == 422
    for name in ("application_detail", "application_edit", "person_detail", "person_edit"):
        pk = person.pk if name.startswith("person") else application.pk
        assert signed_in.get(reverse(name, args=[pk])).status_code == 404


def test_the_screen_needs_the_same_number_of_queries_for_any_number_of_people(
    desk, signed_in, district
):
    def asked() -> int:
        data = typed(signed_in, url(desk), action="hints")
        with CaptureQueriesContext(connection) as queries:
            signed_in.post(url(desk), data)
        return len(queries)

    with acting("시험"):
        an_application(desk, a_person(district, 1, name="가상희", birth_on="1990-03-04"))
    few = asked()
    with acting("시험"):
        for n in (2, 3, 4):
            person = a_person(district, n, birth_on="1990-03-04", address="가상구 없는로 1")
            an_application(desk, person, n)
    assert asked() == few
    assert few <= 30


def test_the_next_application_opens_at_the_counter_of_the_last_one(desk, signed_in):
    signed_in.post(url(desk), typed(signed_in, url(desk), reception_dong="가상 2동"))
    form = signed_in.get(url(desk)).context["forms"].application
    assert form["reception_dong"].value() == "가상2동"


def test_the_round_list_leads_to_the_rounds_that_take_applications(desk, signed_in, district):
    with acting("시험"):
        a_round(district, "뉴딜-2026-1", state=Round.State.CLOSED)
    page = signed_in.get(reverse("intake"))
    assert "공공근로-2026-1 접수하기" in page.text
    assert "뉴딜-2026-1" not in page.text


def test_titles_and_addresses_name_nobody(desk, signed_in):
    answer = signed_in.post(url(desk), typed(signed_in, url(desk)))
    application = Application.objects.get()
    for address in (
        answer["Location"],
        reverse("application_edit", args=[application.pk]),
        reverse("person_detail", args=[application.person_id]),
        reverse("person_edit", args=[application.person_id]),
    ):
        page = signed_in.get(address)
        title = re.search(r"<title>.*?</title>", page.text, re.DOTALL)[0]
        assert "가상희" not in title
        assert page["Cache-Control"] == "no-store"
        assert not re.search(r'(href|action)="[^"]*(가상희|%EA%B0%80|01000001234)', page.text)


def test_a_round_that_closed_comes_last_and_says_so(desk, district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
    page = signed_in.get(reverse("intake"))
    assert [row["round"] for row in page.context["rounds"]] == [desk, over]
    assert page.text.count("접수 마감</span>") == 1


def test_after_the_last_day_the_form_says_what_may_still_be_entered(desk, district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
    assert "끝났습니다" not in signed_in.get(url(desk)).text
    page = signed_in.get(url(over))
    assert "접수 기간이 2020. 2. 1.에 끝났습니다" in page.text
    assert "추가모집 회차를 열어" in page.text
    assert page.context["forms"].application["received_on"].value() is None
    late = signed_in.post(url(over), typed(signed_in, url(over), received_on=f"{TODAY()}"))
    assert late.status_code == 422
    assert "받은 신청서만 접수할 수 있습니다" in late.text
    in_time = typed(signed_in, url(over), received_on="2020-02-01")
    assert signed_in.post(url(over), in_time).status_code == 302


def test_after_the_last_day_the_form_leads_to_the_additional_recruitment(district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
        more = a_round(district, "뉴딜-2020-2", additional_to=over, starts_on=over.starts_on)
    assert url(more) in signed_in.get(url(over)).text


def test_before_the_first_day_the_form_says_from_when(district, signed_in):
    first = TODAY() + timedelta(days=3)
    with acting("시험"):
        early = a_round(district, apply_from_on=first, apply_to_on=first)
    page = signed_in.get(url(early))
    assert "지금은 접수할 수 없습니다" in page.text
    assert f"{kdate(first)}부터 접수합니다" in page.text


def test_what_has_to_be_filled_is_marked(desk, signed_in):
    page = signed_in.get(reverse("intake_form", args=[desk.pk]))
    for name in ("birth_on", "sex", "reception_dong"):
        field = page.text.split(f'id="field-{name}"')[1]
        assert "(필수)" in field.split("</label>")[0]
    assert page.text.split('id="field-consent_')[1].count("(필수)") == 1


def test_the_counter_stands_among_the_steps_of_its_round(desk, signed_in):
    page = signed_in.get(url(desk))
    current = [step["label"] for step in page.context["steps"] if step["current"]]
    assert current == ["접수"]
    assert reverse("round_screening", args=[desk.pk]) in page.text
