"""How made-up records are written: as the pages write them, with the change log."""

from collections.abc import Iterable

from jobportal.platform.models import Record
from jobportal.platform.models.record import audited_bulk


class Writer:
    """Writes many records of one model at a time; the caller is inside ``acting``."""

    def add(self, records: Iterable[Record]) -> None:
        """Write new records and their log entries."""
        audited_bulk(create=records)

    def change(self, records: Iterable[Record], *fields: str) -> None:
        """Write changed records and their log entries; ``fields`` are all that changed."""
        audited_bulk(update=records)
