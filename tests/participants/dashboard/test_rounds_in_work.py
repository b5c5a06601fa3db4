"""The list of rounds in work: where each is, and the way to its page."""

from datetime import date

import pytest

from participants.views.rounds import stage_of
from programs.models import Round
from tests.participants.dashboard.reading import WORK, url
from tests.participants.filling import Filler
from tests.participants.making import a_round

pytestmark = pytest.mark.django_db


def test_rounds_in_work_lead_to_their_dashboard(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, applicants=27)
    a_round(round_.district, "공공근로-2020-1", state="CLOSED")
    page = signed_in.get(WORK)
    [row] = page.context["rows"]
    assert row["stage"] == "근무 중"
    assert signed_in.get(url(round_)).context["stage"] == row["stage"]
    assert row["figures"] == ["10", "27", "2.7대 1", "8", "8", "0"]
    assert f'href="{url(round_)}"' in page.text
    assert len(signed_in.get(f"{WORK}?all=1").context["rows"]) == 2


def test_no_round_in_work_says_where_rounds_come_from(district, signed_in):
    page = signed_in.get(WORK)
    assert "진행하는 회차가 없습니다." in page.text
    assert "회차 준비로 가기" in page.text


@pytest.mark.parametrize(
    ("values", "stage"),
    [
        ({"state": "CLOSED"}, "마감"),
        ({"proposed": 1}, "선발안 승인 대기"),
        ({"apply_from_on": date(2026, 5, 12)}, "접수 전"),
        ({}, "접수 중"),
        ({"apply_to_on": date(2026, 5, 10)}, "심사·선발"),
        ({"approved": 1}, "선발 확정"),
        ({"approved": 1, "starts_on": date(2026, 5, 11)}, "근무 중"),
        (
            {"approved": 1, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 5, 10)},
            "사업 기간 끝남",
        ),
    ],
)
def test_a_round_says_in_words_where_it_is(values, stage):
    given = {
        "state": "RUNNING",
        "approved": 0,
        "proposed": 0,
        "apply_from_on": date(2026, 5, 1),
        "apply_to_on": date(2026, 5, 20),
        "starts_on": date(2026, 7, 1),
        "ends_on": date(2026, 11, 30),
    } | values
    lists = {f"is_{key}": bool(given.pop(key)) for key in ("approved", "proposed")}
    assert stage_of(Round(**given), date(2026, 5, 11), **lists) == stage
