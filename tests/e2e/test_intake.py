"""A clerk at the counter: an application taken in with the keyboard alone, and taken in again."""

import pytest

from jobportal.platform.audit import acting
from participants.models import Application
from tests.participants.making import (
    a_consent_form,
    a_document,
    a_person,
    a_round,
    an_application,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round_(district):
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_document(district, round_)
    return round_


def go_to(desk, what: str) -> None:
    """Press Tab until the first such control has the focus."""
    control = desk.locator(what).first
    for _ in range(60):
        if control.evaluate("box => box === document.activeElement"):
            return
        desk.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached with Tab")


def focus_of(desk) -> str:
    """The name of the field that has the focus, else what it is."""
    return desk.evaluate("document.activeElement.name || document.activeElement.className")


def test_after_a_refusal_the_keyboard_is_at_the_summary(desk, round_, problems):
    desk.goto(f"/participants/intake/{round_.pk}/")
    assert focus_of(desk) == "name"
    desk.keyboard.type("가상희")
    desk.click("button[value=submit]")
    desk.wait_for_selector(".error-summary")
    assert focus_of(desk) == "error-summary"
    problems.clear()  # the browser notes the answer 422 on its console


def test_an_application_is_taken_in_with_the_keyboard_alone(desk, round_):
    desk.goto(f"/participants/intake/{round_.pk}/")
    keys = desk.keyboard
    for text in ("가상희", "900304"):  # the name has the focus; Enter goes on
        keys.type(text)
        keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    for text in ("010-0000-1234", "", "가상구 없는로 1", "가상1동"):
        keys.type(text)
        keys.press("Enter")
    desk.wait_for_selector("text=겹치는 신청인이 없습니다")
    keys.press("Tab")  # over the button that looks for duplicates
    for _ in range(2):  # day of receipt and counter stay as proposed
        keys.press("Enter")
    keys.type("가상1동")
    keys.press("Enter")
    keys.type("3")  # in the place of the proposed household of one
    go_to(desk, "[name^=consent_][type=checkbox]")
    keys.press("Space")
    go_to(desk, "button[value=submit]")
    keys.press("Enter")
    desk.wait_for_selector("text=/으?로 접수했습니다/")
    application = Application.objects.select_related("person").get()
    assert (application.number, application.household_size) == (1, 3)
    assert (application.person.name, application.person.phone) == ("가상희", "01000001234")


def test_the_resident_number_fills_birth_date_and_sex_but_not_over_what_was_typed(desk, district):
    with acting("시험"):
        round_ = a_round(district, rrn_allowed=True)
    desk.goto(f"/participants/intake/{round_.pk}/")
    desk.locator("[name=rrn]").press_sequentially("900101-2234567")
    assert desk.input_value("[name=birth_on]") == "1990. 1. 1."
    assert desk.input_value("[name=sex]") == "FEMALE"
    desk.fill("[name=rrn]", "0505053234567")
    assert desk.input_value("[name=birth_on]") == "2005. 5. 5."
    assert desk.input_value("[name=sex]") == "MALE"
    desk.fill("[name=birth_on]", "050506")
    desk.fill("[name=rrn]", "0505074234567")
    assert desk.input_value("[name=birth_on]") == "050506"
    assert desk.input_value("[name=sex]") == "FEMALE"


def test_an_earlier_application_comes_up_while_typing_and_is_brought_back(desk, round_, district):
    with acting("시험"):
        person = a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
        an_application(a_round(district, "뉴딜-2025-1"), person, household_size=3)
    desk.goto(f"/participants/intake/{round_.pk}/")
    desk.fill("[name=name]", "가상희")
    desk.fill("[name=birth_on]", "900304")
    desk.click("text=이전 신청 불러오기")
    desk.wait_for_selector("text=고른 신청인")
    assert desk.input_value("[name=address]") == "가상구 없는로 1"
    assert desk.input_value("[name=household_size]") == "3"
    assert focus_of(desk) == "reception_dong"
    desk.fill("[name=reception_dong]", "가상1동")
    desk.locator("[name^=consent_][type=checkbox]").first.check()
    desk.click("[value=submit]")
    desk.wait_for_selector("text=/으?로 접수했습니다/")
    assert Application.objects.get(round=round_).person == person
