"""What several of the tests of residents start from."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, connections

from jobportal.platform.audit import acting
from tests.participants.making import a_consent_form, a_round


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
        # threads that connect at once cannot all switch to it
        copy.execute("PRAGMA journal_mode=WAL")
    settings = connections.settings["default"]
    before = settings["NAME"]
    settings["NAME"] = str(path)
    yield
    settings["NAME"] = before


@pytest.fixture
def rrn_desk(district):
    """A round that takes applications, of a programme that may ask for resident numbers."""
    with acting("시험"):
        round_ = a_round(district, "동행-2026-1", rrn_allowed=True)
        a_consent_form(district, code="동의서-2", programme=round_.programme)
    return round_
