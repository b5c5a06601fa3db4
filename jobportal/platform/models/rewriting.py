"""The columns of many rows written at once.

``bulk_update`` makes an expression of every single value, which takes 20 times as long for a round.
"""

# ruff: noqa: S608  (only names of our own tables and columns are put together)

from collections.abc import Container, Sequence
from itertools import chain

from django.db import connection, models

from jobportal.platform.models.prepared import prepared

ROWS = 500
"""So many are written by one statement."""


def rewrite(records: Sequence[models.Model], names: Container[str]) -> None:
    """Write the named fields of records of one model as they are now."""
    fields = [field for field in records[0]._meta.concrete_fields if field.name in names]
    values = ([field.pre_save(record, False) for field in fields] for record in records)
    found = zip(prepared(fields, values, connection), records, strict=True)
    rows = [[*row, record.pk] for row, record in found]
    if connection.vendor == "sqlite":
        _one_by_one(type(records[0]), fields, rows)
        return
    for start in range(0, len(rows), ROWS):
        _together(type(records[0]), fields, rows[start : start + ROWS])


def _one_by_one(model: type[models.Model], fields: Sequence[models.Field], rows: list) -> None:
    """SQLite is in the same process: a statement for each row keeps nobody waiting."""
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE {key} = %s", rows)


def _together(model: type[models.Model], fields: Sequence[models.Field], rows: list) -> None:
    """A server is asked once for all rows; asking for each takes four times as long."""
    quote = connection.ops.quote_name
    columns = ", ".join(
        f"{quote(field.column)} = given.column{n}::{field.db_type(connection)}"
        for n, field in enumerate(fields, 1)
    )
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {columns} FROM (VALUES {', '.join([row] * len(rows))}) AS given "
            f"WHERE {table}.{key} = given.column{len(rows[0])}",
            list(chain.from_iterable(rows)),
        )
