"""Documents in the browser: composed, shown, downloaded, copied, frozen; within their district."""

import json
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from jobportal.platform.render.grid import Source
from programs.models import Department, Project, Team, TeamDuty
from reports.actions import moved_params
from reports.models import Document, DocumentItem
from reports.tracing import source_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(district) -> Document:
    """A document with one table: the teams and their duties."""
    with acting("시험"):
        department = Department(district=district, code="D", name="가상과")
        department.save()
        team = Team(district=district, code="T", department=department, name="일자리팀")
        team.save()
        TeamDuty(district=district, team=team, order=1, text="일자리센터 운영").save()
        made = Document(
            district=district,
            code="900",
            title="2026년 업무보고",
            kind="BRIEFING",
            year=2026,
            department=department,
            as_of=date(2026, 9, 30),
        )
        made.save()
        DocumentItem(
            district=district,
            document=made,
            code="T01",
            order=1,
            section="일반현황",
            title="조직",
            table="org-chart",
            params="department=D",
        ).save()
    return made


def url(name, document, *args):
    return reverse(name, args=[document.pk, *args])


def test_a_document_shows_its_tables(signed_in, document):
    text = signed_in.get(url("document_detail", document)).text
    assert "일반현황" in text
    assert "일자리센터 운영" in text


def test_a_figure_leads_to_its_records(signed_in, document):
    text = signed_in.get(url("document_item", document, "T01")).text
    duty = TeamDuty.objects.get()
    assert reverse("record_detail", args=["team-duties", duty.pk]) in text


