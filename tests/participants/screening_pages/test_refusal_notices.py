"""The notice of refusal: its reasons and how to object."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from tests.participants.announcing import a_publication, a_result_round
from tests.participants.screening_making import enquired, under_review
from tests.participants.screening_pages.steps import screened, told

pytestmark = pytest.mark.django_db
SHEET = {
    "told_on": "2026. 11. 2.",
    "appeal_days": "7",
    "appeal_place": "구청 3층 일자리정책과",
    "contact": "일자리정책과 02-000-0000",
    "purpose_kind": "RESULT",
    "purpose_text": "부적격 통보서 발송",
}


def test_the_notice_names_every_reason_and_how_to_object(round_, signed_in):
    with acting("시험"):
        one = enquired(
            under_review(round_, 1), assets_won=300_000_000, household_income_won=9_000_000
        )
    screened(round_, confirmed=True)
    address = reverse("refusal_notice", args=[one.pk])
    form = signed_in.get(address)
    assert "9,000,000원" in form.text
    page = signed_in.post(address, SHEET)
    assert page.status_code == 200
    for words in (
        "자격심사 결과 통보서",
        one.person.name,
        one.receipt,
        "900101",
        "300,000,000원",
        "9,000,000원",
        "공고 제3호",
        "2026.\u00a011.\u00a011.(수)까지",
        "구청 3층 일자리정책과",
        "가상구청장",
        "끝.",
    ):
        assert words in page.text, words
    entry = AccessEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.persons) == ("PRINT", [one.person_id])
    assert "부적격 통보서 발송" in entry.purpose


def test_where_to_turn_is_proposed_as_the_last_announcement_said_it(
    district, round_, staff, signed_in
):
    with acting("시험"):
        a_publication(a_result_round(district, staff, "뉴딜-2025-1"))
        one = enquired(under_review(round_, 1), assets_won=300_000_000)
    screened(round_, confirmed=True)
    page = signed_in.get(reverse("refusal_notice", args=[one.pk]))
    assert 'value="가상일자리과 02-000-0000"' in page.text
    assert 'value="가상구청 3층 가상일자리과"' in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose_text": "업무"},
        {"appeal_days": "0"},
        {"told_on": "언젠가"},
        {"told_on": "2099-01-01"},
        {"appeal_place": ""},
        {"contact": "900101-1234560"},
    ],
)
def test_no_notice_without_what_it_needs(round_, three, signed_in, wrong):
    screened(round_, confirmed=True)
    page = signed_in.post(reverse("refusal_notice", args=[three[1].pk]), {**SHEET, **wrong})
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_only_the_refused_are_told_so(round_, three, signed_in):
    screened(round_)
    for one in three:
        address = reverse("refusal_notice", args=[one.pk])
        text = told(signed_in.get(address), signed_in)
        assert "부적격으로 확정한 신청서만" in text
        assert signed_in.post(address, SHEET).status_code == 302
