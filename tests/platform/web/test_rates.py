"""How often one may ask: who is over waits, in words and with the minutes, and nobody else."""

import re
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobportal.platform.models import RequestCount, User
from jobportal.platform.web.rates import ADDRESS_FACTOR, WINDOW_SECONDS, counted

Scope = RequestCount.Scope
LIST = reverse("record_list", args=["departments"])
ASKED = {
    "SEARCH": [
        lambda client: client.get(LIST, {"q": "가상"}),
        lambda client: client.post(reverse("applicants"), {"words": "나가상"}),
    ],
    "DOWNLOAD": [lambda client: client.get(LIST, {"format": "csv"})],
    "IMPORT": [
        lambda client: client.post(
            reverse("pack_import"), {"file": SimpleUploadedFile("a.csv", b"x")}
        )
    ],
}
EVERY = pytest.mark.parametrize(
    ("scope", "ask"), [(scope, ask) for scope, asks in ASKED.items() for ask in asks]
)


@pytest.fixture(autouse=True)
def held_clock(monkeypatch):
    """One window for a whole test: the next could begin between two requests."""
    held = SimpleNamespace(time=lambda: 1_000_000 * WINDOW_SECONDS + 61.0)
    monkeypatch.setattr("jobportal.platform.web.rates.time", held)


@pytest.fixture
def two(settings):
    """Two requests of each kind, and no more."""
    settings.RATE_LIMITS = dict.fromkeys(Scope.values, 2)


@EVERY
def test_one_more_than_allowed_waits(two, signed_in, scope, ask):
    assert [ask(signed_in).status_code for _ in range(2)].count(429) == 0
    answer = ask(signed_in)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == WINDOW_SECONDS - 61
    assert re.search(r"\b9분 뒤에 다시 하세요", answer.text)
    assert RequestCount.objects.get(scope=scope, key__startswith="account").count == 3


def test_others_and_other_work_go_on(two, signed_in, stranger):
    search = ASKED["SEARCH"][0]
    for _ in range(4):
        search(signed_in)
    assert search(signed_in).status_code == 429
    assert signed_in.get(LIST).status_code == 200
    assert signed_in.get(LIST, {"format": "csv"}).status_code == 200
    other = Client()
    other.force_login(stranger)
    assert search(other).status_code == 200


def test_an_address_is_counted_over_its_accounts(two, db, district):
    counts = []
    for n in range(ADDRESS_FACTOR + 1):
        client = Client()
        client.force_login(User.objects.create_user(f"gasang-{n}"))
        answers = [client.get(LIST, {"q": "가상"}) for _ in range(2)]
        counts.append([answer.status_code for answer in answers])
    assert counts[0] == counts[-2] == [403, 403]  # they have no district, and were counted
    assert counts[-1] == [429, 429]


def test_a_new_window_begins_anew(db):
    for _ in range(3):
        counted(Scope.SEARCH, "account 1")
    RequestCount.objects.update(window=1)
    assert counted(Scope.SEARCH, "account 1") == 1
    assert counted(Scope.SEARCH, "account 1") == 2


def test_the_limits_stop_machines_and_not_people(settings):
    assert run_checks(tags=["accounts"]) == []
    for most in (0, 9, 10_001):
        settings.RATE_LIMITS = {"SEARCH": most}
        assert [fault.id for fault in run_checks(tags=["accounts"])] == ["portal.E027"]
