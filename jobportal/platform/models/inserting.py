"""Many new rows of one model written at once.

``bulk_create`` makes an expression of every single value, which takes several times as long for a
file of ten thousand rows. Only names of our own columns stand in the statement; values are bound.
"""

from collections.abc import Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from jobportal.platform.models.numbering import numbered

_ROWS = 500
_VALUES = 30_000
"""Values bound in one statement; SQLite takes 32,766."""


def insert(records: Sequence[models.Model]) -> None:
    """Write new records of one model, several hundred in a statement; they get their numbers."""
    if records:
        with numbered(records) as has_numbers:
            _insert(records, has_numbers)


def _insert(records: Sequence[models.Model], has_numbers: bool) -> None:
    model, connection = type(records[0]), connections[DEFAULT_DB_ALIAS]
    fields = [one for one in model._meta.concrete_fields if has_numbers or not one.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    places = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for some in _portions(records, min(_ROWS, _VALUES // len(fields))):
            rows = ", ".join([places] * len(some))
            values = [value for record in some for value in _new_values(record, fields, connection)]
            cursor.execute(f"{into}{rows} RETURNING {quote(model._meta.pk.column)}", values)
            for record, (pk,) in zip(some, cursor.fetchall(), strict=True):
                record.pk = pk
                record._state.adding, record._state.db = False, connection.alias


def _new_values(
    record: models.Model, fields: list[models.Field], connection: BaseDatabaseWrapper
) -> list:
    """What the database is given; a record saved meanwhile lends its number to who refers to it."""
    for field in fields:
        if field.is_relation and field.is_cached(record):
            setattr(record, field.name, getattr(record, field.name))
    return [field.get_db_prep_save(field.pre_save(record, True), connection) for field in fields]


def _portions(records: Sequence[models.Model], size: int) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(records), size):
        yield records[start : start + size]
