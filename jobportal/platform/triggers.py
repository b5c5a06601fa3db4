"""Database triggers on both engines: append-only tables, rows whose days never overlap.

SQLite loses the triggers of a table that a migration remakes (a column with a default is enough):
such a migration creates them anew.
"""

from dataclasses import dataclass

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH ROW {when} EXECUTE FUNCTION refuse_append_only()
"""
# A TRUNCATE has no rows to look at: it is refused whole, whatever the condition.
_POSTGRES_TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only()
"""


def create_triggers(schema_editor, table: str, when: str = "") -> None:
    """Refuse UPDATE and DELETE on ``table`` from now on; ``when`` is SQL over ``OLD``.

    PostgreSQL empties a table by TRUNCATE too, which is always refused.
    """
    condition = f"WHEN ({when})" if when else ""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)  # its % is no placeholder
        template = _POSTGRES
    else:
        template = _SQLITE
    for verb in ("update", "delete"):
        schema_editor.execute(
            template.format(table=table, verb=verb, VERB=verb.upper(), when=condition)
        )
    refuse_truncate(schema_editor, table)


def refuse_truncate(schema_editor, table: str) -> None:
    """Refuse TRUNCATE on ``table`` from now on, on PostgreSQL, which alone has it."""
    allow_truncate(schema_editor, table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_TRUNCATE.format(table=table))


def allow_truncate(schema_editor, table: str) -> None:
    """Undo :func:`refuse_truncate`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")


def drop_triggers(schema_editor, table: str) -> None:
    """Undo :func:`create_triggers`."""
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}")
    allow_truncate(schema_editor, table)


def never_truncated(*tables: str) -> migrations.RunPython:
    """The migration operation that has append-only tables of before refuse TRUNCATE as well."""

    def each(change):
        return lambda apps, schema_editor: [change(schema_editor, table) for table in tables]

    return migrations.RunPython(each(refuse_truncate), each(allow_truncate))


def append_only(table: str, when: str = "") -> migrations.RunPython:
    """The migration operation that makes ``table``, or its rows for which ``when``, append-only."""
    return migrations.RunPython(
        lambda apps, schema_editor: create_triggers(schema_editor, table, when),
        lambda apps, schema_editor: drop_triggers(schema_editor, table),
    )


_OVERLAP = """
    SELECT 1 FROM {table} AS other
    WHERE {same} AND other.id <> {own} AND {counts}
      AND other.{first} <= NEW.{last} AND other.{last} >= NEW.{first}
"""
_OVERLAP_SQLITE = """
CREATE TRIGGER {table}_no_overlap_{verb} BEFORE {event} ON {table}
WHEN {new_counts} AND EXISTS ({overlap})
BEGIN SELECT RAISE(ABORT, 'overlap: {table}'); END
"""
# The lock lets two writers of one group see each other's rows. A locked row needs no place in the
# server's table of locks, which an advisory lock for each of some thousands of groups fills up.
_LOCK_GROUP = "pg_advisory_xact_lock(hashtext('{table}'), NEW.{key}::int)"
_LOCK_ROW = "1 FROM {parent} WHERE id = NEW.{key} FOR NO KEY UPDATE"
_OVERLAP_FUNCTION = """
CREATE FUNCTION refuse_{table}_overlap() RETURNS trigger AS $$
BEGIN
  PERFORM {lock};
  IF {new_counts} AND EXISTS ({overlap}) THEN
    RAISE EXCEPTION 'overlap: {table}' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql
