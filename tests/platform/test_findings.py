"""What becomes of a finding: asked, explained by its subject alone, settled by somebody else."""

from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.access import write_entry
from jobportal.platform.accessreview import Finding, Month
from jobportal.platform.audit import acting
from jobportal.platform.findings.recording import findings_in, marked, record_findings
from jobportal.platform.findings.steps import ask, carry, explain, settle, steps_of
from jobportal.platform.granting import give
from jobportal.platform.models import AccessFinding, AccessReview, Change, User
from jobportal.platform.refused import Refused

pytestmark = pytest.mark.django_db
S = AccessFinding.State
OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 1)
URL = reverse("access_review", args=[2025, 10])
START = reverse("findings_start", args=[2025, 10])
SETTLE = reverse("findings_settle", args=[2025, 10])
REPORT = reverse("access_report", args=[2025, 10])
QUESTION = "10월 7일 밤에 조회한 까닭을 적어 주십시오."
ANSWER = "당직 근무 중에 전화 문의에 답하려고 조회하였습니다."
OUTCOME = {"state": "ACTED", "outcome": "당직 명령을 확인하고 교육함"}
OPINION = {"opinion": "점검 항목을 모두 확인하였음"}


def today() -> date:
    return timezone.localdate()


def in_a_week() -> date:
    return today() + timedelta(days=7)


@pytest.fixture
def officer(district) -> User:
    user = User.objects.create_user("gasang-privacy", password="test-pass-2026", name="정가상")
    give(user, district, "PRIVACY_OFFICER", "시험")
    return user


@pytest.fixture
def desk(client, officer):
    """The browser of the reviewer."""
    client.force_login(officer)
    return client


@pytest.fixture
def theirs(client, staff):
    """The browser of the subject."""
    browser = type(client)()
    browser.force_login(staff)
    return browser


@pytest.fixture
def look(rf, district):
    """A look of somebody at night in October 2025."""

    def looked(user, day=7, hour=23):
        return write_entry(
            rf.get("/people/", REMOTE_ADDR="10.1.2.3"),
            persons=[1],
            account_id=user.pk,
            account_name=user.name,
            action="READ",
            task="신청 조회",
            district_id=district.pk,
            at=timezone.make_aware(datetime(2025, 10, day, hour, 5)),
        )

    return looked


@pytest.fixture
def finding(look, staff, desk) -> AccessFinding:
    """A look at night of the member of staff, put down."""
    look(staff)
    desk.post(START)
    return AccessFinding.objects.get()


def page_of(finding) -> str:
    return reverse("access_finding", args=[finding.pk])


def step(browser, finding, name, **values):
    finding.refresh_from_db()
    url = reverse("finding_step", args=[finding.pk, name])
    return browser.post(url, {"version": finding.version, **values})


def asked(desk, finding, **values):
    day = f"{in_a_week():%Y-%m-%d}"
    return step(desk, finding, "ask", **{"question": QUESTION, "due_on": day, **values})


def answered(browser, finding, answer=ANSWER):
    finding.refresh_from_db()
    url = reverse("explanation", args=[finding.pk])
    return browser.post(url, {"version": finding.version, "answer": answer})


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


def test_the_report_has_period_reviewer_counts_findings_and_boxes_to_sign(desk, theirs, finding):
    asked(desk, finding), answered(theirs, finding), step(desk, finding, "settle", **OUTCOME)
    desk.post(URL, OPINION)
    page = desk.get(REPORT)
    for words in (
        *("2025. 10. 1. ~ 10. 31.", "정가상", "점검 마침", "업무시간 외 접속", "김가상"),
        *(QUESTION, ANSWER, OUTCOME["outcome"], OPINION["opinion"], "결재란", "조치 완료"),
    ):
        assert words in page.text, words
    assert page.context["counts"][:2] == [("계", 1), ("조회", 1)]
    assert dict(page.context["outcomes"])["조치 완료"] == 1


def test_the_report_as_a_workbook_has_the_same_findings(desk, theirs, finding):
    asked(desk, finding), answered(theirs, finding), step(desk, finding, "settle", **OUTCOME)
    sheet = load_workbook(BytesIO(desk.get(REPORT, {"format": "xlsx"}).content)).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"업무시간 외 접속", ANSWER, "조치 완료", "점검 기간: 2025. 10. 1. ~ 10. 31."} <= set(
        texts
    )


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


