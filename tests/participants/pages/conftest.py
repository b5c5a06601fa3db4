"""A round and an application of it."""

import pytest

from jobportal.platform.audit import acting
from tests.participants.making import a_person, a_round, an_application


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def application(district, round_):
    with acting("시험"):
        return an_application(round_, a_person(district, 1))
