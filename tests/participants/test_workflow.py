"""Which state of an application follows which, and what a move needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.refused import Refused
from participants.models import Application
from participants.workflow import NEEDS_REASON, TRANSITIONS, move

S = Application.State


def test_every_state_has_its_row_and_leads_to_known_states():
    assert set(TRANSITIONS) == set(S)
    assert all(set(to) <= set(S) for to in TRANSITIONS.values())


def test_every_state_is_reached_from_a_draft():
    seen, queue = set(), [S.DRAFT]
    while queue:
        state = queue.pop()
        if state not in seen:
            seen.add(state)
            queue += TRANSITIONS[state]
    assert seen == set(S)


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.CANCELLED, S.EXPIRED, S.DECLINED])
def test_an_ended_application_moves_no_more(state):
    assert TRANSITIONS[state] == frozenset()


@given(st.sampled_from(S), st.sampled_from(sorted(set(S) - {S.ELIGIBLE})))
def test_only_the_table_moves(before, to):
    application = Application(state=before)
    if to in TRANSITIONS[before]:
        move(application, to, "본인 요청")
        assert application.state == to
    else:
        with pytest.raises(Refused, match="바꿀 수 없습니다"):
            move(application, to, "본인 요청")
        assert application.state == before


@pytest.mark.parametrize("to", sorted(NEEDS_REASON & set(TRANSITIONS[S.UNDER_REVIEW])))
def test_some_moves_need_a_reason(to):
    application = Application(state=S.UNDER_REVIEW)
    with pytest.raises(Refused, match="사유"):
        move(application, to, "  ")
    assert application.state == S.UNDER_REVIEW
