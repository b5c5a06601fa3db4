"""Rounds that take applications at the counter."""

import pytest

from jobportal.platform.audit import acting
from tests.participants.making import a_consent_form, a_document, a_round


@pytest.fixture
def desk(district):
    """A round that takes applications, with a consent form and a mandatory paper."""
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_document(district, round_)
    return round_
