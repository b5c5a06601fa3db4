"""A round with an interview, and its reviewers."""

import pytest

from jobportal.platform.audit import acting
from participants.actions.interviews import add_reviewer, set_panel
from participants.models import Reviewer
from tests.participants.making import TODAY
from tests.participants.selecting import WITH_INTERVIEW, a_round_with, a_user, an_eligible


@pytest.fixture
def rules():
    """At least two reviewers mark everybody."""
    return WITH_INTERVIEW


@pytest.fixture
def reviewers() -> dict[str, bool]:
    """Whoever sits in the panel, and whether they are from outside."""
    return {"갑위원": False, "을위원": True}


@pytest.fixture
def round_(district, rules):
    """A round with an interview and two eligible applicants."""
    with acting("시험"):
        round_ = a_round_with(district, rules)
        for n in (1, 2):
            an_eligible(round_, n, n, person={"name": f"가상면접{n}"})
    return round_


@pytest.fixture
def seats(round_, district, reviewers) -> list[Reviewer]:
    """The seats of the panel."""
    with acting("시험"):
        panel = set_panel(round_, TODAY(), "가상 회의실")
        return [
            add_reviewer(panel, a_user(district, name), is_external=is_external)
            for name, is_external in reviewers.items()
        ]
