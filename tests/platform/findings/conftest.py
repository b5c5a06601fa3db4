"""A reviewer, the subject of a finding, and the look at night it is about."""

from datetime import datetime

import pytest
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.models import AccessFinding
from tests.platform.findings.following import START


@pytest.fixture
def desk(client, officer):
    """The browser of the reviewer."""
    client.force_login(officer)
    return client


@pytest.fixture
def look(rf, district):
    """A look of somebody at night in October 2025."""

    def looked(user, day=7, hour=23):
        return write_entry(
            rf.get("/people/", REMOTE_ADDR="10.1.2.3"),
            persons=[1],
            account_id=user.pk,
            account_name=user.name,
            action="READ",
            task="신청 조회",
            district_id=district.pk,
            at=timezone.make_aware(datetime(2025, 10, day, hour, 5)),
        )

    return looked


@pytest.fixture
def finding(look, staff, desk) -> AccessFinding:
    """A look at night of the member of staff, put down."""
    look(staff)
    desk.post(START)
    return AccessFinding.objects.get()
