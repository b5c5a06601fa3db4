"""Whom a page shows is whom the access record names: every page, by name and by receipt number."""

import pytest

from jobportal.platform.masking import mask_name
from jobportal.platform.models import AccessEntry
from participants.models import Application, Person
from tests.taking import full_office
from tests.test_walk import PAGES, url_of
from tests.walking import WORKING, someone

pytestmark = pytest.mark.django_db
EXAMPLES = {"upload_enquiries"}
"""Pages whose example of a receipt number could be somebody's."""


@pytest.fixture
def places(district):
    return full_office(district, "갑비밀")


def marks_of() -> dict[int, set[str]]:
    """What each person is known by on a page: the name, as lists mask it, and receipt numbers."""
    marks = {one.pk: {one.name, mask_name(one.name)} for one in Person.objects.all()}
    for one in Application.objects.select_related("round").exclude(number=None):
        marks[one.person_id].add(one.receipt)
    shared = [word for words in marks.values() for word in words]
    return {pk: {word for word in words if shared.count(word) == 1} for pk, words in marks.items()}


def shown_on(answer, marks: dict[int, set[str]]) -> set[int]:
    """The people a page shows."""
    if answer.streaming or answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return set()
    return {pk for pk, words in marks.items() if any(word in answer.text for word in words)}


def test_everybody_a_page_shows_is_recorded(client, district, places):
    client.force_login(someone(district, *WORKING))
    marks, wrong = marks_of(), []
    for name, route, _ in PAGES:
        known = AccessEntry.objects.count()
        answer = client.get(url_of(name, route, places))
        entries = AccessEntry.objects.order_by("pk")[known:]
        recorded = {pk for entry in entries for pk in entry.persons}
        missing = shown_on(answer, marks) - recorded
        if missing and name not in EXAMPLES:
            wrong.append((name, sorted(missing)))
    assert wrong == []
    assert all(marks.values()), "everybody can be told from the others"
