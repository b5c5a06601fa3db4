"""Rosters: a purpose first, only the columns of the use, safe cells, all of it on record."""

import hashlib
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, AccessPerson
from participants.models import Application, ApplicationGroup, Placement
from participants.rosters.by_use import Preset, age_band, records_of, rows_of
from programs.models import HostUnit
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
PAGE = "/participants/rosters/"
S, P = Application.State, Placement.State
WORDS = {
    "purpose_kind": "REVIEW",
    "purpose_text": "하반기 선발심사 회의 자료",
    "audience": "INSIDE",
}


@pytest.fixture
def round_(district):
    """A round with an applicant, one at work, one who left, and some who do not count."""
    with acting("시험"):
        round_ = a_round(district, rrn_allowed=True)
        project = round_.work_projects.first()
        project.host_unit = HostUnit(district=district, code="과1", name="가상1과")
        project.host_unit.save()
        project.save()
        first = an_application(
            round_,
            a_person(district, 1, name="홍가상동", rrn=made_up_rrn(1)),
            1,
            certificates="=1+1",
            note="비밀 비고",
            household_size=3,
        )
        ApplicationGroup(district=district, application=first, group="DISABLED").save()
        working = an_application(round_, a_person(district, 2, name="남궁지어"), 2, state=S.PLACED)
        a_placement(working)
        left = an_application(round_, a_person(district, 3, name="홍가상서"), 3, state=S.PLACED)
        a_placement(left, state=P.DROPPED, end_reason="HEALTH")
        an_application(round_, a_person(district, 4), 4, state=S.WITHDRAWN)
        an_application(round_, a_person(district, 5), 5, state=S.DRAFT)
        cancelled = an_application(round_, a_person(district, 6), 6, state=S.CANCELLED)
        a_placement(cancelled, state=P.CANCELLED)
    return round_


def asked(round_, use: Preset, **values) -> dict:
    return {"scope": f"round-{round_.pk}", "preset": use.value, **WORDS, **values}


def sheet_of(answer):
    return load_workbook(BytesIO(answer.getvalue())).active


def taken(client, round_, use: Preset, **values) -> list[list]:
    """The rows of a roster, headings first, without what stands under them."""
    sheet = sheet_of(client.post(PAGE, asked(round_, use, **values)))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    return rows[:-2]


def test_a_review_roster_holds_what_a_review_needs(round_, signed_in):
    rows = taken(signed_in, round_, Preset.REVIEW)
    assert rows[0] == [
        *("접수번호", "성명", "생년월일", "성별", "행정동", "접수일", "신청 유형", "세대원 수"),
        *("세대주", "부양가족 수", "희망사업 1순위", "희망사업 2순위", "다른 사업도 가능"),
        *("자격증", "관련 경력(년)", "상태"),
    ]
    assert [row[1] for row in rows[1:]] == ["홍가상동", "남궁지어", "홍가상서", "가상인사"]
    assert rows[1][:5] == ["공공근로-2026-1-0001", "홍가상동", "900101", "남", "가상1동"]
    assert rows[1][7] == 3


def test_a_placement_roster_holds_everybody_ever_placed(round_, signed_in):
    rows = taken(signed_in, round_, Preset.PLACEMENT)
    assert rows[0] == [
        *("접수번호", "성명", "생년월일", "전화번호", "행정동", "사업부서·기관", "대상사업"),
        *("1일 근로시간", "근무 시작일", "근무 종료일", "배치 상태"),
    ]
    assert {row[1]: row[10] for row in rows[1:]} == {"남궁지어": "근무", "홍가상서": "중도포기"}
    assert rows[1][3] == "010-0000-0002"
    assert rows[1][8].date() == date(2026, 7, 1)


def test_a_contact_list_holds_only_who_is_there_now(round_, signed_in):
    assert taken(signed_in, round_, Preset.CONTACT) == [
        ["사업부서·기관", "대상사업", "성명", "전화번호"],
        ["가상1과", "가상 사업 1", "남궁지어", "010-0000-0002"],
    ]


@pytest.mark.parametrize("preset", [Preset.APPLICANT_FIGURES, Preset.PARTICIPANT_FIGURES])
def test_figures_lead_to_nobody(round_, signed_in, preset):
    answer = signed_in.post(PAGE, asked(round_, preset))
    parts = ZipFile(BytesIO(answer.getvalue()))
    everything = "".join(parts.read(name).decode() for name in parts.namelist())
    for secret in ("홍가상동", "남궁지어", "900101", "1990", "010-", "0100000", "-0001", "-0002"):
        assert secret not in everything
    assert "30대" in everything


def test_no_roster_holds_what_no_use_needs(round_, signed_in):
    for preset in Preset:
        answer = signed_in.post(PAGE, asked(round_, preset))
        parts = ZipFile(BytesIO(answer.getvalue()))
        everything = "".join(parts.read(name).decode() for name in parts.namelist())
        for secret in (made_up_rrn(1), "가상구 없는로", "비밀 비고", "DISABLED", "장애", "HEALTH"):
            assert secret not in everything
        assert 'hidden="1"' not in everything
        assert "docProps" not in " ".join(parts.namelist())


