"""A round with a selection list and its first project."""

import pytest

from programs.models import WorkProject
from tests.participants.making import a_round
from tests.participants.placing import a_selection


@pytest.fixture
def round_(district, acted):
    return a_round(district)


@pytest.fixture
def selection(round_, staff):
    return a_selection(round_, staff)


@pytest.fixture
def project(round_) -> WorkProject:
    return round_.work_projects.first()
