"""Every address there is: what is open shows nothing, forms of others are refused, reading is only
reading."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from tests.addresses import OPEN
from tests.test_walk import ADDRESSES, url_of
from tests.walking import Everybody, office

pytestmark = pytest.mark.django_db
WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
KEPT_BY_READING = {
    "django_session",
    "platform_accessentry",
    "platform_accessperson",
    "platform_logseal",
    "platform_requestcount",
}
"""What may change when somebody looks: their session, the record of it, the count of it."""


@pytest.fixture
def places(district):
    return office(district, "갑비밀")


@pytest.fixture
def desk(district, places):
    """A browser of somebody with every permission, which looks at the tokens of forms."""
    return Everybody(district, enforce_csrf_checks=True)


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_shows_nothing_of_the_district(name, client, staff, district, settings):
    settings.PRODUCTION = True  # in development the sign-in page lists the demo accounts
    for answer in (client.get(reverse(name)), client.post(reverse(name), {})):
        assert answer.status_code in (200, 302, 405)
        assert district.name not in answer.content.decode()
        assert staff.name not in answer.content.decode()


def test_a_form_of_another_site_is_refused(desk, places):
    for name, route, _ in ADDRESSES:
        assert desk.post(url_of(name, route, places), {"x": "1"}).status_code == 403, name


def test_reading_changes_nothing(desk, places):
    written = set()

    def watch(execute, sql, params, many, context):
        if found := WRITE.match(sql):
            written.add(found[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for name, route, _ in ADDRESSES:
            desk.get(url_of(name, route, places))
    assert written - KEPT_BY_READING == set()


@pytest.mark.parametrize(
    "header", ["REMOTE_USER", "HTTP_REMOTE_USER", "HTTP_X_REMOTE_USER", "HTTP_X_FORWARDED_USER"]
)
def test_a_name_in_a_header_signs_nobody_in(client, staff, header):
    assert client.get(reverse("manual"), **{header: staff.username}).status_code == 302
