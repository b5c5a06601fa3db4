"""New rows get their numbers before they are written: what is sealed is bound to its row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models
from django.db.transaction import TransactionManagementError

from jobportal.platform.encrypted import encrypted_fields


class NumberedAhead(models.Model):
    """The base of models with encrypted fields: a new row with something to seal has its number."""

    class Meta:
        abstract = True

    def save_base(self, raw=False, force_insert=False, **kwargs):
        is_new = self._state.adding and self.pk is None and not raw
        with numbered([self] if is_new else []) as given:
            super().save_base(raw=raw, force_insert=force_insert or given, **kwargs)


@contextmanager
def numbered(records: Sequence[models.Model]) -> Iterator[bool]:
    """New records of one model have their numbers inside; whether there was anything to seal.

    They are written inside, in the transaction of the caller; numbers are taken back when that
    fails. Raises TransactionManagementError outside of a transaction: another could take them.
    """
    if not any(getattr(one, field.attname) for one in records for field in _sealing(records)):
        yield False
        return
    if not connection.in_atomic_block:
        raise TransactionManagementError("rows are numbered ahead in a transaction only")
    for record, number in zip(records, _next_numbers(type(records[0]), len(records)), strict=True):
        record.pk = number
    try:
        yield True
    except BaseException:
        for record in records:
            record.pk = None
        raise


def _sealing(records: Sequence[models.Model]) -> Sequence[models.Field]:
    return encrypted_fields(type(records[0]))


def _next_numbers(model: type[models.Model], count: int) -> list[int]:
    """Numbers no row has had; on SQLite writers are alone in their transaction."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), key, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + 1 + count))
