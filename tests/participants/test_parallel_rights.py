"""Two decisions about rights at the same moment: real transactions, on either database engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobportal.platform.administrators import administrators
from jobportal.platform.granting import approve, give, request_grant, revoke, set_active
from jobportal.platform.models import Grant, Role, User
from jobportal.platform.refused import Refused
from jobportal.platform.roles import decide
from tests.participants.parallel import CLERKS, at_once, seen

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate


def asked(user: User, district, role: str, **values) -> Grant:
    return Grant(
        user=user,
        district=district,
        role=Role.objects.get(code=role),
        **{
            "from_on": TODAY(),
            "to_on": TODAY() + timedelta(days=100),
            "trained_on": TODAY(),
            "pledged_on": TODAY(),
            "reason": "담당 업무",
            **values,
        },
    )


def in_force(user: User) -> set[str]:
    held = user.grants.filter(state=Grant.State.APPROVED)
    return set(held.values_list("role__code", flat=True))


@pytest.fixture
def newcomer(emptied_after, district) -> User:
    return User.objects.create_user("gasang-new", password="test-pass-2026", name="새가상")


@pytest.fixture
def requests(newcomer, district, staff) -> list[int]:
    """Two requests for the same days that may not both be approved."""
    grants = [asked(newcomer, district, code) for code in ("ADMINISTRATOR", "STAFF")]
    return [request_grant(grant, staff).pk for grant in grants]


def test_of_two_rights_that_clash_one_is_approved(requests, newcomer, lead, on_disk):
    at_once(lambda n: approve(Grant.objects.get(pk=requests[n % 2]), lead))
    assert seen(lambda: in_force(newcomer)) in ({"ADMINISTRATOR"}, {"STAFF"})


def test_the_same_request_at_once_is_one(newcomer, district, staff, on_disk):
    met = at_once(lambda n: request_grant(asked(newcomer, district, "COUNCIL"), staff))
    assert met.count(Refused) == CLERKS - 1
    assert seen(lambda: newcomer.grants.count()) == 1


@pytest.fixture
def role(district, staff) -> Role:
    """A role that shows nobody, and is to."""
    terms = {"label": "우리 역할", "description": "시험", "confinements": ["DISTRICT"]}
    return Role.objects.create(
        code="OWN",
        **terms,
        permissions=["SEE_REPORTS"],
        district=district,
        proposed={**terms, "permissions": ["SEE_APPLICANTS"]},
        proposed_by=staff,
    )


@pytest.fixture
def request_of_it(role, newcomer, district, staff) -> int:
    give(newcomer, district, "ADMINISTRATOR", "시험")
    return request_grant(asked(newcomer, district, "OWN"), staff).pk


def test_a_right_and_the_change_of_its_role_see_each_other(
    request_of_it, role, newcomer, lead, on_disk
):
    acts = [
        lambda: approve(Grant.objects.get(pk=request_of_it), lead),
        lambda: decide(role, 1, lead, is_yes=True, comment=""),
    ]
    at_once(lambda n: acts[n % 2]())
    has_it = "OWN" in seen(lambda: in_force(newcomer))
    assert has_it != seen(lambda: Role.objects.get(code="OWN").shows_residents)


@pytest.fixture
def two_administrators(emptied_after, district) -> list[User]:
    users = [User.objects.create_user(f"gasang-admin-{n}", name=f"관리{n}가상") for n in (1, 2)]
    for user in users:
        give(user, district, "ADMINISTRATOR", "시험")
    return users


def stop(user: User, by: User, district) -> None:
    set_active(user, by, district, is_active=False, reason="휴직")


def take_back(user: User, by: User, district) -> None:
    revoke(user.grants.select_related("user", "role", "district").get(), by, "부서 이동")


@pytest.mark.parametrize("act", [stop, take_back])
def test_of_two_administrators_who_remove_each_other_one_stays(
    act, two_administrators, district, on_disk
):
    first, second = two_administrators
    pairs = [(first, second), (second, first)]
    met = at_once(lambda n: act(*pairs[n], district), 2)
    assert met.count(Refused) == 1
    assert len(seen(administrators)[district]) == 1
