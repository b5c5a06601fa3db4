"""A database the threads of a test can share."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, connections


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
