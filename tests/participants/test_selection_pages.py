"""점수·선발 in the browser: scored, proposed by staff, decided by a lead, read by both."""

import pytest
from django.urls import reverse

from jobportal.platform.models import AccessEntry
from participants.models import Score, Selection
from tests.participants.selecting import LOTTERY, eligible_round, states_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]


@pytest.fixture
def round_(district):
    return eligible_round(district, [4, 3, 2, 1], posts=2)


def go(name: str, round_) -> str:
    return reverse(name, args=[round_.pk])


def propose(client, round_, **data):
    client.post(go("selection_score", round_))
    return client.post(go("selection_propose", round_), data)


def test_a_round_is_scored_proposed_and_approved_by_two_people(client, round_, staff, lead):
    client.force_login(staff)
    assert propose(client, round_).status_code == 302
    selection = Selection.objects.get()
    page = client.get(go("round_selection", round_)).content.decode()
    assert "선발안 제1판이 확정을 기다립니다" in page
    assert "팀장이 확정하거나 반려합니다" in page
    data = {"selection": selection.pk, "decision": "approve"}
    assert client.post(go("selection_decide", round_), data).status_code == 403
    client.force_login(lead)
    assert client.post(go("selection_decide", round_), data).status_code == 302
    assert states_of(round_) == ["SELECTED", "SELECTED", "RESERVE", "RESERVE"]
    listed = client.get(reverse("selection_detail", args=[selection.pk])).content.decode()
    assert selection.digest in listed
    assert "지금 명단과 같습니다" in listed


def test_a_preview_counts_and_writes_nothing(client, round_, staff):
    client.force_login(staff)
    client.post(go("selection_score", round_))
    page = client.get(go("round_selection", round_), {"preview": "1"}).content.decode()
    assert "선발 2명, 예비 2명, 미선발 0명" in page
    assert not Selection.objects.exists()


def test_what_stands_against_a_proposal_is_said(client, round_, staff):
    client.force_login(staff)
    response = client.post(go("selection_propose", round_))
    assert response.status_code == 409
    assert response.context["problems"]
    assert not Selection.objects.exists()


def test_a_returned_list_says_why_and_needs_a_note(client, round_, staff, lead):
    client.force_login(staff)
    propose(client, round_)
    selection = Selection.objects.get()
    client.force_login(lead)
    data = {"selection": selection.pk, "decision": "return"}
    assert client.post(go("selection_decide", round_), data).status_code == 409
    data["reason"] = "인원 확인"
    assert client.post(go("selection_decide", round_), data).status_code == 302
    selection.refresh_from_db()
    assert (selection.state, selection.decision_note) == ("RETURNED", "인원 확인")
    assert client.post(go("selection_decide", round_), data).status_code == 409


def test_lots_are_drawn_with_a_seed_everybody_may_see(client, district, staff):
    round_ = eligible_round(district, [1, 1, 1], posts=2, rules=LOTTERY)
    client.force_login(staff)
    assert client.post(go("selection_propose", round_), {"seed": ""}).status_code == 409
    assert client.post(go("selection_propose", round_), {"seed": "2026-가상"}).status_code == 302
    page = client.get(reverse("selection_detail", args=[Selection.objects.get().pk]))
    assert "2026-가상" in page.content.decode()


def test_the_list_is_narrowed_and_its_people_are_recorded_as_seen(client, round_, staff):
    client.force_login(staff)
    propose(client, round_)
    url = reverse("selection_detail", args=[Selection.objects.get().pk])
    assert client.get(url).context["count"] == 4
    assert client.get(url, {"state": "RESERVE"}).context["count"] == 2
    assert client.get(url, {"state": "x", "page": "99"}).context["count"] == 0
    entry = AccessEntry.objects.filter(task="선발 명단 확인").order_by("pk").first()
    assert entry.person_count == 4


def test_the_sheet_shows_what_points_rest_on_only_to_who_screens(client, round_, staff, lead):
    client.force_login(staff)
    propose(client, round_)
    application = round_.applications.get(number=1)
    url = reverse("score_sheet", args=[application.pk])
    mine = client.get(url).content.decode()
    assert "부양가족수" in mine
    assert "4명" in mine
    client.force_login(lead)
    theirs = client.get(url).content.decode()
    assert "부양가족수" in theirs
    assert "4명" not in theirs
    assert "자격심사 담당에게만" in theirs


def test_the_sheet_stands_after_its_inputs_were_destroyed(client, round_, staff):
    client.force_login(staff)
    propose(client, round_)
    score = Score.objects.get(application__number=1)
    score.inputs = ""
    score.save()
    page = client.get(reverse("score_sheet", args=[score.application_id])).content.decode()
    assert "파기했습니다" in page
    assert "부양가족수" in page


def test_the_list_needs_as_many_queries_for_four_as_for_one(
    client, district, staff, django_assert_max_num_queries
):
    round_ = eligible_round(district, [5, 4, 3, 2, 1], posts=3)
    client.force_login(staff)
    propose(client, round_)
    with django_assert_max_num_queries(20):
        client.get(reverse("selection_detail", args=[Selection.objects.get().pk]))
    with django_assert_max_num_queries(30):
        client.get(go("round_selection", round_))
