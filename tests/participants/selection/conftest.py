"""A scored round, and its first list in force."""

import pytest

from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose
from tests.participants.selecting import eligible_round


@pytest.fixture
def round_(district):
    """Four applicants for two posts, scored."""
    round_ = eligible_round(district, [4, 3, 2, 1], posts=2)
    score_round(round_)
    return round_


@pytest.fixture
def approved(round_, staff, lead):
    """The round's first list, approved."""
    return approve(propose(round_, staff), lead)
