"""The log: a line is a line whatever is in it, and it names nobody."""

import json
import logging
import sys

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.web import trace
from jobportal.platform.web.log import JsonLine
from tests.participants.making import a_person, made_up_rrn

PHONE = "010-5555-0199"


@pytest.fixture
def lines(caplog):
    """The lines as production writes them, during the request they belong to."""
    written = []

    class Writer(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    writer = Writer(logging.DEBUG)
    writer.setFormatter(JsonLine())
    root = logging.getLogger()
    root.addHandler(writer)
    caplog.set_level(logging.INFO, "jobportal.security")
    yield written
    root.removeHandler(writer)


def told(lines) -> list[dict]:
    return [json.loads(line) for line in lines]


def test_a_line_names_the_request_its_place_and_its_account(lines, signed_in, staff):
    signed_in.get("/nothing/there/", REMOTE_ADDR="10.1.2.3")
    line = told(lines)[-1]
    assert line["time"].endswith("+09:00")
    assert len(line["request"]) == 10
    kept = ("event", "status", "method", "page", "ip", "account")
    assert [line[name] for name in kept] == [
        "refused",
        *(404, "GET", "/nothing/there/", "10.1.2.3", staff.pk),
    ]


def test_signing_in_failing_and_signing_out_are_told(lines, client, staff):
    data = {"username": staff.username, "password": "wrong"}
    client.post(reverse("login"), data)
    client.post(reverse("login"), {**data, "password": "test-pass-2026"})
    client.post(reverse("logout"))
    events = [(line["event"], line.get("account")) for line in told(lines)]
    assert events == [
        ("sign_in_failed", None),
        ("signed_in", staff.pk),
        ("signed_out", staff.pk),
    ]


@pytest.mark.parametrize("name", ["kim\r\nroot signed in", "a\u2028b\x85c", "\x1b[31m", "가상"])
def test_what_is_typed_never_breaks_a_line(lines, client, db, name):
    client.post(reverse("login"), {"username": name, "password": "x"})
    client.get(f"/nothing/{name}/")
    for line in lines:
        assert line.isascii()
        assert line.isprintable()
        assert len(line.splitlines()) == 1


def test_an_error_is_told_by_kind_and_place_without_its_words():
    try:
        raise ValueError(f"Key (phone)=({PHONE}) already exists.")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    line = JsonLine().format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "test_log.py" in json.loads(line)["at"][0]
    assert PHONE not in line


def test_outside_of_a_request_a_line_names_none():
    record = logging.LogRecord("x", logging.ERROR, "", 0, "by command", (), None)
    assert "request" not in json.loads(JsonLine().format(record))
    assert trace.facts() == {}


def test_a_day_with_residents_leaves_nothing_of_them_in_the_log(lines, signed_in, district):
    number = made_up_rrn()
    with acting("시험"):
        person = a_person(district, name="나비밀", phone=PHONE, rrn=number)
    signed_in.get(reverse("person_detail", args=[person.pk]))
    edit = reverse("person_edit", args=[person.pk])
    signed_in.post(edit, {"name": "나비밀", "phone": PHONE, "rrn": number, "version": "x"})
    signed_in.post(reverse("applicants"), {"words": "나비밀"})
    signed_in.post(reverse("manual"), {"name": "나비밀", "phone": PHONE})
    data = {"username": "나비밀", "password": "my-secret-pass"}
    signed_in.logout()
    signed_in.post(reverse("login"), data)
    assert lines
    whole = "\n".join(json.dumps(line, ensure_ascii=False) for line in told(lines))
    for value in ("나비밀", PHONE, number, number[6:], "my-secret-pass"):
        assert value not in whole
