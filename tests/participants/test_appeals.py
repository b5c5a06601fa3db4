"""Appeals: within the term, decided by a team lead, back under review, and what came of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, Change, User
from jobportal.platform.refused import Refused
from participants.actions.appeals import decide, file_appeal
from participants.appeals.queries import effect_of, waiting_for_new_list
from participants.models import Appeal, Application, Publication
from tests.participants.announcing import (
    DAY,
    NAMES,
    PURPOSE,
    E,
    a_publication,
    a_result_round,
    an_appeal,
    told,
)
from tests.participants.placing import a_lead, a_selection, an_entry

pytestmark = pytest.mark.django_db
S = Application.State
A = Appeal.State
GROUND = "가구원 수가 잘못 적혔습니다."
TODAY = timezone.localdate


@pytest.fixture
def published(district, staff):
    with acting("시험"):
        return a_publication(a_result_round(district, staff))


@pytest.fixture
def page(published):
    return reverse("round_appeals", args=[published.selection.round_id])


@pytest.fixture
def lead_in(district, client):
    """A browser in which the team lead has signed in."""
    client.force_login(a_lead(district))
    return client


def number(published, n: int) -> Application:
    return Application.objects.get(round=published.selection.round, number=n)


def filed(published, n: int, **values) -> Appeal:
    with acting("시험"):
        return an_appeal(number(published, n), published.selection, **values)


def typed(n: int = 4, **values) -> dict:
    return {"number": n, "filed_on": "2026-02-13", "ground": GROUND, **values}


@pytest.mark.parametrize(("n", "against"), [(3, "RESERVE"), (4, "NOT_SELECTED"), (5, "INELIGIBLE")])
def test_an_appeal_is_taken_in_with_its_due_day(published, page, signed_in, n, against):
    answer = signed_in.post(page, typed(n))
    appeal = Appeal.objects.get()
    assert answer.url == reverse("appeal_detail", args=[appeal.pk])
    assert (appeal.against, appeal.filed_on) == (against, date(2026, 2, 13))
    assert appeal.due_on == date(2026, 3, 5)  # ten workdays around Seollal and 3·1
    assert appeal.selection == published.selection
    assert GROUND in signed_in.get(answer.url).text


def test_the_ground_is_kept_encrypted_and_out_of_the_log(published, page, signed_in):
    signed_in.post(page, typed())
    with connection.cursor() as cursor:
        cursor.execute("SELECT ground FROM participants_appeal")
        ((raw,),) = cursor.fetchall()
    assert GROUND not in raw
    logged = Change.objects.filter(kind="participants.appeal").latest("pk")
    assert GROUND not in str(logged.fields)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"filed_on": "2098-07-01"}, "오늘보다 뒤"),
        ({"filed_on": "2026-02-11"}, "발표일(2026. 2. 12.)보다 앞"),
        ({"filed_on": "어느 날"}, "신청일"),
        ({"number": 99}, "그런 접수번호가 없습니다"),
        ({"number": 1}, "‘선발’ 상태에서는 이의신청을 받지 않습니다"),
        ({"number": "0x1"}, "접수번호"),
        ({"number": 10**30}, "접수번호"),
        ({"ground": ""}, "필수"),
        ({"ground": "900101-1234567입니다"}, "주민등록번호로 보이는"),
        ({"ground": "가" * 2001}, "2000"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(page, signed_in, values, said):
    answer = signed_in.post(page, typed(**values))
    assert answer.status_code == 422
    assert said in answer.text
    assert not Appeal.objects.exists()


def test_a_late_appeal_is_refused_with_the_day_it_was_due(published, page, signed_in):
    with acting("시험"):
        published.appeal_until_on = date(2026, 2, 20)
        published.save()
    late = signed_in.post(page, typed(filed_on="2026-02-21"))
    assert late.status_code == 422
    assert "이의신청 기한(2026. 2. 20.)이 지난 뒤" in late.text
    assert GROUND in late.text
    assert signed_in.post(page, typed(filed_on="2026-02-20")).status_code == 302


def test_before_the_announcement_there_is_nothing_to_object_to(published, page, signed_in):
    with acting("시험"):
        Publication.objects.get().delete()
    assert "아직 발표하지 않았습니다" in signed_in.get(page).text
    answer = signed_in.post(page, typed())
    assert answer.status_code == 422
    assert "먼저 발표하세요" in answer.text


def test_a_second_open_appeal_of_one_person_is_refused(page, signed_in):
    signed_in.post(page, typed())
    again = signed_in.post(page, typed())
    assert again.status_code == 422
    assert "처리 중인 이의신청이 있습니다" in again.text
    assert Appeal.objects.count() == 1


def test_due_ones_stand_first_and_late_ones_are_flagged(published, page, signed_in):
    with acting("시험"):
        other = told(published.selection, 8, E.NOT_SELECTED).application
    filed(published, 3, due_on=TODAY() + timedelta(days=3))
    filed(published, 4, due_on=TODAY() - timedelta(days=2))
    filed(published, 5, due_on=TODAY())
    with acting("시험"):
        an_appeal(other, published.selection, state=A.REJECTED, answer="기각", decided_on=DAY)
    shown = signed_in.get(page)
    rows = shown.context["rows"]
    assert [row["receipt"][-4:] for row in rows] == ["0004", "0005", "0003", "0008"]
    assert [row["due"] for row in rows] == ["기한 2일 지남", "오늘까지", "D-3", ""]
    assert "처리 기한이 지난 이의신청이 1건" in shown.text
    for name in NAMES.values():
        assert name not in shown.text
    results = reverse("round_results", args=[published.selection.round_id])
    assert "처리 기한이 지난 이의신청이 1건" in signed_in.get(results).text


def test_an_accepted_appeal_puts_the_application_under_review_again(published, lead_in):
    for n in (3, 4, 5):
        appeal = filed(published, n)
        answer = lead_in.post(
            reverse("appeal_decide", args=[appeal.pk]),
            {"state": "ACCEPTED", "answer": "가구원 수를 고쳐 다시 심사합니다.", "version": 1},
        )
        assert answer.status_code == 302
        appeal.refresh_from_db()
        assert (appeal.state, appeal.decided_by) == ("ACCEPTED", "박팀장")
        assert appeal.decided_on == TODAY()
        application = number(published, n)
        assert (application.state, application.state_reason) == ("UNDER_REVIEW", "이의신청 인용")
    page = lead_in.get(reverse("round_results", args=[published.selection.round_id]))
    assert "인용한 이의신청 3건이 지금 명단에 아직 반영되지 않았습니다" in page.text


def test_a_rejected_appeal_leaves_the_result(published, lead_in):
    appeal = filed(published, 4)
    lead_in.post(
        reverse("appeal_decide", args=[appeal.pk]),
        {"state": "REJECTED", "answer": "점수는 맞습니다.", "version": 1},
    )
    assert number(published, 4).state == S.NOT_SELECTED
    assert waiting_for_new_list(published.selection.round) == 0


def test_only_a_team_lead_decides(published, signed_in):
    appeal = filed(published, 4)
    shown = signed_in.get(reverse("appeal_detail", args=[appeal.pk]))
    assert "팀장이 결정합니다" in shown.text
    answer = signed_in.post(
        reverse("appeal_decide", args=[appeal.pk]),
        {"state": "ACCEPTED", "answer": "인용합니다.", "version": 1},
    )
    assert answer.status_code == 403
    assert Appeal.objects.get().state == A.FILED


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"state": "ACCEPTED", "answer": "", "version": 1}, 422),
        ({"state": "", "answer": "답변", "version": 1}, 422),
        ({"state": "WITHDRAWN", "answer": "답변", "version": 1}, 422),
        ({"state": "REJECTED", "answer": "가" * 401, "version": 1}, 422),
        ({"state": "REJECTED", "answer": "900101-1234567", "version": 1}, 422),
        ({"state": "REJECTED", "answer": "답변", "version": 9}, 409),
        ({"state": "REJECTED", "answer": "답변", "version": "x"}, 409),
        ({}, 422),
    ],
)
def test_a_bad_decision_decides_nothing(published, lead_in, data, status):
    appeal = filed(published, 4)
    answer = lead_in.post(reverse("appeal_decide", args=[appeal.pk]), data)
    assert answer.status_code == status
    assert Appeal.objects.get().state == A.FILED
    assert number(published, 4).state == S.NOT_SELECTED


def test_a_decision_is_made_once(published, lead_in):
    appeal = filed(published, 4, state=A.REJECTED, answer="기각", decided_on=DAY)
    data = {"state": "ACCEPTED", "answer": "인용", "version": 1}
    answer = lead_in.post(reverse("appeal_decide", args=[appeal.pk]), data)
    assert answer.status_code == 422
    assert "이미 처리했거나 취하한" in answer.text


def test_an_application_that_moved_on_is_not_put_back(published):
    appeal = filed(published, 3)
    with acting("시험"):
        application = number(published, 3)
        application.state = S.SELECTED
        application.save()
    with acting("시험"), pytest.raises(Refused, match="‘선발’ 상태로 바뀌어"):
        decide(Appeal.objects.get(pk=appeal.pk), "ACCEPTED", "인용", "박팀장", TODAY())
    assert Appeal.objects.get().state == A.FILED


def test_an_appeal_is_taken_back_and_may_be_filed_anew(published, page, signed_in):
    appeal = filed(published, 4)
    withdraw = reverse("appeal_withdraw", args=[appeal.pk])
    assert signed_in.post(withdraw, {"version": 7}).status_code == 409
    assert signed_in.post(withdraw, {"version": 1}).status_code == 302
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by) == (A.WITHDRAWN, "김가상")
    assert signed_in.post(withdraw, {"version": 2}).status_code == 422
    assert signed_in.post(page, typed()).status_code == 302


def test_what_an_accepted_appeal_changed_is_shown_once_there_is_a_new_list(published, lead_in):
    appeal = filed(published, 4, state=A.ACCEPTED, answer="인용", decided_on=DAY)
    with acting("시험"):
        application = number(published, 4)
        application.state = S.UNDER_REVIEW
        application.save()
    url = reverse("appeal_detail", args=[appeal.pk])
    assert effect_of(appeal).after is None
    assert "아직 새 선발안이 확정되지 않았습니다" in lead_in.get(url).text
    old = published.selection
    with acting("시험"):
        new = a_selection(old.round, old.proposed_by, 2)
        project = old.round.work_projects.first()
        for n, state, rank, values in (
            (1, E.SELECTED, 1, {}),
            (4, E.SELECTED, 2, {"project": project}),
            (2, E.RESERVE, 3, {"reserve_rank": 1}),
            (3, E.RESERVE, 4, {"reserve_rank": 2}),
        ):
            an_entry(new, number(published, n), state=state, rank=rank, **values)
        application.state = S.SELECTED
        application.save()
    effect = effect_of(Appeal.objects.get())
    assert (effect.before.version, effect.before.result, effect.before.rank) == (
        *("제1판", "미선발", 4),
    )
    assert (effect.after.version, effect.after.result, effect.after.rank) == ("제2판", "선발", 2)
    assert effect.after.project == "가상 사업 1"
    shown = lead_in.get(url).text
    assert "예비 1순위 · 전체" in shown
    assert "두 판 사이에 결과가 바뀐 사람" in shown
    assert NAMES[2] not in shown
    assert waiting_for_new_list(old.round) == 0


def test_a_reserve_found_ineligible_waits_for_a_list_without_them(published):
    filed(published, 3, state=A.ACCEPTED, answer="인용", decided_on=DAY)
    with acting("시험"):
        application = number(published, 3)
        application.state, application.state_reason = S.INELIGIBLE, "소득 초과"
        application.save()
    assert waiting_for_new_list(published.selection.round) == 1


def test_the_answer_is_printed_for_a_purpose(published, signed_in):
    appeal = filed(published, 4, state=A.REJECTED, answer="점수는 맞습니다.", decided_on=DAY)
    url = reverse("appeal_answer", args=[appeal.pk])
    assert signed_in.post(url, {}).status_code == 422
    sheet = signed_in.post(url, PURPOSE)
    assert sheet.status_code == 200
    for words in (
        "이의신청 결과 통보서",
        NAMES[4],
        "결정: 기각",
        "답변: 점수는 맞습니다.",
        "그대로입니다.\u00a0\u00a0끝.",
        "2026. 2. 12.",
    ):
        assert words in sheet.text
    assert AccessEntry.objects.latest("pk").action == AccessEntry.Action.PRINT


def test_an_open_appeal_has_no_answer_to_print(published, signed_in):
    appeal = filed(published, 4)
    answer = signed_in.post(reverse("appeal_answer", args=[appeal.pk]), PURPOSE)
    assert answer.status_code == 422
    assert "아직 결정하지 않아" in answer.text


def test_only_who_handles_or_decides_appeals_reads_one(published, district, client):
    appeal = filed(published, 4)
    payroll = User.objects.create_user("gasang-payroll", password="x", name="최회계")
    give(payroll, district, "PAYROLL", "시험")
    client.force_login(payroll)
    answer = client.get(reverse("appeal_detail", args=[appeal.pk]))
    assert answer.status_code == 403
    assert "점수를 다시" not in answer.text


def test_a_lead_decides_and_sends_nothing(published, page, lead_in):
    shown = lead_in.get(page)
    assert "이의신청 접수</button>" not in shown.text
    assert lead_in.post(page, typed()).status_code == 403
    appeal = filed(published, 4)
    for name in ("appeal_withdraw", "appeal_answer"):
        assert lead_in.post(reverse(name, args=[appeal.pk]), {"version": 1}).status_code == 403
    assert Appeal.objects.get().state == A.FILED


@pytest.mark.parametrize(
    "name", ["appeal_detail", "appeal_decide", "appeal_withdraw", "appeal_answer"]
)
def test_another_district_finds_no_appeal(published, client, stranger, name):
    appeal = filed(published, 4)
    client.force_login(stranger)
    url = reverse(name, args=[appeal.pk])
    wanted = 403 if name == "appeal_decide" else 404  # staff does not decide
    assert client.get(url).status_code == wanted
    assert client.post(url, {"version": 1}).status_code in (wanted, 405)
    assert Appeal.objects.get().state == A.FILED


def test_another_district_cannot_name_our_receipt(published, page, client, stranger, signed_in):
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.post(page, typed()).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(published, page, signed_in):
    filed(published, 4)
    signed_in.get(page)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(page)
    for n in range(10, 40):
        with acting("시험"):
            told(published.selection, n, E.NOT_SELECTED)
        filed(published, n)
    with CaptureQueriesContext(connection) as many:
        signed_in.get(page)
    assert len(many) == len(one) <= 25


def test_a_term_without_holidays_is_refused(published):
    with acting("시험"):
        published.appeal_until_on = published.remove_on
        published.save()
    with acting("시험"), pytest.raises(Refused, match="공휴일이 등록되어 있지 않아"):
        file_appeal(number(published, 4), date(2091, 6, 1), GROUND, date(2091, 6, 1))
