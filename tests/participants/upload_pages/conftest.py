"""A round that takes files."""

import pytest

from jobportal.platform.audit import acting
from tests.participants.making import a_consent_form, a_document
from tests.participants.screening_making import a_round_with_rules


@pytest.fixture
def desk(district):
    with acting("시험"):
        round_ = a_round_with_rules(district)
        a_consent_form(district)
        a_document(district, round_, 1)
    return round_
