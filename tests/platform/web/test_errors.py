"""Error pages: Korean, with a number that the log knows, and silent about the inside."""

import re

import pytest
from django.db import connection
from django.template import loader
from django.urls import reverse

from tests.platform.web.asking import DOWN, REFUSED, broken, no_database, unreadable_host

NUMBER = re.compile(r"요청 번호: ([0-9A-F]{10})<")
INSIDE = ("Traceback", "django", "Django", "/home", "/work", "SELECT", "portal_secret", "10.7.7.7")
EVERY = pytest.mark.parametrize(
    ("ask", "status"), REFUSED.items(), ids=lambda value: getattr(value, "__name__", "")
)


@EVERY
def test_an_error_page_is_korean_and_tells_nothing_of_the_inside(ask, status, signed_in):
    text = ask(signed_in).text
    assert '<html lang="ko">' in text
    assert re.search("[가-힣]{2,}", text)
    assert [word for word in INSIDE if word in text] == []
    assert reverse("home") in text, "there is a way on"


@EVERY
def test_an_error_page_shows_the_number_under_which_the_log_has_it(ask, status, signed_in, caplog):
    assert NUMBER.search(ask(signed_in).text)
    if status < 500:
        told = [r.facts for r in caplog.records if getattr(r, "facts", {}).get("status")]
        assert [facts["status"] for facts in told] == [status]


def test_without_a_database_there_is_still_a_page(signed_in):
    answer = broken(signed_in)
    assert answer.status_code == 500
    assert "반영되지 않았습니다" in answer.text
    assert DOWN not in answer.text


def test_the_pages_of_errors_ask_the_database_nothing(db):
    with connection.execute_wrapper(no_database):
        for status in (400, 405, 413, 429, 500):
            assert "<h1>" in loader.get_template(f"{status}.html").render({})


@pytest.mark.parametrize("host", ["evil.example", "a b", "-", "testserver@evil.example", "x" * 300])
def test_a_foreign_host_is_refused_and_not_repeated(client, db, host):
    answer = client.get(reverse("login"), HTTP_HOST=host)
    assert answer.status_code == 400
    assert host not in answer.text.replace("-", "" if host == "-" else "-")


def test_a_forwarded_host_is_not_believed(client, db):
    answer = client.get(reverse("home"), HTTP_X_FORWARDED_HOST="evil.example")
    assert answer["Location"].startswith("/login/")
    assert unreadable_host(client).status_code == 400


def test_a_record_that_is_not_there_has_our_page_on_a_machine_for_trying_out(signed_in, settings):
    settings.DEBUG = True
    answer = signed_in.get(reverse("round_prepare", args=[999_999]))
    assert answer.status_code == 404
    assert "찾는 화면이나 자료가 없습니다." in answer.text
