"""A day at the office in the browser: records entered and changed, packs loaded, documents made."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from jobportal.platform.audit import acting
from jobportal.platform.records import kinds_by_slug
from programs.models import Department, Team, TeamDuty
from reports.models import Document
from tests.making import make


def accessible(page: Page) -> None:
    """No rule of accessibility speaks against the page as it stands."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found] == []


@pytest.fixture
def made(district):
    """Saves records of a kind, by slug."""

    def act(slug: str, count: int = 1):
        with acting("시험"):
            return [make(kinds_by_slug()[slug], district, n) for n in range(1, count + 1)]

    return act


def save(page: Page) -> None:
    page.locator("main form .button-primary[type=submit]").click()


def test_an_amount_typed_in_thousands_is_read_back_in_words(desk):
    desk.goto("/records/living-wages/add/")
    desk.get_by_label("연도").fill("2026")
    desk.locator("[name=hourly_won_0]").fill("12.121")
    desk.locator("[name=hourly_won_1]").select_option(label="천원")
    expect(desk.locator(".won-echo").first).to_contain_text("1만 2,121원")
    accessible(desk)
    save(desk)
    expect(desk.get_by_role("status")).to_contain_text("저장했습니다")
    expect(desk.locator("dl.rows")).to_contain_text("12,121")
    accessible(desk)


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(desk, problems):
    desk.goto("/records/early-targets/add/")
    desk.get_by_label("회계연도").fill("2026")
    desk.get_by_label("목표일").fill("열흘 뒤")
    save(desk)
    expect(desk.get_by_role("alert")).to_contain_text("고칠 곳이 있습니다")
    expect(desk.get_by_label("목표일")).to_have_value("열흘 뒤")
    accessible(desk)
    problems.clear()  # the browser notes every answer 422 on its console


def test_two_people_edit_one_record_and_nothing_is_lost(desk, made, problems):
    (department,) = made("departments")
    address = f"/records/departments/{department.pk}/edit/"
    other = desk.context.new_page()
    desk.goto(address)
    other.goto(address)
    other.get_by_label("부서명").fill("먼저 저장한 이름")
    save(other)
    desk.get_by_label("부서명").fill("내가 쓴 이름")
    save(desk)
    expect(desk.get_by_role("alert").first).to_contain_text("다른 사람이 먼저 저장했습니다")
    expect(desk.locator("main")).to_contain_text("먼저 저장한 이름")
    accessible(desk)
    assert Department.objects.get().name == "먼저 저장한 이름"
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="내 값으로 다시 저장").click()
    expect(desk.get_by_role("status")).to_contain_text("저장했습니다")
    assert Department.objects.get().name == "내가 쓴 이름"
    problems.clear()


def test_a_district_is_filled_from_the_template(desk):
    desk.goto("/packs/template/")
    accessible(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="엑셀 양식").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    book["부서"]["A3"], book["부서"]["B3"] = "과", "일자리정책과"
    book["팀"].append(["팀", "과", "일자리팀", 1])
    book["분장사무"].append(["팀", 1, "일자리센터 운영"])
    out = BytesIO()
    book.save(out)
    desk.goto("/packs/import/")
    content = out.getvalue()
    file = {"name": "우리 구.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    desk.set_input_files("[name=file]", file)
    desk.get_by_role("button", name="점검하기").click()
    expect(desk.get_by_role("heading", name="아직 저장하지 않았습니다")).to_be_visible()
    accessible(desk)
    desk.get_by_role("button", name="3건 저장").click()
    expect(desk.get_by_role("heading", name="저장했습니다")).to_be_visible()
    assert TeamDuty.objects.get().text == "일자리센터 운영"


def test_a_document_is_composed_read_and_downloaded(desk, made):
    made("team-duties")
    made("documents")
    document, department = Document.objects.get(), Department.objects.get()
    desk.goto(f"/documents/{document.pk}/compose/")
    accessible(desk)
    desk.get_by_label("표 종류").select_option("org-chart")
    desk.get_by_role("button", name="조건 정하기").click()
    desk.locator("[name=code]").fill("T01")
    desk.locator("[name=param_department]").select_option(department.code)
    accessible(desk)
    save(desk)
    expect(desk.locator("main")).to_contain_text(Team.objects.get().name)
    accessible(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="엑셀", exact=True).click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames[0].startswith(document.code)
    desk.goto(f"/documents/{document.pk}/")
    accessible(desk)


def test_a_wide_list_does_not_widen_the_page(desk, made):
    made("ledger", 3)
    desk.goto("/records/ledger/")
    overflow = desk.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    accessible(desk)


def test_the_keyboard_alone_reaches_the_content_and_saves(desk):
    desk.goto("/records/host-units/add/")
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_text("본문 바로가기")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.locator("[name=code]").focus()
    desk.keyboard.type("기관")
    desk.keyboard.press("Tab")
    desk.keyboard.type("가상기관")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("저장했습니다")
