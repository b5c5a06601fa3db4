"""Every address asked by everybody: strangers, people without the right, of another district, of
another programme or 동. A new address is walked from its first day: without an object in
``tests/walking.py`` the first test fails."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.pages import Page
from jobportal.platform.permissions import DELIVERED_ROLES, Confinement
from tests.addresses import OPEN, addresses
from tests.participants.making import a_person, a_round, an_application
from tests.walking import WORKING, Everybody, arguments, holder, office, someone

pytestmark = pytest.mark.django_db
ADDRESSES = sorted(addresses(), key=lambda one: one[0])
PAGES = [(name, route, view) for name, route, view in ADDRESSES if issubclass(view, Page)]
POST_ONLY = NO_POST = 405
SHARED = {
    *("catalogue_table", "record_list", "record_add", "statutory_add"),
    *("access_review", "access_report", "findings_start", "findings_settle"),
    *("rights_review", "rights_begin", "rights_decide", "rights_sign", "rights_report"),
}
"""Addresses whose argument belongs to no district."""
BY_OBJECT = {"batch_undo"}
"""Addresses that ask, besides their own permission, the one that made the object."""
MISSING = {
    *("figure", "round_differences", "round_rules_discard"),
    *("application_edit", "item_add", "finding_accept"),
    *("explanation",),
}
"""Addresses that answer 404 or a refusal until something more was done, or to another person."""


@pytest.fixture
def places(district):
    return office(district, "갑비밀")


@pytest.fixture
def theirs(other_district):
    return office(other_district, "을비밀")


def url_of(name: str, route: str, places: dict) -> str:
    return reverse(name, kwargs=arguments(route, places))


def test_every_address_has_an_object_to_be_walked_with(places):
    missing = [name for name, route, _ in ADDRESSES if arguments(route, places) is None]
    assert missing == []


def test_nobody_gets_in_without_signing_in(client, places):
    wrong = []
    for name, route, _ in ADDRESSES:
        if name in OPEN:
            continue
        for ask in (client.get, client.post):
            response = ask(url_of(name, route, places))
            if response.status_code != 302 or not response.url.startswith("/login/"):
                wrong.append((name, response.status_code))
    assert wrong == []


def test_without_the_permission_neither_reading_nor_writing(client, district, places):
    client.force_login(someone(district))
    wrong = []
    for name, route, view in PAGES:
        url = url_of(name, route, places)
        for method, ask in (("GET", client.get), ("POST", client.post)):
            status = ask(url).status_code
            if view.permission_for(method) is not None and status not in (403, POST_ONLY):
                wrong.append((name, method, status))
    assert wrong == []


def test_with_every_permission_every_page_opens(district, places):
    client = Everybody(district)
    wrong = []
    for name, route, _ in PAGES:
        status = client.get(url_of(name, route, places)).status_code
        fine = (200, 302, POST_ONLY, *((404, 409) if name in MISSING else ()))
        if status not in fine:
            wrong.append((name, status))
    assert wrong == []


def test_an_empty_post_is_refused_in_words_and_never_an_error(district, places):
    client = Everybody(district, raise_request_exception=False)
    wrong = []
    for name, route, _ in PAGES:
        status = client.post(url_of(name, route, places)).status_code
        if status >= 500 or status == 403:
            wrong.append((name, status))
    assert wrong == []


def test_another_districts_objects_are_not_there(other_district, places, theirs):
    client = Everybody(other_district)
    wrong = []
    for name, route, _ in PAGES:
        if "<" not in route or name in SHARED:
            continue
        url = url_of(name, route, places)
        for ask in (client.get, client.post):
            status = ask(url, follow=True).status_code  # an act asked for by GET leads to its page
            if status not in (404, POST_ONLY):
                wrong.append((name, status))
    assert wrong == []


def test_nothing_of_another_district_stands_on_any_page(other_district, places, theirs):
    client = Everybody(other_district)
    wrong = []
    for name, route, _ in PAGES:
        url = url_of(name, route, theirs)
        for query in ({}, {"round": places["rounds/"]["pk"]}, {"format": "xlsx"}):
            response = client.get(url, query)
            if "갑비밀".encode() in response.content:
                wrong.append((name, query))
    assert wrong == []


def as_holder(client, district, role) -> None:
    """Sign in with the role, confined as it has to be."""
    values = {}
    if Confinement.DISTRICT not in role.confinements:
        kind = role.confinements[0]
        values = {"confined_to": kind.value, "confined_code": "갑비밀"}
    client.force_login(holder(district, role.code, **values))


def ways_back(page) -> list[str]:
    """The addresses over which the breadcrumb of a page leads back."""
    frame = page.context or {}
    return [url for _, url in frame.get("breadcrumbs", ()) if url]


def allows(role, view, method: str) -> bool:
    """Whether the role opens the page for the method."""
    needed = view.permission_for(method)
    if needed is None:
        return True
    fits = Confinement.DISTRICT in role.confinements or role.confinements[0] in view.confinable
    return needed in role.permissions and fits


@pytest.mark.parametrize("role", DELIVERED_ROLES, ids=lambda role: role.code)
def test_a_delivered_role_opens_what_it_allows_and_nothing_else(client, district, places, role):
    """Nor does a page it opens name a closed one on the way back."""
    as_holder(client, district, role)
    wrong, ways = [], {}
    for name, route, view in PAGES:
        allowed = allows(role, view, "GET")
        page = client.get(url_of(name, route, places))
        status = page.status_code
        ways |= dict.fromkeys(ways_back(page), name)
        if allowed and name in BY_OBJECT:
            continue
        if (status != 403) != allowed and status != POST_ONLY:
            wrong.append((name, status, allowed))
    assert wrong == []
    assert {name: url for url, name in ways.items() if client.get(url).status_code == 403} == {}


@pytest.mark.parametrize("role", DELIVERED_ROLES, ids=lambda role: role.code)
def test_a_delivered_role_posts_where_it_may_write_and_nowhere_else(client, district, places, role):
    as_holder(client, district, role)
    wrong = []
    for name, route, view in PAGES:
        allowed = allows(role, view, "POST")
        status = client.post(url_of(name, route, places)).status_code
        if allowed and name in BY_OBJECT:
            continue
        if (status != 403) != allowed and status != NO_POST:
            wrong.append((name, status, allowed))
    assert wrong == []


def test_a_grant_for_a_programme_reaches_nothing_of_another(client, district, places, acted):
    other = a_round(district, "딴사업-2026-1")
    user = someone(
        district,
        *WORKING,
        confined_to=Confinement.PROGRAMME,
        confined_code=other.programme.code,
    )
    client.force_login(user)
    wrong = []
    for name, route, view in PAGES:
        if "<" not in route or name in SHARED or view.permission_for("GET") is None:
            continue
        status = client.get(url_of(name, route, places), follow=True).status_code
        if status not in (403, 404, POST_ONLY):
            wrong.append((name, status))
    assert wrong == []
    for name in ("round_list", "applicants", "round_work", "intake"):
        assert "갑비밀" not in client.get(reverse(name)).content.decode()


def test_a_clerk_of_a_dong_reaches_the_applications_of_the_dong(client, district, acted):
    round_ = a_round(district)
    mine = an_application(round_, a_person(district, 1), 1, reception_dong="가상1동")
    other = an_application(round_, a_person(district, 2), 2, reception_dong="가상2동")
    values = {"confined_to": Confinement.DONG.value, "confined_code": "가상1동"}
    client.force_login(holder(district, "DONG_CLERK", **values))
    assert client.get(reverse("application_detail", args=[mine.pk])).status_code == 200
    assert client.get(reverse("application_detail", args=[other.pk])).status_code == 404
    assert client.get(reverse("person_detail", args=[other.person_id])).status_code == 404
    page = client.get(reverse("applicants"), {"round": round_.pk})
    assert page.context["count"] == 1
    assert client.get(reverse("intake_form", args=[round_.pk])).status_code == 200


def test_a_clerk_of_a_dong_receives_only_what_came_there(client, district, acted):
    round_ = a_round(district)
    values = {"confined_to": Confinement.DONG.value, "confined_code": "가상1동"}
    client.force_login(holder(district, "DONG_CLERK", **values))
    data = {
        "action": "draft",
        "name": "가상희",
        "birth_on": "900304",
        "sex": "FEMALE",
        "received_on": f"{timezone.localdate():%Y-%m-%d}",
        "channel": "DONG_OFFICE",
        "household_size": "1",
        "dependants": "0",
        "consent_method": "PAPER",
        "token": "a" * 24,
    }
    url = reverse("intake_form", args=[round_.pk])
    refused = client.post(url, {**data, "reception_dong": "가상2동"})
    assert refused.status_code == 422
    assert "가상1동에서 받은 신청서만" in refused.content.decode()
    assert client.post(url, {**data, "reception_dong": "가상1동"}).status_code == 302
