"""What happens to an account stands in the records of every district it works in."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.lockout import unlock
from jobportal.platform.accounts.secondfactor import begin
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, Grant, GrantEvent, SecondFactor
from jobportal.platform.rightslog import districts_of

A = GrantEvent.Action
RIGHT, WRONG = "test-pass-2026", "test-pass-wrong"


@pytest.fixture
def of_both(staff, other_district):
    give(staff, other_district, "COUNCIL", "시험")
    return staff


def with_factor(user) -> None:
    """A second factor in force."""
    begun = begin(user)
    SecondFactor.objects.filter(pk=begun.pk).update(confirmed_at="2026-11-01T00:00:00Z")


def sign_in(client, user, password: str):
    return client.post(reverse("login"), {"username": user.username, "password": password})


def districts(action: str) -> list[int]:
    found = GrantEvent.objects.filter(action=action).order_by("district_id")
    return list(found.values_list("district_id", flat=True))


def test_a_lock_by_failures_is_written_once_for_each_district(
    client, of_both, district, other_district, settings
):
    both = sorted([district.pk, other_district.pk])
    for _ in range(settings.LOGIN_FAIL_LIMIT - 1):
        sign_in(client, of_both, WRONG)
    assert districts(A.LOCK) == []
    for _ in range(4):
        sign_in(client, of_both, WRONG)
    assert districts(A.LOCK) == both
    event = GrantEvent.objects.filter(action=A.LOCK).first()
    assert (event.actor_name, event.reason) == ("자동", "로그인 실패 5번")
    unlock(of_both.username)
    for _ in range(settings.LOGIN_FAIL_LIMIT):
        sign_in(client, of_both, WRONG)
    assert districts(A.LOCK) == sorted(both * 2)


def test_a_name_nobody_has_is_locked_without_an_entry(client, staff, settings):
    for _ in range(settings.LOGIN_FAIL_LIMIT + 1):
        client.post(reverse("login"), {"username": "nobody", "password": WRONG})
    assert districts(A.LOCK) == []


def test_a_lock_by_wrong_codes_is_written_too(client, staff, district, settings):
    with_factor(staff)
    sign_in(client, staff, RIGHT)
    for _ in range(settings.LOGIN_FAIL_LIMIT):
        client.post(reverse("login_code"), {"code": "000000"})
    assert districts(A.LOCK) == [district.pk]


def test_commands_stand_in_the_record_of_every_district(
    client, of_both, district, other_district, settings
):
    for _ in range(settings.LOGIN_FAIL_LIMIT):
        sign_in(client, of_both, WRONG)
    with_factor(of_both)
    call_command("unlock_account", of_both.username)
    call_command("reset_second_factor", of_both.username)
    both = sorted([district.pk, other_district.pk])
    assert districts(A.UNLOCK) == districts(A.FACTOR) == both


def test_an_account_whose_rights_have_ended_is_told_where_it_had_them(of_both, district, staff):
    yesterday = timezone.localdate() - timedelta(days=1)
    past = {"from_on": yesterday, "to_on": yesterday}
    Grant.objects.filter(user=of_both).exclude(district=district).update(**past)
    assert list(districts_of(of_both)) == [district]
    Grant.objects.filter(user=of_both).update(**past)
    assert districts_of(of_both).count() == 2


def test_signing_in_is_an_entry_of_every_district_of_today(
    client, of_both, district, other_district
):
    sign_in(client, of_both, WRONG)
    sign_in(client, of_both, RIGHT)
    client.post(reverse("logout"))
    for action in ("SIGN_IN", "SIGN_IN_FAILED", "SIGN_OUT"):
        found = AccessEntry.objects.filter(action=action, account_id=of_both.pk)
        told = set(found.values_list("district_id", flat=True))
        assert told == {district.pk, other_district.pk}, action


def test_signing_in_is_no_entry_of_a_district_left_behind(client, of_both, district):
    yesterday = timezone.localdate() - timedelta(days=1)
    first = Grant.objects.get(user=of_both, district=district)
    Grant.objects.filter(pk=first.pk).update(from_on=yesterday, to_on=yesterday)
    sign_in(client, of_both, RIGHT)
    entry = AccessEntry.objects.get(action="SIGN_IN")
    assert entry.district_id != district.pk
