"""The pages every kind of record has, walked over every kind; and what they refuse."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from budgets.models import LedgerEntry
from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.records import all_kinds, kinds_by_slug
from programs.models import Department
from tests.making import make

pytestmark = pytest.mark.django_db

KINDS = [pytest.param(kind, id=kind.slug) for kind in all_kinds()]


def made(kind, district, count=1):
    with acting("시험"):
        return [make(kind, district, n) for n in range(1, count + 1)]


def list_url(kind) -> str:
    return reverse("record_list", args=[kind.slug])


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_listed_shown_and_opened_for_change(kind, district, signed_in):
    (record,) = made(kind, district)
    page = signed_in.get(list_url(kind))
    assert page.status_code == 200
    detail = reverse("record_detail", args=[kind.slug, record.pk])
    assert f'href="{detail}"' in page.text
    assert signed_in.get(detail).status_code == 200
    assert signed_in.get(reverse("record_add", args=[kind.slug])).status_code == 200
    edit = signed_in.get(reverse("record_edit", args=[kind.slug, record.pk]))
    assert edit.status_code == (404 if kind.append_only else 200)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_needs_as_many_queries_for_three_records_as_for_one(kind, district, signed_in):
    made(kind, district, 1)
    with CaptureQueriesContext(
        connection,
    ) as one:
        signed_in.get(list_url(kind))
    with acting("시험"):
        for n in (2, 3):
            make(kind, district, n)
    with CaptureQueriesContext(connection) as three:
        signed_in.get(list_url(kind))
    assert len(three) == len(one)
    assert len(one) <= 20


@pytest.mark.parametrize("kind", KINDS)
def test_another_district_reaches_nothing_of_a_kind(kind, district, stranger, client):
    (record,) = made(kind, district)
    client.force_login(stranger)
    assert "총 <strong>0</strong>건" in client.get(list_url(kind)).text
    for name in ("record_detail", "record_edit", "record_delete"):
        assert client.get(reverse(name, args=[kind.slug, record.pk])).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_saved_form_changes_nothing_by_itself(kind, district, signed_in):
    """Every field the form shows is read back as it was."""
    if kind.append_only:
        pytest.skip("entries of the ledger have no form to change them")
    (record,) = made(kind, district)
    before = type(record).objects.get().current_values()
    url = reverse("record_edit", args=[kind.slug, record.pk])
    form = signed_in.get(url).context["form"]
    answer = signed_in.post(url, _posted(form))
    assert answer.status_code == 302, answer.context["form"].errors
    assert type(record).objects.get(pk=record.pk).current_values() == before


def _posted(form) -> dict[str, object]:
    """What a browser would send back for an untouched form."""
    data = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        name = bound.html_name
        if hasattr(widget, "decompress"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            data |= {f"{name}_{index}": part for index, part in enumerate(parts)}
        elif value is True:
            data[name] = "on"
        elif value is not None and value is not False:
            data[name] = value
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_the_download_holds_exactly_what_the_list_shows(kind, district, signed_in):
    made(kind, district, 2)
    answer = signed_in.get(list_url(kind) + "?format=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    page = signed_in.get(list_url(kind))
    headings = [str(column.header) for column in page.context["table"].columns]
    top = next(index for index, row in enumerate(rows) if list(row) == headings)
    assert len(rows) - top - 1 == page.context["count"]


def test_the_list_is_filtered_searched_and_summed(district, signed_in):
    kind = kinds_by_slug()["ledger"]
    made(kind, district, 3)
    page = signed_in.get(list_url(kind) + "?q=LedgerEntry-2")
    assert page.context["count"] == 1
    assert dict(page.context["sums"])["계(원)"] == "10"
    page = signed_in.get(list_url(kind) + "?on_from=2026.1.2.&on_to=2026-01-02")
    assert page.context["count"] == 1
    assert signed_in.get(list_url(kind) + "?on_from=열흘").status_code == 400


def test_an_amount_that_passes_through_stages_is_executed_once(district, signed_in):
    kind = kinds_by_slug()["ledger"]
    with acting("시험"):
        resolved = make(kind, district, 3)
        paid = make(kind, district, 4)
        LedgerEntry(
            district=district,
            line=resolved.line,
            number="다음",
            on=resolved.on,
            stage="PAID",
            follows=resolved,
            city_won=15,
        ).save()
    sums = dict(signed_in.get(list_url(kind)).context["sums"])
    both = resolved.total_won + paid.total_won
    assert sums["계(원)"] == str(both + 15)
    assert sums["그중 집행액(원)"] == str(both)


def test_a_signed_out_visitor_is_sent_to_sign_in(client, db):
    answer = client.get(list_url(kinds_by_slug()["rounds"]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


def department(district):
    (record,) = made(kinds_by_slug()["departments"], district)
    return record


def test_amounts_are_typed_in_the_unit_that_is_shown(district, signed_in):
    kind = kinds_by_slug()["living-wages"]
    url = reverse("record_add", args=[kind.slug])
    data = {"year": "2026", "hourly_won_0": "12.121", "hourly_won_1": "THOUSAND"}
    signed_in.post(url, data)
    assert kind.model.objects.get().hourly_won == 12_121


def test_a_misplaced_comma_is_refused_and_what_was_typed_stays(district, signed_in):
    kind = kinds_by_slug()["living-wages"]
    url = reverse("record_add", args=[kind.slug])
    page = signed_in.post(url, {"year": "2026", "hourly_won_0": "1,9235", "hourly_won_1": "WON"})
    assert page.status_code == 422
    assert "쉼표 자리" in page.text
    assert 'value="1,9235"' in page.text
    assert not kind.model.objects.exists()


def test_the_second_editor_sees_both_values_and_nothing_is_lost(district, signed_in):
    record = department(district)
    url = reverse("record_edit", args=["departments", record.pk])
    typed = _posted(signed_in.get(url).context["form"])
    with acting("먼저 저장한 사람"):
        record.name = "먼저 저장한 이름"
        record.save()
    page = signed_in.post(url, {**typed, "name": "내가 쓴 이름"})
    assert page.status_code == 409
    assert "먼저 저장한 이름" in page.text
    assert "내가 쓴 이름" in page.text
    assert Department.objects.get().name == "먼저 저장한 이름"
    again = signed_in.post(url, {**typed, "name": "내가 쓴 이름", "version": 2})
    assert again.status_code == 302
    assert Department.objects.get().name == "내가 쓴 이름"


def test_the_detail_page_shows_who_changed_what(district, signed_in, staff):
    record = department(district)
    url = reverse("record_edit", args=["departments", record.pk])
    typed = _posted(signed_in.get(url).context["form"])
    signed_in.post(url, {**typed, "name": "바뀐 과"})
    text = signed_in.get(reverse("record_detail", args=["departments", record.pk])).text
    assert "김가상" in text
    assert "바뀐 과" in text
    assert Change.objects.first().actor_id == staff.pk


def test_a_record_others_refer_to_is_not_deleted(district, signed_in):
    made(kinds_by_slug()["teams"], district)
    record = Department.objects.get()
    url = reverse("record_delete", args=["departments", record.pk])
    assert "삭제할 수 없습니다" in signed_in.get(url).text
    assert signed_in.post(url).status_code == 409
    assert Department.objects.exists()


def test_a_record_nobody_refers_to_is_deleted(district, signed_in):
    record = department(district)
    url = reverse("record_delete", args=["departments", record.pk])
    assert 'name="version" value="1"' in signed_in.get(url).text
    sent = {"reason": "두 번 등록함", "version": 1}
    assert signed_in.post(url, sent).status_code == 302
    assert not Department.objects.exists()
    assert Change.objects.first().reason == "두 번 등록함"


def test_without_a_reason_nothing_is_deleted_and_a_change_may_have_one(district, signed_in):
    record = department(district)
    delete = reverse("record_delete", args=["departments", record.pk])
    for reason in ("", " ", "x" * 201, "900101-1234560"):
        page = signed_in.post(delete, {"reason": reason})
        assert page.status_code == 422
        assert reason.strip() in page.text
    assert Department.objects.exists()
    edit = reverse("record_edit", args=["departments", record.pk])
    form = signed_in.get(edit).context["form"]
    assert not form.fields["change_reason"].required
    sent = {name: form[name].value() or "" for name in form.fields}
    signed_in.post(edit, {**sent, "name": "고친 과", "change_reason": "조직 개편"})
    assert Change.objects.first().reason == "조직 개편"
    added = signed_in.get(reverse("record_add", args=["departments"])).context["form"]
    assert "change_reason" not in added.fields, "a normal entry asks nothing"


def test_a_record_that_changed_since_it_was_shown_is_not_deleted(district, signed_in, lead):
    record = department(district)
    url = reverse("record_delete", args=["departments", record.pk])
    before = record.name
    record.name = "바뀐 과"
    with acting(lead):
        record.save()
    for late in ({"version": 1}, {}, {"version": "x"}):
        answer = signed_in.post(url, {**late, "reason": "시험"})
        assert answer.status_code == 409
        assert "바뀌었습니다" in answer.text
    answer = signed_in.post(url, {"version": 1, "reason": "두 번 등록함"})
    assert "두 번 등록함" in answer.text
    assert before in answer.text
    assert "바뀐 과" in answer.text
    assert lead.name in answer.text
    assert signed_in.post(url, {"version": 2, "reason": "시험"}).status_code == 302


def test_the_same_code_twice_is_refused_in_words(district, signed_in):
    department(district)
    page = signed_in.post(
        reverse("record_add", args=["departments"]), {"code": "Department-1", "name": "다른 과"}
    )
    assert page.status_code == 422
    assert "같은 코드가 이미 있습니다" in page.text


def test_choices_of_another_district_cannot_be_posted(district, other_district, signed_in):
    theirs = department(other_district)
    page = signed_in.post(
        reverse("record_add", args=["teams"]),
        {"code": "T", "department": theirs.pk, "name": "팀", "order": 1},
    )
    assert page.status_code == 422
    assert not kinds_by_slug()["teams"].model.objects.exists()


def test_an_entry_is_reversed_once_with_a_reason(district, signed_in):
    kind = kinds_by_slug()["ledger"]
    (entry,) = made(kind, district)
    url = reverse("ledger_reverse", args=["ledger", entry.pk])
    assert signed_in.get(url).status_code == 200
    assert signed_in.post(url, {"reason": " "}).status_code == 422
    assert signed_in.post(url, {"reason": "금액을 잘못 적음"}).status_code == 302
    assert [e.total_won for e in kind.model.objects.order_by("pk")] == [5, -5]
    assert Change.objects.first().reason == "금액을 잘못 적음"
    assert signed_in.post(url, {"reason": "또"}).status_code == 404


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\u202e"])
def test_a_control_character_is_refused_in_a_form(signed_in, letter):
    address = reverse("record_add", args=["departments"])
    page = signed_in.post(address, {"code": "D", "name": f"가{letter}과"})
    assert page.status_code == 422
    assert "name" in page.context["form"].errors
    assert not Department.objects.exists()


@pytest.mark.parametrize("reason", ["", "a\0b", "가" * 201])
def test_a_reversal_without_a_reason_that_can_be_kept_is_refused(district, signed_in, reason):
    (entry,) = made(kinds_by_slug()["ledger"], district)
    url = reverse("ledger_reverse", args=["ledger", entry.pk])
    assert signed_in.post(url, {"reason": reason}).status_code == 422


def test_an_entry_with_the_longest_number_is_reversed(district, signed_in):
    kind = kinds_by_slug()["ledger"]
    (first,) = made(kind, district)
    with acting("시험"):
        entry = kind.model(district=district, number="9" * 40, line=first.line, on=first.on)
        entry.save()
    url = reverse("ledger_reverse", args=["ledger", entry.pk])
    assert signed_in.post(url, {"reason": "잘못 적음"}).status_code == 302
    number = "9" * 37 + "-취소"
    assert signed_in.post(url, {"reason": "또"}).status_code == 404
    assert kind.model.objects.filter(number=number, reverses=entry).exists()
