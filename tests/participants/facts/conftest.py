"""An applicant, the round applied for and an earlier one."""

import pytest

from participants.models import Application
from programs.models import Round
from tests.participants.making import a_person, a_round, an_application


@pytest.fixture
def round_(district) -> Round:
    return a_round(district)


@pytest.fixture
def earlier(district) -> Round:
    return a_round(district, "공공근로-2025-1", state="CLOSED")


@pytest.fixture
def application(district, round_) -> Application:
    return an_application(round_, a_person(district, 1))
