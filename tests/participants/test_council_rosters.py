"""Rosters for council and audit: nobody is identified, and whole names need an approval (PD-57)."""

from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from jobportal.platform.values.dates import kdate
from participants.disclosure.held import given_of
from participants.models import Application, ApplicationGroup, Placement, Provision
from participants.retention.due import DESTROYED
from participants.rosters.council import (
    FEW,
    CouncilUse,
    coarse,
    five_years,
    people_of,
    rows_of,
)
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
PAGE = "/participants/rosters/council/"
S = Application.State
UNTIL = timezone.localdate() + timedelta(days=30)
ASKED = {
    "purpose_text": "2026년 행정사무감사 요구자료",
    "receiver": "가상구의회",
    "basis": "지방자치법 제49조",
    "until_on": f"{UNTIL:%Y%m%d}",
    "measures": "이용 후 파기",
}
APPROVED = {"with_names": "on", "approved_by": "OFFICER", "approval": "일자리정책과-1234"}
NAMES = ("홍가상동", "김지어낸", "이없는사", "박가상남")


@pytest.fixture
def round_(district):
    """Four of one 동 and age, one alone in a 동, one alone in an age; two were placed."""
    with acting("시험"):
        round_ = a_round(district, rrn_allowed=True)
        people = [
            a_person(district, n, name=name, rrn=made_up_rrn(n))
            for n, name in enumerate(NAMES, start=1)
        ]
        people.append(a_person(district, 5, name="최외딴곳", dong="가상9동"))
        people.append(a_person(district, 6, name="정나이든", birth_on=date(1941, 5, 5)))
        for n, person in enumerate(people, start=1):
            state = S.PLACED if n <= 2 else S.NOT_SELECTED
            one = an_application(round_, person, n, state=state, note="비밀 비고")
            ApplicationGroup(district=district, application=one, group="DISABLED").save()
            if n <= 2:
                a_placement(one, state=Placement.State.WORKING)
        an_application(round_, a_person(district, 7, name="취하한인"), 7, state=S.WITHDRAWN)
        an_application(round_, a_person(district, 8, name=DESTROYED), 8)
    return round_


def asked(round_, use: str = "APPLICANTS", **values) -> dict:
    return {"round": str(round_.pk), "use": use, **ASKED, **values}


def cells(answer) -> list[list]:
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def everything(answer) -> str:
    parts = ZipFile(BytesIO(answer.getvalue()))
    return "".join(parts.read(name).decode() for name in parts.namelist())


def test_the_profile_holds_no_direct_identifier(round_, signed_in):
    for use in CouncilUse:
        text = everything(signed_in.post(PAGE, asked(round_, use.value)))
        for secret in (
            *NAMES,
            *("최외딴곳", "정나이든", "취하한인", "가상9동", "1990-01-01", "900101", "1941"),
            *("010-", "0100000", made_up_rrn(1), "-0001", "없는로", "비밀 비고"),
            *("DISABLED", "장애인", "미선발", "80세 이상", "docProps", 'hidden="1"'),
        ):
            assert secret not in text, (use, secret)


def test_a_row_shows_a_surname_an_age_of_five_years_and_a_dong(round_, signed_in):
    rows = cells(signed_in.post(PAGE, asked(round_)))
    assert rows[1] == ["연번", "성명", "연령대", "행정동"]
    assert rows[2:8] == [
        [1, "정○○○", "*", "*"],
        [2, "최○○○", "35~39세", "*"],
        [3, "김○○○", "35~39세", "가상1동"],
        [4, "박○○○", "35~39세", "가상1동"],
        [5, "이○○○", "35~39세", "가상1동"],
        [6, "홍○○○", "35~39세", "가상1동"],
    ]


def test_each_list_names_those_it_says(round_, signed_in):
    of_use = {use: len(cells(signed_in.post(PAGE, asked(round_, use.value)))) for use in CouncilUse}
    around = 2 + 4 + 2  # title and headings, what the sheet says of itself, who took it
    assert of_use == {
        CouncilUse.APPLICANTS: 6 + around,
        CouncilUse.SELECTED: 2 + around,
        CouncilUse.PARTICIPANTS: 2 + around,
    }


def test_the_sheet_states_its_day_and_what_was_taken_out(round_, signed_in):
    told = [row[0] for row in cells(signed_in.post(PAGE, asked(round_)))[8:]]
    assert (
        told[0] == f"기준일: {kdate(timezone.localdate())} (연령대는 회차 시작일 2026. 7. 1. 기준)"
    )
    assert told[1].startswith("비식별 처리: 성명은 성만 남기고 ○로 가림, 생년월일은 5세 단위")
    assert "3명 미만" in told[2]
    assert "의회·감사 제출: 2026년 행정사무감사 요구자료" in told[4]


