"""What becomes of a finding: asked, explained by its subject alone, settled by somebody else."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.findings.steps import ask, carry, explain, settle, steps_of
from jobportal.platform.granting import give
from jobportal.platform.models import AccessFinding, Change, User
from jobportal.platform.refused import Refused
from tests.platform.findings.following import (
    ANSWER,
    OPINION,
    OUTCOME,
    QUESTION,
    SETTLE,
    START,
    URL,
    S,
    answered,
    asked,
    in_a_week,
    step,
    today,
)

pytestmark = pytest.mark.django_db


def page_of(finding) -> str:
    return reverse("access_finding", args=[finding.pk])


def test_from_the_finding_over_question_and_answer_to_the_outcome(desk, theirs, finding, officer):
    assert finding.state == S.OPEN
    assert asked(desk, finding).status_code == 302
    assert "소명할 접속기록" in theirs.get("/").text
    assert QUESTION in theirs.get(reverse("explanation", args=[finding.pk])).text
    assert answered(theirs, finding).status_code == 302
    assert "소명할 접속기록" not in theirs.get("/").text
    assert "소명이 들어왔거나 기한이 지난 점검 항목" in desk.get("/").text
    assert ANSWER in desk.get(page_of(finding)).text
    assert step(desk, finding, "settle", **OUTCOME).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == (S.ACTED, officer)
    assert desk.post(URL, OPINION).status_code == 302
    changes = Change.objects.filter(kind="platform.accessfinding").order_by("pk")
    assert [one.actor_name for one in changes] == ["정가상", "정가상", "김가상", "정가상"]


def test_the_subjects_page_is_open_to_nobody_else(client, desk, theirs, finding, lead, stranger):
    url = reverse("explanation", args=[finding.pk])
    assert theirs.get(url).status_code == 404  # nobody has asked yet
    asked(desk, finding)
    assert theirs.get(url).status_code == 200
    for other in (lead, stranger):
        browser = type(client)()
        browser.force_login(other)
        assert browser.get(url).status_code == 404
        assert answered(browser, finding).status_code == 404
        assert QUESTION not in browser.get(reverse("explanations")).text
    assert desk.get(url).status_code == 404
    assert theirs.get(page_of(finding)).status_code == 403


def test_what_was_explained_stands_in_no_list_of_changes(desk, theirs, finding, lead):
    asked(desk, finding), answered(theirs, finding)
    assert "접속기록 점검 항목" not in theirs.get(reverse("changes")).text


def test_nobody_takes_a_step_about_themselves(desk, look, officer, acted):
    look(officer)
    desk.post(START)
    own = AccessFinding.objects.get()
    assert desk.get(page_of(own)).status_code == 403
    for name, values in (("ask", {}), ("settle", OUTCOME), ("carry", {})):
        assert step(desk, own, name, **values).status_code == 403
    assert desk.post(SETTLE, {"finding": own.pk, **OUTCOME}).status_code == 422
    for act in (
        lambda: ask(own, officer, QUESTION, in_a_week()),
        lambda: settle([own], officer, S.CLEARED, "괜찮음"),
        lambda: carry(own, officer, "다음에"),
    ):
        with pytest.raises(Refused, match="본인에 관한"):
            act()
    own.refresh_from_db()
    own.settled_by = officer
    with pytest.raises(IntegrityError), transaction.atomic():
        own.save()


def test_steps_are_refused_in_the_wrong_order(desk, theirs, finding, staff, officer, acted):
    with pytest.raises(Refused, match="확인 전"):
        explain(finding, staff, ANSWER)
    asked(desk, finding)
    assert "기다리고 있습니다" in step(desk, finding, "settle", **OUTCOME).text
    assert asked(desk, finding).status_code == 409
    answered(theirs, finding)
    assert answered(theirs, finding).status_code == 409
    step(desk, finding, "settle", **OUTCOME)
    for name, values in (
        ("settle", OUTCOME),
        ("ask", {"question": QUESTION, "due_on": f"{in_a_week():%Y-%m-%d}"}),
        ("carry", {"reason": "다음 달에 봅니다"}),
    ):
        refused = step(desk, finding, name, **values)
        assert refused.status_code == 409
        assert "이미 ‘조치 완료’ 상태입니다" in refused.text
    finding.refresh_from_db()
    assert (finding.state, finding.answer) == (S.ACTED, ANSWER)


def test_after_an_answer_more_may_be_asked(desk, theirs, finding):
    asked(desk, finding), answered(theirs, finding)
    assert asked(desk, finding, question="당직 명령서를 확인할 수 있습니까?").status_code == 302
    page = theirs.get(reverse("explanation", args=[finding.pk]))
    assert ANSWER in page.context["form"]["answer"].value()
    assert answered(theirs, finding, "당직 명령서를 붙임으로 보냈습니다.").status_code == 302
    assert QUESTION in desk.get(page_of(finding)).text  # in the history


def test_once_the_day_has_passed_it_is_settled_without_an_answer(finding, officer, acted):
    finding.state, finding.due_on, finding.asked_at = S.ASKED, today(), timezone.now()
    assert steps_of(finding, today()) == ("carry",)
    assert steps_of(finding, today() + timedelta(days=1)) == ("settle", "carry")


@pytest.mark.parametrize("days", [0, -1, 61])
def test_the_day_of_an_answer_lies_ahead(desk, finding, days):
    day = f"{today() + timedelta(days=days):%Y-%m-%d}"
    refused = asked(desk, finding, due_on=day)
    assert refused.status_code == 409
    assert "60일 안으로" in refused.text
    assert '<a href="#id_ask_due_on">' in refused.text
    assert QUESTION in refused.text  # what was typed stays


def test_nobody_is_asked_who_cannot_sign_in(desk, finding, staff):
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert "따로 확인하고" in asked(desk, finding).text


def test_failed_sign_ins_of_no_account_are_settled_without_a_question(rf, desk, district):
    for minute in range(5):
        write_entry(
            rf.get("/login/", REMOTE_ADDR="10.9.9.9"),
            account_id=None,
            account_name="g***",
            action="SIGN_IN_FAILED",
            task="로그인",
            district_id=None,
            at=timezone.make_aware(datetime(2025, 10, 7, 10, minute)),
        )
    desk.post(START)
    finding = AccessFinding.objects.get()
    assert finding.account_id is None
    assert steps_of(finding, today()) == ("settle", "carry")
    assert "소명을 요청할 사람이 없습니다" in asked(desk, finding).text
    assert step(desk, finding, "settle", **OUTCOME).status_code == 302


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("ask", {"question": "", "due_on": "2999-01-01"}, "question"),
        ("ask", {"question": QUESTION, "due_on": "언젠가"}, "due_on"),
        ("ask", {"question": "가상인 900101-1234567 조회함"}, "question"),
        ("settle", {"state": "OPEN", "outcome": "확인하였음"}, "state"),
        ("settle", {"state": "ACTED", "outcome": "ㅁㅁㅁㅁㅁㅁ"}, "outcome"),
        ("carry", {"reason": "  "}, "reason"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_is_written(
    desk, finding, name, values, field
):
    refused = step(desk, finding, name, **values)
    assert refused.status_code == 422
    assert field in refused.context["form"].errors
    finding.refresh_from_db()
    assert (finding.state, finding.version) == (S.OPEN, 1)


def test_an_empty_reason_is_asked_for_in_whole_words(desk, finding):
    assert "이월 사유를 적으세요." in step(desk, finding, "carry", reason="").text


def test_who_comes_second_is_told_and_keeps_what_they_typed(desk, finding):
    refused = desk.post(
        reverse("finding_step", args=[finding.pk, "settle"]), {"version": 7, **OUTCOME}
    )
    assert refused.status_code == 409
    assert "다른 사람이 먼저" in refused.text
    assert OUTCOME["outcome"] in refused.text


def test_an_unknown_step_or_another_district_is_not_there(desk, client, finding, other_district):
    assert desk.post(reverse("finding_step", args=[finding.pk, "explain"])).status_code == 404
    user = User.objects.create_user("yeobun-lead", password="test-pass-2026", name="최팀장")
    give(user, other_district, "TEAM_LEAD", "시험")
    browser = type(client)()
    browser.force_login(user)
    assert browser.get(page_of(finding)).status_code == 404
    assert asked(browser, finding).status_code == 404
