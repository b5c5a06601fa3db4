"""What leaves: a number masked again by the minute, a file whose password stands on the page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from jobportal.platform.audit import acting
from jobportal.platform.encrypted_files import opened
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement

RRN = made_up_rrn(1)
SHOWN, MASKED = f"{RRN[:6]}-{RRN[6:]}", f"{RRN[:6]}-{RRN[6]}******"


@pytest.fixture
def person(district):
    """A participant who gave a resident number."""
    with acting("시험"):
        person = a_person(district, 1, rrn=RRN)
        a_placement(an_application(a_round(district, rrn_allowed=True), person, 1, state="PLACED"))
    return person


def is_accessible(desk) -> bool:
    return Axe().run(desk, options={"preload": False}).response["violations"] == []


def test_a_number_is_masked_again_after_a_minute(person, desk):
    desk.clock.install()
    desk.goto(f"/participants/persons/{person.pk}/")
    desk.get_by_role("link", name="주민등록번호 확인").click()
    desk.select_option("[name=purpose_kind]", "INSURANCE")
    desk.fill("[name=purpose_text]", "건강보험 자격취득 신고")
    assert is_accessible(desk)
    desk.get_by_role("button", name="주민등록번호 확인").click()
    expect(desk.locator(".secret")).to_have_text(SHOWN)
    desk.clock.run_for("30")
    expect(desk.locator(".secret")).to_have_text(SHOWN)
    desk.clock.run_for("31")
    expect(desk.locator(".secret")).to_have_text(MASKED)
    assert is_accessible(desk)


def test_an_encrypted_file_is_taken_with_the_password_that_was_shown(person, desk):
    desk.goto("/participants/identity-rosters/")
    expect(desk.get_by_label("제공받는 기관")).to_be_hidden()
    desk.get_by_label("회차").select_option(index=1)
    desk.get_by_label("쓰임").select_option("INSURANCE")
    desk.get_by_label("목적 (필수)").fill("건강보험 자격취득 신고")
    desk.get_by_label("외부 기관").check()
    desk.get_by_label("제공받는 기관").fill("가상보험공단")
    desk.get_by_label("제공 근거").fill("국민건강보험법 제7조")
    desk.get_by_label("이용 기한").fill(f"{timezone.localdate():%Y%m%d}")
    assert is_accessible(desk)
    desk.get_by_role("button", name="비밀번호 만들기").click()
    password = desk.locator(".secret").inner_text()
    assert is_accessible(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="암호화 파일 받기").click()
    assert taken.value.suggested_filename.endswith("_암호화.xlsx")
    assert opened(Path(taken.value.path()).read_bytes(), password)
