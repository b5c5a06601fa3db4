"""The access record: every look at personal data and every sign-in is written down."""

import re

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from jobportal.platform import access
from jobportal.platform.access import MissingAccessRecord, client_ip, mask_ip, record_access
from jobportal.platform.accounts.sessions import SEEN
from jobportal.platform.models import AccessEntry, AccessPerson, Change
from jobportal.platform.pages import FOR_EVERYBODY, Page, WriteOnRead
from jobportal.platform.signins import masked_typed
from programs.models import Department

pytestmark = pytest.mark.django_db


class PersonPage(Page):
    """A page that shows persons 7 and 8, or does what the test says."""

    permission = FOR_EVERYBODY
    personal_task = "신청 조회"
    does = staticmethod(lambda page: page.saw([8, 7, 7]))

    def get(self, request):
        return self.does(self) or HttpResponse("김가상")

    post = get


@pytest.fixture
def ask(rf, staff):
    """Ask a page class as the member of staff."""

    def asked(does=None, method="get", page=PersonPage, **values):
        request = getattr(rf, method)("/people/7/?q=secret", REMOTE_ADDR="10.1.2.3")
        request.user, request.session = staff, {}
        if does:
            values["does"] = staticmethod(does)
        return page.as_view(**values)(request)

    return asked


def test_a_look_is_recorded_with_account_time_place_persons_and_task(ask, staff, district):
    response = ask()
    entry = AccessEntry.objects.get()
    assert response.content.decode() == "김가상"
    assert (entry.account_id, entry.account_name) == (staff.pk, "김가상")
    assert (entry.ip, entry.page) == ("10.1.2.3", "/people/7/")
    assert (entry.task, entry.action) == ("신청 조회", "READ")
    assert (entry.persons, entry.person_count) == ([7, 8], 2)
    assert entry.district_id == district.pk
    seen = AccessPerson.objects.order_by("person_id").values_list(
        "entry_id", "person_id", "account_id", "district_id", "at"
    )
    assert list(seen) == [(entry.pk, n, staff.pk, district.pk, entry.at) for n in (7, 8)]


def test_personal_pages_are_kept_in_no_cache(ask):
    assert ask()["Cache-Control"] == "no-store"


def test_one_entry_is_written_for_all_that_a_page_showed(ask):
    def does(page):
        page.saw([1])
        page.saw([2], action=AccessEntry.Action.DOWNLOAD, purpose="급여 이체 자료 작성")

    ask(does, method="post")
    entry = AccessEntry.objects.get()
    assert (entry.persons, entry.action) == ([1, 2], "DOWNLOAD")
    assert entry.purpose == "급여 이체 자료 작성"


def test_a_search_without_a_result_is_recorded(ask):
    ask(lambda page: page.saw([], action=AccessEntry.Action.SEARCH))
    entry = AccessEntry.objects.get()
    assert (entry.action, entry.person_count) == ("SEARCH", 0)


def test_a_personal_page_that_does_not_say_whom_it_showed_raises(ask):
    with pytest.raises(MissingAccessRecord):
        ask(lambda page: None)


@override_settings(PRODUCTION=True)
def test_in_production_it_is_recorded_without_persons_and_logged(ask, caplog):
    ask(lambda page: None)
    assert AccessEntry.objects.get().persons == []
    assert "did not say whose data" in caplog.text


def test_a_page_that_saw_somebody_without_naming_a_task_raises(ask):
    class Nameless(PersonPage):
        personal_task = ""

    with pytest.raises(MissingAccessRecord):
        ask(page=Nameless)


def test_a_refusal_that_showed_nothing_is_not_recorded(ask):
    ask(lambda page: HttpResponse(status=422), method="post")
    assert not AccessEntry.objects.exists()


def test_a_refusal_that_showed_somebody_is_recorded(ask):
    def does(page):
        page.saw([7])
        return HttpResponse(status=409)

    ask(does, method="post")
    assert AccessEntry.objects.get().persons == [7]


def test_the_page_itself_still_cannot_write_while_it_is_read(ask, rf, staff):
    def does(page):
        page.saw([7])
        record_access(page.request, AccessEntry.Action.READ, [7], "신청 조회")

    with pytest.raises(WriteOnRead):
        ask(does)


