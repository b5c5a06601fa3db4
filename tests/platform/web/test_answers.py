"""What every answer carries, errors and files included, and what no page takes."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from jobportal.platform.web.answers import ALLOWED, HEADERS, EveryAnswer
from tests.platform.web.asking import ASKED, MEGABYTE, static_file

EVERY = pytest.mark.parametrize(
    ("ask", "status"), ASKED.items(), ids=lambda value: getattr(value, "__name__", "")
)


@EVERY
def test_every_answer_has_the_status_and_the_headers(ask, status, signed_in):
    answer = ask(signed_in)
    assert answer.status_code == status
    expected = {n: v for n, v in HEADERS.items() if n != "Cache-Control"}
    assert {name: answer.get(name) for name in expected} == expected
    assert "X-Powered-By" not in answer
    assert "Server" not in answer


@EVERY
def test_every_answer_has_the_content_policy_and_no_inline_code_in_it(ask, status, signed_in):
    policy = ask(signed_in)["Content-Security-Policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@EVERY
def test_nothing_but_static_files_is_kept_by_the_browser(ask, status, signed_in):
    kept = ask(signed_in)["Cache-Control"]
    assert ("no-store" in kept) is (ask is not static_file)


def test_over_tls_the_browser_is_told_to_stay_with_it(client, db, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    middleware = EveryAnswer(lambda request: HttpResponse())
    assert middleware(RequestFactory().get("/")).status_code == 200
    answer = client.get(reverse("login"), secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"])
def test_other_methods_are_refused_wherever(signed_in, method):
    for address in (reverse("home"), reverse("login"), "/static/css/portal.css", "/nowhere/"):
        answer = signed_in.generic(method, address)
        assert answer.status_code == 405
        assert answer["Allow"] == ALLOWED


@pytest.mark.parametrize("length", ["", "x", "-5", "²", "9" * 40])
def test_an_odd_length_is_no_failure(length):
    request = RequestFactory().get("/", CONTENT_LENGTH=length)
    answer = EveryAnswer(lambda request: HttpResponse())(request)
    assert answer.status_code == (413 if length == "9" * 40 else 200)


def test_a_file_of_the_largest_size_still_comes_through(settings):
    assert settings.LARGEST_REQUEST > 20 * MEGABYTE


def test_cookies_end_with_the_browser_and_hold_only_a_number(client, staff):
    client.get(reverse("login"))
    client.post(reverse("login"), {"username": staff.username, "password": "test-pass-2026"})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["max-age"] == cookie["expires"] == ""
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert set(client.cookies) == {"sessionid", "csrftoken"}


def test_search_engines_are_sent_away(client, db):
    answer = client.get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /\n"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/manage.py", "/admin/", "/static/", "/var/portal.sqlite3"]
)
def test_nothing_of_the_inside_is_served(signed_in, path):
    assert signed_in.get(path).status_code == 404
