"""Announcing an approved list: its terms, its public list without anything that tells on people."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from participants.announcing.publications import announced_entries, public_rows
from participants.models import Publication, Selection
from tests.participants.announcing import (
    DAY,
    NAMES,
    E,
    a_publication,
    a_result_round,
    selected,
    someone_at,
    told,
)
from tests.participants.making import a_round
from tests.participants.placing import a_lead, a_selection, an_entry

pytestmark = pytest.mark.django_db
SECRETS = (
    *NAMES.values(),
    *("0100000", "1990", "900101", "82.5", "62.5", "8250", "INCOME", "소득", "먼저 선발"),
)


@pytest.fixture
def selection(district, staff):
    with acting("시험"):
        return a_result_round(district, staff)


@pytest.fixture
def published(selection):
    with acting("시험"):
        return a_publication(selection)


def url(selection, name="round_results") -> str:
    return reverse(name, args=[selection.round_id])


def asked(selection, **values) -> dict:
    return {
        "selection": selection.pk,
        "published_on": "2026-02-12",
        "appeal_days": "5",
        "remove_on": "2098-12-31",
        "contact": "가상일자리과 02-000-0000",
        "appeal_place": "가상구청 3층",
        "document_number": "가상일자리과-77",
        "bring": "신분증",
        "version": "1",
        **values,
    }


def test_a_new_round_proposes_where_the_last_one_turned_to(district, staff, published, signed_in):
    with acting("시험"):
        later = a_selection(a_round(district, "공공근로-2026-2"), staff)
    form = signed_in.get(url(later)).context["form"]
    assert form["contact"].value() == published.contact
    assert form["appeal_place"].value() == published.appeal_place
    assert not form["document_number"].value()


def test_an_approved_list_is_announced_with_a_term_in_workdays(selection, signed_in):
    page = signed_in.get(url(selection))
    assert "발표하지 않음" in page.text
    answer = signed_in.post(url(selection), asked(selection))
    assert answer.status_code == 302
    publication = Publication.objects.get()
    assert publication.appeal_until_on == date(2026, 2, 24)  # five workdays around Seollal
    assert publication.appeal_place == "가상구청 3층"
    page = signed_in.get(url(selection))
    assert "2026. 2. 24.(화)까지 받습니다" in page.text
    assert "발표함" in page.text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"published_on": "2020-01-01"}, "확정한 날"),
        ({"published_on": "어제"}, "발표일"),
        ({"appeal_days": "0"}, "1"),
        ({"appeal_days": "61"}, "60"),
        ({"appeal_days": ""}, "필수"),
        ({"remove_on": "2026-02-20"}, "게시 종료일이 이의신청 마감일"),
        ({"contact": ""}, "필수"),
        ({"appeal_place": ""}, "필수"),
        ({"contact": "담당 900101-1234567"}, "주민등록번호"),
        ({"published_on": "2091-06-01", "remove_on": "2092-06-01"}, "오늘부터 30일 안"),
    ],
)
def test_what_is_wrong_with_an_announcement_is_said_and_nothing_kept(
    selection, signed_in, values, said
):
    answer = signed_in.post(url(selection), asked(selection, **values))
    assert answer.status_code == 422
    assert said in answer.text
    assert "가상일자리과-77" in answer.text  # what was typed is still there
    assert not Publication.objects.exists()


def test_the_day_is_corrected_until_it_has_come(selection, signed_in):
    soon, later = (timezone.localdate() + timedelta(days=n) for n in (10, 20))
    sent = asked(selection, published_on=soon.isoformat(), appeal_days="10")
    assert signed_in.post(url(selection), sent).status_code == 302
    page = signed_in.get(url(selection)).text
    assert 'name="published_on"' in page
    moved = {**sent, "published_on": later.isoformat(), "appeal_days": "3", "version": "1"}
    assert signed_in.post(url(selection), moved).status_code == 302
    publication = Publication.objects.get()
    assert publication.published_on == later
    assert publication.appeal_until_on < later + timedelta(days=10)  # nobody was told yet
    with acting("시험"):
        publication.published_on = timezone.localdate()
        publication.save()
    assert 'name="published_on"' not in signed_in.get(url(selection)).text


def test_a_double_post_and_an_old_tab_announce_nothing_twice(selection, signed_in):
    assert signed_in.post(url(selection), asked(selection)).status_code == 302
    again = signed_in.post(url(selection), asked(selection, version="9"))
    assert again.status_code == 409
    assert Publication.objects.count() == 1
    with acting("시험"):
        a_selection(selection.round, selection.proposed_by, number=2)
    old = signed_in.post(url(selection), asked(selection))
    assert old.status_code == 409
    assert Publication.objects.count() == 1


def test_a_correction_keeps_the_day_and_never_shortens_the_term(selection, signed_in):
    with acting("시험"):
        published = a_publication(selection, appeal_until_on=date(2026, 3, 10))
    page = url(published.selection)
    shorter = signed_in.post(page, asked(published.selection, appeal_days="5"))
    assert shorter.status_code == 422
    assert "줄일 수 없습니다" in shorter.text
    longer = signed_in.post(
        page, asked(published.selection, appeal_days="60", contact="가상과 02-000-9999")
    )
    assert longer.status_code == 302
    now = Publication.objects.get()
    assert now.published_on == published.published_on
    assert now.appeal_until_on > published.appeal_until_on
    assert now.contact == "가상과 02-000-9999"
    stale = signed_in.post(page, asked(published.selection, appeal_days="60"))
    assert stale.status_code == 409
    assert "다른 사람이 먼저" in stale.text


def test_only_an_approved_list_is_announced(district, staff, signed_in):
    with acting("시험"):
        round_ = a_round(district)
        waiting = a_selection(
            round_,
            staff,
            state=Selection.State.PROPOSED,
            decided_by=None,
            decided_at=None,
        )
    page = signed_in.get(url(waiting))
    assert "확정된 선발 명단이 없습니다" in page.text
    refused = signed_in.post(url(waiting), asked(waiting))
    assert refused.status_code == 422
    assert not Publication.objects.exists()
    assert signed_in.get(url(waiting, "round_public_list")).status_code == 302


def test_the_public_list_names_nobody(published, signed_in):
    page = signed_in.get(url(published.selection, "round_public_list"))
    assert page.status_code == 200
    for secret in SECRETS:
        assert secret not in page.text
    for shown in ("홍○○○", "남○○○", "0001", "0002", "0003", "예비 1순위", "가상 사업 1", "가상1과"):
        assert shown in page.text
    for absent in ("0004", "0005", "미선발", "부적격"):
        assert absent not in page.text
    assert published.selection.digest in page.text
    assert "가상구청 3층 가상일자리과" in page.text


def test_the_file_of_the_public_list_holds_the_same_and_no_more(published, signed_in):
    answer = signed_in.get(url(published.selection, "round_public_list") + "?format=xlsx")
    content = answer.getvalue()
    parts = ZipFile(BytesIO(content))
    everything = "".join(parts.read(name).decode() for name in parts.namelist())
    for secret in SECRETS:
        assert secret not in everything
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[2]] == [
        *("연번", "접수번호", "성명", "결과", "모집 구분", "배정 사업", "사업부서·기관")
    ]
    assert [row[2].value for row in sheet.iter_rows(min_row=3, max_row=5)] == [
        *("홍○○○", "남○○○", "홍○○○")
    ]
    notes = [row[0].value for row in sheet.iter_rows(min_row=6)]
    assert any(published.selection.digest in note for note in notes)
    assert not any(column.hidden for column in sheet.column_dimensions.values())
    entry = AccessEntry.objects.latest("pk")
    assert entry.action == AccessEntry.Action.DOWNLOAD
    assert entry.person_count == 3
    assert "SHA-256" in entry.purpose


def test_the_order_of_the_public_list_tells_no_score(published):
    with acting("시험"):
        told(published.selection, 7, E.RESERVE, reserve_rank=2)
        selected(published.selection, 6, rank=1, score_hundredths=9900)
    rows = public_rows(announced_entries(published.selection))
    assert [row.receipt[-4:] for row in rows] == ["0001", "0002", "0006", "0003", "0007"]


def test_the_newest_announced_list_is_shown_until_the_next_is_announced(published, signed_in):
    with acting("시험"):
        newer = a_selection(published.selection.round, published.selection.proposed_by, 2)
        an_entry(newer, published.selection.entries.first().application, state=E.SELECTED)
    page = signed_in.get(url(newer, "round_public_list"))
    assert "0003" in page.text
    results = signed_in.get(url(newer))
    assert "앞서 발표한 제1판" in results.text
    assert "제2판 발표" in results.text
    with acting("시험"):
        a_publication(newer)
    page = signed_in.get(url(newer, "round_public_list"))
    assert "0003" not in page.text


def test_a_list_that_should_have_been_taken_down_is_flagged(selection, signed_in):
    with acting("시험"):
        a_publication(
            selection, appeal_until_on=DAY, remove_on=timezone.localdate() - timedelta(days=1)
        )
    assert "게시 기간이 끝났습니다" in signed_in.get(url(selection)).text
    assert "내리세요" in signed_in.get(url(selection, "round_public_list")).text


def test_a_lead_sees_the_results_and_announces_nothing(selection, client, district):
    client.force_login(a_lead(district))
    page = client.get(url(selection))
    assert page.status_code == 200
    assert "제1판 발표" not in page.text
    assert client.post(url(selection), asked(selection)).status_code == 403
    assert not Publication.objects.exists()


@pytest.mark.parametrize("name", ["round_results", "round_public_list"])
def test_another_district_finds_nothing(published, client, stranger, name):
    client.force_login(stranger)
    assert client.get(url(published.selection, name)).status_code == 404
    if name == "round_results":
        assert client.post(url(published.selection), {}).status_code == 404


@pytest.mark.parametrize("name", ["round_results", "round_public_list"])
def test_pages_ask_as_often_for_many_as_for_few(published, signed_in, name):
    page = url(published.selection, name)
    signed_in.get(page)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(page)
    with acting("시험"):
        for n in range(10, 40):
            told(published.selection, n, E.RESERVE, reserve_rank=n)
    with CaptureQueriesContext(connection) as many:
        signed_in.get(page)
    assert len(many) == len(few) <= 25
    assert someone_at(published.selection, 10)
