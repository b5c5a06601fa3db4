"""What every browser test may use: a page of the running portal, watched, signed in or not."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from jobportal.bootstrap.browser import find_browser

# The browser's driver keeps an event loop running in the thread of the tests, where Django would
# refuse the database although no coroutine ever touches it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PASSWORD = "test-pass-2026"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """A page asks for several things at once: the database is a file, as in a real office, so that
    each request has a connection of its own. One in memory is shared by all threads."""
    place = tmp_path_factory.mktemp("database") / "portal.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(place)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the machine, without a window."""
    path = find_browser()
    assert path, "no Chromium: install it or set PORTAL_BROWSER"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def problems() -> list[str]:
    """What the browser complained of; a test that provokes a complaint takes it out."""
    return []


@pytest.fixture
def page(
    browser, problems, django_db_serialized_rollback, emptied_after, live_server
) -> Iterator[Page]:
    """A page of the smallest supported screen; console errors and off-site requests fail the test.

    Addresses are relative to the portal: ``page.goto("/login/")``.
    """
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1366, "height": 768},
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        reduced_motion="reduce",
    )
    page = context.new_page()
    watch(page, live_server.url, problems)
    yield page
    context.close()
    assert problems == []


def watch(page: Page, home: str, problems: list[str]) -> None:
    """Write down errors of the console and of scripts, failures of the server, foreign requests."""

    def heard(message) -> None:
        if message.type in ("error", "warning"):
            problems.append(f"console {message.type}: {message.text} ({page.url})")

    def asked(request) -> None:
        if not request.url.startswith((f"{home}/", "data:", "blob:", "about:")):
            problems.append(f"off-site request: {request.url} ({page.url})")

    def answered(response) -> None:
        if response.status >= 500:
            problems.append(f"{response.status}: {response.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: problems.append(f"script: {error} ({page.url})"))
    page.on("request", asked)
    page.on("response", answered)


@pytest.fixture
def sign_in(page, staff):
    """Sign in through the sign-in page, as the member of staff unless told otherwise."""

    def act(username: str = staff.username, password: str = PASSWORD) -> None:
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("main [type=submit]")

    return act


@pytest.fixture
def desk(page, sign_in) -> Page:
    """The page of a signed-in member of staff of the made-up district."""
    sign_in()
    page.wait_for_url(lambda url: "/login" not in url)
    return page
