"""A model field whose text is encrypted in the database (crypto.py)."""

from functools import cache

from django.core.exceptions import FieldError
from django.db import models

from jobportal.platform.crypto import keys


class EncryptedField(models.TextField):
    """Text that the database holds encrypted; the empty text stays empty.

    It cannot be searched or ordered by. A blind index beside it (``keys().mark``) finds equal
    values. The change log, lists and files show :data:`jobportal.platform.masking.HIDDEN`.
    """

    @property
    def place(self) -> str:
        """What the encryption is bound to: the same text elsewhere does not open."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value, expression, connection):
        return keys().open(value, self.place) if value else value

    def get_db_prep_save(self, value, connection):
        """The encrypted text; expressions (in bulk updates) are prepared by Django."""
        if hasattr(value, "as_sql") or not value:
            return super().get_db_prep_save(value, connection)
        return keys().seal(str(value), self.place)

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.place} is encrypted and cannot be looked up")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj) -> str:
        """For serializers, which must not carry clear values."""
        value = self.value_from_object(obj)
        return keys().seal(value, self.place) if value else ""


@cache
def encrypted_fields(model: type[models.Model]) -> tuple[EncryptedField, ...]:
    """The encrypted fields of a model."""
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, EncryptedField))