def test_findings_are_put_down_once(desk, finding, look, staff):
    desk.post(START)
    assert AccessFinding.objects.count() == 1
    look(staff, day=8)
    assert "새로 찾은 1건" in desk.get(URL).text
    desk.post(START)
    assert AccessFinding.objects.count() == 2


def test_two_alike_stay_two():
    one = Finding("많은 사람 내려받기", 1, "김가상", "내려받기 100명, 명단", OCTOBER)
    assert len(marked([one, one])) == 2


def test_a_running_month_puts_nothing_down(desk, rf, look, staff):
    now = timezone.localdate()
    desk.post(reverse("findings_start", args=[now.year, now.month]))
    assert not AccessFinding.objects.exists()


def test_a_review_is_signed_when_each_is_settled_or_carried(desk, finding, look, staff):
    look(staff, day=8)
    assert "먼저 점검 항목으로 올리세요" in desk.post(URL, OPINION).text
    desk.post(START)
    assert "점검 항목 2건이 남았습니다" in desk.post(URL, OPINION).text
    first, second = AccessFinding.objects.order_by("pk")
    step(desk, first, "settle", **OUTCOME)
    assert "점검 항목 1건이 남았습니다" in desk.post(URL, OPINION).text
    assert step(desk, second, "carry", reason="휴가에서 돌아오면 확인함").status_code == 302
    assert desk.post(URL, OPINION).status_code == 302
    assert "2025. 11.로 이월: 휴가에서 돌아오면 확인함" in desk.get(REPORT).text


def test_what_was_carried_over_stands_in_the_way_of_the_next_review(desk, finding):
    step(desk, finding, "carry", reason="휴가에서 돌아오면 확인함")
    november = reverse("access_review", args=[2025, 11])
    assert "2025. 10.에서 이월" in desk.get(november).text
    assert desk.post(november, OPINION).status_code == 422
    step(desk, finding, "settle", **OUTCOME)
    assert desk.post(november, OPINION).status_code == 302
    assert "2025. 11.로 이월" in desk.get(REPORT).text
    assert OUTCOME["outcome"] in desk.get(reverse("access_report", args=[2025, 11])).text


def test_nothing_is_carried_into_a_month_that_is_signed(desk, finding, district, lead):
    AccessReview.objects.create(
        district_id=district.pk,
        month_on=NOVEMBER,
        reviewer_id=lead.pk,
        reviewer_name=lead.name,
        entry_count=0,
        own_count=0,
        finding_count=0,
        opinion="이상 없음을 확인함",
    )
    step(desk, finding, "carry", reason="휴가에서 돌아오면 확인함")
    finding.refresh_from_db()
    assert finding.review_on == date(2025, 12, 1)
    assert findings_in(Month(district.pk, NOVEMBER)) == []


def test_many_are_settled_at_once_or_none(desk, theirs, look, staff):
    for day in (6, 7, 8):
        look(staff, day=day)
    desk.post(START)
    first, second, third = AccessFinding.objects.order_by("pk")
    asked(desk, third)
    refused = desk.post(SETTLE, {"finding": [first.pk, third.pk], **OUTCOME})
    assert refused.status_code == 409
    assert "소명을 기다리고" in refused.text
    assert not AccessFinding.objects.filter(state=S.ACTED).exists()
    assert desk.post(SETTLE, {"finding": [first.pk, second.pk], **OUTCOME}).status_code == 302
    assert AccessFinding.objects.filter(state=S.ACTED).count() == 2


@pytest.mark.parametrize("data", [{}, {"finding": "x"}, {"finding": 10**30}, {"finding": 1}])
def test_settling_nothing_is_refused(desk, finding, data):
    assert desk.post(SETTLE, {**data, "state": "ACTED"}).status_code == 422


def queries_of(call) -> int:
    with CaptureQueriesContext(
        connection,
    ) as made:
        call()
    return len(made)


def test_a_hundred_findings_cost_as_many_queries_as_one(desk, look, staff, officer, district):
    month = Month(district.pk, OCTOBER)
    counts = []
    for days in ([6], range(7, 32)):
        for day in days:
            look(staff, day=day)
        with acting(officer):
            counts.append(queries_of(lambda: record_findings(month)))
        numbers = [one.pk for one in findings_in(month) if not one.is_settled]
        desk.get(URL)  # what was told after the last post is gone
        counts.append(queries_of(lambda: desk.get(URL)))
        counts.append(queries_of(lambda: desk.get(REPORT)))
        counts.append(queries_of(partial(desk.post, SETTLE, {"finding": numbers, **OUTCOME})))
    assert counts[:4] == counts[4:]
