"""A migrated SQLite database, kept beside pytest's own cache while no migration changes.

Working all migrations out anew takes longer than most runs of a few tests. What has no cache, as
the first run and those of CI, migrates.
"""

import ast
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import django
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
APPS = ("jobportal", "programs", "participants", "budgets", "reports")


def fingerprint() -> str:
    """The digest of all that a migrated database comes from."""
    whole = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for path in sorted(set(_sources())):
        whole.update(path.relative_to(ROOT).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:32]


def _sources() -> Iterator[Path]:
    """The migrations, the modules of ours they import, and every table of values."""
    for app in APPS:
        yield from (ROOT / app).rglob("*.csv")
        for path in (ROOT / app).rglob("migrations/*.py"):
            yield path
            yield from _imported(path)


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        else:
            continue
        files = (ROOT / f"{name.replace('.', '/')}.py" for name in names)
        yield from (one for one in files if one.exists())


def is_in_memory() -> bool:
    """True for the database of the tests on SQLite."""
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


def fill(path: Path) -> None:
    """Give the empty database in memory what is kept, if anything is."""
    if not (path.exists() and is_in_memory()):
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master")
        if cursor.fetchone()[0]:
            return
    with closing(sqlite3.connect(path)) as kept:
        kept.backup(connection.connection)


def keep(path: Path) -> None:
    """Keep the database just migrated, and none of those before it."""
    if path.exists() or not is_in_memory():
        return
    for old in path.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = path.with_suffix(".new")
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
        copy.execute("DELETE FROM platform_keycanary")  # the next run has keys of its own
        copy.commit()
    unfinished.replace(path)
