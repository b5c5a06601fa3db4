"""Database triggers that make a table, or some of its rows, append-only on both engines."""

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


def create_triggers(schema_editor, table: str, when: str = "") -> None:
    """Refuse UPDATE and DELETE on ``table`` from now on; ``when`` is SQL over ``OLD``."""
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


def drop_triggers(schema_editor, table: str) -> None:
    """Undo :func:`create_triggers`."""
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}")


def append_only(table: str, when: str = "") -> migrations.RunPython:
    """The migration operation that makes ``table``, or its rows for which ``when``, append-only."""
    return migrations.RunPython(
        lambda apps, schema_editor: create_triggers(schema_editor, table, when),
        lambda apps, schema_editor: drop_triggers(schema_editor, table),
    )
