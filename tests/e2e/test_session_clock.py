"""The remaining time in the header: it counts, warns, extends, and gives typed data back."""

from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from jobportal.platform.accounts.sessions import BEGAN, SEEN

FORM = "/records/departments/add/"


def turn_back(key: str, seconds: int) -> None:
    """Let every session have begun, or been used, that much earlier."""
    for session in Session.objects.all():
        data = session.get_decoded()
        if key in data:
            data[key] -= seconds
            session.session_data = Session.objects.encode(data)
            session.save()


def test_it_warns_before_the_end_and_extends_without_leaving_the_page(desk):
    desk.clock.install()
    desk.goto(FORM)
    desk.fill("[name=name]", "입력하던 과")
    desk.clock.run_for("18:30")
    dialog = desk.get_by_role("dialog", name="곧 로그인이 끝납니다")
    expect(dialog).to_be_visible()
    assert Axe().run(desk, options={"preload": False}).response["violations"] == []
    dialog.get_by_role("button", name="시간 연장").click()
    expect(dialog).to_be_hidden()
    expect(desk.locator(".session-clock [data-session-left]")).to_have_text("20:00")
    expect(desk.locator("[name=name]")).to_have_value("입력하던 과")


def test_what_was_typed_comes_back_after_signing_in_again(desk, staff, problems):
    desk.goto(FORM)
    desk.fill("[name=name]", "입력하던 과")
    turn_back(SEEN, 3600)
    desk.click("main .form [type=submit]")
    expect(desk.get_by_text("입력하던 내용을 보관했습니다")).to_be_visible()
    desk.fill("[name=username]", staff.username)
    desk.fill("[name=password]", "test-pass-2026")
    desk.click("main [type=submit]")
    expect(desk.locator("[name=name]")).to_have_value("입력하던 과")
    expect(desk.get_by_text("입력하던 내용을 되살렸습니다")).to_be_visible()


def test_a_session_at_its_absolute_limit_says_that_it_cannot_be_extended(desk):
    turn_back(BEGAN, 10 * 3600 - 90)
    desk.goto("/manual/")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="시간 연장").click()
    expect(desk.locator("[data-session-status]")).to_contain_text("더 연장할 수 없습니다")
