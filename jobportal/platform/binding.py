"""Values are sealed for their rows in migrations: clear ones, and those of their field alone."""

# ruff: noqa: S608  (only names of our own tables and columns are put together)

from django.db import migrations

from jobportal.platform.crypto import keys
from jobportal.platform.encrypted import FORM, EncryptedField, encrypted_fields

AT_ONCE = 500


def bound_to_rows(app_label: str, *names: str) -> migrations.RunPython:
    """The migration operation for models of an app; what is bound already is left as it is."""

    def bind_all(apps, schema_editor):
        for name in names:
            for field in encrypted_fields(apps.get_model(app_label, name)):
                bind(field, schema_editor.connection)

    return migrations.RunPython(bind_all)


def sealed_from_clear(app_label: str, model: str, name: str) -> migrations.RunPython:
    """The migration operation after a field of clear text became an encrypted one."""

    def seal_all(apps, schema_editor):
        seal(apps.get_model(app_label, model)._meta.get_field(name), schema_editor.connection)

    return migrations.RunPython(seal_all)


def seal(field: EncryptedField, connection) -> int:
    """Seal what stands in a field in clear for its rows; gives how many."""
    quote = connection.ops.quote_name
    table, key = quote(field.model._meta.db_table), quote(field.model._meta.pk.column)
    column = quote(field.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {column} FROM {table} WHERE {column} <> ''")
        rows = [(str(field.sealed(text, pk)), pk) for pk, text in cursor.fetchall()]
        cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", rows)
    return len(rows)


def bind(field: EncryptedField, connection) -> int:
    """Seal the values of a field for their rows; gives how many. They do not change."""
    quote = connection.ops.quote_name
    table, key = quote(field.model._meta.db_table), quote(field.model._meta.pk.column)
    write = f"UPDATE {table} SET {quote(field.column)} = %s WHERE {key} = %s"
    count = 0
    with connection.cursor() as cursor:
        while rows := _unbound(cursor, table, key, quote(field.column)):
            opened = [(pk, keys().open(kept, field.place)) for pk, kept in rows]
            cursor.executemany(write, [(str(field.sealed(text, pk)), pk) for pk, text in opened])
            count += len(rows)
    return count


def _unbound(cursor, table: str, key: str, column: str) -> list[tuple[int, str]]:
    """Numbers and values of some rows that are to be sealed anew."""
    cursor.execute(
        f"SELECT {key}, {column} FROM {table} "
        f"WHERE {column} <> '' AND {column} NOT LIKE %s ORDER BY {key} LIMIT {AT_ONCE}",
        [f"{FORM}:%"],
    )
    return cursor.fetchall()