@pytest.mark.parametrize("format_", ["xlsx", "csv", "json"])
def test_a_table_and_a_document_are_downloaded(signed_in, document, format_):
    for address in (url("document_item", document, "T01"), url("document_download", document)):
        answer = signed_in.get(f"{address}?format={format_}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        if format_ == "xlsx":
            assert load_workbook(BytesIO(answer.content)).sheetnames == ["900-T01 조직"]
        elif format_ == "json":
            assert json.loads(answer.content)["id"] == "900-T01"
        else:
            assert "일자리센터 운영" in answer.content.decode("utf-8-sig")


def test_an_unknown_format_is_not_found(signed_in, document):
    assert signed_in.get(url("document_download", document) + "?format=exe").status_code == 404


def test_a_condition_that_fails_is_said_in_its_place(signed_in, document, acted):
    item = document.items.get()
    item.params = "department=없는과"
    item.save()
    page = signed_in.get(url("document_detail", document))
    assert page.status_code == 200
    assert "부서에 그런 코드가 없습니다" in page.text
    answer = signed_in.get(url("document_download", document) + "?format=xlsx", follow=True)
    assert "내려받을 수 없습니다" in answer.text


def test_another_districts_document_is_not_found(client, stranger, document):
    client.force_login(stranger)
    for name, args in (
        ("document_detail", ()),
        ("document_download", ()),
        ("document_submit", ()),
        ("document_compose", ()),
        ("document_copy", ()),
        ("item_add", ()),
        ("document_item", ("T01",)),
        ("item_edit", ("T01",)),
        ("item_remove", ("T01",)),
        ("figure", ("T01", 0, 0)),
    ):
        assert client.get(url(name, document, *args)).status_code == 404, name
    assert client.post(url("item_move", document, "T01"), {"to": "up"}).status_code == 404


def test_a_table_is_added_with_its_conditions_checked(signed_in, document):
    address = url("item_add", document) + "?table=org-chart"
    assert signed_in.get(address).status_code == 200
    bad = signed_in.post(address, {"code": "T01", "title": "조직", "param_department": "D"})
    assert bad.status_code == 422
    assert "같은 번호의 항목이 있습니다" in bad.text
    good = {"code": "T02", "title": "조직 2", "param_department": "D"}
    assert signed_in.post(address, good).status_code == 302
    assert document.items.get(code="T02").params == "department=D"


def test_the_next_number_is_offered_and_comes_after_the_last(signed_in, document):
    add = url("item_add", document) + "?table=org-chart"
    signed_in.post(add, {"code": "T02", "title": "둘째", "param_department": "D"})
    signed_in.post(url("item_remove", document, "T01"))
    assert signed_in.get(add).context["form"].initial["code"] == "T03"
    signed_in.post(add, {"code": "T01", "title": "셋째", "param_department": "D"})
    assert [item.code for item in document.items.all()] == ["T02", "T01"]


@pytest.mark.parametrize("value", ["9" * 25, "99999"])
def test_a_number_beyond_measure_is_said(signed_in, district, acted, value):
    Department(district=district, code="D", name="가상과").save()
    Project(
        district=district,
        code="P",
        department=Department.objects.get(),
        year=2026,
        kind="MAJOR",
        order=1,
        title="사업",
    ).save()
    given = {"year": "2026", "as_of": "2026. 6. 30.", "param_project": "P", "param_years": value}
    address = reverse("catalogue_table", args=["investment-matrix"])
    answer = signed_in.get(address, given)
    assert answer.status_code == 400
    assert "9999 이하로 적으세요" in answer.text


def test_a_rate_has_at_most_six_decimals(signed_in, district):
    address = reverse("catalogue_table", args=["indicator-results"])
    given = {"year": "2026", "as_of": "2026. 6. 30.", "param_decimals": "9999"}
    answer = signed_in.get(address, given)
    assert answer.status_code == 400
    assert "param_decimals" in answer.context["form"].errors


def test_the_record_of_a_document_opens_the_document(signed_in, document):
    page = signed_in.get(reverse("record_detail", args=["documents", document.pk]))
    assert f'href="{url("document_detail", document)}"' in page.text


def test_an_item_is_changed_moved_and_removed(signed_in, document):
    add = url("item_add", document) + "?table=org-chart"
    signed_in.post(add, {"code": "T02", "title": "둘째", "param_department": "D"})
    edit = url("item_edit", document, "T02")
    assert signed_in.get(edit).context["form"].initial["title"] == "둘째"
    typed = {"code": "T02", "title": "바뀐 둘째", "param_department": "D", "version": 1}
    signed_in.post(edit, typed)
    signed_in.post(url("item_move", document, "T02"), {"to": "up"})
    assert [item.title for item in document.items.all()] == ["바뀐 둘째", "조직"]
    signed_in.post(url("item_move", document, "T02"), {"to": "up"})
    assert signed_in.get(url("item_remove", document, "T02")).status_code == 200
    signed_in.post(url("item_remove", document, "T02"))
    assert [item.code for item in document.items.all()] == ["T01"]


def test_last_years_document_is_copied(signed_in, document):
    form = signed_in.get(url("document_copy", document)).context["form"]
    assert form.initial["title"] == "2027년 업무보고"
    signed_in.post(url("document_copy", document), form.initial)
    copy = Document.objects.get(year=2027)
    assert copy.as_of == date(2027, 9, 30)
    assert [item.table for item in copy.items.all()] == ["org-chart"]
    again = signed_in.post(url("document_copy", document), form.initial)
    assert "같은 코드의 문서가 있습니다" in again.text


def test_copied_conditions_move_their_years():
    item = DocumentItem(table="investment-matrix", params="project=P2022\nyears=2021,2022")
    assert moved_params(item, 1) == "project=P2022\nyears=2022,2023"


def test_a_submitted_document_stays_and_tells_what_changed(signed_in, document, acted):
    assert signed_in.post(url("document_submit", document), {"purpose": ""}).status_code == 422
    signed_in.post(url("document_submit", document), {"purpose": "임시회 업무보고"})
    address = url("snapshot", document, 1)
    assert "지금 값이 모두 같습니다" in signed_in.get(address).text
    duty = TeamDuty.objects.get()
    duty.text = "바뀐 업무"
    duty.save()
    page = signed_in.get(address)
    assert [(c["then"], c["now"]) for c in page.context["changed"]] == [
        ("일자리센터 운영", "바뀐 업무")
    ]
    assert "일자리센터 운영" in signed_in.get(address + "?format=json").content.decode()


def test_a_table_of_the_catalogue_is_tried_out(signed_in, document):
    assert signed_in.get(reverse("catalogue")).status_code == 200
    address = reverse("catalogue_table", args=["org-chart"])
    assert signed_in.get(address).status_code == 200
    query = "?year=2026&as_of=2026-09-30&param_department=D"
    assert "일자리센터 운영" in signed_in.get(address + query).text
    assert signed_in.get(address + query + "&format=csv").status_code == 200
    assert signed_in.get(address + "?year=abc").status_code == 400


def test_a_document_page_takes_a_bounded_number_of_queries(signed_in, document):
    with CaptureQueriesContext(connection) as queries:
        signed_in.get(url("document_detail", document))
    assert len(queries) <= 20


def item_form(signed_in, document) -> dict[str, object]:
    """What a browser would send back for the untouched form of the item."""
    form = signed_in.get(url("item_edit", document, "T01")).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form}


