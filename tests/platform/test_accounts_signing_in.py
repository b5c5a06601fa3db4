"""Signing in: wrong is wrong whoever asks, too often is refused, the last time is told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.lockout import account_key, begin_attempt, is_locked
from jobportal.platform.models import AccessEntry, SignInState, User

PASSWORD = "test-pass-2026"
A_WRONG_ONE = "wrong-pass-2026"
WRONG = "아이디 또는 비밀번호가 맞지 않습니다."


class CountingHasher(MD5PasswordHasher):
    """Counts how often a hash is computed."""

    computed = 0

    def encode(self, password, salt):
        CountingHasher.computed += 1
        return super().encode(password, salt)


@pytest.fixture
def try_sign_in(client, district):
    """Post name and password from an address; the answer."""

    def act(username: str, password: str = A_WRONG_ONE, **headers):
        client.logout()
        data = {"username": username, "password": password}
        return client.post(reverse("login"), data, **headers)

    return act


def shown_errors(response) -> list[str]:
    return response.context["form"].non_field_errors()


def test_the_right_password_signs_in(try_sign_in, staff):
    assert try_sign_in(staff.username, PASSWORD).status_code == 302


@pytest.mark.parametrize("tries", [1, 4, 5, 6])
def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(try_sign_in, staff, tries):
    for _ in range(tries):
        known = try_sign_in(staff.username)
        unknown = try_sign_in("nobody-here")
    assert known.status_code == unknown.status_code == (429 if tries > 5 else 200)
    assert shown_errors(known) == shown_errors(unknown)
    assert [WRONG in error for error in shown_errors(known)] == [tries <= 5]


@pytest.mark.parametrize("who", ["known", "unknown", "deactivated"])
def test_one_hash_is_computed_whoever_is_named(try_sign_in, staff, settings, who):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    User.objects.filter(pk=staff.pk).update(is_active=who != "deactivated")
    CountingHasher.computed = 0
    answer = try_sign_in("nobody-here" if who == "unknown" else staff.username)
    assert CountingHasher.computed == 1
    assert WRONG in shown_errors(answer)[0]


def test_a_deactivated_account_with_the_right_password_is_answered_like_a_wrong_one(
    try_sign_in, staff
):
    User.objects.filter(pk=staff.pk).update(is_active=False)
    answer = try_sign_in(staff.username, PASSWORD)
    assert answer.status_code == 200
    assert WRONG in shown_errors(answer)[0]


def test_after_five_failures_the_right_password_is_refused_as_well(try_sign_in, staff):
    for _ in range(5):
        try_sign_in(staff.username)
    answer = try_sign_in(staff.username, PASSWORD)
    assert answer.status_code == 429
    assert "잠갔습니다" in shown_errors(answer)[0]
    assert "_auth_user_id" not in answer.client.session


def test_a_success_begins_counting_anew(try_sign_in, staff):
    for _ in range(4):
        try_sign_in(staff.username)
    try_sign_in(staff.username, PASSWORD)
    try_sign_in(staff.username)
    assert SignInState.objects.get(scope="ACCOUNT").failures == 1


def test_two_hundred_failures_compute_five_hashes_and_are_all_recorded(
    try_sign_in, staff, settings
):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    settings.LOGIN_ADDRESS_LIMIT = 1000
    CountingHasher.computed = 0
    codes = [try_sign_in(staff.username).status_code for _ in range(200)]
    assert codes == [200] * 5 + [429] * 195
    assert CountingHasher.computed == 5
    failed = AccessEntry.objects.filter(action=AccessEntry.Action.SIGN_IN_FAILED)
    assert failed.count() == 200


@pytest.fixture
def own_database(emptied_after, tmp_path):
    """Gives a thread a connection of its own; on SQLite to a file, as in service."""
    settings_of = {**connection.settings_dict}
    wrapper = type(connections["default"])
    if connection.vendor == "sqlite":
        settings_of["NAME"] = str(tmp_path / "parallel.sqlite3")
    opened, keep = [], threading.Lock()

    def connect() -> None:
        mine = wrapper(settings_of, "default")
        mine.inc_thread_sharing()
        connections["default"] = mine
        with keep:
            opened.append(mine)

    if connection.vendor == "sqlite":
        first = wrapper(settings_of, "default")
        with first.schema_editor() as editor:
            editor.create_model(SignInState)
        first.close()
    yield connect
    for one in opened:
        one.close()


def test_of_two_hundred_parallel_attempts_only_five_are_tried(own_database, settings):
    settings.LOGIN_ADDRESS_LIMIT = 1000
    with ThreadPoolExecutor(16, initializer=own_database) as threads:
        refusals = list(threads.map(lambda _: begin_attempt("kim", "10.0.0.1"), range(200)))
    assert [refusal is None for refusal in refusals].count(True) == 5


def test_a_lock_ends_after_the_minutes_of_the_setting(try_sign_in, staff, settings):
    settings.LOGIN_UNLOCK_MINUTES = 10
    for _ in range(6):
        answer = try_sign_in(staff.username)
    assert 0 < int(answer["Retry-After"]) <= 601
    assert "10분 뒤" in shown_errors(answer)[0] or "11분 뒤" in shown_errors(answer)[0]
    assert is_locked(staff.username)
    long_ago = timezone.now() - timedelta(minutes=10)
    SignInState.objects.filter(scope="ACCOUNT").update(last_at=long_ago)
    assert not is_locked(staff.username)
    assert try_sign_in(staff.username, PASSWORD).status_code == 302


def test_without_such_a_setting_only_the_command_opens_a_lock(try_sign_in, staff, capsys):
    for _ in range(5):
        try_sign_in(staff.username)
    SignInState.objects.update(last_at=timezone.now() - timedelta(days=400))
    assert try_sign_in(staff.username, PASSWORD).status_code == 429
    call_command("unlock_account", staff.username)
    assert "풀었습니다" in capsys.readouterr().out
    assert try_sign_in(staff.username, PASSWORD).status_code == 302


def test_unlocking_an_unknown_account_says_so(db):
    with pytest.raises(CommandError, match="계정이 없습니다"):
        call_command("unlock_account", "nobody-here")


def test_one_address_trying_many_names_is_refused_for_a_while(try_sign_in, staff, settings):
    settings.LOGIN_ADDRESS_LIMIT = 10
    for n in range(10):
        try_sign_in(f"name-{n}")
    answer = try_sign_in(staff.username, PASSWORD)
    assert answer.status_code == 429
    assert "이 컴퓨터에서" in shown_errors(answer)[0]
    assert try_sign_in(staff.username, PASSWORD, REMOTE_ADDR="10.9.9.9").status_code == 302


def test_the_window_of_an_address_ends(try_sign_in, staff, settings):
    settings.LOGIN_ADDRESS_LIMIT = 10
    for n in range(10):
        try_sign_in(f"name-{n}")
    passed = timezone.now() - timedelta(minutes=settings.LOGIN_ADDRESS_MINUTES)
    SignInState.objects.filter(scope="ADDRESS").update(since_at=passed)
    assert try_sign_in(staff.username, PASSWORD).status_code == 302


def test_successes_cost_an_address_nothing(try_sign_in, staff):
    for _ in range(3):
        try_sign_in(staff.username, PASSWORD)
    assert SignInState.objects.get(scope="ADDRESS").failures == 0


def test_a_forged_forwarded_address_does_not_get_around_the_limit(try_sign_in, settings):
    settings.LOGIN_ADDRESS_LIMIT = 10
    for n in range(11):
        answer = try_sign_in(
            f"name-{n}", REMOTE_ADDR="10.1.1.1", HTTP_X_FORWARDED_FOR=f"10.2.2.{n}"
        )
    assert answer.status_code == 429


def test_what_is_typed_as_a_name_is_not_kept_in_clear(try_sign_in):
    try_sign_in("my-secret-password")
    assert SignInState.objects.get(scope="ACCOUNT").key == account_key("my-secret-password")
    assert "secret" not in account_key("my-secret-password")


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 10_000, "' OR 1=1 --", "{{ 7*7 }}", "김" * 150])
def test_odd_names_are_refused_in_words(try_sign_in, name):
    answer = try_sign_in(name)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_the_last_sign_in_and_the_failures_since_are_told(try_sign_in, client, staff):
    try_sign_in(staff.username, PASSWORD, REMOTE_ADDR="10.3.3.3")
    client.logout()
    try_sign_in(staff.username)
    answer = try_sign_in(staff.username, PASSWORD)
    page = client.get(answer["Location"])
    assert "지난 로그인:" in page.text
    assert "접속지 10.3.3.3" in page.text
    assert "로그인 실패가 1번" in page.text


def test_the_first_sign_in_is_told_as_such(try_sign_in, client, staff):
    assert "첫 로그인입니다." in client.get(try_sign_in(staff.username, PASSWORD)["Location"]).text
