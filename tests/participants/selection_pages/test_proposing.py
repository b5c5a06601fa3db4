"""Proposing a selection list in the browser: looked at first, then proposed."""

import re

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.selection import return_
from participants.models import Application, Selection, SelectionEntry
from tests.participants.selecting import LOTTERY, eligible_round

pytestmark = pytest.mark.django_db


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def hidden(page) -> dict[str, str]:
    """The hidden fields of the last form of the page."""
    form = page.text.rsplit("<form", 1)[-1] if "<form" in page.text else ""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_what_stands_against_a_proposal_is_said_before_and_after(round_, signed_in):
    page = signed_in.get(go("selection_propose", round_))
    assert "아직 선발안을 만들 수 없습니다. 2가지를 먼저 하세요" in page.text
    answer = signed_in.post(go("selection_propose", round_), hidden(page))
    assert answer.status_code in (409, 422)
    assert not Selection.objects.exists()


def test_the_list_is_looked_at_first_and_then_proposed(scored, signed_in, staff):
    page = signed_in.get(go("selection_propose", scored))
    assert [(g["label"], g["count"]) for g in page.context["groups"]] == [
        ("선발", 2),
        ("예비", 2),
        ("미선발", 0),
    ]
    assert page.context["pools"][0].label == "계"
    assert not Selection.objects.exists()
    sent = {"basis": page.context["basis"]}
    answer = signed_in.post(go("selection_propose", scored), sent, follow=True)
    selection = Selection.objects.get()
    assert selection.proposed_by == staff
    assert "선발안 제1판을 제안했습니다" in answer.text
    assert "내가 제안한 선발안입니다" in answer.text
    again = signed_in.post(go("selection_propose", scored), sent)
    assert again.status_code == 422
    assert "승인을 기다리는 선발안" in again.text
    assert Selection.objects.count() == 1


def test_what_changed_since_the_preview_is_looked_at_again(scored, signed_in):
    page = signed_in.get(go("selection_propose", scored))
    with acting("다른 담당자"):
        application = one(scored, 1)
        application.note = "전화 확인"
        application.save()
    answer = signed_in.post(go("selection_propose", scored), {"basis": page.context["basis"]})
    assert answer.status_code == 409
    assert "미리 본 뒤에 신청서나 점수가 바뀌었습니다" in answer.text
    assert not Selection.objects.exists()


def test_a_second_version_needs_a_reason_and_takes_up_the_note(scored, proposed, lead, signed_in):
    with acting(lead):
        return_(proposed, lead, "인원 확인")
    page = signed_in.get(go("selection_propose", scored))
    assert "반려 의견 반영: 인원 확인" in page.text
    sent = {"basis": page.context["basis"], "reason": ""}
    assert signed_in.post(go("selection_propose", scored), sent).status_code == 422
    bad = {**sent, "reason": "900101-1234560 확인"}
    answer = signed_in.post(go("selection_propose", scored), bad)
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text
    signed_in.post(go("selection_propose", scored), {**sent, "reason": "인원을 확인함"})
    assert Selection.objects.get(number=2).reason == "인원을 확인함"


def test_lots_are_drawn_once_with_a_seed_everybody_may_see(district, signed_in):
    with acting("시험"):
        round_ = eligible_round(district, [1] * 4, posts=2, rules=LOTTERY)
    page = signed_in.get(go("selection_propose", round_))
    assert "groups" not in page.context  # nobody tries seeds until one suits
    sent = {"basis": page.context["basis"], "seed": " "}
    assert signed_in.post(go("selection_propose", round_), sent).status_code == 422
    answer = signed_in.post(
        go("selection_propose", round_), {**sent, "seed": "2026-가상"}, follow=True
    )
    assert "2026-가상" in answer.text
    assert "SHA-256" in answer.text
    entry = SelectionEntry.objects.first()
    shown = signed_in.get(go("selection_entry", entry.selection, entry.pk))
    assert entry.tie in shown.text


def test_a_waiting_list_stands_in_the_way_of_another_and_is_one_press_away(proposed, signed_in):
    page = signed_in.get(reverse("selection_propose", args=[proposed.round_id]))
    assert "먼저 확정하거나 반려하세요" in page.text
    assert reverse("selection_detail", args=[proposed.pk]) in page.text


def test_a_version_that_would_change_nothing_is_not_offered(approved, signed_in):
    page = signed_in.get(go("selection_propose", approved.round))
    assert "바뀐 것이 없어 새 판을 제안할 수 없습니다" in page.text
    assert "제2판 제안" not in page.text
