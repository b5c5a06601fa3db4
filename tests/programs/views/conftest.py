"""A round in preparation."""

import pytest

from programs.models import Round
from tests.programs.making import make_programme, make_round


@pytest.fixture
def round_(district) -> Round:
    return make_round(make_programme(district))
