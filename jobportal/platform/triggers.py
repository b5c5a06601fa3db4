"""Database triggers that make a table append-only, for SQLite and PostgreSQL alike."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_append_only()
"""


def create_triggers(schema_editor, table: str) -> None:
    """Refuse UPDATE and DELETE on ``table`` from now on."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)  # its % is no placeholder
        template = _POSTGRES
    else:
        template = _SQLITE
    for verb in ("update", "delete"):
        schema_editor.execute(template.format(table=table, verb=verb, VERB=verb.upper()))


def drop_triggers(schema_editor, table: str) -> None:
    """Undo :func:`create_triggers`."""
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}")


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that makes ``table`` append-only."""
    return migrations.RunPython(
        lambda apps, schema_editor: create_triggers(schema_editor, table),
        lambda apps, schema_editor: drop_triggers(schema_editor, table),
    )
