"""The list of applicants: masked, searched, narrowed and in pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db
S = Application.State
LIST = "/participants/applicants/"


def applied(round_, n: int, state: str = S.SUBMITTED, channel: str = "DONG_OFFICE", **values):
    with acting("시험"):
        person = a_person(round_.district, n, **values)
        return an_application(round_, person, n, state=state, channel=channel)


def receipts(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


def test_the_list_is_masked_and_counted(round_, signed_in):
    applied(round_, 1, name="가상희", phone="01012345678")
    page = signed_in.get(LIST)
    assert "총 <strong>1</strong>건" in page.text
    assert "가*희" in page.text
    assert "010-****-5678" in page.text
    for clear in ("가상희", "01012345678", "1234-5678", "1990"):
        assert clear not in page.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("가상희", ["0001"]),
        ("가 상희", ["0001"]),
        ("상희", ["0001"]),
        ("ㄱㅅㅎ", ["0001"]),
        ("ㅅㅎ", ["0001"]),
        ("5678", ["0001"]),
        ("01012345678", ["0001"]),
        ("2", ["0002"]),
        ("옛이름", ["0002"]),
        ("없는사람", []),
        ("%", []),
        ("99999999999999999999999999", []),
        ("٣", []),
        ("", ["0001", "0002"]),
    ],
)
def test_names_initials_phone_ends_and_receipt_numbers_are_found(round_, signed_in, words, found):
    applied(round_, 1, name="가상희", phone="01012345678")
    applied(round_, 2, name="나다라", former_name="옛이름", phone="01000009999")
    page = signed_in.post(f"{LIST}?round={round_.pk}", {"words": words})
    assert page.status_code == 200
    assert receipts(page) == found


def test_the_list_is_narrowed_by_state_dong_and_channel(round_, signed_in):
    applied(round_, 1, dong="가상1동")
    applied(round_, 2, dong="가상2동", channel="DISTRICT_COUNTER")
    applied(round_, 3, dong="가상2동", state=S.UNDER_REVIEW)
    for asked, found in (
        ({"dong": "가상2동"}, ["0002", "0003"]),
        ({"state": "UNDER_REVIEW"}, ["0003"]),
        ({"channel": "DISTRICT_COUNTER", "dong": "가상2동"}, ["0002"]),
    ):
        assert receipts(signed_in.post(LIST, asked)) == found
    assert signed_in.post(LIST, {"state": "NOTHING"}).status_code == 422


def test_the_list_has_pages_and_as_many_queries_for_fifty_rows_as_for_one(round_, signed_in):
    applied(round_, 1)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(LIST)
    for n in range(2, 56):
        applied(round_, n)
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(LIST)
    assert len(many) == len(one) <= 20
    assert page.context["count"] == 55
    assert len(receipts(page)) == 50
    assert len(receipts(signed_in.post(LIST, {"page": "2"}))) == 5
    assert len(receipts(signed_in.post(LIST, {"page": "99"}))) == 5


def test_another_round_and_another_district_stay_out(round_, signed_in, district, other_district):
    applied(round_, 1)
    with acting("시험"):
        other = a_round(district, "뉴딜-2026-1")
        theirs = a_round(other_district)
        an_application(theirs, a_person(other_district, 5), 5)
    assert signed_in.get(f"{LIST}?round={other.pk}").context["count"] == 0
    assert signed_in.get(f"{LIST}?round={theirs.pk}").status_code == 404
    assert signed_in.get(f"{LIST}?round=x").status_code == 404
    assert signed_in.get(LIST).context["count"] == 1


def test_a_district_without_rounds_says_so(district, signed_in):
    assert "등록된 회차가 없습니다" in signed_in.get(LIST).text
    assert "공고한 회차가 없습니다" in signed_in.get(reverse("intake")).text
