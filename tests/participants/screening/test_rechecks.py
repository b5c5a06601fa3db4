"""A screened applicant is looked at again as of today, and nothing is saved."""

import pytest

from jobportal.platform.models import Change
from participants.actions.overrides import override
from participants.rechecks import recheck
from tests.participants.screening.results import decided, result, screened
from tests.participants.screening_making import K, fine, too_rich

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]


def test_a_recheck_answers_as_of_today_and_saves_nothing(round_):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    assets = one.enquiries.get(kind=K.ASSETS)
    assets.values = {"assets_won": 900_000_000}
    assets.save()
    changes = Change.objects.count()
    found = recheck([one])[one.pk]
    assert (found.result, [f.code for f in found.against]) == ("INELIGIBLE", ["ASSET_CAP"])
    assert Change.objects.count() == changes
    assert result(one)[0] == "ELIGIBLE"
    assert recheck([]) == {}


def test_a_recheck_keeps_to_the_officers_decision_and_its_reason(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    found = recheck([one])[one.pk]
    assert found.result == "ELIGIBLE"
    assert "압류 재산을 뺌" in [finding.sentence for finding in found.findings]
