"""A round at work, one placement and three who are selected."""

from datetime import timedelta

import pytest

from jobportal.platform.audit import acting
from participants.models import Application, Placement
from tests.participants.making import TODAY, a_round
from tests.participants.placing import a_chosen, a_selection, someone_placed


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def underway(round_):
    """The work of the round has begun and not ended, whenever the test runs."""
    round_.starts_on, round_.ends_on = (TODAY() + timedelta(days=n) for n in (-60, 60))
    with acting("시험"):
        round_.save()


@pytest.fixture
def placement(round_) -> Placement:
    with acting("시험"):
        return someone_placed(round_, 1, pool="ALL")


@pytest.fixture
def chosen(round_, staff) -> list[Application]:
    """Three people selected for the first project."""
    with acting("시험"):
        selection = a_selection(round_, staff)
        return [a_chosen(selection, n, round_.work_projects.first()) for n in (1, 2, 3)]
