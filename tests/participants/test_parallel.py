"""Two counters at the same moment: real transactions, on either database engine."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.models import StaleRecord
from participants.actions.intake import AlreadyApplied, Intake, SamePerson, take_in
from participants.models import Application, Person
from tests.participants.making import a_person, a_round

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = 4


@pytest.fixture
def round_(emptied_after, district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def on_disk(tmp_path):
    """SQLite in memory shares one cache between threads and locks whole tables; a real office has
    a file, so the threads get one, filled with what the test has made so far."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "office.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    settings = connections.settings["default"]
    before = settings["NAME"]
    settings["NAME"] = str(path)
    yield
    settings["NAME"] = before


def at_once(work, count: int = CLERKS) -> list:
    """What each of so many threads got or met, all having started together."""
    start = threading.Barrier(count)

    def one(n: int):
        start.wait()
        try:
            with acting("시험"), transaction.atomic():
                return work(n)
        except (SamePerson, AlreadyApplied, StaleRecord) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def seen(question):
    """The answer to a question, asked where the threads wrote."""
    return at_once(lambda _: question(), 1)[0]


def intake(round_, staff, n: int, person: Person) -> Application:
    application = Application(
        district=round_.district,
        round=round_,
        received_on=timezone.localdate(),
        reception_dong="가상1동",
        token=f"parallel-{n}",
    )
    return take_in(Intake(person, application, set()), staff, submit=True)


def typed(round_, n: int, name: str) -> Person:
    return Person(
        district=round_.district,
        name=name,
        birth_on=date(1960 + n, 1, 1),
        sex=Person.Sex.MALE,
        phone="",
    )


def test_receipt_numbers_are_given_once_each(round_, staff, on_disk):
    at_once(lambda n: intake(round_, staff, n, typed(round_, n, f"가상{n}")))
    numbers = seen(lambda: sorted(Application.objects.values_list("number", flat=True)))
    assert numbers == list(range(1, CLERKS + 1))


def test_one_person_entered_at_two_counters_is_one_person(round_, staff, on_disk):
    met = at_once(lambda n: intake(round_, staff, n, typed(round_, 0, "가상희")))
    assert seen(lambda: (Person.objects.count(), Application.objects.count())) == (1, 1)
    assert met.count(SamePerson) == CLERKS - 1


@pytest.fixture
def known(round_, district) -> int:
    with acting("시험"):
        return a_person(district).pk


def test_one_known_person_gets_one_application(round_, staff, known, on_disk):
    met = at_once(lambda n: intake(round_, staff, n, Person.objects.get(pk=known)))
    assert seen(lambda: Application.objects.count()) == 1
    assert met.count(AlreadyApplied) == CLERKS - 1
