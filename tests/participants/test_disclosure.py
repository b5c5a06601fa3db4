"""열람 결과: everything the dictionary knows of a person is printed for them, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.dictionary import Category, data_dictionary
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from participants.disclosure.held import LEADS, answer_by, given_of, held_of, looks_at, shown
from participants.models import (
    Destruction,
    IntakeBatch,
    InterviewPanel,
    Person,
    Provision,
    Publication,
    Reviewer,
    Selection,
)
from tests.participants.making import a_person, a_round, an_application, an_enquiry
from tests.taking import full_office
from tests.walking import someone

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ASKED = {"received_on": "2026. 2. 12.", "verified": "IN_PERSON"}
NOT_OF_ONE = {
    IntakeBatch: "a file of a round, kept to undo it; its rows are the records printed",
    InterviewPanel: "who of the office closed it",
    Reviewer: "who of the office marked",
    Selection: "who of the office proposed and approved",
    Publication: "whom to ask at the office",
    Destruction: "who of the office asked and approved",
    Provision: "who of the office gave it; printed as what was given",
}
"""Files with personal data that are not printed as records of the person, and why."""
MADE_OF_OTHERS = {
    *("name_key", "former_key", "initials", "phone_end", "phone_index", "address_key"),
    "rrn_index",
}
"""Fields worked out from items that are printed."""


def personal_entries() -> list:
    return [
        one
        for one in data_dictionary()
        if one.model._meta.app_label == "participants" and one.category is not Category.PUBLIC
    ]


def test_every_file_of_the_dictionary_is_printed_or_says_why_not():
    named = {one.model for one in personal_entries()} - NOT_OF_ONE.keys()
    assert {model for model in named if model not in LEADS} == set()
    assert LEADS.keys() & NOT_OF_ONE.keys() == set()


def test_every_personal_field_has_its_place_in_the_print():
    mine = [one for one in personal_entries() if one.model in LEADS]
    missing = {one.field.name for one in mine} - {one.field.name for one in shown(mine)}
    assert missing == MADE_OF_OTHERS


def test_no_day_is_skipped_until_the_answer():
    assert answer_by(date(2026, 12, 28)) == date(2027, 1, 7)


@pytest.fixture
def person(district) -> Person:
    full_office(district, "갑")
    return Person.objects.get(name="가상갑")


def test_the_sheet_tells_all_of_the_person_and_is_on_record(client, district, person):
    client.force_login(someone(district, Permission.SCREEN))
    answer = client.post(reverse("person_disclosure", args=[person.pk]), ASKED)
    assert answer.status_code == 200
    for told in ("가상갑", "참여신청", "배치", "다른 법령에 따른 보존", "2026. 2. 22.까지"):
        assert told in answer.text
    entry = AccessEntry.objects.filter(action=AccessEntry.Action.PRINT).first()
    assert entry.persons == [person.pk]
    assert entry.purpose == "열람 요구 2026. 2. 12. 접수, 본인 방문, 신분증 확인"


def test_nobody_else_is_named_on_it(client, district, person):
    client.force_login(someone(district, Permission.SCREEN))
    answer = client.post(reverse("person_disclosure", args=[person.pk]), ASKED)
    others = Person.objects.exclude(pk=person.pk).values_list("name", flat=True)
    assert [name for name in others if name in answer.text] == []


def test_what_an_authority_answered_is_in_words(district, acted):
    application = an_application(a_round(district), a_person(district))
    an_enquiry(application, "INCOME", household_income_won=1_234_000)
    (file,) = [one for one in held_of(application.person) if one.name == "조회 결과"]
    assert "세대 월 소득(원) 1,234,000" in dict(file.records[0])["조회 내용"]


def test_looks_and_what_was_given_to_others_are_told(client, district, acted, staff):
    person = a_person(district)
    client.force_login(staff)
    client.get(reverse("person_detail", args=[person.pk]))
    given = a_provision(district, staff)
    assert [(one.action, one.times) for one in looks_at(district, person)] == [("조회", 1)]
    assert list(given_of(district, person)) == []
    a_file_left(staff, district, person, f"명단 (3행, 제3자 제공 {given.pk}번)")
    assert list(given_of(district, person)) == [given]


def a_provision(district, staff) -> Provision:
    one = Provision(
        district=district,
        title="가상 명단",
        receiver="가상기관",
        purpose="교육",
        basis="법 제17조",
        items="성명",
        persons=3,
        given_on=TODAY,
        until_on=TODAY,
        method="FILE",
        measures="파기",
        given_by=staff,
    )
    one.save()
    return one


def a_file_left(user, district, person: Person, purpose: str) -> None:
    request = RequestFactory().get("/")
    write_entry(
        request,
        account_id=user.pk,
        account_name=user.name,
        action=AccessEntry.Action.DOWNLOAD,
        persons=[person.pk],
        task="명단",
        purpose=purpose,
        district_id=district.pk,
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("received_on", f"{TODAY + timedelta(days=1):%Y%m%d}"),
        ("received_on", "언젠가"),
        ("verified", ""),
    ],
)
def test_a_wrong_request_is_asked_again_and_prints_nothing(client, district, acted, field, typed):
    person = a_person(district)
    client.force_login(someone(district, Permission.SCREEN))
    answer = client.post(reverse("person_disclosure", args=[person.pk]), {**ASKED, field: typed})
    assert answer.status_code == 422
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.PRINT).exists()


def test_only_who_screens_is_offered_it(client, district, acted, lead):
    person = a_person(district)
    page = reverse("person_disclosure", args=[person.pk])
    client.force_login(lead)
    assert page not in client.get(reverse("person_detail", args=[person.pk])).text
    assert client.get(page).status_code == 403
    client.force_login(someone(district, Permission.SCREEN, Permission.SEE_APPLICANTS))
    assert page in client.get(reverse("person_detail", args=[person.pk])).text


def test_many_applications_take_no_more_queries(district, acted):
    first, second = a_person(district, 1), a_person(district, 2)
    an_application(a_round(district), first)
    for year in (2023, 2024, 2025):
        an_application(a_round(district, f"공공근로-{year}-1"), second)
    counts = []
    for person in (first, second):
        with CaptureQueriesContext(connection) as queries:
            held_of(person)
        counts.append(len(queries))
    assert counts[0] == counts[1]