"""
_OVERLAP_POSTGRES = """
CREATE TRIGGER {table}_no_overlap_{verb} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_{table}_overlap()
"""


@dataclass(frozen=True)
class NoOverlap:
    """Rows of ``table`` alike in ``keys`` never overlap in the days from ``first`` to ``last``.

    ``counts`` is SQL over ``{row}`` for the rows that matter. ``parent`` is the table the first key
    refers to, for a table into which thousands of groups are written at once. One rule for both
    engines: SQLite has no exclusion constraint (docs/decisions/0011-round-rules.md).
    """

    table: str
    keys: tuple[str, ...]
    first: str
    last: str
    counts: str = "1 = 1"
    parent: str = ""

    def create(self, schema_editor) -> None:
        """Refuse overlaps from now on; triggers that are there already are made anew."""
        self.drop(schema_editor)
        is_postgres = schema_editor.connection.vendor == "postgresql"
        parts = {
            "table": self.table,
            "lock": self._lock(),
            "new_counts": self.counts.format(row="NEW"),
        }
        if is_postgres:
            overlap = self._overlap("COALESCE(NEW.id, -1)")
            schema_editor.execute(_OVERLAP_FUNCTION.format(**parts, overlap=overlap), params=None)
        template = _OVERLAP_POSTGRES if is_postgres else _OVERLAP_SQLITE
        for verb, event, own in (("insert", "INSERT", "-1"), ("update", "UPDATE", "NEW.id")):
            overlap = self._overlap(own)
            schema_editor.execute(
                template.format(**parts, verb=verb, event=event, overlap=overlap), params=None
            )

    def drop(self, schema_editor) -> None:
        """Undo :meth:`create`."""
        is_postgres = schema_editor.connection.vendor == "postgresql"
        for verb in ("insert", "update"):
            suffix = f" ON {self.table}" if is_postgres else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_overlap_{verb}{suffix}")
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS refuse_{self.table}_overlap()")

    def operation(self) -> migrations.RunPython:
        """The migration operation that brings it into force."""
        return migrations.RunPython(
            lambda apps, schema_editor: self.create(schema_editor),
            lambda apps, schema_editor: self.drop(schema_editor),
        )

    def _lock(self) -> str:
        """What keeps other writers of the same group waiting, on PostgreSQL."""
        lock = _LOCK_ROW if self.parent else _LOCK_GROUP
        return lock.format(table=self.table, parent=self.parent, key=self.keys[0])

    def _overlap(self, own: str) -> str:
        same = " AND ".join(f"other.{key} = NEW.{key}" for key in self.keys)
        return _OVERLAP.format(
            table=self.table,
            same=same,
            own=own,
            counts=self.counts.format(row="other"),
            first=self.first,
            last=self.last,
        )


_PURGE_FUNCTION = """
CREATE OR REPLACE FUNCTION access_entry_may_go(number bigint, moment timestamptz)
RETURNS boolean AS $$
  SELECT moment < now() - interval '24 months' AND EXISTS (
    SELECT 1 FROM platform_accesspurge WHERE number BETWEEN first_id AND last_id)
$$ LANGUAGE sql STABLE
"""
_MAY_GO = {
    "postgresql": "access_entry_may_go(OLD.{number}, OLD.at)",
    "sqlite": """(OLD.at < datetime('now', '-24 months') AND EXISTS (
        SELECT 1 FROM platform_accesspurge WHERE OLD.{number} BETWEEN first_id AND last_id))""",
}


def let_old_go(schema_editor, table: str, number: str) -> None:
    """Rows of an append-only table of the access record go when they are 24 months old by the
    clock of the database and their entry, the column ``number``, is announced to go."""
    vendor = schema_editor.connection.vendor
    when = f"WHEN (NOT {_MAY_GO[vendor].format(number=number)})"
    _drop_delete(schema_editor, table)
    if vendor == "postgresql":
        schema_editor.execute(_PURGE_FUNCTION)
    template = _POSTGRES if vendor == "postgresql" else _SQLITE
    schema_editor.execute(template.format(table=table, verb="delete", VERB="DELETE", when=when))


def let_none_go(schema_editor, table: str) -> None:
    """Undo :func:`let_old_go`: no row goes, however old."""
    _drop_delete(schema_editor, table)
    template = _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE
    schema_editor.execute(template.format(table=table, verb="delete", VERB="DELETE", when=""))


def _drop_delete(schema_editor, table: str) -> None:
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete{suffix}")


def goes_when_old(**numbers: str) -> migrations.RunPython:
    """The migration operation for tables of the access record, each with the column that names
    its entry."""

    def let(apps, schema_editor) -> None:
        for table, number in numbers.items():
            let_old_go(schema_editor, table, number)

    def undo(apps, schema_editor) -> None:
        for table in numbers:
            let_none_go(schema_editor, table)

    return migrations.RunPython(let, undo)
