"""Districts with ten years of made-up participants, built fast, for the benchmark."""

from collections.abc import Iterable

from django.db import connection

from jobportal.platform.models import Record
from participants.demo.writing import Writer
from participants.models import Person
from reports.bench.papers import put


class Unlogged(Writer):
    """Writes without the change log: nobody will ask who changed a thrown-away record."""

    def add(self, records: Iterable[Record]) -> None:
        """Write new records in one go."""
        found = list(records)
        for one in found:
            if isinstance(one, Person):
                one.fill_keys()
        put(found)

    def change(self, records: Iterable[Record], *fields: str) -> None:
        """Write the fields that changed, one statement run over the rows."""
        found = list(records)
        if not found:
            return
        meta, quote = found[0]._meta, connection.ops.quote_name
        columns = [meta.get_field(name) for name in fields]
        sets = ", ".join(f"{quote(column.column)} = %s" for column in columns)
        rows = [
            [
                column.get_db_prep_save(getattr(one, column.attname), connection)
                for column in columns
            ]
            for one in found
        ]
        keyed = [[*row, one.pk] for row, one in zip(rows, found, strict=True)]
        with connection.cursor() as cursor:
            # Only names of our own columns stand in the statement.
            cursor.executemany(
                f"UPDATE {quote(meta.db_table)} SET {sets} WHERE id = %s",  # noqa: S608
                keyed,
            )
