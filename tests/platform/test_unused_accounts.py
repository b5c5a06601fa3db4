"""Accounts nobody has used for long are locked, look like unknown ones, are opened on record."""

from datetime import timedelta

import pytest
from django.core import checks
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.checks import ACCOUNTS
from jobportal.platform.accounts.disuse import asleep_among, is_asleep
from jobportal.platform.accounts.forms import WRONG
from jobportal.platform.granting import give, lift_lock, set_active
from jobportal.platform.models import AccessEntry, GrantEvent, User
from jobportal.platform.refused import Refused
from jobportal.platform.reissue import reissue_password

pytestmark = pytest.mark.django_db
PASSWORD = "test-pass-2026"
LOGIN = reverse("login")


def unused(user: User, days: float, **values) -> User:
    """The account as it is so many days after its last sign-in."""
    moment = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(**{"last_login": moment, **values})
    user.refresh_from_db()
    return user


def sign_in(client, user: User, password: str = PASSWORD):
    return client.post(LOGIN, {"username": user.username, "password": password})


@pytest.mark.parametrize(("days", "asleep"), [(89.9, False), (90, True), (400, True)])
def test_after_ninety_days_an_account_is_locked(client, staff, days, asleep):
    unused(staff, days)
    assert is_asleep(staff) is asleep
    assert (sign_in(client, staff).status_code == 302) is not asleep


def test_who_never_signed_in_counts_from_the_day_the_account_was_made(staff):
    long_ago = timezone.now() - timedelta(days=91)
    assert not is_asleep(unused(staff, 0, last_login=None))
    assert is_asleep(unused(staff, 0, last_login=None, date_joined=long_ago))


def test_the_days_are_a_setting_and_may_be_off(staff, settings):
    unused(staff, 45)
    assert not is_asleep(staff)
    settings.UNUSED_ACCOUNT_DAYS = 45
    assert is_asleep(staff)
    settings.UNUSED_ACCOUNT_DAYS = 0
    assert not is_asleep(unused(staff, 4000))


@pytest.mark.parametrize(("days", "faults"), [(29, 1), (30, 0), (365, 0), (366, 1), (0, 0)])
def test_the_setting_has_limits(settings, days, faults):
    settings.UNUSED_ACCOUNT_DAYS = days
    assert len(checks.run_checks(tags=[ACCOUNTS])) == faults


def test_it_gets_the_answer_of_a_name_nobody_has(client, staff):
    unused(staff, 91)
    locked, unknown = sign_in(client, staff), sign_in(client, User(username="gasang-nobody"))
    assert (locked.status_code, unknown.status_code) == (200, 200)
    assert locked.context["form"].errors == unknown.context["form"].errors
    assert WRONG in locked.text
    assert "미사용" not in locked.text
    entries = AccessEntry.objects.filter(action="SIGN_IN_FAILED")
    assert len(set(entries.values_list("task", flat=True))) == 1


def test_its_failures_are_counted_like_all_others(client, staff, settings):
    unused(staff, 91)
    answers = [sign_in(client, staff).status_code for _ in range(settings.LOGIN_FAIL_LIMIT + 1)]
    assert answers == [200] * settings.LOGIN_FAIL_LIMIT + [429]


def test_the_administrator_sees_it_and_opens_it_with_a_reason(client, admin, staff):
    unused(staff, 91)
    client.force_login(admin)
    assert "잠김(장기 미사용)" in client.get(reverse("account_list")).text
    act = reverse("account_act", args=[staff.pk, "unlock"])
    assert client.post(act, {"reason": ""}).status_code == 422
    assert client.post(act, {"reason": "출산휴가에서 복직"}).status_code == 302
    event = GrantEvent.objects.get(action="UNLOCK", user_id=staff.pk)
    assert (event.actor_id, event.reason) == (admin.pk, "출산휴가에서 복직")
    assert sign_in(type(client)(), staff).status_code == 302


def test_once_opened_the_days_count_anew(admin, staff, district):
    unused(staff, 200)
    lift_lock(staff, admin, district, "복직")
    assert not is_asleep(staff)
    with pytest.raises(Refused):
        lift_lock(staff, admin, district, "복직")
    assert is_asleep(unused(staff, 200, reopened_at=timezone.now() - timedelta(days=90)))


def test_a_new_password_opens_it_too_and_both_stand_in_the_record(admin, staff, district):
    unused(staff, 200)
    reissue_password(staff, admin, district, "복직하여 본인 요청")
    staff.refresh_from_db()
    assert not is_asleep(staff)
    acts = GrantEvent.objects.filter(user_id=staff.pk, actor_id=admin.pk)
    assert set(acts.values_list("action", flat=True)) == {"UNLOCK", "PASSWORD"}


def test_a_stopped_account_that_is_used_again_is_not_locked(admin, staff, district):
    unused(staff, 400)
    set_active(staff, admin, district, False, "휴직")
    set_active(staff, admin, district, True, "복직")
    assert not is_asleep(staff)


def test_the_last_administrator_is_never_locked(client, admin, staff, district):
    unused(admin, 400)
    assert not is_asleep(admin)
    assert sign_in(client, admin).status_code == 302
    second = User.objects.create_user("gasang-admin2", password=PASSWORD, name="둘가상")
    give(second, district, "ADMINISTRATOR", "시험")
    assert is_asleep(unused(admin, 400))
    unused(second, 390)
    assert asleep_among([admin, second]) == {admin.pk}
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert not is_asleep(admin)


def test_the_list_asks_as_often_for_many_as_for_one(client, admin, staff, district):
    client.force_login(admin)
    counts = []
    for amount in (1, 40):
        for n in range(amount):
            user = User.objects.create_user(f"gasang-{amount}-{n}", name="간가상")
            give(unused(user, 91), district, "COUNCIL", "시험")
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("account_list"))
        counts.append(len(made))
    assert counts[0] == counts[1]
