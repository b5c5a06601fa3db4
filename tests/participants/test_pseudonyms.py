"""Extracts under pseudonyms: nobody is named, and two extracts cannot be joined (PD-55)."""

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
from participants.models import Application, ApplicationGroup, Placement, Provision
from participants.retention.due import DESTROYED
from participants.rosters.council import FEW
from participants.rosters.pseudonyms import HEADINGS, Told, applications_of, coarse, rows_of
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
PAGE = "/participants/rosters/pseudonyms/"
S = Application.State
UNTIL = timezone.localdate() + timedelta(days=30)
ASKED = {
    "year": "2026",
    "purpose_kind": "STATISTICS",
    "purpose_text": "취업취약계층 참여 실태 분석",
    "receiver": "가상대학교 산학협력단",
    "basis": "개인정보 보호법 제28조의2제1항",
    "until_on": f"{UNTIL:%Y%m%d}",
    "measures": "재식별 금지, 이용 후 파기",
}
NAMES = ("홍가상동", "김지어낸", "이없는사", "박가상남")


@pytest.fixture
def rounds(district):
    """Four alike in two rounds of a year, the first of whom worked; one alone in a 동; two who are
    in no extract."""
    with acting("시험"):
        first = a_round(district, rrn_allowed=True)
        second = a_round(district, "뉴딜-2026-2")
        people = [
            a_person(district, n, name=name, rrn=made_up_rrn(n))
            for n, name in enumerate(NAMES, start=1)
        ]
        people.append(a_person(district, 5, name="최외딴곳", dong="가상9동"))
        for n, person in enumerate(people, start=1):
            state = S.PLACED if n == 1 else S.NOT_SELECTED
            one = an_application(first, person, n, state=state, note="비밀 비고")
            ApplicationGroup(district=district, application=one, group="DISABLED").save()
            if n == 1:
                a_placement(one, state=Placement.State.WORKING)
        an_application(second, people[0], 1, state=S.INELIGIBLE)
        an_application(first, a_person(district, 7, name="취하한인"), 7, state=S.WITHDRAWN)
        an_application(first, a_person(district, 8, name=DESTROYED), 8)
    return first, second


def rows(answer) -> list[list]:
    """The rows under the headings, without what the sheet says of itself."""
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert tuple(found[1]) == HEADINGS
    return [row for row in found[2:] if row[1]]


def test_no_file_holds_who_anybody_is(rounds, signed_in):
    parts = ZipFile(BytesIO(signed_in.post(PAGE, ASKED).getvalue()))
    text = "".join(parts.read(name).decode() for name in parts.namelist())
    for secret in (
        *NAMES,
        *("최외딴곳", "취하한인", "가상9동", "1990-01-01", "900101", made_up_rrn(1)),
        *("010-", "0100000", "-0001", "없는로", "비밀 비고", "DISABLED", "장애인", "docProps"),
    ):
        assert secret not in text, secret


def test_each_application_is_a_row_and_one_person_is_one_in_it(rounds, signed_in):
    found = rows(signed_in.post(PAGE, ASKED))
    assert len(found) == 6
    told = Counter(row[0] for row in found)
    twice = next(name for name, count in told.items() if count == 2)
    assert sorted(row[6] for row in found if row[0] == twice) == ["부적격", "선발"]
    assert {tuple(row[3:6]) for row in found if row[0] == twice} == {("남", "35~39세", "가상1동")}
    assert [row[5] for row in found].count(FEW) == 1


def test_time_at_work_is_told_in_spans_and_never_beyond_today(rounds, district):
    def spans(as_of: date) -> Counter:
        found = applications_of(lambda model: model.objects.of(district), 2026)
        return Counter(row[7] for row in rows_of(found, set(), as_of))

    begin = Placement.objects.get().from_on
    assert spans(begin - timedelta(days=1)) == {"없음": 6}
    assert spans(begin) == {"없음": 5, "3개월 이내": 1}
    assert spans(begin + timedelta(days=91)) == {"없음": 5, "3개월 이내": 1}
    assert spans(begin + timedelta(days=92)) == {"없음": 5, "6개월 이내": 1}


def test_the_same_person_is_another_in_every_extract(rounds, signed_in):
    first, second = (rows(signed_in.post(PAGE, ASKED)) for _ in range(2))
    assert not {row[0] for row in first} & {row[0] for row in second}


def test_the_rows_stand_in_the_order_of_what_was_drawn(rounds, signed_in):
    found = rows(signed_in.post(PAGE, ASKED))
    assert found == sorted(found)


def test_every_extract_is_in_the_register_with_purpose_items_and_period(rounds, signed_in):
    assert signed_in.post(PAGE, ASKED).getvalue()
    one = Provision.objects.get()
    assert (one.receiver, one.persons, one.until_on) == ("가상대학교 산학협력단", 5, UNTIL)
    assert one.purpose == "통계작성: 취업취약계층 참여 실태 분석"
    assert one.items == ", ".join(HEADINGS)
    entry = AccessEntry.objects.get(action=AccessEntry.Action.DOWNLOAD)
    assert f"제3자 제공 {one.pk}번" in entry.purpose
    assert len(entry.persons) == 5


@pytest.mark.parametrize("name", [name for name in ASKED if name != "measures"])
@pytest.mark.parametrize("wrong", ["", "900101-1234567"])
def test_nothing_is_made_without_what_the_register_asks(rounds, signed_in, name, wrong):
    answer = signed_in.post(PAGE, {**ASKED, name: wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert not Provision.objects.exists()
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD).exists()


def test_a_year_of_drafts_alone_gives_no_file(district, signed_in):
    with acting("시험"):
        an_application(a_round(district), a_person(district, 1), 1, state=S.WITHDRAWN)
    answer = signed_in.post(PAGE, ASKED)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["year"])


def test_another_district_has_no_year_of_ours(rounds, client, stranger):
    client.force_login(stranger)
    assert "2026년" not in client.get(PAGE).text
    assert client.post(PAGE, ASKED).status_code == 422


def test_the_rows_are_read_with_two_queries_however_many(rounds, district):
    found = applications_of(lambda model: model.objects.of(district), 2026)
    with CaptureQueriesContext(connection) as queries:
        assert len(rows_of(found, set(), timezone.localdate())) == 6
    assert len(queries) == 2


@given(
    st.lists(
        st.builds(
            Told,
            pseudonym=st.sampled_from("abcdefgh"),
            programme=st.just("공공근로"),
            half=st.just("2026년 상반기"),
            sex=st.sampled_from(["남", "여"]),
            band=st.sampled_from(["60~64세", "65~69세"]),
            dong=st.sampled_from(["가상1동", "가상2동"]),
            outcome=st.just("미선발"),
            worked=st.just("없음"),
        ),
        max_size=30,
    )
)
def test_no_sex_age_and_dong_shown_together_are_of_one_or_two_people(told):
    shown = coarse(told)
    for one in shown:
        alike = [
            other.pseudonym
            for other in shown
            if (other.sex, other.band, other.dong) == (one.sex, one.band, one.dong)
        ]
        assert one.dong == FEW or len(set(alike)) >= 3
