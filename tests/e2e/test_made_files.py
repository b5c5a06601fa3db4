"""A large roster in the browser: asked for, followed while a worker makes it, taken."""

from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from jobportal.platform.audit import acting
from jobportal.platform.jobs.worker import Worker
from tests.participants.making import a_person, a_round, an_application


@pytest.fixture
def round_(district, settings, monkeypatch):
    """Three rows are many; the worker is done before its first heartbeat."""
    settings.BACKGROUND_ROWS = 2
    monkeypatch.setattr("jobportal.platform.jobs.making.BEAT_SECONDS", 3600.0)
    with acting("시험"):
        round_ = a_round(district)
        for n in (1, 2, 3):
            an_application(round_, a_person(district, n, name=f"홍가상{n}"), n)
    return round_


def accessible(page: Page) -> None:
    """No rule of accessibility speaks against the page as it stands."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found] == []


def test_the_list_follows_by_itself_until_the_file_can_be_taken(desk, round_):
    desk.goto("/participants/rosters/")
    desk.locator("[name=scope]").select_option(f"round-{round_.pk}")
    desk.locator("[name=preset]").select_option("REVIEW")
    desk.locator("[name=purpose_kind]").select_option("REVIEW")
    desk.locator("[name=purpose_text]").fill("하반기 선발심사 회의 자료")
    desk.get_by_label("구청 부서").check()
    desk.get_by_role("button", name="엑셀로 받기").click()
    row = desk.locator("tbody tr")
    expect(row).to_contain_text("순서를 기다림")
    accessible(desk)

    assert Worker().work_once()
    expect(row).to_contain_text("받을 수 있음")  # nobody pressed anything
    expect(desk.locator("[data-progress-status]")).to_contain_text("받을 수 있음")
    accessible(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="받기").first.click()
    sheet = load_workbook(BytesIO(Path(taken.value.path()).read_bytes())).active
    assert [sheet.cell(n, 2).value for n in (3, 4, 5)] == ["홍가상1", "홍가상2", "홍가상3"]
