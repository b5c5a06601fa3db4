"""A later version corrects a list: what it changes and whom it leaves alone."""

import pytest

from jobportal.platform.refused import Refused
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose
from participants.announcing.publications import result_counts
from participants.models import Application, Selection
from participants.selection.counts import outcome_counts, pool_table, seats_of
from participants.selection.differences import Kind, differences
from participants.selection.in_force import list_in_force
from participants.selection.kept import entries_of
from participants.selection.outcomes import material_of
from participants.selection.whatif import Trial, try_out
from participants.workflow import move, move_by_list
from tests.participants.placing import a_placement
from tests.participants.selecting import an_eligible, states_of
from tests.participants.selection.applying import changed, one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
State = Selection.State


def test_a_correction_moves_between_outcomes_and_says_what_it_changes(
    approved, round_, staff, lead
):
    move_by_list(one(round_, 3), S.SELECTED, "")  # allowed to a list alone
    with pytest.raises(Refused):
        move(one(round_, 1), S.RESERVE)
    changed(round_, 1, state=S.DECLINED, state_reason="본인 포기")
    second = approve(propose(round_, staff, "1번 포기"), lead)
    assert states_of(round_) == [S.DECLINED, S.SELECTED, S.SELECTED, S.RESERVE]
    found = differences(entries_of(approved), entries_of(second))
    assert [(d.kind, d.application.number) for d in found] == [
        (Kind.ENTERS, 3),
        (Kind.LEAVES, 1),
        (Kind.OTHER, 4),
    ]
    assert found[1].after == "명단에 없음"
    assert (found[2].before, found[2].after) == ("예비 2순위 · 전체", "예비 1순위 · 전체")
    assert list_in_force(round_) == second
    assert Selection.objects.get(number=1).state == State.APPROVED


def test_whoever_is_placed_never_changes(approved, round_, staff, lead):
    a_placement(changed(round_, 2, state=S.PLACED), pool="ALL")
    an_eligible(round_, 9, 9)
    score_round(round_)
    approve(propose(round_, staff, "이의신청 인용"), lead)
    assert states_of(round_) == [S.RESERVE, S.PLACED, S.RESERVE, S.RESERVE, S.SELECTED]


def test_a_correction_that_changes_nothing_is_refused(approved, round_, staff):
    with pytest.raises(Refused, match="제1판과 결과가 같습니다"):
        propose(round_, staff, "그냥")


def test_a_correction_of_nothing_but_the_order_of_reserves_is_taken(approved, round_, staff, lead):
    changed(round_, 4, state=S.SCORED, dependants=2, household_size=3)
    changed(round_, 3, state=S.SCORED, dependants=1, household_size=2)
    score_round(round_)
    second = approve(propose(round_, staff, "3번과 4번의 부양가족 정정"), lead)
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    found = differences(entries_of(approved), entries_of(second))
    assert {d.kind for d in found} == {Kind.OTHER}
    assert len(found) == 2


def test_a_review_that_ends_alike_is_confirmed_by_a_version_of_its_own(
    approved, round_, staff, lead
):
    appellant = changed(round_, 4, state=S.UNDER_REVIEW)
    move(appellant, S.ELIGIBLE, missing=[])
    appellant.save()
    score_round(round_)
    assert states_of(round_)[-1] == S.SCORED
    second = approve(propose(round_, staff, "이의신청 인용: 다시 심사해도 같음"), lead)
    assert differences(entries_of(approved), entries_of(second)) == []
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    with pytest.raises(Refused, match="제2판과 결과가 같습니다"):
        propose(round_, staff, "한 번 더")


def test_who_left_after_selection_holds_no_post_in_the_figures(approved, round_, staff, lead):
    gone = a_placement(changed(round_, 1, state=S.PLACED), pool="ALL")
    gone.state, gone.end_reason, gone.end_on = "DROPPED", "HEALTH", gone.from_on
    gone.save()
    second = approve(propose(round_, staff, "결원 보충"), lead)
    assert second.terms["left"] == [1]
    whole, pool = pool_table(second.terms["pools"], seats_of(second))
    assert (whole.posts, whole.selected, whole.left, whole.open) == (2, 2, 1, 0)
    assert (pool.selected, pool.left, pool.reserve) == (2, 1, 1)
    counts = outcome_counts([approved, second])
    assert (counts[approved.pk]["SELECTED"], counts[approved.pk]["LEFT"]) == (2, 0)
    assert (counts[second.pk]["SELECTED"], counts[second.pk]["LEFT"]) == (2, 1)
    assert result_counts(second) == {"선발": 2, "예비": 1, "미선발": 0, "선발 뒤 종료": 1}
    material = material_of(round_)
    tried = try_out(material, Trial(material.rules, material.pools, material.projects))
    assert tried.comparison.selected_before == tried.comparison.selected_after == 2


@pytest.mark.parametrize("state", [S.PLACED, S.DECLINED, S.WITHDRAWN, S.UNDER_REVIEW, S.INELIGIBLE])
def test_no_list_moves_who_is_elsewhere(round_, state):
    application = changed(round_, 1, state=state)
    with pytest.raises(Refused, match="다시 제안하세요"):
        move_by_list(application, S.SELECTED, "선발안")
