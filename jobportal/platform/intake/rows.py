"""The rows of one pack sheet: each becomes a record to add, to change or to leave, or a problem."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.intake.cells import CellError
from jobportal.platform.intake.columns import Column, read_cell
from jobportal.platform.intake.problems import plain_text
from jobportal.platform.intake.sheets import UNREADABLE
from jobportal.platform.models import Record
from jobportal.platform.records import RecordKind, reference_of
from jobportal.platform.values.hangul import to_nfc


class _NamesRefused(Exception):
    """A cell names a row of the pack that has faults itself; mending those mends this."""


class UnreadRows:
    """The rows of a pack that could not be read, so that a fault is told once and not again
    wherever its row is named."""

    def __init__(self) -> None:
        self._references: dict[type[Record], set[str]] = {}
        self._sheets: set[type[Record]] = set()

    def add(self, model: type[Record], reference: str) -> None:
        """A row has faults."""
        self._references.setdefault(model, set()).add(reference)

    def add_sheet(self, model: type[Record]) -> None:
        """A whole sheet could not be read."""
        self._sheets.add(model)

    def holds(self, model: type[Record], reference: str) -> bool:
        """Whether a reference names a row with faults, or may name one."""
        return model in self._sheets or reference in self._references.get(model, ())


class RowCheck:
    """Reads rows of one kind; ``result`` takes the problems, ``found`` all records known so far."""

    def __init__(
        self,
        result,
        found: dict[type[Record], dict[str, Record]],
        kind: RecordKind,
        sheet: str,
        columns: list[Column],
        refused: UnreadRows,
    ):
        self.result, self.found, self.refused = result, found, refused
        self.kind, self.sheet, self.columns = kind, sheet, columns
        self.known = found[kind.model]
        self.added: dict[str, Record] = {}
        self.changed: list[Record] = []
        self.same = 0
        self.seen: dict[str, int] = {}
        self.uniques = [UniqueCheck(*found) for found in _unique_fields(kind.model)]
        self.may_clash = kind.model.clash_with is not Record.clash_with
        for record in self.known.values():
            for unique in self.uniques:
                unique.add(record)
        self.checks = [
            constraint
            for constraint in kind.model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        ]

    def problem(self, row: int, column: str, value, what: str, cure: str) -> None:
        """One thing wrong in one cell."""
        self.result.add(self.sheet, row, column, value, what, cure)

    def check(self, number: int, values: tuple) -> None:
        """Read one row into a record to add or to change, or say what stands against it."""
        if UNREADABLE in values:  # the reader has said what is wrong with the cell
            self._refuse(values)
            return
        before = len(self.result.problems)
        try:
            read = self._read(number, values)
        except _NamesRefused:
            self._refuse(values)
            return
        if len(self.result.problems) > before:
            self._refuse(values)
            return
        reference = self._reference(read)
        if reference in self.seen:
            self.problem(
                number,
                "",
                reference,
                f"{self.seen[reference]}행과 같은 기록입니다.",
                "한 줄만 남기세요.",
            )
            return
        self.seen[reference] = number
        record = self.known.get(reference)
        if record is None:
            self._add(number, reference, read)
        else:
            self._change(number, reference, record, read)

    def _refuse(self, values: tuple) -> None:
        """Remember the row by its key as typed: what names it has no fault of its own."""
        typed = {column.field.name: _at(values, column.index) for column in self.columns}
        self.refused.add(self.kind.model, "/".join(_typed(typed.get(n)) for n in self.kind.key))

    def _add(self, number: int, reference: str, read: dict[str, object]) -> None:
        record = self.kind.model(district=self.result.district)
        _assign(record, read)
        if self._is_valid(number, record):
            self.added[reference] = record
        else:
            self.refused.add(self.kind.model, reference)

    def _change(self, number: int, reference: str, record: Record, read: dict) -> None:
        before = {name: identity(record, name) for name in read}
        _assign(record, read)
        if all(before[name] == identity(record, name) for name in read):
            self.same += 1
        elif self.kind.append_only:
            self.problem(
                number,
                "",
                reference,
                "이미 적힌 전표는 고칠 수 없습니다.",
                "취소 전표를 만들고 새 번호로 적으세요.",
            )
        elif self._is_valid(number, record):
            self.changed.append(record)

    def _read(self, number: int, values: tuple) -> dict[str, object]:
        """The values of a row; every cell is read before a name of a refused row ends it."""
        read, names_refused = {}, False
        for column in self.columns:
            value = _at(values, column.index)
            try:
                read[column.field.name] = self._cell(column, value)
            except CellError as error:
                self.problem(number, column.label, value, error.what, error.cure)
            except _NamesRefused:
                names_refused = True
        if names_refused:
            raise _NamesRefused
        return read

    def _cell(self, column: Column, value):
        if not column.field.is_relation:
            return read_cell(column, value)
        related = column.field.related_model
        label = related._meta.verbose_name
        text = _typed(value)
        if not text:
            if column.field.null:
                return None
            raise CellError("비어 있습니다.", f"{label}의 코드를 적으세요.")
        record = self.found.get(related, {}).get(text)
        if record is None and related is self.kind.model:
            record = self.added.get(text)
        if record is None and self.refused.holds(related, text):
            raise _NamesRefused
        if record is None:
            raise CellError(
                f"{label}에 그런 코드가 없습니다.",
                f"‘{label}’ 시트의 코드와 똑같이 적거나, 거기에 먼저 적으세요.",
            )
        return record

    def _reference(self, read: dict[str, object]) -> str:
        record = self.kind.model()
        _assign(record, {name: read[name] for name in self.kind.key if name in read})
        return reference_of(record)

    def _is_valid(self, number: int, record: Record) -> bool:
        before = len(self.result.problems)
        try:
            record.check_fields()
            record.clean()
        except ValidationError as error:
            self._report(number, record, error)
        for constraint in self.checks:
            try:
                constraint.validate(type(record), record)
            except ValidationError as error:
                self._report(number, record, error)
        for unique in self.uniques:
            other = unique.add(record)
            if other is not None:
                labels = ", ".join(str(self.kind.field(n).verbose_name) for n in unique.names)
                self.problem(number, labels, str(other), unique.message, "겹치지 않게 고치세요.")
        if self.may_clash:
            self._check_clashes(number, record)
        return len(self.result.problems) == before

    def _check_clashes(self, number: int, record: Record) -> None:
        for other in (*self.added.values(), *self.changed):
            if words := record.clash_with(other):
                self.problem(number, "", str(record), words, "두 줄 가운데 하나를 고치세요.")

    def _report(self, number: int, record: Record, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            for message in error.messages:
                self.problem(number, "", str(record), message, "이 줄의 값을 서로 맞추세요.")
            return
        labels = {field.name: str(field.verbose_name) for field in self.kind.fields}
        for name, messages in error.message_dict.items():
            value = getattr(record, name, "") if name in labels else str(record)
            for message in messages:
                self.problem(number, labels.get(name, ""), value, message, "값을 고치세요.")


class UniqueCheck:
    """One unique constraint, held against the records of the district and of the pack."""

    def __init__(self, names: tuple[str, ...], condition: models.Q | None, message: str):
        self.names, self.message = names, message
        self._applies = _condition(condition)
        self._taken: dict[tuple, Record] = {}

    def add(self, record: Record) -> Record | None:
        """Take the record's place; the record that has it already, or None."""
        if not self._applies(record):
            return None
        value = tuple(identity(record, name) for name in self.names)
        other = self._taken.setdefault(value, record)
        return None if other is record else other


