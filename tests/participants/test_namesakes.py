"""A look at somebody of one's own or a colleague's name is pointed out in the month's review."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.accessreview import Month
from tests.participants.making import a_person

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def look(rf, staff, district):
    """Write an entry of a Wednesday in October 2026 at ten."""

    def looked(*persons, action="READ", month=10):
        return write_entry(
            rf.get("/people/", REMOTE_ADDR="10.1.2.3"),
            persons=persons,
            account_id=staff.pk,
            account_name=staff.name,
            action=action,
            task="신청 조회",
            district_id=district.pk,
            at=timezone.make_aware(datetime(2026, month, 7, 10, 5)),
        )

    return looked


@pytest.fixture
def found(district):
    return lambda: [(f.rule, f.told) for f in Month(district.pk, OCTOBER).findings()]


def test_ones_own_name_is_found_once_however_often(look, found, district, acted, staff):
    own = a_person(district, 1, name=staff.name)
    look(own)
    look(own, action="PRINT")
    assert found() == [("자기와 이름이 같은 사람 조회", f"정보주체 {own.pk}번을 2번")]


def test_a_colleagues_name_is_found(look, found, district, acted, lead):
    colleague = a_person(district, 1, name=lead.name)
    look(colleague)
    assert found() == [("동료와 이름이 같은 사람 조회", f"정보주체 {colleague.pk}번을 1번")]


def test_lists_other_names_other_districts_and_other_months_are_not(
    look, found, district, other_district, acted, staff, stranger
):
    own = a_person(district, 1, name=staff.name)
    look(own, a_person(district, 2))
    look(own, month=9)
    look(a_person(district, 3))
    look(a_person(district, 4, name=stranger.name))
    assert found() == []
