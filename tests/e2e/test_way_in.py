"""The way into the portal and through its menu, as a person takes it in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PASSWORD = "test-pass-2026"


def violations(page: Page) -> list[str]:
    """What the accessibility rules say against the page as it stands."""
    # With ``preload`` the rules ask for our imported style sheets at wrong addresses.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{page.url}: {rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


def addresses_of_menu(page: Page) -> list[str]:
    links = page.locator("header a[href^='/'], nav a[href^='/']")
    found = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return sorted({address.split("#")[0] for address in found} - {""})


def test_the_sign_in_page_is_accessible(page):
    page.goto("/login/")
    assert violations(page) == []


def test_a_wrong_password_is_refused_in_words(page, sign_in):
    sign_in(password="wrong-pass-2026")
    expect(page.get_by_role("alert")).to_contain_text("비밀번호")
    assert violations(page) == []


def test_a_person_not_signed_in_is_led_by_the_sign_in_page_to_where_they_wanted(page, staff):
    page.goto("/manual/")
    page.fill("[name=username]", staff.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url("**/manual/")


def test_every_page_of_the_menu_opens_and_is_accessible(desk):
    addresses = addresses_of_menu(desk)
    assert len(addresses) > 5
    wrong = []
    for address in addresses:
        answer = desk.goto(address)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        wrong += violations(desk)
    assert wrong == []
