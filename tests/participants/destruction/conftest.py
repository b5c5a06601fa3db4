"""A round of long ago, and who decides on destroying."""

import pytest

from tests.participants.making import a_round


@pytest.fixture
def round_(district, acted):
    """A round of long ago, without applications."""
    return a_round(
        district, "공공근로-2018-1", rrn_allowed=True, planned_posts=10, apply_to_on=None
    )
