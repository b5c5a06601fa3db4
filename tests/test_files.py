"""Every file and printed sheet, taken by their own office, by another, and without the right.

A new way out is walked from its first day: without an entry in ``tests/taking.py`` the first test
fails.
"""

import inspect
import re

import pytest

from participants.views.taking_out import TakingOut
from tests.addresses import addresses
from tests.taking import Taken, full_office, text_within, ways_out
from tests.walking import WORKING, Everybody, someone

pytestmark = pytest.mark.django_db
GIVES = re.compile(r"\b(file_response|give_file|give_public_file|print_sheets|made\.answer)\(")
OURS, THEIRS = "갑비밀", "을비밀"
WALKED_ELSEWHERE = {"identity_file", "made_file", "rights_report"}
"""What needs something made before: test_identity_rosters.py, test_roster_files.py,
test_rights_review.py."""
OURS_APPS = ("jobportal.", "programs.", "budgets.", "participants.", "reports.")


def gives(one: type) -> bool:
    """Whether a class gives out a file or sheet, itself and not by what it inherits."""
    is_ours = one.__module__.startswith(OURS_APPS) and one is not TakingOut
    return is_ours and bool(GIVES.search(inspect.getsource(one)))


@pytest.fixture(autouse=True)
def _no_limit(settings):
    """All ways one after the other are more downloads than anybody may make."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 10_000)


@pytest.fixture
def ours(district):
    return full_office(district, OURS)


@pytest.fixture
def theirs(other_district):
    return full_office(other_district, THEIRS)


@pytest.fixture
def ways(ours, district) -> list[Taken]:
    return list(ways_out(ours, district))


def test_every_address_that_gives_a_file_is_walked(ways):
    giving = {name for name, _, view in addresses() if any(map(gives, view.__mro__))}
    assert giving - WALKED_ELSEWHERE == {one.name for one in ways}


def test_each_gives_what_it_should_and_nothing_of_another_district(client, district, ways, theirs):
    client = Everybody(district)
    wrong, own = [], set()
    for one in ways:
        answer = one.ask(client)
        text = text_within(answer)
        if answer.status_code != 200 or one.is_file != answer.has_header("Content-Disposition"):
            wrong.append((one.told, answer.status_code))
        if THEIRS in text:
            wrong.append((one.told, "another district"))
        if OURS in text:
            own.add(one.name)
    assert wrong == []
    without = {"pack_template", "personal_files"}  # no records
    assert {one.name for one in ways} - own == {*without, "pseudonyms"}  # and nobody by name


def test_another_districts_are_not_there(client, other_district, ways):
    client = Everybody(other_district)
    wrong = []
    for one in ways:
        if one.args.keys() & {"pk", "code"} and (status := one.ask(client).status_code) != 404:
            wrong.append((one.told, status))
    assert wrong == []


def test_without_any_of_its_permissions_there_is_none(client, district, ways):
    wrong = []
    for missing in sorted({permission for one in ways for permission in one.needs}):
        client.force_login(someone(district, *(WORKING - {missing})))
        for one in {one.door: one for one in ways if missing in one.needs}.values():
            if (status := one.ask(client).status_code) != 403:
                wrong.append((one.told, missing, status))
    assert wrong == []
