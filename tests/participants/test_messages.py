"""Text messages: placeholders, bytes, who is left out and why, and the list on record."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, Role, User
from participants.announcing.message_templates import (
    EXAMPLE,
    PLACEHOLDERS,
    fillers,
    template_faults,
)
from participants.announcing.messages import message_list
from participants.announcing.recipients import recipients
from participants.models import Application, Consent, ConsentItem
from tests.participants.announcing import (
    NAMES,
    PURPOSE,
    E,
    a_consent,
    a_message_item,
    a_publication,
    a_result_round,
    someone_at,
    told,
)

pytestmark = pytest.mark.django_db
TEXT = "{성명}님 결과: {결과}"


@pytest.fixture
def item(district):
    with acting("시험"):
        return a_message_item(district)


@pytest.fixture
def published(district, staff, item):
    with acting("시험"):
        published = a_publication(a_result_round(district, staff))
        for application in Application.objects.filter(round=published.selection.round):
            a_consent(item, application)
    return published


@pytest.fixture
def page(published):
    return reverse("round_messages", args=[published.selection.round_id])


def made(published, text: str = TEXT, *results: str):
    return message_list(text, published, recipients(published, results))


def change(model, asked: dict, **values):
    with acting("시험"):
        record = model.objects.get(**asked)
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def test_every_placeholder_is_filled_for_the_selected(published):
    text = "|".join(f"{{{name}}}" for name in PLACEHOLDERS if name != "예비순위")
    assert set(fillers(published)) == set(PLACEHOLDERS)
    (first, _) = made(published, text, "SELECTED").messages
    assert first.text.split("|") == [
        *("홍가상동", "공공근로-2026-1-0001", "2026년 공공근로", "선발", "가상 사업 1"),
        *("2026. 7. 1.", "2026. 2. 12.", "2027. 6. 30.", "가상일자리과 02-000-0000"),
    ]


def test_a_result_is_told_in_words_without_a_reason(published):
    texts = [message.text for message in made(published).messages]
    assert texts == [
        *("홍가상동님 결과: 선발", "남궁지어님 결과: 선발", "홍가상서님 결과: 예비 1순위"),
        *("없는이름님 결과: 미선발", "Jonas Nobody님 결과: 미선발"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{이름}님", "‘{이름}’: 없는 자리표시"),
        ("{ 성명 }님", "없는 자리표시"),
        ("{성명님", "괄호가 맞지 않습니다"),
        ("성명}님", "괄호가 맞지 않습니다"),
        ("{}님", "없는 자리표시"),
        ("번호 900101-1234567", "주민등록번호"),
        ("장애 여부 확인", "‘장애’"),
        ("소득 초과로 안내", "‘소득’"),
        ("탈락 사유는 문의", "‘탈락 사유’"),
        ("건강 상태 확인", "‘건강 상태’"),
        ("주민등록번호 지참", "‘주민등록번호’"),
    ],
)
def test_a_template_is_refused_with_the_word_that_is_wrong(text, said):
    assert any(said in fault for fault in template_faults(text))


def test_a_harmless_template_is_taken():
    assert template_faults(EXAMPLE) == []
    assert template_faults("건강검진을 받고 신분증을 가져오세요.") == []


def test_a_placeholder_nothing_fills_is_an_error_and_says_for_how_many(published):
    found = made(published, "{성명} {배정사업}")
    assert found.messages == []
    assert "3명" in found.faults[0]
    assert "‘{배정사업}’" in found.faults[0]
    assert made(published, "{성명} {배정사업}", "SELECTED").faults == []
    assert made(published, "{예비순위}순위", "RESERVE").messages[0].text == "1순위"


def test_what_no_phone_is_sent_is_named_with_whose_it_is(published):
    with acting("시험"):
        person = someone_at(published.selection, 2)
        person.name = "남궁𠮷"
        person.save()
    assert "‘😀’(U+1F600)" in made(published, "축하 😀 {결과}").faults[0]
    assert "공공근로-2026-1-0002" in made(published).faults[0]


def test_sms_turns_into_lms_and_what_is_longer_is_refused(published):
    sms, lms = made(published, "가" * 45), made(published, "가" * 45 + "!")
    assert (sms.longest.kind, sms.longest.size) == ("SMS", 90)
    assert (lms.longest.kind, lms.longest.size) == ("LMS", 91)
    assert "2,002바이트" in made(published, "가" * 1001).faults[0]


def test_who_is_left_out_is_counted_with_why(published, item):
    round_ = published.selection.round
    of = {"application__round": round_}
    change(Consent, {**of, "application__number": 1}, is_given=False)
    change(Consent, {**of, "application__number": 2}, withdrawn_on=item.form.from_on.max)
    change(Application, {"round": round_, "number": 3}, state="WITHDRAWN")
    with acting("시험"):
        person = someone_at(published.selection, 4)
        person.phone = "0212345678"
        person.save()
        twin = told(published.selection, 6, E.NOT_SELECTED)
        a_consent(item, twin.application)
        twin.application.person.phone = someone_at(published.selection, 5).phone
        twin.application.person.save()
        told(published.selection, 7, E.NOT_SELECTED)
    found = made(published)
    assert [message.recipient.application.number for message in found.messages] == [5]
    assert found.excluded_counts == {
        "문자 안내에 동의하지 않음": 2,
        "문자 안내 동의를 철회함": 1,
        "신청을 취하했거나 선발이 취소됨": 1,
        "휴대전화 번호가 없음": 1,
        "다른 사람과 같은 번호": 1,
    }


def test_only_an_optional_item_asks_for_messages(item):
    item.category = ConsentItem.Category.REQUIRED
    item.district = item.form.district
    with pytest.raises(ValidationError, match="문자 안내 동의는 선택"):
        item.full_clean()


def test_the_preview_shows_the_longest_message_and_no_clear_name(page, signed_in):
    assert signed_in.get(page).status_code == 200
    answer = signed_in.post(page, {"template": TEXT, "do": "preview"})
    assert answer.status_code == 200
    assert "홍**서님 결과: 예비 1순위" in answer.text
    for name in NAMES.values():
        assert name not in answer.text
    assert "SMS 27바이트" in answer.text
    assert "5건" in answer.text


def test_the_list_is_given_for_a_purpose_and_recorded(page, signed_in):
    asked = {"template": TEXT, "results": ["SELECTED", "RESERVE"]}
    without = signed_in.post(page, {**asked, "do": "xlsx"})
    assert without.status_code == 422
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD).exists()
    answer = signed_in.post(page, {**asked, **PURPOSE, "do": "xlsx"})
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["연번", "수신번호", "내용", "구분", "바이트"]
    assert rows[1] == [1, "010-0000-0001", "홍가상동님 결과: 선발", "SMS", 21]
    assert len(rows) == 4  # nothing stands under it that a sender would take for a message
    assert "즉시 파기" in sheet.oddFooter.left.text
    entry = AccessEntry.objects.latest("pk")
    assert entry.action == AccessEntry.Action.DOWNLOAD
    assert entry.person_count == 3
    assert "3행, SHA-256" in entry.purpose


def test_the_same_list_as_csv(page, signed_in):
    answer = signed_in.post(page, {"template": TEXT, **PURPOSE, "do": "csv"})
    lines = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0] == ["연번", "수신번호", "내용", "구분", "바이트"]
    assert len(lines) == 6
    assert "csv" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"template": ""}, "필수"),
        ({"template": "{이름}"}, "없는 자리표시"),
        ({"template": "결과 {배정사업}"}, "채울 수 없는 사람"),
        ({"template": "\x00"}, "template"),
        ({"template": TEXT, "results": ["X"]}, "X"),
    ],
)
def test_a_bad_template_is_given_back_with_what_is_wrong(page, signed_in, data, said):
    for do in ("preview", "xlsx"):
        answer = signed_in.post(page, {**data, **PURPOSE, "do": do})
        assert answer.status_code == 422
        assert said in answer.text


def test_a_list_needs_the_right_to_take_personal_data_out(page, client, district):
    role = Role.objects.create(
        code="TELLS", label="통보 담당", permissions=["SEE_APPLICANTS", "PUBLISH_RESULTS"]
    )
    teller = User.objects.create_user("gasang-teller", password="x", name="정통보")
    give(teller, district, role.code, "시험")
    client.force_login(teller)
    data = {"template": TEXT, **PURPOSE}
    assert client.post(page, {**data, "do": "preview"}).status_code == 200
    assert client.post(page, {**data, "do": "xlsx"}).status_code == 403


def test_another_district_finds_nothing(page, client, stranger):
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.post(page, {"template": TEXT}).status_code == 404


def test_a_preview_of_many_asks_as_often_as_of_few(published, page, item, signed_in):
    data = {"template": TEXT, "do": "preview"}
    signed_in.post(page, data)
    with CaptureQueriesContext(connection) as few:
        signed_in.post(page, data)
    with acting("시험"):
        for n in range(10, 60):
            a_consent(item, told(published.selection, n, E.NOT_SELECTED).application)
    with CaptureQueriesContext(connection) as many:
        answer = signed_in.post(page, data)
    assert "55건" in answer.text
    assert len(many) == len(few) <= 25
