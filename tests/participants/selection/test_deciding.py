"""A selection list is decided by another person, and only while nothing has changed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobportal.platform.refused import Refused
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose, return_
from participants.models import Application, ApplicationGroup, Placement, Selection
from participants.selection.in_force import list_in_force
from participants.workflow import move
from tests.participants.placing import a_placement
from tests.participants.selecting import RULES, a_user, an_eligible, states_of
from tests.participants.selection.applying import changed, one
from tests.participants.test_scoring import corrected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
State = Selection.State


def test_an_approved_list_gives_everyone_their_state(approved, round_, lead):
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    assert (approved.state, approved.decided_by) == ("APPROVED", lead)
    assert one(round_, 3).state_reason == "선발안 제1판"
    assert list_in_force(round_) == approved


def test_staff_and_leads_of_elsewhere_do_not_decide(round_, staff, other_district):
    selection = propose(round_, staff)
    for user in (
        a_user(round_.district, "다른담당"),
        a_user(other_district, "다른팀장", "TEAM_LEAD"),
    ):
        with pytest.raises(Refused, match="팀장만"):
            approve(selection, user)
        with pytest.raises(Refused, match="팀장만"):
            return_(selection, user, "까닭")
    assert states_of(round_) == [S.SCORED] * 4


def test_the_proposer_never_decides(round_, lead):
    selection = propose(round_, lead)
    for step in (lambda: approve(selection, lead), lambda: return_(selection, lead, "까닭")):
        with pytest.raises(Refused, match="스스로"):
            step()
    selection.state, selection.decided_by = State.APPROVED, lead
    selection.decided_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        selection.save()


def test_a_decision_is_made_once(approved, lead, district):
    other = a_user(district, "다른팀장", "TEAM_LEAD")
    for user in (lead, other):
        with pytest.raises(Refused, match="이미 ‘확정’된"):
            approve(approved, user)
        with pytest.raises(Refused, match="이미 ‘확정’된"):
            return_(approved, user, "까닭")


def test_a_returned_list_says_why_and_another_follows_with_a_reason(round_, staff, lead):
    with pytest.raises(Refused, match="까닭을 적으세요"):
        return_(propose(round_, staff), lead, " ")
    returned = return_(Selection.objects.get(), lead, "인원 확인")
    assert (returned.state, returned.decision_note) == ("RETURNED", "인원 확인")
    assert states_of(round_) == [S.SCORED] * 4
    with pytest.raises(Refused, match="제2판을 만드는 사유"):
        propose(round_, staff)
    again = propose(round_, staff, "인원을 확인함")
    assert (again.number, again.reason) == (2, "인원을 확인함")
    assert approve(again, lead).state == "APPROVED"
    assert states_of(round_)[:2] == [S.SELECTED, S.SELECTED]


def stale(selection, lead, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        approve(selection, lead)
    assert refusal.value.problems[-1] == "다시 제안하세요."
    assert Selection.objects.get(pk=selection.pk).state == State.PROPOSED
    assert S.SELECTED not in states_of(selection.round)


def test_a_changed_application_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    changed(round_, 2, note="전화 확인")
    stale(selection, lead, "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0002")


def test_a_withdrawal_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    application = one(round_, 1)
    move(application, S.WITHDRAWN, "본인 요청")
    application.save()
    stale(selection, lead, "공공근로-2026-1-0001")


def test_a_changed_score_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    ApplicationGroup(district=round_.district, application=one(round_, 3), group="DISABLED").save()
    stale(selection, lead, "조회 결과나 면접 점수가 바뀐 신청인이 있습니다: 공공근로-2026-1-0003")
    score_round(round_)
    stale(selection, lead, "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0003")


def test_somebody_newly_eligible_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    an_eligible(round_, 9, 9)
    stale(selection, lead, "0009")


def test_changed_posts_make_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    round_.planned_posts = 3
    round_.save()
    stale(selection, lead, "‘전체’ 인원이 2명에서 3명으로 바뀌었습니다")


def test_corrected_rules_make_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    corrected(round_, RULES)
    stale(selection, lead, "선발 기준이 제2판으로 바뀌었습니다")


def test_a_placement_since_makes_the_proposal_stale(round_, staff, lead, approved):
    changed(round_, 1, state=S.PLACED)
    a_placement(one(round_, 1), pool="ALL")
    changed(round_, 4, state=S.WITHDRAWN)
    selection = propose(round_, staff, "정정")
    placement = Placement.objects.get()  # it ends without its application being touched
    placement.state, placement.end_reason = "DROPPED", "HEALTH"
    placement.save()
    with pytest.raises(Refused, match="배치나 세대처럼"):
        approve(selection, lead)


def test_an_altered_list_is_not_approved(round_, staff, lead):
    selection = propose(round_, staff)
    selection.terms = {**selection.terms, "seed": "몰래"}
    selection.save()
    with pytest.raises(Refused, match="해시와 다릅니다"):
        approve(selection, lead)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW])
def test_who_is_not_screened_yet_is_left_out_with_a_reason_only(round_, staff, lead, state):
    an_eligible(round_, 9, 9, state=state)
    with pytest.raises(Refused, match=r"자격심사가 끝나지 않은 신청인 1명.*0009.*사유를 적으세요"):
        propose(round_, staff)
    assert not Selection.objects.exists()
    selection = propose(round_, staff, waiving="보완 기한이 지남")
    assert (selection.terms["undecided"], selection.terms["waiving"]) == ([9], "보완 기한이 지남")
    an_eligible(round_, 8, 8, state=state)
    stale(selection, lead, "자격심사가 끝나지 않은 신청인이 1명 늘었습니다")
