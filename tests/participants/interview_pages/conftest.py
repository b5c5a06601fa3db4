"""A round with an interview, and its reviewers."""

import pytest

from jobportal.platform.audit import acting
from participants.actions.interviews import add_reviewer, set_panel
from participants.models import Reviewer
from tests.participants.making import TODAY
from tests.participants.selecting import WITH_INTERVIEW, a_round_with, a_user, an_eligible


@pytest.fixture
def round_(district):
    """A round with an interview of at least two reviewers and two eligible applicants."""
    with acting("시험"):
        round_ = a_round_with(district, WITH_INTERVIEW)
        for n in (1, 2):
            an_eligible(round_, n, n, person={"name": f"가상면접{n}"})
    return round_


@pytest.fixture
def seats(round_, district) -> list[Reviewer]:
    """Two reviewers."""
    with acting("시험"):
        panel = set_panel(round_, TODAY(), "가상 회의실")
        return [
            add_reviewer(panel, a_user(district, name), is_external=name == "을위원")
            for name in ("갑위원", "을위원")
        ]
