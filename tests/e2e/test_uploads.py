"""A clerk with a pile of applications in Excel: template, marks, the mended file, loading, undo."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from jobportal.platform.audit import acting
from participants.models import Application
from tests.participants.making import a_consent_form, a_document
from tests.participants.screening_making import a_round_with_rules
from tests.participants.uploading import someone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round_(district):
    with acting("시험"):
        round_ = a_round_with_rules(district)
        a_consent_form(district)
        a_document(district, round_, 1)
    return round_


def taken(desk, role: str, name: str, folder: Path) -> Path:
    """Click and keep the file that comes."""
    with desk.expect_download() as download:
        desk.get_by_role(role, name=name).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def filled(template: Path, *people: dict) -> Path:
    """Write people into the first empty rows of a template, by its headings."""
    book = load_workbook(template)
    sheet = book["신청서"]
    headings = {cell.value.removesuffix("(필수)"): cell.column for cell in sheet[1]}
    for row, cells in enumerate(people, start=sheet.max_row + 1):
        for heading, value in cells.items():
            sheet.cell(row, headings[heading], value)
    book.save(template)
    return template


def hand_in(desk, path: Path) -> None:
    desk.set_input_files("[name=file]", path)
    desk.get_by_role("button", name="점검하기").click()


def is_accessible(desk) -> bool:
    return Axe().run(desk, options={"preload": False}).response["violations"] == []


def test_a_pile_of_applications_is_checked_mended_loaded_and_taken_back(
    desk, round_, tmp_path, problems
):
    desk.goto(reverse("round_uploads", args=[round_.pk]))
    desk.get_by_role("link", name="신청서 올리기").first.click()
    assert is_accessible(desk)
    template = taken(desk, "link", "양식 받기", tmp_path)
    hand_in(desk, filled(template, someone(1), someone(2, 성별="중성"), someone(3)))
    expect(desk.get_by_role("alert")).to_contain_text("고칠 곳이 1건 있습니다")
    problems.clear()  # the browser notes the answer 422 on its console
    assert is_accessible(desk)
    marked = taken(desk, "button", "표시된 파일 받기", tmp_path)
    assert not Application.objects.exists()

    book = load_workbook(marked)
    (wrong,) = [cell for row in book["신청서"].iter_rows() for cell in row if cell.value == "중성"]
    assert wrong.comment, "the cell says what is wrong with it"
    wrong.value = "여"
    book.save(marked)
    desk.get_by_role("link", name="고친 파일 올리기").click()
    hand_in(desk, marked)
    assert is_accessible(desk)
    desk.get_by_role("button", name="3건 저장").click()
    expect(desk.get_by_text("저장했습니다. 신청서 추가 3건.")).to_be_visible()
    assert Application.objects.count() == 3
    assert is_accessible(desk)

    desk.get_by_role("link", name="되돌리기").click()
    assert is_accessible(desk)
    desk.get_by_label("사유").fill("다른 회차의 파일")
    desk.get_by_role("button", name="파일 되돌리기").click()
    expect(desk.get_by_text("되돌렸습니다").first).to_be_visible()
    assert not Application.objects.exists()
