"""Many new rows of one model written at once.

``bulk_create`` makes an expression of every single value, which takes several times as long for a
file of ten thousand rows. Only names of our own columns stand in the statement; values are bound.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from django.db import DEFAULT_DB_ALIAS, connections, models

from jobportal.platform.models.numbering import numbered
from jobportal.platform.models.prepared import prepared

_ROWS = 500
_VALUES = 30_000
"""Values bound in one statement; SQLite takes 32,766."""


def insert(records: Sequence[models.Model]) -> None:
    """Write new records of one model, several hundred in a statement; they get their numbers.

    Records that all bring numbers of their own keep them.
    """
    if records:
        has_own = all(record.pk is not None for record in records)
        with numbered([] if has_own else records) as has_numbers:
            _insert(records, has_own or has_numbers)


def _insert(records: Sequence[models.Model], has_numbers: bool) -> None:
    model = type(records[0])
    fields = [one for one in model._meta.concrete_fields if has_numbers or not one.primary_key]
    relations = [field for field in fields if field.is_relation]
    for some in _portions(records, len(fields)):
        for record in some:
            _lend_numbers(record, relations)
        rows = [[field.pre_save(record, True) for field in fields] for record in some]
        for record, pk in zip(some, _write(model, fields, rows), strict=True):
            record.pk = pk
            record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write new rows that nobody needs as records: the values of these fields, in their order.

    The names are those of all columns but the number's; no default is filled in.
    """
    fields = [model._meta.get_field(name) for name in names]
    for some in _portions(rows, len(fields)):
        _write(model, fields, some)


def _lend_numbers(record: models.Model, relations: Sequence[models.Field]) -> None:
    """A record saved meanwhile lends its number to who refers to it."""
    for field in relations:
        if getattr(record, field.attname) is None and field.is_cached(record):
            setattr(record, field.name, getattr(record, field.name))


def _write(
    model: type[models.Model], fields: Sequence[models.Field], rows: Sequence[Sequence[object]]
) -> list[int]:
    """The numbers the rows were given by one statement."""
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = chain.from_iterable(prepared(fields, rows, connection))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {places} "  # noqa: S608
            f"RETURNING {quote(model._meta.pk.column)}",
            list(values),
        )
        return list(chain.from_iterable(cursor.fetchall()))


def _portions(rows: Iterable, width: int) -> Iterator[list]:
    """As many rows of so many values at a time as one statement takes."""
    rest, size = iter(rows), min(_ROWS, _VALUES // width)
    while some := list(islice(rest, size)):
        yield some
