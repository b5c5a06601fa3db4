"""Values as the database takes them, for statements that write many rows at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_NOTHING = type(None)
_AS_IT_IS = {
    models.BooleanField: (bool, _NOTHING),
    **dict.fromkeys((models.CharField, models.TextField), (str, _NOTHING)),
    **dict.fromkeys(
        (
            models.SmallIntegerField,
            models.PositiveSmallIntegerField,
            models.IntegerField,
            models.PositiveIntegerField,
            models.BigIntegerField,
            models.ForeignKey,
        ),
        (int, _NOTHING),
    ),
}
"""Kinds of fields with the types of values that no database wants changed: most of all values.

Fields of our own kinds (amounts, spans, encrypted texts) are none of them.
"""


def prepared(
    fields: Sequence[models.Field],
    rows: Iterable[Sequence[object]],
    connection: BaseDatabaseWrapper,
) -> Iterator[list]:
    """Rows of values as the database takes them, each row in the order of the fields."""
    columns = [(_preparing(field, connection), _AS_IT_IS.get(type(field), ())) for field in fields]
    for row in rows:
        yield [
            value if type(value) in as_it_is else prepare(value)
            for (prepare, as_it_is), value in zip(columns, row, strict=True)
        ]


def _preparing(field: models.Field, connection: BaseDatabaseWrapper) -> Callable[[object], object]:
    """How a value is made one of the database; the same day often stands in thousands of rows."""
    prepare = partial(field.get_db_prep_save, connection=connection)
    return cache(prepare) if isinstance(field, models.DateField) else prepare