def test_the_second_editor_of_an_item_is_told(signed_in, document):
    typed = item_form(signed_in, document)
    first = signed_in.post(url("item_edit", document, "T01"), {**typed, "title": "먼저"})
    assert first.status_code == 302
    page = signed_in.post(url("item_edit", document, "T01"), {**typed, "title": "나중"})
    assert page.status_code == 409
    assert "다른 사람이" in page.text
    assert DocumentItem.objects.get().title == "먼저"


@pytest.mark.parametrize("code", ["T/1", "T 1", "..", "a?b", ""])
def test_a_number_that_fits_no_address_is_refused_in_either_form(signed_in, document, code):
    typed = item_form(signed_in, document)
    assert (
        signed_in.post(url("item_edit", document, "T01"), {**typed, "code": code}).status_code
        == 422
    )
    item = DocumentItem.objects.get()
    record = {
        "code": code,
        "document": document.pk,
        "order": 1,
        "title": "표",
        "table": "org-chart",
    }
    address = reverse("record_edit", args=["document-items", item.pk])
    assert signed_in.post(address, {**record, "version": item.version}).status_code == 422


def test_a_document_whose_conditions_cannot_be_read_is_not_copied(signed_in, document):
    item = DocumentItem.objects.get()
    item.params = "이름만 있는 줄"
    with acting("시험"):
        item.save()
    copy = {"code": "901", "title": "사본", "year": "2027", "as_of": "2027. 9. 30."}
    page = signed_in.post(url("document_copy", document), copy)
    assert page.status_code == 422
    assert "이름=값" in page.text
    assert Document.objects.count() == 1


@pytest.mark.parametrize("purpose", ["", "a\0b", "가" * 121])
def test_a_purpose_that_cannot_be_kept_is_refused(signed_in, document, purpose):
    answer = signed_in.post(url("document_submit", document), {"purpose": purpose})
    assert answer.status_code == 422
    assert not document.snapshots.exists()


def test_an_address_of_a_list_keeps_its_signs_apart():
    source = Source("departments", (1, 2), query=(("q", "일자리 & 경제=1"),))
    address = source_url(source)
    assert parse_qs(urlsplit(address).query) == {"q": ["일자리 & 경제=1"], "id": ["1,2"]}


def test_who_only_reads_documents_is_offered_no_change(document, district, client):
    user = User.objects.create_user("council", password="x", name="가상인")
    give(user, district, "COUNCIL", "시험")
    client.force_login(user)
    for url in (reverse("document_list"), reverse("document_detail", args=[document.pk])):
        text = client.get(url).text
        assert document.title in text
        for words in ("문서 만들기", "문서 구성", "구성<", "복사<", "제출본 만들기"):
            assert words not in text
