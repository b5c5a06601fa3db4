"""A round of long ago, and who decides on destroying."""

import pytest

from jobportal.platform.granting import give
from jobportal.platform.models import User
from tests.participants.making import a_round


@pytest.fixture
def officer(district) -> User:
    user = User.objects.create_user("gasang-privacy", name="정가상")
    give(user, district, "PRIVACY_OFFICER", "시험")
    return user


@pytest.fixture
def round_(district, acted):
    """A round of long ago, without applications."""
    return a_round(
        district, "공공근로-2018-1", rrn_allowed=True, planned_posts=10, apply_to_on=None
    )
