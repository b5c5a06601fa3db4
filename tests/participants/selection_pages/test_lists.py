"""A selection list in the browser: approved or returned, and its entries."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry
from participants.actions.selection import propose
from participants.models import Application, Selection
from tests.participants.selecting import an_eligible, states_of

pytestmark = pytest.mark.django_db
S = Application.State


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def test_a_lead_finds_what_waits_and_approves_it(proposed, as_lead, staff):
    home = as_lead.get(go("round_selection", proposed.round))
    assert "승인을 기다리는 선발안이 1건 있습니다" in home.text
    page = as_lead.get(go("selection_detail", proposed))
    assert "선발안 확정" in page.text
    answer = as_lead.post(
        go("selection_approve", proposed), {"version": proposed.version, "approve-note": "적정"}
    )
    assert answer.status_code == 302
    assert states_of(proposed.round) == ["SELECTED", "SELECTED", "RESERVE", "RESERVE"]
    proposed.refresh_from_db()
    assert proposed.decision_note == "적정"
    page = as_lead.get(go("selection_detail", proposed))
    assert proposed.digest in page.text
    assert "지금 명단과 같습니다" in page.text
    assert "선발안 확정</button>" not in page.text
    assert str(staff) in page.text


def test_staff_cannot_decide_and_see_no_button(proposed, signed_in):
    for name in ("selection_approve", "selection_return"):
        assert signed_in.post(go(name, proposed), {"version": "1"}).status_code == 403
    assert "선발안 확정</button>" not in signed_in.get(go("selection_detail", proposed)).text


def test_the_proposer_is_told_that_another_decides(proposed, district, staff, client):
    give(staff, district, "TEAM_LEAD", "시험")
    client.force_login(staff)
    page = client.get(go("selection_detail", proposed))
    assert "스스로 확정하거나 반려할 수 없습니다" in page.text
    answer = client.post(go("selection_approve", proposed), {"version": proposed.version})
    assert answer.status_code == 422
    assert "제안한 사람은 스스로" in answer.text
    assert "내가 제안함" in client.get(go("round_selection", proposed.round)).text
    proposed.refresh_from_db()
    assert proposed.state == "PROPOSED"


def test_a_stale_proposal_says_what_changed(proposed, as_lead):
    with acting("담당자"):
        application = one(proposed.round, 2)
        application.note = "주소 확인"
        application.save()
    page = as_lead.post(go("selection_approve", proposed), {"version": proposed.version})
    assert page.status_code == 422
    assert "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0002" in page.text
    assert "다시 제안하세요" in page.text


def test_a_return_needs_a_reason_and_keeps_it(proposed, as_lead):
    sent = {"version": proposed.version, "note": ""}
    page = as_lead.post(go("selection_return", proposed), sent)
    assert page.status_code == 422
    assert "반려 사유" in page.text
    as_lead.post(go("selection_return", proposed), {**sent, "note": "인원 확인"})
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decision_note) == ("RETURNED", "인원 확인")
    late = as_lead.post(go("selection_return", proposed), {**sent, "note": "또"})
    assert late.status_code == 409


def test_what_a_correction_changes_is_listed_masked(approved, lead, staff, signed_in):
    with acting("담당자"):
        application = one(approved.round, 1)
        application.state, application.state_reason = S.DECLINED, "본인 포기"
        application.save()
    with acting(staff):
        second = propose(approved.round, staff, "1번 포기")
    page = signed_in.get(go("selection_detail", second))
    assert [(row["kind"], row["receipt"][-1]) for row in page.context["changes"]["rows"]] == [
        ("새로 선발", "3"),
        ("선발에서 빠짐", "1"),
        ("순서·결과가 바뀜", "4"),
    ]
    assert "1번 포기" in page.text
    for n in range(1, 5):
        assert one(approved.round, n).person.name not in page.text


def test_a_version_that_confirms_a_review_says_so(approved, signed_in):
    with acting("담당자"):
        application = one(approved.round, 4)
        application.state = S.SCORED
        application.save()
    page = signed_in.get(go("selection_propose", approved.round))
    assert "결과를 그대로 확정하는 판입니다" in page.text
    assert "제2판 제안" in page.text


def test_who_is_left_out_is_named_before_and_shown_to_who_decides(scored, signed_in, lead, client):
    with acting("시험"):
        an_eligible(scored, 9, 9, state=S.SUPPLEMENT_REQUESTED)
    url = go("selection_propose", scored)
    page = signed_in.get(url)
    assert "심사가 끝나지 않은 사람이 있습니다" in page.text
    sent = {"basis": page.context["basis"]}
    assert signed_in.post(url, sent).status_code == 422
    assert signed_in.post(url, {**sent, "waiving": "보완 기한이 지남"}).status_code == 302
    client.force_login(lead)
    shown = client.get(go("selection_detail", Selection.objects.get())).text
    assert "보완 기한이 지남" in shown
    assert "<strong>1명</strong>이 명단에서 빠졌습니다" in shown


def test_entries_are_narrowed_paged_and_recorded_as_seen(approved, signed_in):
    url = go("selection_detail", approved)
    assert signed_in.get(url).context["count"] == 4
    assert signed_in.get(url, {"state": "RESERVE"}).context["count"] == 2
    assert signed_in.get(url, {"pool": "ALL", "state": "SELECTED"}).context["count"] == 2
    project = approved.round.work_projects.order_by("code").first()
    assert signed_in.get(url, {"project": project.pk}).context["count"] == 2
    assert signed_in.get(url, {"state": "x", "page": "99"}).status_code == 200
    entry = AccessEntry.objects.filter(task="선발 명단 확인").order_by("pk").first()
    assert entry.person_count == 4


def test_an_entry_says_why(approved, signed_in):
    entry = approved.entries.get(application__number=3)
    page = signed_in.get(go("selection_entry", approved, entry.pk))
    assert entry.reason in page.text
    assert "같은 점수인 사람이 없습니다" in page.text
    assert signed_in.get(go("selection_entry", approved, 999_999)).status_code == 404
