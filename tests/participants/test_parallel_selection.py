"""Two leads, two officers, a reviewer and a lead at the same moment, on either database engine."""

from fractions import Fraction

import pytest
from django.db import transaction

from jobportal.platform.audit import acting
from jobportal.platform.models import User
from jobportal.platform.refused import Refused
from participants.actions.interviews import add_reviewer, close, reopen, save_sheet, set_panel
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose, return_
from participants.models import Application, InterviewPanel, InterviewSheet, Selection
from programs.models import Round
from tests.participants.making import TODAY
from tests.participants.parallel import at_once, seen
from tests.participants.selecting import (
    WITH_INTERVIEW,
    a_round_with,
    a_user,
    an_eligible,
    eligible_round,
    states_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
LEADS = 3


@pytest.fixture
def round_(emptied_after, district) -> Round:
    with acting("시험"), transaction.atomic():
        round_ = eligible_round(district, [3, 2, 1], posts=2)
        score_round(round_)
    return round_


@pytest.fixture
def leads(round_, district) -> list[int]:
    return [a_user(district, f"팀장{n}", "TEAM_LEAD").pk for n in range(LEADS)]


@pytest.fixture
def proposal(round_, leads, staff) -> int:
    with acting(staff), transaction.atomic():
        return propose(round_, staff).pk


def decided(step, proposal: int, leads: list[int]) -> list:
    def one(n: int):
        lead = User.objects.get(pk=leads[n])
        selection = Selection.objects.select_related("round__district").get(pk=proposal)
        return step(n, selection, lead)

    return at_once(one, len(leads))


def test_of_leads_approving_at_once_exactly_one_succeeds(round_, proposal, leads, on_disk):
    met = decided(lambda _, selection, lead: approve(selection, lead).state, proposal, leads)
    assert sorted(map(str, met)) == sorted(["APPROVED", *[str(Refused)] * (LEADS - 1)])
    assert seen(lambda: states_of(round_)) == ["SELECTED", "SELECTED", "RESERVE"]
    assert seen(lambda: Selection.objects.get().decided_by_id) in leads


def test_of_approving_and_returning_at_once_one_is_done(round_, proposal, leads, on_disk):
    def step(n, selection, lead):
        return (approve(selection, lead) if n else return_(selection, lead, "까닭")).state

    met = decided(step, proposal, leads)
    assert met.count(Refused) == LEADS - 1
    state = seen(lambda: Selection.objects.get().state)
    assert state in met
    expected = ["SELECTED", "SELECTED", "RESERVE"] if state == "APPROVED" else ["SCORED"] * 3
    assert seen(lambda: states_of(round_)) == expected


def test_of_officers_proposing_at_once_one_list_comes_about(round_, staff, on_disk):
    pk = round_.pk
    met = at_once(lambda _: propose(Round.objects.get(pk=pk), User.objects.get(pk=staff.pk)).number)
    assert met.count(1) == 1
    assert met.count(Refused) == len(met) - 1
    assert seen(lambda: Selection.objects.get().entries.count()) == 3


@pytest.fixture
def unscored(emptied_after, district) -> int:
    with acting("시험"):
        return eligible_round(district, [3, 2, 1]).pk


def test_scoring_twice_at_once_makes_one_sheet_each(unscored, on_disk):
    rounds = Round.objects.select_related("district")
    met = at_once(lambda _: score_round(rounds.get(pk=unscored)), 2)
    assert sorted(told.written for told in met) == [0, 3]


@pytest.fixture
def panel(emptied_after, district) -> tuple[int, int]:
    """A panel whose reviewers have both marked the one applicant; the second reviewer's seat."""
    with acting("시험"), transaction.atomic():
        round_ = a_round_with(district, WITH_INTERVIEW)
        one = an_eligible(round_, 1, 1)
        panel = set_panel(round_, TODAY(), "")
        for name in ("갑", "을"):
            seat = add_reviewer(panel, a_user(district, name), is_external=False)
            save_sheet(seat, one, {"MOTIVE": Fraction(10)}, "", submit=True)
    return panel.pk, seat.pk


def test_a_mark_given_while_the_panel_closes_is_kept_or_refused(panel, on_disk):
    panel_pk, seat_pk = panel

    def one(n: int):
        found = InterviewPanel.objects.select_related("round__district").get(pk=panel_pk)
        if n:
            return close(found, WITH_INTERVIEW)
        seat = found.reviewers.select_related("panel").get(pk=seat_pk)
        with acting("심사위원", reason="협의"):
            save_sheet(seat, Application.objects.get(), {"MOTIVE": Fraction(14)}, "", True)
        return "kept"

    met = at_once(one, 2)
    mark = seen(lambda: InterviewSheet.objects.get(reviewer=seat_pk).marks["MOTIVE"])
    assert (met[0], mark) in (("kept", "14"), (Refused, "10"))
    assert seen(lambda: InterviewPanel.objects.get().closed_at)


def test_a_closed_panel_is_reopened_once(panel, on_disk):
    panel_pk, _ = panel

    def steps(_):
        found = InterviewPanel.objects.select_related("round").get(pk=panel_pk)
        with acting("팀장", reason="착오"):
            return reopen(found)

    at_once(lambda _: close(InterviewPanel.objects.get(pk=panel_pk), WITH_INTERVIEW), 1)
    assert at_once(steps, 2).count(Refused) == 1
