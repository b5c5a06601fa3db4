"""The last passwords are not chosen again, where the policy of the office asks for that."""

import pytest
from django.contrib.auth.hashers import check_password
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.checks import settings_are_within_their_limits
from jobportal.platform.accounts.passwords import issue_password
from jobportal.platform.granting import set_active
from jobportal.platform.leavers.acts import end_due
from jobportal.platform.models import UsedPassword, User

A, B, C, D = "test-pass-2026", "bada-Namu-7381", "sup-Gil-8492-x", "haneul-Byeol-57"
AGAIN = "최근에 쓴 비밀번호 3개는 다시 쓸 수 없습니다"


@pytest.fixture
def change(client, staff):
    """Change the password of a member of staff, whose first one is A, as they do it."""

    def act(present: str, new: str):
        client.force_login(User.objects.get(pk=staff.pk))
        data = {"present": present, "new": new, "again": new}
        return client.post(reverse("password_change"), data)

    return act


@pytest.mark.parametrize(
    ("policy", "number", "chosen", "next_one", "is_allowed"),
    [
        ("kr-public", 3, [], A, False),
        ("kr-public", 3, [], B, True),
        ("kr-public", 3, [B], A, False),
        ("kr-public", 3, [B, C], A, False),
        ("kr-public", 3, [B, C], B, False),
        ("kr-public", 3, [B, C, D], A, True),
        ("kr-public", 3, [B, C, D], B, False),
        ("kr-public", 2, [B], A, False),
        ("kr-public", 2, [B, C], A, True),
        ("kr-public", 1, [B], A, True),
        ("kr-public", 1, [B], B, False),
        ("kr-public", 0, [B], A, True),
        ("kr-public", 0, [B], B, False),  # the present one never
        ("asvs", 3, [B], A, True),
        ("asvs", 3, [B, C], A, True),
        ("asvs", 3, [B], B, False),
    ],
)
def test_which_of_the_earlier_passwords_may_be_chosen_again(
    change, staff, settings, policy, number, chosen, next_one, is_allowed
):
    settings.PASSWORD_POLICY, settings.PASSWORD_HISTORY = policy, number
    present = A
    for new in chosen:
        assert change(present, new).status_code == 302
        present = new
    answer = change(present, next_one)
    assert answer.status_code == (302 if is_allowed else 422)
    staff.refresh_from_db()
    assert staff.check_password(next_one if is_allowed else present)


def test_the_refusal_and_the_help_say_how_many(change, client):
    page = change(A, A)
    assert f"지금 것을 포함하여 {AGAIN}" in page.text
    assert "쓴 적이 없는 비밀번호로 정하세요" in page.text
    assert "최근에 쓴 3개는 다시 쓸 수 없습니다" in client.get(reverse("password_change")).text


def test_only_hashes_are_kept_and_no_more_than_needed(change, staff):
    for present, new in ((A, B), (B, C), (C, D)):
        change(present, new)
    kept = list(staff.used_passwords.values_list("hash", flat=True))
    staff.refresh_from_db()
    assert len(kept) == 2
    assert check_password(C, kept[0])
    assert check_password(B, kept[1])
    assert not any(word in one for one in kept for word in (A, B, C, D))


def test_a_policy_that_asks_for_none_keeps_none(change, staff, settings):
    change(A, B)
    settings.PASSWORD_POLICY = "asvs"
    change(B, C)
    assert not staff.used_passwords.exists()


def test_a_password_set_by_a_command_is_remembered_as_well(change, staff):
    staff.set_password(B)
    staff.save()
    assert AGAIN in change(B, A).text


@pytest.mark.parametrize("resets", [1, 4])
def test_a_reset_makes_no_room_for_an_old_password(change, staff, resets):
    assert change(A, B).status_code == 302
    staff.refresh_from_db()
    for _ in range(resets):
        issued = issue_password(staff)
    assert AGAIN in change(issued, A).text
    assert AGAIN in change(issued, B).text
    assert AGAIN in change(issued, issued).text
    assert change(issued, C).status_code == 302


def test_the_passwords_of_others_are_not_told_by_a_refusal(change, stranger):
    assert stranger.check_password(A)
    change(A, B)
    stranger.set_password(C)
    stranger.save()
    assert change(B, C).status_code == 302


def test_an_account_that_is_over_keeps_none_of_the_earlier_ones(change, staff, lead, district):
    change(A, B)
    staff.refresh_from_db()
    set_active(staff, lead, district, is_active=False, reason="퇴직")
    assert not UsedPassword.objects.exists()


def test_whoever_leaves_by_the_list_keeps_none_either(change, staff, lead):
    change(A, B)
    User.objects.filter(pk=staff.pk).update(ends_on=timezone.localdate(), end_reason="퇴직")
    assert end_due() == 1
    assert not UsedPassword.objects.exists()


@pytest.mark.parametrize(("number", "is_fine"), [(0, True), (1, True), (24, True), (25, False)])
def test_how_many_are_remembered_has_a_limit(settings, number, is_fine):
    settings.PASSWORD_HISTORY = number
    faults = [str(fault.msg) for fault in settings_are_within_their_limits(None)]
    assert any("PORTAL_PASSWORD_HISTORY" in one for one in faults) is not is_fine
