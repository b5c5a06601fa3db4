"""The pages for data packs: check, confirm, load; problems all at once; nothing half-written."""

import os
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from jobportal.platform.jobs.expiry import tidy
from jobportal.platform.models import Change
from programs.models import Department

pytestmark = pytest.mark.django_db
IMPORT = "pack_import"


def workbook(**sheets) -> SimpleUploadedFile:
    """A workbook with these sheets, as a browser uploads it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("자료.xlsx", out.getvalue())


def departments(*names) -> SimpleUploadedFile:
    return workbook(부서=[("코드", "부서명"), *((f"D{n}", name) for n, name in enumerate(names))])


def test_a_clean_file_is_shown_first_and_loaded_when_confirmed(signed_in, staff):
    page = signed_in.post(
        reverse(IMPORT), {"file": departments("가과", "나과"), "note": "조직개편"}
    )
    assert page.status_code == 200
    assert page.context["total"]["new"] == 2
    assert not Department.objects.exists()
    done = signed_in.post(reverse(IMPORT), {"token": page.context["token"]})
    assert done.context["saved"]
    assert Department.objects.count() == 2
    change = Change.objects.first()
    assert (change.actor_id, change.reason, change.via) == (staff.pk, "조직개편", "IMPORT")


def test_a_confirmation_works_once(signed_in):
    page = signed_in.post(reverse(IMPORT), {"file": departments("가과")})
    token = page.context["token"]
    signed_in.post(reverse(IMPORT), {"token": token})
    again = signed_in.post(reverse(IMPORT), {"token": token}, follow=True)
    assert "다시 올려 점검하세요" in again.text
    assert Department.objects.count() == 1


def test_somebody_elses_confirmation_is_refused(signed_in, client, stranger):
    page = signed_in.post(reverse(IMPORT), {"file": departments("가과")})
    client.force_login(stranger)
    answer = client.post(reverse(IMPORT), {"token": page.context["token"]}, follow=True)
    assert "다시 올려 점검하세요" in answer.text
    assert not Department.objects.exists()


@pytest.mark.parametrize("token", ["../../etc/passwd", "0" * 32, "', 1"])
def test_a_made_up_confirmation_is_refused(signed_in, token):
    assert signed_in.post(reverse(IMPORT), {"token": token}).status_code == 302


def test_every_problem_is_listed_and_nothing_written(signed_in):
    page = signed_in.post(reverse(IMPORT), {"file": departments("가과", None, "과" * 61)})
    assert page.status_code == 422
    assert [(p.sheet, p.row) for p in page.context["problems"]] == [("부서", 3), ("부서", 4)]
    assert not Department.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("자료.xlsx", b""),
        ("자료.xlsx", b"not a workbook"),
        ("자료.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
        ("자료.exe", b"MZ"),
        ("자료.csv", "코드,부서명\n가".encode("utf-16")),
    ],
)
def test_a_wrong_file_gets_a_clear_message(signed_in, name, content):
    page = signed_in.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422
    assert not Department.objects.exists()


def test_no_file_gets_a_clear_message(signed_in):
    page = signed_in.post(reverse(IMPORT), {})
    assert page.status_code == 422
    assert "올릴 파일을 고르세요" in page.text


def test_the_template_names_the_own_district(signed_in):
    answer = signed_in.get(reverse("pack_template") + "?format=xlsx")
    sheet = load_workbook(BytesIO(answer.content))["자치구"]
    assert [cell.value for cell in sheet[2]] == ["gasang", "가상구"]


def test_the_template_page_explains_every_sheet(signed_in):
    text = signed_in.get(reverse("pack_template")).text
    assert "집행 전표" in text
    assert "매칭비율" in text


def test_a_file_nobody_confirmed_in_its_session_is_removed(signed_in, settings):
    signed_in.post(reverse(IMPORT), {"file": departments("가과")})
    (forgotten,) = (settings.VAR_DIR / "uploads").iterdir()
    os.utime(forgotten, (0, 0))
    tidy()
    assert not forgotten.exists()
