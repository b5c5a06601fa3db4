"""A model field whose text is encrypted in the database, bound to its row (crypto.py).

The database gives every value with the number of its row, and nothing is sealed without one:
docs/decisions/0024-sealed-for-a-row.md.
"""

from collections.abc import Callable
from functools import cache

from django.core.exceptions import FieldError
from django.db import models

from jobportal.platform.crypto import KeyFault, Keys, keys

FORM = "2"
"""Before every sealed value: it is bound to model, row and field. Those before it had none."""


class Sealed(str):
    """A text as the database holds it."""


class EncryptedField(models.TextField):
    """Text that the database holds encrypted; the empty text stays empty.

    It cannot be searched or ordered by. A blind index beside it (``keys().mark``) finds equal
    values. The change log, lists and files show :data:`jobportal.platform.masking.HIDDEN`.
    """

    place = ""
    """The field by its full name."""

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        self.place = f"{cls._meta.label_lower}.{name}"

    def sealed(self, text: str, row: int | str | None) -> Sealed:
        """A text as the row of that number keeps it; raises KeyFault for a row without one."""
        if row is None:
            raise KeyFault(f"{self.place} is sealed for a row, which has no number yet")
        return Sealed(f"{FORM}:{keys().seal(text, self._bound_to(row))}")

    def opened(self, sealed: str, row: int | str, ours: Callable[[], Keys] = keys) -> str:
        """What :meth:`sealed` sealed; raises KeyFault for another row's, or a changed one."""
        form, _, text = sealed.partition(":")
        try:
            if form != FORM:
                raise KeyFault(f"a value of {self.place} is not bound to a row")
            return ours().open(text, self._bound_to(row))
        except KeyFault as error:
            raise KeyFault(
                f"{self.model._meta.verbose_name} {row}번의 {self.verbose_name}: 암호문이 이 "
                "기록의 것이 아니거나 바뀌어 열 수 없습니다. 백업과 견주어 확인하세요."
            ) from error

    def _bound_to(self, row: int | str) -> str:
        return f"{self.place}#{row}"

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        return self.sealed(value, model_instance.pk) if value else value

    def get_db_prep_save(self, value, connection):
        """The encrypted text; raises KeyFault for one that comes without its row."""
        if value and not isinstance(value, Sealed):
            raise KeyFault(f"{self.place} is written with its row only")
        return super().get_db_prep_save(value and str(value), connection)

    def select_format(self, compiler, sql, params):
        """The value behind the number of its row; raises FieldError for anything worked out."""
        table, _, column = sql.rpartition(".")
        if column != compiler.quote_name_unless_alias(self.column):
            raise FieldError(f"{self.place} is encrypted and nothing is worked out from it")
        key = compiler.quote_name_unless_alias(self.model._meta.pk.column)
        return f"{table}.{key} || ':' || {sql}", params

    def get_db_converters(self, connection):
        """All values of one query are opened with the keys of one look at the key file."""
        ours = cache(keys)
        return [lambda value, *_: value and self._opened_with(ours, value)]

    def _opened_with(self, ours: Callable[[], Keys], value: str) -> str:
        row, _, sealed = value.partition(":")
        return self.opened(sealed, row, ours) if sealed else ""

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.place} is encrypted and cannot be looked up")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj) -> str:
        """For serializers, which must not carry clear values."""
        value = self.value_from_object(obj)
        return self.sealed(value, obj.pk) if value else ""


@cache
def encrypted_fields(model: type[models.Model]) -> tuple[EncryptedField, ...]:
    """The encrypted fields of a model."""
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, EncryptedField))
