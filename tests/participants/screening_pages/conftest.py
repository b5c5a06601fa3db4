"""A round under review."""

import pytest

from jobportal.platform.audit import acting
from tests.participants.making import a_person
from tests.participants.screening_making import a_round_with_rules, fine, too_rich, unasked


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round_with_rules(district)


@pytest.fixture
def three(round_):
    """One who meets every rule, one who does not, one who is open."""
    with acting("시험"):
        return [
            fine(round_, 1),
            too_rich(round_, 2, person=a_person(round_.district, 2, dong="가상2동")),
            unasked(round_, 3),
        ]