def _at(values: tuple, index: int) -> object:
    return values[index] if index < len(values) else None


def _typed(value: object) -> str:
    """A reference as it was typed: a code of digits may have become a number in Excel."""
    if value is None or value is UNREADABLE:
        return ""
    return to_nfc(plain_text(value)).strip()


def _assign(record: Record, read: dict[str, object]) -> None:
    for name, value in read.items():
        setattr(record, name, value)


def identity(record: Record, name: str):
    """A value to compare by: a related record by its number (a new one by itself)."""
    field = record._meta.get_field(name)
    if not field.is_relation:
        return getattr(record, name)
    if not field.is_cached(record):
        return getattr(record, field.attname)
    related = getattr(record, name)
    return None if related is None else (related.pk or ("new", id(related)))


def _unique_fields(model: type[Record]):
    """(fields without the district, condition, message) of each unique constraint of a model."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = tuple(name for name in constraint.fields if name != "district")
            yield names, constraint.condition, str(constraint.violation_error_message)
    for field in model.content_fields():
        if field.unique:
            given = models.Q(**{f"{field.name}__isnull": False})
            yield (field.name,), given, f"{field.verbose_name} 값이 겹칩니다."


def _condition(condition: models.Q | None):
    """Whether a partial constraint applies; ours are all of the kind ``field is (not) null``."""
    if condition is None:
        return lambda record: True
    ((lookup, is_null),) = condition.children
    name = lookup.removesuffix("__isnull")
    return lambda record: (identity(record, name) is None) == is_null