def test_every_list_is_in_the_register_and_names_whom_it_held_on_record(round_, signed_in):
    assert signed_in.post(PAGE, asked(round_)).getvalue()
    one = Provision.objects.get()
    assert (one.receiver, one.persons, one.items) == ("가상구의회", 6, "성명, 연령대, 행정동")
    assert one.approval is None
    entry = AccessEntry.objects.get(action=AccessEntry.Action.DOWNLOAD)
    mine = Application.objects.filter(round=round_, number__lte=6)
    assert sorted(entry.persons) == sorted(mine.values_list("person", flat=True))
    assert entry.purpose.startswith(f"제3자 제공 {one.pk}번, 의회·감사 제출")
    assert "6행, SHA-256" in entry.purpose
    asks = mine.get(number=1).person
    assert list(given_of(round_.district, asks)) == [one], "who asks is told of it"


def test_whole_names_leave_only_with_an_approval_that_is_kept(round_, signed_in, client, lead):
    answer = signed_in.post(PAGE, asked(round_, **APPROVED))
    rows = cells(answer)
    assert {row[1] for row in rows[2:8]} >= set(NAMES)
    approval = "개인정보 보호책임자 일자리정책과-1234"
    assert f"성명은 승인({approval})에 따라 전부 적음" in rows[9][0]
    one = Provision.objects.get()
    assert one.approval == approval
    entry = AccessEntry.objects.get(action=AccessEntry.Action.DOWNLOAD)
    assert f"성명 전체 승인({approval})" in entry.purpose
    client.force_login(lead)
    assert approval in client.get(f"/provisions/{one.pk}/").text


def test_what_lacks_of_an_approval_is_asked_for_in_whole_words(round_, signed_in):
    asked_for = asked(round_, **{**APPROVED, "approved_by": "", "approval": ""})
    page = signed_in.post(PAGE, asked_for).text
    assert "승인한 사람을 고르세요." in page
    assert "승인 문서번호를 적으세요." in page


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"approval": ""}, "approval"),
        ({"approval": "구두 승인"}, "approval"),
        ({"approval": "900101-1234567"}, "approval"),
        ({"approved_by": ""}, "approved_by"),
        ({"approved_by": "ANYBODY"}, "approved_by"),
    ],
)
def test_without_an_approval_no_whole_name_leaves(round_, signed_in, values, name):
    answer = signed_in.post(PAGE, asked(round_, **{**APPROVED, **values}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert not Provision.objects.exists()
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD).exists()


def test_an_approval_without_the_wish_for_names_changes_nothing(round_, signed_in):
    answer = signed_in.post(PAGE, asked(round_, approved_by="OFFICER", approval="구두 승인"))
    assert "홍가상동" not in everything(answer)
    assert Provision.objects.get().approval is None


@pytest.mark.parametrize("name", ["round", "use", "purpose_text", "receiver", "basis", "until_on"])
@pytest.mark.parametrize("wrong", ["", "900101-1234567"])
def test_nothing_leaves_without_what_is_asked(round_, signed_in, name, wrong):
    answer = signed_in.post(PAGE, asked(round_, **{name: wrong}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert not Provision.objects.exists()


def test_a_round_of_nobody_and_of_another_district_give_no_file(
    round_, district, signed_in, client, stranger
):
    with acting("시험"):
        empty = a_round(district, "뉴딜-2026-1")
    assert "실을 사람이 없습니다" in signed_in.post(PAGE, asked(empty)).text
    client.force_login(stranger)
    assert round_.code not in client.get(PAGE).text
    assert client.post(PAGE, asked(round_)).status_code == 422


def test_the_rows_are_read_with_one_query_however_many(round_, district):
    people = people_of(CouncilUse.APPLICANTS, lambda model: model.objects.of(district), round_)
    seen: set[int] = set()
    with CaptureQueriesContext(connection) as queries:
        assert len(rows_of(people, seen, False)) == 6
    assert (len(queries), len(seen)) == (1, 6)


@pytest.mark.parametrize(
    ("birth_on", "band"),
    [
        (date(1961, 7, 1), "65~69세"),
        (date(1961, 7, 2), "60~64세"),
        (date(1946, 7, 1), "80세 이상"),
        (date(1946, 7, 2), "75~79세"),
        (date(1920, 1, 1), "80세 이상"),
    ],
)
def test_ages_are_of_the_first_day_in_bands_of_five_years(birth_on, band):
    assert five_years(birth_on, date(2026, 7, 1)) == band


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["홍○○", "김○○"]),
            st.sampled_from(["60~64세", "65~69세", "80세 이상"]),
            st.sampled_from(["가상1동", "가상2동", "가상3동"]),
        ),
        max_size=30,
    )
)
def test_no_age_and_dong_shown_together_are_of_one_or_two(told):
    shown = [(band, dong) for _, band, dong in coarse(told)]
    bands = Counter(band for band, _ in shown)
    both = Counter(shown)
    for band, dong in shown:
        assert band == FEW or bands[band] >= 3
        assert dong == FEW or (band != FEW and both[band, dong] >= 3)
