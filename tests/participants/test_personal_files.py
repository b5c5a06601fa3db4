"""개인정보 처리 현황: every file with its items, its reasons, and how many numbers are kept."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.dictionary import Category, data_dictionary
from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.personal_files import identity_meter, personal_files
from tests.participants.making import a_person, made_up_rrn

pytestmark = pytest.mark.django_db
INDEXES = {
    *("name_key", "former_key", "initials", "phone_end", "phone_index", "address_key"),
    "rrn_index",
}
"""What is worked out from items to find them by: none of its own."""
PAGE = reverse("personal_files")


@pytest.fixture
def officer(client, district):
    """The browser of the privacy officer."""
    user = User.objects.create_user("gasang-privacy", password=None, name="임가상")
    give(user, district, "PRIVACY_OFFICER", "시험")
    client.force_login(user)
    return client


@pytest.fixture
def numbers(district, other_district):
    """Three people who gave their number, one of them found to be another, and one elsewhere."""
    with acting("시험"):
        kept, _, twice = (a_person(district, n, rrn=made_up_rrn(n)) for n in (1, 2, 3))
        twice.merged_into = kept
        twice.save()
        a_person(district, 4)
        a_person(other_district, 1, rrn=made_up_rrn(9))


def test_every_item_that_tells_of_a_person_is_in_a_file():
    told = {item for one in personal_files() for items in one.items.values() for item in items}
    kept = [one.field for one in data_dictionary() if one.category is not Category.PUBLIC]
    without = {str(field) for field in kept if str(field.verbose_name) not in told}
    assert without == {f"participants.Person.{name}" for name in INDEXES}


def test_a_file_says_why_on_what_and_how_long():
    for one in personal_files():
        assert all((one.name, one.purpose, one.basis, one.retention)), one
        assert any(one.items.values()), one
    people = next(one for one in personal_files() if one.name == "신청인")
    assert people.of(Category.IDENTITY) == "주민등록번호"
    assert "index" not in people.of(*Category)


def test_everybody_reads_it_and_the_file_holds_the_same(signed_in):
    page = signed_in.get(PAGE)
    assert "주민등록번호를 보관하는 정보주체" not in page.text
    book = load_workbook(io.BytesIO(signed_in.get(PAGE, {"format": "xlsx"}).content))
    rows = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    for told in page.context["rows"]:
        assert list(told) in rows


def test_each_person_with_a_number_is_counted_once(numbers, district):
    assert identity_meter(district).people == 2


@pytest.mark.parametrize(
    ("duties", "words"),
    [((3, 4), "1만 명이 되면"), ((2, 4), "3년마다 조사를"), ((1, 2), "영향평가를 받아야")],
)
def test_the_privacy_officer_reads_what_the_number_asks_for(
    numbers, officer, settings, duties, words
):
    settings.IDENTITY_DUTIES = duties
    page = officer.get(PAGE).text
    assert "정보주체 2명" in page
    assert words in page
