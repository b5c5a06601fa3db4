"""A selection that ends before the work begins, fraud found when it is over, and what both do to
later rounds."""

from datetime import date, timedelta

import pytest

from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.findings import Outcome
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.cancelling import cancel, cancel_selection
from participants.actions.leaving import find_fraud, leave
from participants.actions.offers import offer
from participants.actions.placing import place_all
from participants.actions.undoing import undo, undo_cancelling
from participants.facts import facts_of
from participants.models import Application, Placement, PlacementEvent, Vacancy
from participants.placement.reserves import Reserves
from participants.placement.workflow import K
from participants.rechecks import recheck
from programs.models import Round
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import (
    a_chosen,
    a_reserve,
    a_selection,
    days,
    some_rules,
    someone_placed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
P = Placement.State
WHY = "서류 위조"


@pytest.fixture
def round_(district) -> Round:
    return a_round(district)


@pytest.fixture
def selection(round_, staff):
    return a_selection(round_, staff)


@pytest.fixture
def project(round_):
    return round_.work_projects.first()


@pytest.mark.parametrize(
    ("why", "note", "state"),
    [("GIVEN_UP", "", S.DECLINED), ("FRAUD", WHY, S.CANCELLED), ("DEATH", "", S.CANCELLED)],
)
def test_whose_selection_ends_leaves_the_post_to_the_next_reserve(
    round_, selection, project, why, note, state
):
    application = a_chosen(selection, 1, project)
    reserve = a_reserve(selection, 2, 1)
    vacancy = cancel_selection(application, days(round_, -9), why, note)
    application.refresh_from_db()
    assert (application.state, application.cancel_reason, application.cancelled_on) == (
        state,
        why,
        days(round_, -9),
    )
    assert application.state_reason.startswith(application.get_cancel_reason_display())
    assert (vacancy.project, vacancy.pool, vacancy.opened_on) == (project, "ALL", round_.starts_on)
    assert Reserves(round_).next_for(vacancy).application == reserve


def test_without_a_project_or_after_the_round_no_post_becomes_free(round_, selection, project):
    assert cancel_selection(a_chosen(selection, 1, None), days(round_, -9), "GIVEN_UP") is None
    late = TODAY()
    round_.ends_on = late - timedelta(days=1)
    assert cancel_selection(a_chosen(selection, 2, project), late, "GIVEN_UP") is None
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize(
    ("why", "note", "state"), [("GIVEN_UP", "", S.WITHDRAWN), ("FRAUD", WHY, S.CANCELLED)]
)
def test_a_reserve_leaves_the_list_and_the_next_one_is_due(
    round_, selection, project, why, note, state
):
    gone, next_one = a_reserve(selection, 1, 1), a_reserve(selection, 2, 2)
    vacancy = cancel_selection(a_chosen(selection, 3, project), days(round_, -9), "GIVEN_UP")
    assert cancel_selection(gone, days(round_, -8), why, note) is None
    gone.refresh_from_db()
    assert gone.state == state
    assert Reserves(round_).next_for(vacancy).application == next_one
    undo_cancelling(gone, "잘못 처리함")
    assert (gone.state, gone.cancel_reason, gone.cancelled_on) == (S.RESERVE, "", None)
    assert Reserves(round_).next_for(vacancy).application == gone


def test_a_reserve_who_is_being_asked_answers_first(round_, selection, project):
    reserve = a_reserve(selection, 1, 1)
    vacancy = cancel_selection(a_chosen(selection, 2, project), days(round_, -9), "GIVEN_UP")
    offer(vacancy, reserve, TODAY(), {})
    with pytest.raises(Refused, match="통보를 먼저 취소"):
        cancel_selection(reserve, TODAY(), "FRAUD", WHY)
    reserve.refresh_from_db()
    assert reserve.state == S.RESERVE


@pytest.mark.parametrize(
    ("why", "note", "words"),
    [("", "", "사유를 고르"), ("NOTHING", "", "사유를 고르"), ("FRAUD", " ", "자세한 내용")],
)
def test_a_cancelled_selection_says_why(round_, selection, project, why, note, words):
    application = a_chosen(selection, 1, project)
    with pytest.raises(Refused, match=words):
        cancel_selection(application, days(round_, -9), why, note)
    application.refresh_from_db()
    assert (application.state, application.cancel_reason) == (S.SELECTED, "")


@pytest.mark.parametrize("state", [S.ELIGIBLE, S.NOT_SELECTED, S.PLACED, S.CANCELLED])
def test_only_the_selected_and_the_reserves_have_a_selection_to_lose(round_, state):
    application = an_application(round_, a_person(round_.district, 1), 1, state=state)
    with pytest.raises(Refused, match="상태에서는 선발을 취소할 수 없습니다"):
        cancel_selection(application, days(round_, -9), "FRAUD", WHY)


def test_who_applied_again_is_not_brought_back_as_a_reserve(round_, selection):
    reserve = a_reserve(selection, 1, 1)
    cancel_selection(reserve, days(round_, -9), "GIVEN_UP")
    again = an_application(round_, reserve.person, 2)
    with pytest.raises(Refused, match="다시 신청했습니다"):
        undo_cancelling(reserve, "잘못 처리함")
    assert again.state == S.SUBMITTED


def test_fraud_found_between_placing_and_starting_cancels_and_is_undone(round_, selection, project):
    a_chosen(selection, 1, project)
    (placement,) = place_all(round_)
    cancel(placement, days(round_, -3), "FRAUD", WHY)
    application = placement.application
    assert (placement.state, application.state) == (P.CANCELLED, S.CANCELLED)
    assert application.cancel_reason == "FRAUD"
    undo(placement, "잘못 처리함")
    assert (placement.state, application.state) == (P.ASSIGNED, S.PLACED)
    assert (application.cancel_reason, application.cancelled_on) == ("", None)


# ---- fraud found when the work is over -------------------------------------------------------


@pytest.fixture
def ended(district) -> Placement:
    """Somebody who worked to the end of last year's round."""
    earlier = a_round(district, "공공근로-2025-1", state="CLOSED", notice_on=date(2025, 1, 2))
    return someone_placed(earlier, 50, state=P.COMPLETED)


def test_fraud_found_afterwards_leaves_the_work_as_it_was(ended):
    day = ended.to_on + timedelta(days=30)
    find_fraud(ended, day, WHY)
    ended.refresh_from_db()
    event = PlacementEvent.objects.get()
    assert (ended.state, ended.end_reason) == (P.COMPLETED, "")
    assert (event.kind, event.on, event.reason) == (K.FRAUD_FOUND, day, WHY)
    assert ended.application.state == S.CANCELLED
    assert not Vacancy.objects.exists()
    with pytest.raises(Refused, match="이미 적었습니다"):
        find_fraud(ended, day, WHY)
    undo(ended, "다른 사람")
    assert ended.application.state == S.PLACED


@pytest.mark.parametrize(
    ("gap", "reason", "words"), [(-1, WHY, "확인한 날"), (4000, WHY, "확인한 날"), (1, " ", "내용")]
)
def test_a_finding_has_a_day_after_the_work_and_says_what(ended, gap, reason, words):
    with pytest.raises(Refused, match=words):
        find_fraud(ended, ended.to_on + timedelta(days=gap), reason)
    assert not PlacementEvent.objects.exists()


def test_who_was_dismissed_for_fraud_needs_no_second_finding(round_):
    placement = someone_placed(round_, 1)
    leave(placement, K.TERMINATE, days(round_, 9), "FRAUD", WHY)
    with pytest.raises(Refused, match="이미 적었습니다"):
        find_fraud(placement, max(TODAY(), days(round_, 9)), WHY)


# ---- what later rounds see -------------------------------------------------------------------


@pytest.fixture
def banning(round_) -> Round:
    """A round that refuses who drew wages by fraud within the last three years."""
    ban = Criterion.standard(RuleCode.PREV_FRAUD, months=36)
    some_rules(round_, RuleSet(criteria=(ban,)))
    return round_


def outcome(application: Application) -> Outcome:
    """What the only rule of the round answers."""
    (finding,) = recheck([application])[application.pk].findings
    return finding.outcome


def test_a_finding_bars_from_later_rounds_until_it_is_taken_back(banning, ended):
    application = an_application(banning, ended.person, 1)
    assert outcome(application) is not Outcome.NOT_MET
    find_fraud(ended, ended.to_on, WHY)
    assert outcome(application) is Outcome.NOT_MET
    facts = facts_of(banning, [application])[application.pk].facts
    assert [one.reference for one in facts.fraud_findings] == [f"배치 {ended.pk}"]
    assert [one.fraud for one in facts.participations] == [False]
    undo(ended, "다른 사람")
    assert outcome(application) is not Outcome.NOT_MET


@pytest.mark.parametrize(("why", "is_barred"), [("FRAUD", True), ("INELIGIBLE_NOW", False)])
def test_a_selection_cancelled_for_fraud_bars_too(district, staff, banning, why, is_barred):
    earlier = a_round(district, "공공근로-2025-1", state="CLOSED", notice_on=date(2025, 1, 2))
    chosen = a_chosen(a_selection(earlier, staff), 1, None)
    cancel_selection(chosen, days(earlier, -9), why, WHY)
    application = an_application(banning, chosen.person, 1)
    assert (outcome(application) is Outcome.NOT_MET) == is_barred
    assert facts_of(banning, [application])[application.pk].facts.participations == ()
