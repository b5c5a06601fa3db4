"""What loading a sheet would do: what it makes, changes and takes away, and how many rows."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from jobportal.platform.models import Record
from participants.sheets.rows import Row, SheetRows


@dataclass(frozen=True)
class Difference:
    """A row that changes something: which application, and the names of what changes."""

    row: int
    receipt: str
    labels: tuple[str, ...]


class Plan:
    """The outcome of a check; nothing is written before somebody loads it.

    Records wait by model, in the order in which they can be written.
    """

    def __init__(self, rows: SheetRows):
        self.rows = rows
        self.created = self.same = 0
        self.differences: list[Difference] = []
        self.persons: set[int] = set()
        self.passed: dict[type[Record], Record] = {}
        self.creates: dict[type[Record], list[Record]] = defaultdict(list)
        self.updates: dict[type[Record], list[Record]] = defaultdict(list)
        self.deletes: dict[type[Record], list[Record]] = defaultdict(list)

    @property
    def changed(self) -> int:
        """How many rows change something that is there."""
        return len(self.differences)

    @property
    def is_clean(self) -> bool:
        """True when nothing stands against loading."""
        return self.rows.is_clean

    @property
    def writes(self) -> bool:
        """True when loading would write anything."""
        return bool(self.created or self.differences)

    def take(self, draft: "RowDraft") -> None:
        """Have what a row makes, changes and takes away written with the rest."""
        for waiting, records in (
            (self.creates, draft.creates),
            (self.updates, draft.updates),
            (self.deletes, draft.deletes),
        ):
            for record in records:
                waiting[type(record)].append(record)


HANGS_ON = {"reception_dong": "channel"}
"""Columns of which nothing can be said until another is read."""


class RowDraft:
    """One row on its way into records; faults are noted at their columns.

    ``passed`` is the last new record of each model that was found to be as it should.
    """

    def __init__(self, rows: SheetRows, row: Row, passed: dict[type[Record], Record]):
        self.rows, self.row, self.passed = rows, row, passed
        self.creates: list[Record] = []
        self.updates: list[Record] = []
        self.deletes: list[Record] = []
        self.labels: list[str] = []

    @property
    def changes(self) -> bool:
        """True when the row says anything that is not there already."""
        return bool(self.creates or self.updates or self.deletes)

    def problem(self, key: str, what: str, cure: str) -> None:
        """Something wrong at a column of the row; one that could not be read is told of once, and
        what hangs on it not at all."""
        if {key, HANGS_ON.get(key)} & self.row.unread:
            return
        self.rows.problem(self.row, key, what, cure)

    def add(self, record: Record, label: str) -> None:
        """Write a new record, made of values that were read and need no other check."""
        self.creates.append(record)
        self.labels.append(label)

    def keep(self, record: Record, label: str = "") -> None:
        """Write a record that is new or differs from what is there; faults are noted.

        The change is called by ``label``, else by the names of the fields that change.
        """
        if record.pk is None:
            self.add(record, label)
        elif changed := changed_fields(record):
            self.updates.append(record)
            self.labels += [label] if label else changed
        else:
            return
        self.is_valid(record)

    def is_valid(self, record: Record) -> bool:
        """Hold a record against its own rules; what is wrong is noted at the columns it names."""
        faults: dict[str, list[str]] = {}
        if record.pk is None:
            record.spare_checks(self.passed.get(type(record)))
        for check in (record.check_fields, record.clean):
            try:
                check()
            except ValidationError as error:
                faults = error.update_error_dict(faults)
        for name, errors in faults.items():
            for message in ValidationError(errors).messages:
                self.problem(name, *_parted(message))
        if record.pk is None and not faults:
            self.passed[type(record)] = record
        return not faults


def changed_fields(record: Record) -> list[str]:
    """The names of the fields that differ from what is in the database."""
    changed = record.changed_names()
    return [str(field.verbose_name) for field in record.content_fields() if field.name in changed]


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, and the cure that follows it."""
    what, stop, cure = message.partition("니다. ")
    return what + stop.rstrip(), cure or "값을 고치세요."
