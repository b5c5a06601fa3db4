"""A round on its way to a selection list."""

import pytest

from jobportal.platform.audit import acting
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose
from participants.models import Selection
from tests.participants.selecting import eligible_round


@pytest.fixture
def round_(district):
    """Four eligible applicants for two posts."""
    with acting("시험"):
        return eligible_round(district, [4, 3, 2, 1], posts=2)


@pytest.fixture
def scored(round_):
    """The same, scored."""
    with acting("시험"):
        score_round(round_)
    return round_


@pytest.fixture
def proposed(scored, staff) -> Selection:
    """A list that waits for its decision."""
    with acting(staff):
        return propose(scored, staff)


@pytest.fixture
def approved(proposed, lead) -> Selection:
    """A list in force."""
    with acting(lead):
        return approve(proposed, lead)


@pytest.fixture
def as_lead(client, lead):
    """A browser in which the team lead has signed in."""
    client.force_login(lead)
    return client
