"""Placement letters: each host unit gets its own people and no others, on paper and as a list."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from participants.models import Application, Placement
from participants.placement.assignments import assignments, by_unit
from tests.participants.announcing import NAMES, a_publication, a_result_round, selected, told
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
PURPOSE = {
    "purpose_kind": "PLACEMENT",
    "purpose_text": "부서별 배치 통보 공문",
    "audience": "INSIDE",
}
S = Application.State


@pytest.fixture
def published(district, staff):
    with acting("시험"):
        return a_publication(a_result_round(district, staff))


@pytest.fixture
def round_(published):
    return published.selection.round


@pytest.fixture
def page(round_):
    return reverse("round_letters", args=[round_.pk])


def placed(round_, number: int, state: str = S.PLACED, **values) -> Placement:
    with acting("시험"):
        application = Application.objects.get(round=round_, number=number)
        placement = a_placement(application, **values)
        application.state = state
        application.save()
    return placement


def told_of(round_) -> list[tuple]:
    return [(one.application.number, one.project.title, one.hours) for one in assignments(round_)]


def test_the_list_tells_where_somebody_works_until_a_placement_does(round_):
    first, second = round_.work_projects.all()
    assert told_of(round_) == [(1, first.title, 5), (2, second.title, 5)]
    placed(round_, 1, project=second, hours_per_day=3)
    assert told_of(round_) == [(1, second.title, 3), (2, second.title, 5)]


def test_a_reserve_who_moved_up_is_placed_and_whoever_left_is_gone(round_):
    placed(round_, 3)
    with acting("시험"):
        leaver = Application.objects.get(round=round_, number=2)
        leaver.state = S.DECLINED
        leaver.save()
    assert [number for number, _, _ in told_of(round_)] == [1, 3]


@pytest.mark.parametrize("state", [*Placement.LEFT_EARLY, Placement.State.COMPLETED])
def test_nobody_who_was_placed_and_left_is_in_a_letter(round_, state):
    gone = placed(round_, 1)
    with acting("시험"):
        gone.state, gone.end_reason = state, "HEALTH"
        gone.save()
    assert [number for number, _, _ in told_of(round_)] == [2]


def test_people_are_gathered_by_unit(round_):
    units = by_unit(assignments(round_))
    assert [unit.name for unit in units] == ["가상1과", "가상2과"]
    assert [len(found) for found in units.values()] == [1, 1]


def test_letters_are_printed_for_all_units_or_one(round_, page, signed_in):
    assert "가상1과" in signed_in.get(page).text
    every = signed_in.post(page, {**PURPOSE, "do": "print"})
    assert every.text.count("sheet-letter") == 2
    for words in (
        "가상1과",
        "홍가상동",
        "900101",
        "010-0000-0001",
        "가상 사업 1",
        "2026. 7. 1. ~ 12. 20.",
        "가상일자리과-77",
        "문의처: 가상일자리과 02-000-0000",
        "목적 달성 후 즉시 파기",
        "김가상",
        "끝.",
    ):
        assert words in every.text
    for absent in (NAMES[3], NAMES[4], NAMES[5], "가상구 없는로", "82.5"):
        assert absent not in every.text
    unit = round_.work_projects.first().host_unit
    one = signed_in.post(page, {**PURPOSE, "do": "print", "unit": unit.pk})
    assert one.text.count("sheet-letter") == 1
    assert NAMES[2] not in one.text
    entry = AccessEntry.objects.latest("pk")
    assert (entry.action, entry.person_count) == (AccessEntry.Action.PRINT, 1)


def test_the_list_of_one_unit_holds_its_people_with_who_took_it(round_, page, signed_in):
    unit = round_.work_projects.first().host_unit
    answer = signed_in.post(page, {**PURPOSE, "do": "xlsx", "unit": unit.pk})
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == [
        *(
            "연번",
            "접수번호",
            "성명",
            "생년월일",
            "전화번호",
            "대상사업",
            "1일 시간",
            "근무 기간",
        )
    ]
    assert rows[1][:6] == [
        *(1, "공공근로-2026-1-0001", "홍가상동", "900101", "010-0000-0001", "가상 사업 1")
    ]
    assert rows[2][0].startswith("출력: 김가상, ")
    assert "배치·근무 관리: 부서별 배치 통보 공문" in rows[2][0]
    assert rows[3][0] == "개인정보 포함 – 목적 달성 후 즉시 파기"
    assert AccessEntry.objects.latest("pk").action == AccessEntry.Action.DOWNLOAD


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({**PURPOSE, "do": "xlsx"}, "부서 하나를 고르세요"),
        ({**PURPOSE, "do": "print", "unit": "99999999"}, "99999999"),
        ({"do": "print"}, "필수"),
        ({**PURPOSE, "do": "print", "purpose_text": "1111"}, "5자 이상"),
    ],
)
def test_what_is_missing_is_said_and_nothing_given(page, signed_in, data, said):
    answer = signed_in.post(page, data)
    assert answer.status_code == 422
    assert said in answer.text
    for name in NAMES.values():
        assert name not in answer.text


def test_people_without_a_project_are_counted_not_lost(published, page, signed_in):
    with acting("시험"):
        selected(published.selection, 6)
    text = signed_in.get(page).text
    assert "1명은 배정 사업이 없어" in text


def test_another_district_finds_nothing(page, client, stranger):
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.post(page, PURPOSE).status_code == 404


def test_a_letter_of_three_hundred_asks_as_often_as_one_of_one(published, page, signed_in):
    data = {**PURPOSE, "do": "print"}
    signed_in.post(page, data)
    with CaptureQueriesContext(connection) as few:
        signed_in.post(page, data)
    project = published.selection.round.work_projects.first()
    with acting("시험"):
        for n in range(10, 308):
            selected(published.selection, n, project=project)
        told(published.selection, 308, "RESERVE", reserve_rank=9)
    with CaptureQueriesContext(connection) as many:
        answer = signed_in.post(page, data)
    assert "참여자 299명" in answer.text
    # the access record writes its persons in portions
    assert len(few) <= len(many) <= len(few) + 1 <= 25
