"""What every test may use: a signed-in member of staff, tables that can be emptied."""

from itertools import count
from types import SimpleNamespace

import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.db.backends.signals import connection_created
from hypothesis import settings as hypothesis_settings

from jobportal.platform.audit import Via, acting
from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.triggers import (
    allow_truncate,
    create_triggers,
    drop_triggers,
    let_old_go,
    refuse_truncate,
)
from tests import migrated

# Table and the rows that are kept: all, or those for which the condition holds.
APPEND_ONLY = {
    "platform_change": "",
    "platform_accessentry": "",
    "platform_accessperson": "",
    "platform_accessreview": "",
    "platform_accesspurge": "",
    "platform_logseal": "",
    "platform_grantevent": "",
    "budgets_ledgerentry": "",
    "participants_selection": "OLD.state <> 'PROPOSED'",
    "participants_selectionentry": "",
    "participants_placementevent": "",
    "participants_provision": "",
    "programs_ownvalue": "",
    "programs_roundrules": "OLD.published_on IS NOT NULL",
}

# Of the access record what is old and announced may go: the column that names the entry.
GOES_WHEN_OLD = {"platform_accessentry": "id", "platform_accessperson": "entry_id"}

# A machine under load must not fail a property; what is measured is in `manage.py bench`.
hypothesis_settings.register_profile("portal", deadline=None, max_examples=60)
hypothesis_settings.load_profile("portal")


@pytest.fixture(autouse=True, scope="session")
def _own_keys(tmp_path_factory):
    """Keys of the run, in force before its database is made."""
    portal_settings.KEY_FILE = tmp_path_factory.mktemp("keys") / "portal.json"


@pytest.fixture(scope="session")
def _migrated(request):
    """Where the migrated database is kept; the one in memory begins with it."""
    path = request.config.cache.mkdir("migrated") / f"{migrated.fingerprint()}.sqlite3"

    def begin(**_) -> None:
        migrated.fill(path)

    connection_created.connect(begin)
    yield path
    connection_created.disconnect(begin)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, _migrated):
    """Before the database is made, as pytest-django does it, the kept one is at hand."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _migrated):
    """The database of the run, as pytest-django makes it, then kept for the next run."""
    with django_db_blocker.unblock():
        migrated.keep(_migrated)


@pytest.fixture(scope="session")
def _folders(tmp_path_factory):
    """Where each test gets a folder of its own, which is made when something is put there."""
    place = tmp_path_factory.mktemp("var")
    return (place / str(n) for n in count(1))


@pytest.fixture(autouse=True)
def _own_var(settings, _folders):
    """Uploads of a test stay in its own folder."""
    settings.VAR_DIR = next(_folders)
    # A slow password hash protects real accounts; here it would only be waited for.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def district(db) -> District:
    """A made-up district."""
    return District.objects.create(code="gasang", name="가상구")


@pytest.fixture
def other_district(db) -> District:
    """Another one, whose records must never be seen."""
    return District.objects.create(code="yeobun", name="여분구")


@pytest.fixture
def staff(district) -> User:
    """A member of staff of the district."""
    return _user("gasang-staff", "김가상", district)


@pytest.fixture
def stranger(other_district) -> User:
    """A member of staff of the other district."""
    return _user("yeobun-staff", "이여분", other_district)


@pytest.fixture
def lead(district) -> User:
    """A team lead of the district."""
    return _user("gasang-lead", "박팀장", district, "TEAM_LEAD")


@pytest.fixture
def admin(district) -> User:
    """The administrator of the district."""
    return _user("gasang-admin", "한가상", district, "ADMINISTRATOR")


@pytest.fixture
def officer(district) -> User:
    """The privacy officer of the district."""
    return _user("gasang-privacy", "정가상", district, "PRIVACY_OFFICER")


@pytest.fixture
def theirs(client, staff):
    """A second browser, of the member of staff."""
    browser = type(client)()
    browser.force_login(staff)
    return browser


def _user(username: str, name: str, district: District, role: str = "STAFF") -> User:
    user = User.objects.create_user(username, password="test-pass-2026", name=name)
    give(user, district, role, "시험")
    return user


@pytest.fixture
def acted(district):
    """Inside, records may be saved."""
    with acting("시험", via=Via.COMMAND) as who:
        yield who


@pytest.fixture
def signed_in(client, staff):
    """A browser in which the member of staff has signed in."""
    client.force_login(staff)
    return client


@pytest.fixture
def emptied_after(transactional_db):
    """For tests with real transactions: tables are emptied by DELETE on SQLite, by TRUNCATE on
    PostgreSQL, and triggers refuse both.

    They are put back before the next test that has them checked (``append_only_tables``).
    """
    if connection.vendor == "sqlite":
        _with_triggers(create_triggers)
    else:
        _with_truncate(refuse_truncate)
    yield
    if connection.vendor == "sqlite":
        _with_triggers(drop_triggers)
    else:
        _with_truncate(allow_truncate)


@pytest.fixture
def append_only_tables(db):
    """The triggers as the migrations made them."""
    if connection.vendor == "sqlite":
        _with_triggers(create_triggers)
    else:
        _with_truncate(refuse_truncate)


def _with_truncate(change) -> None:
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        for table in APPEND_ONLY:
            change(editor, table)


def _with_triggers(change) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        for table, when in APPEND_ONLY.items():
            if (change is create_triggers) != (f"{table}_no_update" in there):
                change(editor, table, *([when] if change is create_triggers else []))
                if change is create_triggers and table in GOES_WHEN_OLD:
                    let_old_go(editor, table, GOES_WHEN_OLD[table])
