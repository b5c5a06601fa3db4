"""A file is checked first: what it would do, everything wrong at once, the marked file."""

import io
import zipfile

import pytest

from jobportal.platform.models import AccessEntry, Change
from tests.participants.upload_pages.handing_in import (
    checked,
    colleague,
    loaded,
    nothing_written,
    url,
)
from tests.participants.uploading import applications, opened, someone

pytestmark = pytest.mark.django_db


def test_a_check_writes_nothing_and_says_what_would_happen(desk, signed_in):
    page = checked(signed_in, desk, applications(someone(1), someone(2)))
    assert page.status_code == 200
    assert "아직 저장하지 않았습니다" in page.text
    assert "2건 저장" in page.text
    assert nothing_written()
    assert not Change.objects.filter(via="IMPORT").exists()


def test_what_changes_is_listed_before_it_is_saved(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    page = checked(signed_in, desk, applications(someone(1, 비고="오전만")))
    assert "공공근로-2026-1-0001" in page.text
    assert "비고" in page.text
    assert "1건 저장" in page.text


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


def test_the_next_file_replaces_the_last_one(desk, signed_in, settings):
    first = checked(signed_in, desk, applications(someone(1)))
    checked(signed_in, desk, applications(someone(2)))
    assert len(list((settings.VAR_DIR / "uploads").iterdir())) == 1
    signed_in.post(url(desk), {"token": first.context["token"]})
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
