"""Who has a part of the district reads what all share and writes only what is their own."""

import pytest
from django.urls import reverse

from jobportal.platform.permissions import Confinement
from jobportal.platform.records import kinds_by_slug
from participants.models import ConsentForm, RequiredDocument
from programs.models import Department, HostUnit, Programme
from tests.making import make
from tests.participants.making import a_consent_form, a_round
from tests.walking import holder

pytestmark = pytest.mark.django_db
WORDS = "맡은 팀이나 사업의 기록이 아니어서"


@pytest.fixture
def mine(district, acted):
    return a_round(district, "공공근로-2026-1").programme


@pytest.fixture
def other(district, acted):
    return a_round(district, "뉴딜-2026-1").programme


@pytest.fixture
def staff_of_one(client, district, mine):
    values = {"confined_to": Confinement.PROGRAMME.value, "confined_code": mine.code}
    client.force_login(holder(district, "STAFF", **values))
    return client


def add(client, slug: str, **data):
    return client.post(reverse("record_add", args=[slug]), {"version": 1, **data})


@pytest.mark.parametrize(
    ("slug", "data", "model"),
    [
        ("departments", {"code": "X", "name": "가상과"}, Department),
        ("host-units", {"code": "X", "name": "가상단"}, HostUnit),
        ("programmes", {"code": "X", "kind": "PUBLIC_WORKS", "order": 1}, Programme),
        ("consent-forms", {"code": "X", "title": "가상", "from_on": "2026-01-01"}, ConsentForm),
    ],
)
def test_what_is_shared_or_foreign_is_not_created(staff_of_one, slug, data, model):
    known = model.objects.count()
    answer = add(staff_of_one, slug, **data)
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert f'value="{data["code"]}"' in answer.text
    assert model.objects.count() == known


def test_what_is_shared_is_read_and_neither_opened_for_change_nor_deleted(
    staff_of_one, district, acted
):
    for kind, record in (
        ("departments", make(kinds_by_slug()["departments"], district)),
        ("consent-forms", a_consent_form(district)),
    ):
        page = staff_of_one.get(reverse("record_detail", args=[kind, record.pk]))
        assert page.status_code == 200
        for name in ("record_edit", "record_delete"):
            url = reverse(name, args=[kind, record.pk])
            assert url not in page.text
            assert staff_of_one.get(url).status_code == 404
            assert staff_of_one.post(url, {"version": 1}).status_code == 404
        assert type(record).objects.filter(pk=record.pk).exists()
        listed = staff_of_one.get(reverse("record_list", args=[kind]))
        assert listed.status_code == 200
        offered = reverse("record_add", args=[kind]) in listed.text
        assert offered is (kind == "consent-forms")  # their programme may have one of its own


def test_their_own_is_written_and_not_given_away(staff_of_one, mine, other):
    data = {"code": "서류-9", "name": "가상 서류", "order": 1, "is_mandatory": "on"}
    assert add(staff_of_one, "required-documents", programme=mine.pk, **data).status_code == 302
    paper = RequiredDocument.objects.get(code="서류-9")
    edit = reverse("record_edit", args=["required-documents", paper.pk])
    assert staff_of_one.get(edit).status_code == 200
    moved = staff_of_one.post(edit, {**data, "version": paper.version, "programme": other.pk})
    assert moved.status_code == 422
    paper.refresh_from_db()
    assert paper.programme_id == mine.pk
