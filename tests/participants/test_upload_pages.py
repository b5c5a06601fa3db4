"""The pages of an upload: template, check, what it would do, loading, the marked file, undoing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, AccessPerson, Change, User
from jobportal.platform.models.logsecret import opened as opened_log
from jobportal.platform.permissions import Permission
from participants.models import Application, Consent, Enquiry, IntakeBatch, Person, Screening
from programs.models import Round
from tests.participants.making import TODAY, a_consent_form, a_document, a_round
from tests.participants.screening_making import RICH_WON, a_round_with_rules
from tests.participants.uploading import applications, opened, results, someone
from tests.walking import someone as user_with

pytestmark = pytest.mark.django_db
P = Permission
S = Application.State
SHEETS = ("upload_applications", "upload_enquiries")
PAGES = (
    "round_uploads",
    *SHEETS,
    *(f"{name}_{rest}" for name in SHEETS for rest in ("template", "marked")),
)

WHY = {"purpose_kind": "REVIEW", "purpose_text": "행복이음 소득·재산 조회 의뢰"}


@pytest.fixture
def desk(district):
    with acting("시험"):
        round_ = a_round_with_rules(district)
        a_consent_form(district)
        a_document(district, round_, 1)
    return round_


def url(round_: Round, name: str = "upload_applications") -> str:
    return reverse(name, args=[round_.pk])


def checked(client, round_, data: bytes, name="upload_applications", file="신청.xlsx", **typed):
    """Hand in a file to be checked."""
    sent = SimpleUploadedFile(file, data)
    return client.post(url(round_, name), {"file": sent, "note": "", **typed})


def loaded(client, round_, data: bytes, name="upload_applications", **values):
    """Hand in a clean file and confirm it."""
    page = checked(client, round_, data, name, **values)
    return client.post(url(round_, name), {"token": page.context["token"]}, follow=True)


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Person, Application, Enquiry, IntakeBatch))


def colleague(district, role: str) -> Client:
    """Another browser, of somebody with another role."""
    user = User.objects.create_user(
        f"gasang-{role.lower()}-2", password="test-pass-2026", name="둘"
    )
    give(user, district, role, "시험")
    client = Client()
    client.force_login(user)
    return client


def test_a_check_writes_nothing_and_says_what_would_happen(desk, signed_in):
    page = checked(signed_in, desk, applications(someone(1), someone(2)))
    assert page.status_code == 200
    assert "아직 저장하지 않았습니다" in page.text
    assert "2건 저장" in page.text
    assert nothing_written()
    assert not Change.objects.filter(via="IMPORT").exists()


def test_the_confirmed_file_is_loaded_and_stands_first_in_the_list(desk, signed_in, staff):
    answer = loaded(signed_in, desk, applications(someone(1), someone(2)), note="1동 접수분")
    assert answer.redirect_chain == [(url(desk, "round_uploads"), 302)]
    assert "저장했습니다. 신청서 추가 2건." in answer.text
    assert "신청.xlsx" in answer.text
    assert "되돌릴 수 있음" in answer.text
    assert Application.objects.count() == 2
    changes = Change.objects.filter(via="IMPORT")
    assert "1동 접수분" in answer.text
    reasons = {told.reason for told in opened_log(changes).values()}
    assert reasons == {"파일 올리기", "올린 파일"}, "nothing typed is kept for good"
    assert set(changes.values_list("actor_id", flat=True)) == {staff.pk}


def test_the_same_file_again_says_so_and_has_nothing_to_save(desk, signed_in):
    data = applications(someone(1))
    loaded(signed_in, desk, data)
    page = checked(signed_in, desk, data)
    assert "모두 이미 들어 있어 저장할 것이 없습니다" in page.text
    assert "이미 올렸습니다" in page.text
    assert page.context["token"] == ""


def test_what_changes_is_listed_before_it_is_saved(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    page = checked(signed_in, desk, applications(someone(1, 비고="오전만")))
    assert "공공근로-2026-1-0001" in page.text
    assert "비고" in page.text
    assert "1건 저장" in page.text


def test_confirming_twice_loads_once(desk, signed_in):
    page = checked(signed_in, desk, applications(someone(1)))
    token = {"token": page.context["token"]}
    signed_in.post(url(desk), token)
    again = signed_in.post(url(desk), token, follow=True)
    assert "‘올린 파일 목록’에서 확인하고" in again.text
    assert (Application.objects.count(), IntakeBatch.objects.count()) == (1, 1)


def test_everything_wrong_comes_at_once_and_nothing_is_written(desk, signed_in):
    data = applications(someone(1), *(someone(n, 성별="중성", 전화번호="12") for n in range(2, 12)))
    page = checked(signed_in, desk, data)
    assert page.status_code == 422
    assert "고칠 곳이 20건 있습니다. 아무것도 저장하지 않았습니다." in page.text
    assert page.text.count("중성") == 1
    assert "외 7줄" in page.text
    assert nothing_written()


def test_the_users_own_file_comes_back_marked(desk, signed_in):
    checked(signed_in, desk, applications(someone(1, 성별="중성")), file="1동 접수.xlsx")
    answer = signed_in.post(url(desk, "upload_applications_marked"))
    assert "1%EB%8F%99%20%EC%A0%91%EC%88%98_" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    book = opened(answer.getvalue())
    assert book.sheetnames == ["점검 결과", "신청서"]
    assert "정해진 값이 아닙니다" in book["신청서"]["C2"].comment.text


def test_the_marked_file_leaves_on_record_as_the_users_own(desk, signed_in):
    checked(signed_in, desk, applications(someone(1, 성별="중성")))
    where = url(desk, "upload_applications_marked")
    assert signed_in.get(where).status_code == 405
    signed_in.post(where)
    entry = AccessEntry.objects.latest("pk")
    assert entry.action == "DOWNLOAD"
    assert entry.purpose.startswith("올린 사람의 파일을 오류 표시와 함께 돌려줌 (1행, SHA-256 ")


def test_without_a_file_there_is_none_to_mark(desk, signed_in):
    assert signed_in.post(url(desk, "upload_applications_marked")).status_code == 404


def test_a_file_is_kept_encrypted_for_who_handed_it_in_alone(desk, district, signed_in, settings):
    checked(signed_in, desk, applications(someone(1, 성별="중성")))
    (path,) = (settings.VAR_DIR / "uploads").iterdir()
    assert not zipfile.is_zipfile(path)
    other = colleague(district, "STAFF")
    assert other.post(url(desk, "upload_applications_marked")).status_code == 404


def test_somebody_elses_confirmation_loads_nothing(desk, district, signed_in):
    page = checked(signed_in, desk, applications(someone(1)))
    other = colleague(district, "STAFF")
    answer = other.post(url(desk), {"token": page.context["token"]}, follow=True)
    assert "저장할 파일을 찾을 수 없습니다" in answer.text
    assert nothing_written()


def test_the_next_file_replaces_the_last_one(desk, signed_in, settings):
    first = checked(signed_in, desk, applications(someone(1)))
    checked(signed_in, desk, applications(someone(2)))
    assert len(list((settings.VAR_DIR / "uploads").iterdir())) == 1
    signed_in.post(url(desk), {"token": first.context["token"]})
    assert nothing_written()


def test_what_went_wrong_since_the_check_is_told_and_nothing_is_written(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    page = checked(signed_in, desk, applications(someone(1, 비고="다름"), someone(2)))
    with acting("시험"):
        one = Application.objects.get()
        one.state = S.UNDER_REVIEW
        one.save()
    answer = signed_in.post(url(desk), {"token": page.context["token"]})
    assert answer.status_code == 422
    assert "‘자격심사’ 상태인 신청서" in answer.text
    assert Application.objects.count() == 1


def test_the_template_opens_and_names_the_round(desk, signed_in):
    answer = signed_in.get(url(desk, "upload_applications_template"))
    assert opened(answer.content).sheetnames == ["안내", "신청서", "코드"]
    assert "2026-1_" in answer["Content-Disposition"]


def test_the_enquiry_template_names_who_is_to_be_enquired_about(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2)))
    answer = signed_in.post(url(desk, "upload_enquiries_template"), {"kinds": ["PREMIUM"], **WHY})
    book = opened(answer.getvalue())
    assert "조회 의뢰" in book["안내"].cell(book["안내"].max_row - 1, 1).value
    assert "목적 달성 후 즉시 파기" in book["조회 결과"].oddFooter.center.text
    sheet = book["조회 결과"]
    assert [cell.value for cell in sheet["A"]][2:] == [
        "공공근로-2026-1-0001",
        "공공근로-2026-1-0002",
    ]
    assert [cell.value for cell in sheet["B"]][2:] == ["가**가", "가**가"]
    assert "세대 재산(원)" not in [cell.value for cell in sheet[1]]


def test_without_a_purpose_or_the_right_there_is_no_enquiry_template(desk, district, client):
    where = url(desk, "upload_enquiries_template")
    client.force_login(user_with(district, P.SCREEN, P.DOWNLOAD_PERSONAL))
    refused = client.post(where, {"kinds": ["PREMIUM"]})
    assert refused.status_code == 422
    assert "목적" in refused.text
    assert client.get(where)["Location"] == url(desk, "upload_enquiries")
    client.force_login(user_with(district, P.SCREEN))
    assert client.post(where, WHY).status_code == 403
    assert "양식 받기" not in client.get(url(desk, "upload_enquiries")).text.partition("<main")[2]


def test_enquiry_results_are_loaded_the_same_way(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    data = results({"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5})
    answer = loaded(signed_in, desk, data, "upload_enquiries")
    assert "조회 결과 추가 1건." in answer.text
    assert "심사를 시작하지 않은 1명은 심사를 시작한 뒤에 심사합니다" in answer.text
    assert Enquiry.objects.get().values == {"assets_won": 5}


def test_results_that_came_by_file_are_screened_at_once(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2), someone(3)))
    with acting("시험"):
        for one in Application.objects.exclude(number=3):
            one.state = S.UNDER_REVIEW if one.number == 1 else S.INELIGIBLE
            one.save()
    rows = [{"접수번호": n, "조회일": TODAY(), "세대 재산(원)": RICH_WON} for n in (1, 2, 3)]
    answer = loaded(signed_in, desk, results(*rows), "upload_enquiries")
    assert "1명을 심사했습니다: 적격 0명, 부적격 1명" in answer.text
    assert "심사 결과를 확정한 1명은 다시 심사하지 않았습니다" in answer.text
    row = Screening.objects.get()
    assert (row.application.number, "ASSET_CAP" in row.not_met) == (1, True)


def test_without_announced_rules_results_wait_for_them(district, signed_in):
    with acting("시험"):
        bare = a_round(district)
        a_consent_form(district)
    loaded(signed_in, bare, applications(someone(1)))
    with acting("시험"):
        one = Application.objects.get()
        one.state = S.UNDER_REVIEW
        one.save()
    data = results({"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5})
    answer = loaded(signed_in, bare, data, "upload_enquiries")
    assert "공고한 선발 기준이 없어 1명은 심사하지 못했습니다" in answer.text
    assert not Screening.objects.exists()


def test_a_loaded_file_is_undone_with_a_reason(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert "추가 1건" in signed_in.get(where).text
    refused = signed_in.post(where, {"reason": ""})
    assert (refused.status_code, Application.objects.count()) == (422, 1)
    assert "되돌리는 사유를 적으세요" in refused.text
    answer = signed_in.post(where, {"reason": "다른 회차"}, follow=True)
    assert "되돌렸습니다" in answer.text
    assert not Application.objects.exists()
    assert signed_in.post(where, {"reason": "다시"}).status_code == 409


def test_what_stands_against_undoing_is_named(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    with acting("시험"):
        one = Application.objects.get()
        one.note = "전화로 확인"
        one.save()
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    page = signed_in.get(where)
    assert "1건 있어 되돌릴 수 없습니다" in page.text
    assert "공공근로-2026-1-0001" in page.text
    assert AccessEntry.objects.latest("pk").persons == [one.person_id]
    assert signed_in.post(where, {"reason": "그래도"}).status_code == 409
    assert Application.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_another_districts_round_is_not_there(desk, client, stranger, name):
    client.force_login(stranger)
    ask = client.post if name.endswith("_marked") else client.get
    assert ask(url(desk, name)).status_code == 404
    assert checked(client, desk, applications(someone(1)), name).status_code in (404, 405)
    assert nothing_written()


def test_another_districts_file_is_not_undone(desk, signed_in, stranger):
    loaded(signed_in, desk, applications(someone(1)))
    other = Client()
    other.force_login(stranger)
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert other.get(where).status_code == 404
    assert other.post(where, {"reason": "가져감"}).status_code == 404
    assert Application.objects.exists()


@pytest.mark.parametrize("name", SHEETS)
def test_who_may_neither_take_in_nor_screen_loads_nothing(desk, district, signed_in, name):
    loaded(signed_in, desk, applications(someone(1)))
    reader = colleague(district, "PAYROLL")
    assert reader.get(url(desk, name)).status_code == 403
    assert checked(reader, desk, applications(someone(2)), name).status_code == 403
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert reader.post(where, {"reason": "몰래"}).status_code == 403
    assert Application.objects.count() == 1


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_a_round_that_takes_nobody_in_says_so(desk, signed_in, state):
    with acting("시험"):
        desk.state = state
        desk.save()
    page = checked(signed_in, desk, applications(someone(1)))
    assert page.status_code == 409
    assert "상태의 회차에는 접수할 수 없습니다" in page.text
    assert nothing_written()


def a_bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to far more than anybody's list."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * (210 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("신청.xls", lambda: b"\xd0\xcf\x11\xe0"),
        ("신청.pdf", lambda: b"%PDF-1.7"),
        ("신청.xlsx", lambda: b"not a workbook"),
        ("신청.xlsx", a_bomb),
        ("신청.csv", lambda: b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_sheet_is_refused_before_anything(desk, signed_in, name, data):
    page = checked(signed_in, desk, data(), file=name)
    assert page.status_code == 422
    assert "고칠 곳이 1건" in page.text
    assert "표시된 파일 받기" not in page.text
    assert nothing_written()


def test_a_file_too_large_is_not_even_kept(desk, signed_in, settings):
    page = checked(signed_in, desk, b"0" * (20 * 1024 * 1024 + 1))
    assert page.status_code == 422
    assert "20MB보다 큽니다" in page.text
    assert not (settings.VAR_DIR / "uploads").exists()


@pytest.mark.parametrize(
    ("file", "note", "what"),
    [
        ("900101-1234567.xlsx", "", "파일의 이름에 주민등록번호로 보이는 숫자가"),
        ("신청.xlsx", "900101-1234567", "주민등록번호로 보이는 숫자가 있습니다"),
    ],
)
def test_resident_numbers_in_name_and_note_are_refused(desk, signed_in, file, note, what):
    page = checked(signed_in, desk, applications(someone(1)), file=file, note=note)
    assert page.status_code == 422
    assert what in page.text
    assert nothing_written()


def test_a_file_without_content_or_none_at_all_is_asked_for(desk, signed_in):
    assert "빈 파일입니다" in checked(signed_in, desk, b"").text
    page = signed_in.post(url(desk), {"note": "없음"})
    assert "올릴 파일을 고르세요" in page.text
    assert "없음" in page.text


def test_whose_data_came_in_and_went_out_is_recorded(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2)))
    checked(signed_in, desk, applications(someone(1, 비고="다름")))
    signed_in.post(url(desk, "upload_enquiries_template"), WHY)
    rows = AccessEntry.objects.order_by("pk").values_list("task", "action", "purpose", "pk")
    found = [
        (task, action, purpose, AccessPerson.objects.filter(entry=pk).count())
        for task, action, purpose, pk in rows
        if task.endswith("올리기")
    ]
    assert ("신청서 올리기", "READ", "", 2) in found
    assert ("신청서 올리기", "READ", "", 1) in found
    (told,) = [purpose for _, action, purpose, seen in found if (action, seen) == ("DOWNLOAD", 2)]
    assert told.startswith("심사·선발: 행복이음 소득·재산 조회 의뢰 (2행, SHA-256 ")


def test_the_list_of_loaded_files_is_empty_with_a_way_on(desk, signed_in):
    page = signed_in.get(url(desk, "round_uploads"))
    assert "이 회차에 올린 파일이 없습니다" in page.text
    assert url(desk) in page.text


def test_consents_of_a_file_are_those_of_the_form(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    assert list(Consent.objects.values_list("is_given", flat=True)) == [True, False]
