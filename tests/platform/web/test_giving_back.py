"""What a step cannot take comes back with its fault and everything that was typed."""

import pytest
from django.urls import reverse

from participants.models import Destruction
from reports.models import DocumentItem
from tests.filledforms import FilledForms
from tests.walking import WORKING, office, someone

pytestmark = pytest.mark.django_db
NUMBER = "900101-1234560"
TYPED = f"소송 진행 중 {NUMBER}"


@pytest.fixture
def places(district):
    return office(district, "갑비밀")


@pytest.fixture
def desk(client, district, places):
    client.force_login(someone(district, *WORKING))
    return client


def test_the_fault_names_the_field_and_the_text_can_be_mended_there(desk, places):
    address = reverse("destruction_decide", args=[places["destruction/"]["pk"]])
    answer = desk.post(address, {"decision": "refuse", "note": TYPED})
    assert answer.status_code == 422
    assert "‘승인 의견’에 주민등록번호로 보이는 숫자" in answer.text or "사유에" in answer.text
    form = next(one for one in FilledForms(answer.text).found if one.action == address)
    assert form.values["note"] == [TYPED]
    assert form.values["decision"] == ["refuse"]
    assert Destruction.objects.get().state == "REQUESTED"
    mended = {**form.values, "note": ["소송 진행 중"]}
    assert desk.post(address, mended).status_code == 302
    assert Destruction.objects.get().state == "REFUSED"


@pytest.mark.parametrize(
    ("name", "start", "data"),
    [
        ("person_hold", "participants/persons/", {"reason": TYPED}),
        ("duplicate_detail", "participants/duplicates/", {"decision": "not_same", "version": "1"}),
        ("document_submit", "documents/", {"purpose": TYPED}),
    ],
)
def test_a_resident_number_in_a_reason_is_refused(desk, places, name, start, data):
    answer = desk.post(reverse(name, args=[places[start]["pk"]]), {"reason": TYPED, **data})
    assert answer.status_code == 422
    assert "주민등록번호로 보이는 숫자" in answer.text
    assert TYPED in answer.text


def test_a_resident_number_in_the_reason_for_destroying_is_refused(desk, places, monkeypatch):
    monkeypatch.setattr("participants.actions.destruction._is_due", lambda _: True)
    Destruction.objects.get()
    answer = desk.post(reverse("destruction_ask"), {"reason": TYPED})
    assert answer.status_code == 422
    assert TYPED in answer.text
    assert Destruction.objects.count() == 1


@pytest.mark.parametrize("version", ["-1", "9" * 30, "9" * 18, "２", "a"])
def test_a_version_no_record_can_have_is_stale(desk, places, version):
    at = places["documents/<int:pk>/items/<str:code>"]
    address = reverse("item_edit", args=[at["pk"], at["code"]])
    form = next(one for one in FilledForms(desk.get(address).text).found if one.free)
    answer = desk.post(address, {**form.values, "title": ["다른 이름"], "version": [version]})
    assert answer.status_code == 409, answer.context["form"].errors
    assert DocumentItem.objects.get().title != "다른 이름"
