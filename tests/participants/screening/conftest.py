"""A round with announced rules."""

import pytest

from tests.participants.screening_making import a_round_with_rules


@pytest.fixture
def round_(district):
    return a_round_with_rules(district)
