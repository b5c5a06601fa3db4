"""Sessions: their limits, how they are extended and ended, what was typed too late is kept."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from jobportal.platform.accounts.drafts import DRAFT, MOST_CHARACTERS
from jobportal.platform.accounts.sessions import (
    BEGAN,
    SEEN,
    TOUCH_SECONDS,
    end_sessions_of,
    now_seconds,
)
from jobportal.platform.models import User

HOUR = 3600
TEAMS = reverse("record_add", args=["departments"])
TYPED = {"name": "입력하던 과", "code": "DRAFT-1"}


def turn_back(client, key: str, seconds: int) -> None:
    """Let something have happened that many seconds ago."""
    session = client.session
    session[key] = now_seconds() - seconds
    session.save()


def is_signed_in(client) -> bool:
    return client.get(reverse("manual")).status_code == 200


@pytest.fixture
def sign_in_again(client):
    def act(user: User):
        data = {"username": user.username, "password": "test-pass-2026"}
        return client.post(reverse("login"), data)

    return act


@pytest.mark.parametrize(
    ("key", "seconds", "lives"),
    [
        (SEEN, 20 * 60 - 5, True),
        (SEEN, 20 * 60, False),
        (BEGAN, 10 * HOUR - 5, True),
        (BEGAN, 10 * HOUR, False),
    ],
)
def test_a_session_lives_until_its_limits(signed_in, key, seconds, lives):
    turn_back(signed_in, key, seconds)
    assert is_signed_in(signed_in) is lives
    assert (SESSION_KEY in signed_in.session) is lives


def test_a_session_without_its_clocks_is_over(signed_in):
    session = signed_in.session
    del session[BEGAN]
    session.save()
    assert not is_signed_in(signed_in)


def test_using_the_portal_keeps_the_session_alive_but_not_beyond_the_absolute_limit(signed_in):
    turn_back(signed_in, SEEN, 19 * 60)
    assert is_signed_in(signed_in)
    assert now_seconds() - signed_in.session[SEEN] < TOUCH_SECONDS
    turn_back(signed_in, BEGAN, 10 * HOUR)
    assert not is_signed_in(signed_in)


def test_a_look_right_after_another_writes_no_session(signed_in, django_assert_num_queries):
    is_signed_in(signed_in)
    turn_back(signed_in, SEEN, TOUCH_SECONDS // 2)
    before = signed_in.session[SEEN]
    is_signed_in(signed_in)
    assert signed_in.session[SEEN] == before


def test_the_sign_in_page_says_why_the_session_ended_and_leads_back(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    answer = signed_in.get(reverse("manual"), follow=True)
    assert answer.redirect_chain == [(f"/login/?next={reverse('manual')}", 302)]
    assert "오래 쓰지 않아" in answer.text


def test_the_header_shows_the_remaining_time_and_a_button_that_needs_no_script(signed_in):
    page = signed_in.get(reverse("manual"))
    seconds = page.context["session_seconds"]
    assert 1190 <= seconds <= 1200
    assert f'data-session-seconds="{seconds}"' in page.text
    assert f'action="{reverse("session_extend")}"' in page.text


def test_the_remaining_time_never_exceeds_the_absolute_limit(signed_in):
    turn_back(signed_in, BEGAN, 10 * HOUR - 60)
    assert 50 <= signed_in.get(reverse("manual")).context["session_seconds"] <= 60


def test_extending_starts_the_clock_anew_and_goes_back_to_the_page(signed_in):
    turn_back(signed_in, SEEN, 10)
    answer = signed_in.post(reverse("session_extend"), {"next": reverse("manual")})
    assert answer["Location"] == reverse("manual")
    assert now_seconds() - signed_in.session[SEEN] <= 2


def test_extending_tells_a_script_the_seconds(signed_in):
    answer = signed_in.post(reverse("session_extend"), headers={"accept": "application/json"})
    assert 1198 <= answer.json()["seconds"] <= 1200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_extending_leads_nowhere_else(signed_in, target):
    answer = signed_in.post(reverse("session_extend"), {"next": target})
    assert answer["Location"] == reverse("home")


def test_a_session_that_is_over_cannot_be_extended(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    assert signed_in.post(reverse("session_extend")).status_code == 302
    assert SESSION_KEY not in signed_in.session


def test_a_get_extends_nothing(signed_in):
    assert signed_in.get(reverse("session_extend")).status_code == 405


def test_signing_out_ends_the_session_on_the_server(signed_in):
    cookie = signed_in.cookies["sessionid"].value
    signed_in.post(reverse("logout"), secure=True)
    replay = Client()
    replay.cookies["sessionid"] = cookie
    assert not is_signed_in(replay)


def test_signing_out_lets_the_browser_forget(signed_in):
    answer = signed_in.post(reverse("logout"), secure=True)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_of_a_session_that_is_over_leads_to_the_sign_in_page(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    assert signed_in.post(reverse("logout"))["Location"] == reverse("login")


def test_signing_in_gives_the_session_another_id(client, staff, sign_in_again):
    client.get(reverse("login"))
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    sign_in_again(staff)
    assert client.session.session_key != before


def test_a_deactivated_account_is_out_with_its_next_request(signed_in, staff):
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert not is_signed_in(signed_in)


def test_revoking_ends_every_session_of_the_account_and_no_other(signed_in, staff, stranger):
    other = Client()
    other.force_login(stranger)
    end_sessions_of(staff)
    assert not is_signed_in(signed_in)
    assert is_signed_in(other)


@pytest.mark.parametrize("single", [True, False])
def test_signing_in_elsewhere_ends_the_earlier_session_if_so_set(staff, settings, single):
    settings.SINGLE_SESSION = single
    first, second = Client(), Client()
    first.force_login(staff)
    second.force_login(User.objects.get(pk=staff.pk))
    assert is_signed_in(first) is not single
    assert is_signed_in(second)


def test_a_form_posted_too_late_comes_back_after_signing_in(signed_in, staff, sign_in_again):
    turn_back(signed_in, SEEN, HOUR)
    answer = signed_in.post(TEAMS, TYPED, follow=True)
    assert answer.redirect_chain == [(f"/login/?next={TEAMS}", 302)]
    assert "보관했습니다" in answer.text
    sign_in_again(staff)
    page = signed_in.get(TEAMS)
    assert "입력하던 내용을 되살렸습니다" in page.text
    assert "입력하던 과" in page.text
    assert "입력하던 과" not in signed_in.get(TEAMS).text, "it comes back once"


def test_what_is_kept_is_sealed(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    signed_in.post(TEAMS, TYPED)
    assert "DRAFT-1" not in str(dict(signed_in.session.items()))
    assert DRAFT in signed_in.session


def test_somebody_else_gets_nothing_of_it(signed_in, stranger, staff, sign_in_again):
    turn_back(signed_in, SEEN, HOUR)
    signed_in.post(TEAMS, TYPED)
    sign_in_again(stranger)
    assert "입력하던 과" not in signed_in.get(TEAMS).text
    assert DRAFT not in signed_in.session


def test_a_form_that_is_too_long_is_not_kept_and_the_page_says_so(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    answer = signed_in.post(TEAMS, {"name": "x" * MOST_CHARACTERS}, follow=True)
    assert "저장되지 않았습니다" in answer.text
    assert DRAFT not in signed_in.session


def test_a_form_of_another_kind_of_page_is_not_kept(signed_in):
    turn_back(signed_in, SEEN, HOUR)
    answer = signed_in.post(reverse("pack_import"), {"a": "b"}, follow=True)
    assert "저장되지 않았습니다" in answer.text
    assert DRAFT not in signed_in.session


def test_a_form_from_another_site_is_not_kept(staff):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)
    turn_back(strict, SEEN, HOUR)
    assert strict.post(TEAMS, TYPED).status_code == 403
    assert DRAFT not in strict.session
