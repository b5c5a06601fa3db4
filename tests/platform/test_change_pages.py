"""The change log on screen: everything of the own district, also what was deleted."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.changepages import personal_kinds
from jobportal.platform.display import logged_text
from jobportal.platform.records import kinds_by_slug
from tests.making import make
from tests.participants.making import a_person

pytestmark = pytest.mark.django_db
DEPARTMENTS = kinds_by_slug()["departments"]


def test_changes_are_listed_with_what_was_before_and_after(signed_in, district):
    with acting("김고침", reason="개명"):
        record = make(DEPARTMENTS, district)
        record = type(record).objects.get()
        record.name = "새 이름"
        record.save()
        record.delete()
    page = signed_in.get(reverse("changes"))
    assert page.context["count"] == 3
    assert "부서명: Department-1 → 새 이름" in page.text
    assert "김고침" in page.text


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("2026-11-21", "2026. 11. 21."),
        ("2026-13-01", "2026-13-01"),
        ("가나다라마바사아자차", "가나다라마바사아자차"),
        ("1,000", "1,000"),
        ("", ""),
        (None, None),
    ],
)
def test_days_are_read_as_people_write_them_and_all_else_as_kept(kept, read):
    assert logged_text(kept) == read


def test_changes_are_filtered(signed_in, district):
    with acting("김고침"):
        make(DEPARTMENTS, district)
        make(kinds_by_slug()["host-units"], district)
    url = reverse("changes")
    assert signed_in.get(url + "?kind=programs.department").context["count"] == 1
    assert signed_in.get(url + "?actor_name=없는").context["count"] == 0
    assert signed_in.get(url + "?at_from=2000-01-01&at_to=2000-01-02").context["count"] == 0
    assert signed_in.get(url + "?at_from=어제").status_code == 400


def test_another_district_sees_none_of_it(client, stranger, district):
    with acting("김고침"):
        make(DEPARTMENTS, district)
    client.force_login(stranger)
    assert client.get(reverse("changes")).context["count"] == 0


def test_changes_of_residents_are_not_among_those_of_records(signed_in, district, acted):
    person = a_person(district)
    page = signed_in.get(reverse("changes")).content.decode()
    assert str(person) not in page
    assert "participants.person" in personal_kinds()
    assert "programs.pledgecontact" not in personal_kinds()
