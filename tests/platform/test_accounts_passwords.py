"""Passwords: what the office allows, a first one that is changed, changing one's own."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.passwords import issue_password, password_faults
from jobportal.platform.demo import PASSWORD as DEMO
from jobportal.platform.models import User

NOW, NEW = "test-pass-2026", "bada-Namu-7381"
MIX, NAME, RUN, KNOWN, LONG = "섞어", "아이디", "네 글자", "널리", "너무 깁니다"


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("Ba7mu!kxt", []),  # nine, four kinds
        ("bada7mu!k", []),  # nine, three kinds
        ("bada7muk!"[:8], [MIX]),
        ("bada7muxk", [MIX]),  # nine, two kinds
        ("bada7muxkp", []),  # ten, two kinds
        ("badamuxkpw", [MIX]),
        ("7390157394", [MIX]),
        ("바다나무숲길하늘별빛", [MIX]),  # one kind, however long
        ("바다나무숲길하늘별7", []),
        ("", [MIX]),
        ("gasang-staff-7391", [NAME]),
        ("7391-GASANG-STAFF!", [NAME]),
        ("7391-ffats-gnasag", [NAME]),
        ("bada-1234-mu", [RUN]),
        ("bada-4321-mu", [RUN]),
        ("bada-123-mu9", []),
        ("bada-aaaa-m7", [RUN]),
        ("bada-aaa-m79", []),
        ("bada-qwer-m7", [RUN]),
        ("bada-ABCD-m7", [RUN]),
        ("!qaz@wsx2026", [KNOWN]),
        ("1q2w3e4r5t", [KNOWN]),
        ("Seoul2026!!", [KNOWN]),
        ("dkssudgktpdy1!", [KNOWN]),
        ("p@ssw0rd99", [KNOWN]),
        ("trustno1!", [KNOWN]),
        ("Bada-7391" * 15, [LONG]),
        (DEMO, []),
        (NOW, []),
        (NEW, []),
    ],
)
def test_a_password_of_the_korean_practice(password, faults):
    found = password_faults(password, "gasang-staff")
    assert len(found) == len(faults), found
    assert all(part in fault for part, fault in zip(faults, found, strict=True))


@pytest.mark.parametrize(
    ("password", "is_allowed"),
    [
        ("qzkfmwxp", True),
        ("qzkfmwx", False),
        ("football", False),
        ("tkfkdgody", False),
        ("bada-1234-mu", True),
        ("gasang-staff", False),
    ],
)
def test_a_password_of_the_other_policy_needs_length_only(settings, password, is_allowed):
    settings.PASSWORD_POLICY = "asvs"
    assert (password_faults(password, "gasang-staff") == []) is is_allowed


@pytest.fixture
def change(signed_in):
    def act(present=NOW, new=NEW, again=None):
        data = {"present": present, "new": new, "again": new if again is None else again}
        return signed_in.post(reverse("password_change"), data)

    return act


def test_changing_ones_password_keeps_this_session_and_ends_the_others(change, signed_in, staff):
    other = Client()
    other.force_login(User.objects.get(pk=staff.pk))
    assert change().status_code == 302
    assert signed_in.get(reverse("manual")).status_code == 200
    assert other.get(reverse("manual")).status_code == 302
    staff.refresh_from_db()
    assert staff.check_password(NEW)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("present", {"present": "wrong-pass-2026"}),
        ("new", {"new": "short"}),
        ("new", {"new": NOW}),
        ("new", {"new": "x" * 200}),
        ("again", {"again": "other-Namu-7381"}),
    ],
)
def test_a_change_that_is_wrong_is_refused_where_it_is_wrong(change, staff, field, values):
    answer = change(**values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    staff.refresh_from_db()
    assert staff.check_password(NOW)


def test_guessing_the_present_password_locks_like_signing_in(change):
    codes = [change(present=f"wrong-{n}-pass").status_code for n in range(6)]
    assert codes == [422] * 5 + [429]
    assert change().status_code == 429


def test_a_first_password_reaches_only_its_own_change(client, staff):
    password = issue_password(staff)
    assert password_faults(password, staff.username) == []
    client.post(reverse("login"), {"username": staff.username, "password": password})
    for name in ("home", "manual", "changes"):
        assert client.get(reverse(name))["Location"] == reverse("password_change")
    assert client.post(reverse("record_add", args=["teams"]), {})["Location"] == reverse(
        "password_change"
    )
    page = client.get(reverse("password_change"))
    assert page.status_code == 200
    data = {"present": password, "new": NEW, "again": NEW}
    client.post(reverse("password_change"), data)
    assert client.get(reverse("manual")).status_code == 200


def test_whoever_must_change_the_password_may_sign_out(client, staff):
    issue_password(staff)
    client.force_login(staff)
    assert client.post(reverse("logout"))["Location"] == reverse("login")


@pytest.mark.parametrize(("days", "must"), [(89, False), (90, True)])
def test_a_password_grown_too_old_is_changed_first(signed_in, staff, settings, days, must):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    at = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=staff.pk).update(password_changed_at=at)
    assert (signed_in.get(reverse("manual")).status_code == 302) is must


def test_the_command_gives_a_first_password_and_opens_a_lock(client, staff, capsys):
    for _ in range(5):
        client.post(reverse("login"), {"username": staff.username, "password": "wrong"})
    call_command("issue_password", staff.username)
    password = capsys.readouterr().out.split(": ")[1].strip()
    data = {"username": staff.username, "password": password}
    assert client.post(reverse("login"), data).status_code == 302
    with pytest.raises(CommandError, match="계정이 없습니다"):
        call_command("issue_password", "nobody-here")


def test_the_page_never_gives_a_typed_password_back(change):
    assert NOW not in change(new="short").text