def test_a_formula_stays_text(round_, signed_in):
    cell = sheet_of(signed_in.post(PAGE, asked(round_, Preset.REVIEW))).cell(3, 14)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_roster_says_under_it_who_took_it_and_is_recorded_once(round_, signed_in):
    answer = signed_in.post(PAGE, asked(round_, Preset.REVIEW))
    content = answer.getvalue()
    sheet = load_workbook(BytesIO(content)).active
    last = [row[0].value for row in sheet.iter_rows(min_row=7)]
    assert last[0].startswith("출력: 김가상, 20")
    assert "심사·선발: 하반기 선발심사 회의 자료" in last[0]
    assert last[1] == "개인정보 포함 – 목적 달성 후 즉시 파기"
    assert sheet.auto_filter.ref == "A2:P6"  # what stands under the list is never sorted into it
    assert "즉시 파기" in sheet.oddFooter.left.text
    entry = AccessEntry.objects.get(action=AccessEntry.Action.DOWNLOAD)
    persons = Application.objects.filter(number__in=[1, 2, 3, 6]).values_list("person", flat=True)
    assert sorted(entry.persons) == sorted(persons)
    assert AccessPerson.objects.filter(entry=entry).count() == 4
    assert f"4행, SHA-256 {hashlib.sha256(content).hexdigest()}" in entry.purpose
    assert "심사·선발: 하반기 선발심사 회의 자료, 심사용 공공근로-2026-1" in entry.purpose
    assert answer["Cache-Control"] == "no-store"


def test_all_rounds_of_a_year_are_taken_together(round_, district, signed_in):
    with acting("시험"):
        other = a_round(district, "뉴딜-2026-1")
        an_application(other, a_person(district, 7, name="다른회차"), 1)
        earlier = a_round(district, "뉴딜-2025-1")
        an_application(earlier, a_person(district, 8, name="지난해인"), 1)
    names = {row[1] for row in taken(signed_in, round_, Preset.REVIEW, scope="year-2026")[1:]}
    assert "다른회차" in names
    assert "홍가상동" in names
    assert "지난해인" not in names


@pytest.mark.parametrize(
    "values",
    [
        {"purpose_text": ""},
        {"purpose_text": "ㅁㅁ"},
        {"purpose_text": "1111"},
        {"purpose_text": "업무"},
        {"purpose_text": "ㅁㅁㅁㅁㅁㅁ"},
        {"purpose_text": "900101-1234567 조회"},
        {"purpose_text": "가" * 81},
        {"purpose_kind": ""},
        {"audience": ""},
        {"audience": "ANYBODY"},
        {"preset": ""},
        {"preset": "EVERYTHING"},
        {"scope": ""},
        {"scope": "round-999999"},
        {"scope": "year-1999"},
        {"scope": "round-x"},
    ],
)
def test_without_a_purpose_and_a_choice_there_is_no_file(round_, signed_in, values):
    answer = signed_in.post(PAGE, asked(round_, Preset.REVIEW, **values))
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD).exists()


def test_a_roster_of_nobody_is_refused(district, signed_in):
    with acting("시험"):
        empty = a_round(district)
    answer = signed_in.post(PAGE, asked(empty, Preset.REVIEW))
    assert answer.status_code == 422
    assert "명단에 실을 사람이 없습니다" in answer.text


def test_the_address_alone_gives_no_file(round_, signed_in):
    answer = signed_in.get(f"{PAGE}?scope=round-{round_.pk}&preset=REVIEW&purpose_kind=REVIEW")
    assert answer["Content-Type"].startswith("text/html")
    assert "홍가상동" not in answer.text


def test_a_round_of_another_district_cannot_be_chosen(round_, client, stranger):
    client.force_login(stranger)
    assert round_.code not in client.get(PAGE).text
    answer = client.post(PAGE, asked(round_, Preset.REVIEW))
    assert answer.status_code == 422


def test_rows_are_read_with_one_query_however_many(round_, district):
    records = records_of(Preset.REVIEW, lambda model: model.objects.of(district), [round_])
    seen: set[int] = set()
    with CaptureQueriesContext(connection) as queries:
        assert len(list(rows_of(Preset.REVIEW, records, seen))) == 4
    assert len(queries) == 1
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("birth_on", "band"),
    [
        (date(1996, 7, 1), "30대"),
        (date(1996, 7, 2), "20대"),
        (date(1946, 7, 1), "80세 이상"),
        (date(1930, 1, 1), "80세 이상"),
    ],
)
def test_age_bands_are_of_the_first_day(birth_on, band):
    assert age_band(birth_on, date(2026, 7, 1)) == band


def test_the_list_of_placements_leads_to_its_roster_already_chosen(round_, signed_in):
    listed = signed_in.get(f"/participants/rounds/{round_.pk}/placements/")
    url = f"{PAGE}?scope=round-{round_.pk}&preset=PLACEMENT"
    assert url.replace("&", "&amp;") in listed.text
    form = signed_in.get(url).context["form"]
    assert (form["scope"].value(), form["preset"].value()) == (
        f"round-{round_.pk}",
        "PLACEMENT",
    )
