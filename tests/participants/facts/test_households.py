"""What the rules are told of who lives with an applicant."""

from datetime import date, timedelta

import pytest

from participants.models import Application, Placement
from tests.participants.facts.told import facts
from tests.participants.making import a_person, an_application, worked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
P = Placement.State
BEFORE = (date(2025, 7, 1), date(2025, 12, 20))


def at_home(round_, n: int, code: str = "", state: str = S.UNDER_REVIEW, address="가상구 한집로 1"):
    person = a_person(round_.district, n, address=address)
    return an_application(round_, person, n, state=state, household_code=code)


def test_who_shares_the_code_and_was_selected_counts(round_):
    one = at_home(round_, 1, "세대-1")
    at_home(round_, 2, "세대-1", S.SELECTED, "가상구 다른로 9")
    at_home(round_, 3, "세대-1", S.NOT_SELECTED)
    at_home(round_, 4, "세대-2", S.PLACED)
    assert facts(one).household_participants == 1


def test_oneself_is_no_other_of_the_household(round_):
    one = at_home(round_, 1, "세대-1", S.SELECTED)
    assert facts(one).household_participants == 0


@pytest.mark.parametrize(("mine", "theirs"), [("", ""), ("세대-1", ""), ("", "세대-2")])
def test_an_address_alone_is_to_be_confirmed(round_, mine, theirs):
    one = at_home(round_, 1, mine)
    assert facts(one).household_participants == 0
    at_home(round_, 2, theirs, S.SELECTED)
    assert facts(one).household_participants is None


def test_two_codes_at_one_address_are_two_households(round_):
    one = at_home(round_, 1, "세대-1")
    at_home(round_, 2, "세대-2", S.SELECTED)
    assert facts(one).household_participants == 0


def test_without_an_address_nobody_is_a_neighbour(round_):
    one = at_home(round_, 1, address="")
    at_home(round_, 2, state=S.SELECTED, address="")
    assert facts(one).household_participants == 0


def test_codes_of_another_round_prove_nothing(round_, earlier):
    """Each round numbers its households anew: 세대-1 there is not 세대-1 here."""
    one = at_home(round_, 1, "세대-1")
    elsewhere = at_home(earlier, 2, "세대-1", S.PLACED, "가상구 다른로 9")
    working = {"state": P.WORKING, "contract_on": date(2026, 1, 2)}
    worked(elsewhere, date(2026, 1, 2), date(2026, 12, 31), **working)
    assert facts(one).household_participants == 0
    same_home = at_home(earlier, 3, "세대-9", S.PLACED)
    worked(same_home, date(2026, 1, 2), date(2026, 12, 31), **working)
    assert facts(one).household_participants is None


def test_work_that_ends_before_the_round_begins_does_not_count(round_, earlier):
    one = at_home(round_, 1)
    other = at_home(earlier, 2, state=S.PLACED)
    working = {"state": P.WORKING, "contract_on": date(2026, 1, 2)}
    worked(other, date(2026, 1, 2), round_.starts_on - timedelta(days=1), **working)
    assert facts(one).household_participants == 0


def test_the_work_of_the_family_is_known_by_code_only(round_, earlier):
    one, other = at_home(round_, 1, "세대-1"), at_home(round_, 2, "세대-1")
    assert facts(one).family_participations == ()
    past = an_application(earlier, other.person, 9, state=S.PLACED)
    placement = worked(past, *BEFORE)
    told = facts(one)
    assert [item.reference for item in told.family_participations] == [f"배치 {placement.pk}"]
    assert told.participations == ()
    other.household_code = ""
    other.save()
    assert facts(one).family_participations is None
