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


@pytest.fixture
def rrn_desk(district):
    """The same for a programme that may ask for resident numbers."""
    with acting("시험"):
        round_ = a_round(district, "동행-2026-1", rrn_allowed=True)
        a_consent_form(district, code="동의서-2", programme=round_.programme)
    return round_
