"""Values as the database takes them, for statements that write many rows at once."""

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


def prepared(field: models.Field, value: object, connection: BaseDatabaseWrapper) -> object:
    """A value as the database takes it for a field."""
    if type(value) in _AS_IT_IS.get(type(field), ()):
        return value
    return field.get_db_prep_save(value, connection)
