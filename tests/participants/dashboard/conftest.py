"""A round of work under way."""

from datetime import timedelta

import pytest

from tests.participants.making import TODAY, a_round


@pytest.fixture
def round_(district, acted):
    """A round of work that began ten days ago, with posts by age group."""
    return a_round(
        district,
        f"공공근로-{TODAY().year}-1",
        starts_on=TODAY() - timedelta(days=10),
        ends_on=TODAY() + timedelta(days=90),
        apply_from_on=TODAY() - timedelta(days=60),
        apply_to_on=TODAY() - timedelta(days=50),
        select_on=TODAY() - timedelta(days=15),
        posts_youth=2,
        posts_under_65=5,
        posts_65_over=3,
    )
