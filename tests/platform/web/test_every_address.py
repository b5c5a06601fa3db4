"""Every address there is: closed to whoever is not signed in, and to forms of other sites."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.addresses import OPEN

SAMPLES = {"int": 1, "slug": "departments", "str": "x"}


def patterns(resolver: URLResolver):
    """Every address below a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from patterns(entry)


def address_of(pattern: URLPattern) -> str:
    """The address of a pattern with something in each of its places."""
    converters = pattern.pattern.converters
    kinds = {name: type(one).__name__.removesuffix("Converter") for name, one in converters.items()}
    places = {
        name: SAMPLES[{"Int": "int", "Slug": "slug"}.get(kind, "str")]
        for name, kind in kinds.items()
    }
    return reverse(pattern.name, kwargs=places)


EVERY = sorted(patterns(get_resolver()), key=lambda pattern: pattern.name or "")
CLOSED = [pattern for pattern in EVERY if pattern.name not in OPEN]
NAMES = {"ids": lambda pattern: pattern.name}


def test_every_address_has_a_name():
    assert len(EVERY) > 50
    assert [pattern for pattern in EVERY if not pattern.name] == []


@pytest.mark.parametrize("pattern", CLOSED, **NAMES)
def test_nobody_gets_in_without_signing_in(pattern, client, db):
    address = address_of(pattern)
    for answer in (client.get(address), client.post(address, {"x": "1"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_shows_nothing_of_the_district(name, client, staff, district, settings):
    settings.PRODUCTION = True  # in development the sign-in page lists the demo accounts
    for answer in (client.get(reverse(name)), client.post(reverse(name), {})):
        assert answer.status_code in (200, 302, 405)
        assert district.name not in answer.content.decode()
        assert staff.name not in answer.content.decode()


@pytest.mark.parametrize("pattern", EVERY, **NAMES)
def test_a_form_of_another_site_is_refused(pattern, staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    assert client.post(address_of(pattern), {"x": "1"}).status_code == 403


@pytest.mark.parametrize(
    "name", ["REMOTE_USER", "HTTP_REMOTE_USER", "HTTP_X_REMOTE_USER", "HTTP_X_FORWARDED_USER"]
)
def test_a_name_in_a_header_signs_nobody_in(client, staff, name):
    assert client.get(reverse("manual"), **{name: staff.username}).status_code == 302