def test_nothing_is_shown_when_the_record_cannot_be_written(ask, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(access.AccessEntry, "save", fails)
    with pytest.raises(DatabaseError):
        ask()


def test_other_pages_leave_no_entry(signed_in):
    before = AccessEntry.objects.count()
    response = signed_in.get(reverse("changes"))
    assert response.status_code == 200
    assert AccessEntry.objects.count() == before


def test_signing_in_and_out_is_recorded(client, staff, district):
    client.post(reverse("login"), {"username": staff.username, "password": "test-pass-2026"})
    client.post(reverse("logout"))
    entries = AccessEntry.objects.order_by("id")
    assert [(e.action, e.account_id, e.district_id) for e in entries] == [
        ("SIGN_IN", staff.pk, district.pk),
        ("SIGN_OUT", staff.pk, district.pk),
    ]
    assert entries[0].ip == "127.0.0.1"
    assert entries[0].page == reverse("login")


def test_a_wrong_password_is_recorded_with_the_account(client, staff, district):
    client.post(reverse("login"), {"username": staff.username, "password": "falsch"})
    entry = AccessEntry.objects.get()
    assert (entry.action, entry.account_id) == ("SIGN_IN_FAILED", staff.pk)
    assert (entry.account_name, entry.district_id) == ("g***", district.pk)


def test_what_was_typed_for_an_unknown_name_is_kept_nowhere(client, staff):
    client.post(reverse("login"), {"username": "my-secret-password", "password": "x"})
    entry = AccessEntry.objects.get()
    assert (entry.account_id, entry.district_id) == (None, None)
    assert entry.account_name == "m***"


def test_masked_names_do_not_tell_their_length():
    assert masked_typed("a") == masked_typed("abcdefgh") == "a***"
    assert masked_typed(" ") == "(모르는 계정)"


@pytest.mark.parametrize(
    ("near", "forwarded", "found"),
    [
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "9.9.9.9", "10.1.2.3"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "9.9.9.9, 10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "9.9.9.9, 10.1.2.3, 127.0.0.1", "10.1.2.3"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "9.9.9.9", ""),
    ],
)
def test_the_place_is_the_browser_and_cannot_be_feigned(rf, near, forwarded, found):
    request = rf.get("/", REMOTE_ADDR=near, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == found


@pytest.mark.parametrize(
    ("ip", "masked"), [("10.1.2.3", "10.1.*.*"), ("2001:db8::1", "2001:db8:*"), ("", "")]
)
def test_addresses_are_masked(ip, masked):
    assert mask_ip(ip) == masked


@pytest.mark.parametrize(("months", "faults"), [(23, 1), (24, 0), (60, 0)])
def test_less_than_two_years_is_refused(settings, months, faults):
    settings.ACCESS_LOG_MONTHS = months
    found = [fault for fault in run_checks(tags=["access"]) if fault.id == "portal.E010"]
    assert len(found) == faults


def test_the_access_record_is_no_change_of_a_record(ask):
    ask()
    assert not Change.objects.exists()
    assert not Department.objects.exists()


def test_an_entry_names_the_request_the_log_knows(client, staff, caplog):
    client.post(reverse("login"), {"username": staff.username, "password": "falsch"})
    entry = AccessEntry.objects.get()
    assert re.fullmatch("[0-9A-F]{10}", entry.request)
    client.post(reverse("login"), {"username": staff.username, "password": "test-pass-2026"})
    assert AccessEntry.objects.latest("id").request != entry.request


def test_a_lock_and_the_end_of_time_are_told_apart(client, staff):
    data = {"username": staff.username, "password": "falsch"}
    for _ in range(6):
        client.post(reverse("login"), data)
    tasks = AccessEntry.objects.order_by("id").values_list("task", flat=True)
    assert list(tasks) == ["로그인"] * 5 + ["로그인(잠긴 아이디나 접속지)"]
    client.force_login(staff)
    session = client.session
    session[SEEN] -= 24 * 3600
    session.save()
    client.get(reverse("manual"))
    assert tasks.last() == "로그아웃(자동)"
    client.force_login(staff)
    client.post(reverse("logout"))
    assert tasks.last() == "로그아웃"
