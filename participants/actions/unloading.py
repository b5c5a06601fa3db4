"""Taking a loaded file back, while nothing that came later depends on it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.utils import timezone

from jobportal.platform.models import Record
from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.loading import ORDER, UNDO_DAYS, checksum
from participants.actions.locking import lock_round
from participants.actions.screening import screen_again
from participants.models import (
    Application,
    DuplicatePair,
    Enquiry,
    IntakeBatch,
    Person,
    PersonMerge,
    RuleOverride,
    Screening,
)

_AT_ONCE = 500
"""Numbers asked for in one query; engines limit the parameters of a statement."""
_TOLD_WITH = {Application: ("person",), DuplicatePair: ("first", "second")}
"""What the log entry of a deletion names besides; those that a file makes are many."""
_OF_TWO = {DuplicatePair: ("first", "second"), PersonMerge: ("kept", "merged")}


_PERSON_OF = {Person: "pk", Application: "person", DuplicatePair: None}
ONE_BY_ONE = "잘못 올린 것은 그 신청서에서 하나씩 고치거나 취하하세요."
PART = "is_part"
"""Marks what is kept of some people only."""


@dataclass(frozen=True)
class Dependant:
    """Something that came after a file and stands on it."""

    kind: str
    text: str
    record: Record | None = None


class _Kept:
    """What a batch remembers of the rows it wrote."""

    def __init__(self, batch: IntakeBatch):
        told = json.loads(batch.before)
        self.marks: dict[type[Record], dict[int, int]] = {}
        self.created: dict[type[Record], list[int]] = {}
        self.changed: dict[type[Record], dict[int, dict]] = {}
        for model in ORDER:
            label = model._meta.label
            made, changed = told["created"].get(label, []), told["changed"].get(label, [])
            self.created[model] = [pk for pk, _ in made]
            self.changed[model] = {pk: values for pk, _, values in changed}
            self.marks[model] = dict(made) | {pk: mark for pk, mark, _ in changed}
        self.deleted = {
            apps.get_model(label): rows for label, rows in told["deleted"].items() if rows
        }


def undo_refusal(batch: IntakeBatch, now: datetime) -> str:
    """Why a file may not be taken back whatever came after it, in Korean; "" when it may."""
    if batch.undone_at is not None:
        return "이미 되돌린 파일입니다."
    if now - batch.loaded_at > timedelta(days=UNDO_DAYS):
        return f"올린 지 {UNDO_DAYS}일이 지나 되돌릴 수 없습니다."
    return ""


def undo_obstacle(batch: IntakeBatch, now: datetime) -> str:
    """The same with what to do, also where what was there before has been destroyed."""
    is_whole = batch.before and not json.loads(batch.before).get(PART)
    gone = "" if is_whole else "바뀌기 전의 값이 파기되어 되돌릴 수 없습니다."
    refusal = undo_refusal(batch, now) or gone
    return f"{refusal} {ONE_BY_ONE}" if refusal and batch.undone_at is None else refusal


def part_of(batch: IntakeBatch, persons: set[int]) -> str:
    """What a file keeps of these people alone; "" for nothing. It is not taken back with that."""
    told = json.loads(batch.before) if batch.before and persons else {}
    changed = {}
    for label, rows in told.get("changed", {}).items():
        numbers = _numbers_of(label, rows, persons)
        changed[label] = [row for row in rows if row[0] in numbers]
    mine = set(Application.objects.filter(person__in=persons).values_list("pk", flat=True))
    deleted = {
        label: [row for row in rows if row.get("application") in mine]
        for label, rows in told.get("deleted", {}).items()
    }
    if not any([*changed.values(), *deleted.values()]):
        return ""
    part = {"created": {}, "changed": changed, "deleted": deleted, PART: True}
    return json.dumps(part, ensure_ascii=False)


def _numbers_of(label: str, rows: list, persons: set[int]) -> set[int]:
    """Of rows of a kind, the numbers of those that tell of these people."""
    model = apps.get_model(label)
    path = _PERSON_OF.get(model, "application__person")
    if path is None or not rows:
        return set()
    found = model.objects.filter(pk__in=[row[0] for row in rows], **{f"{path}__in": persons})
    return set(found.values_list("pk", flat=True))


def dependants(batch: IntakeBatch) -> list[Dependant]:
    """What was changed or built on the rows of a file since; a fixed set of queries per 500."""
    kept = _Kept(batch)
    found = [*_changed_since(kept), *_built_upon(kept)]
    if batch.kind == IntakeBatch.Kind.ENQUIRIES:
        found += _screened_since(batch, kept)
    return found


def persons_of(found: Iterable[Dependant]) -> set[int]:
    """The numbers of the people whom these tell of; one query for each kind of record."""
    by_model: dict[type[Record], list[int]] = {}
    for one in found:
        if one.record is not None:
            by_model.setdefault(type(one.record), []).append(one.record.pk)
    return {number for model, pks in by_model.items() for number in _persons(model, pks)}


def _persons(model: type[Record], pks: list[int]) -> Iterator[int]:
    """By the way that leads from a record to its people: two where two are one, or may be."""
    if model is Person:
        yield from pks
        return
    to_application = "".join(model.SEALED_BY.rpartition("application__")[:2])
    ways = _OF_TWO.get(model, (f"{to_application}person",))
    for numbers in model.objects.filter(pk__in=pks).order_by().values_list(*ways):
        yield from numbers


def _changed_since(kept: _Kept) -> Iterator[Dependant]:
    for model in ORDER:
        marks = dict(kept.marks[model])
        for row in _rows(model, "pk", list(marks)):
            if marks.pop(row.pk) != checksum(row):
                yield Dependant(f"고친 {model._meta.verbose_name}", str(row), row)
        for pk in marks:
            yield Dependant(f"없어진 {model._meta.verbose_name}", str(pk))


def _built_upon(kept: _Kept) -> Iterator[Dependant]:
    """Rows of others that refer to rows the file made."""
    for model in ORDER:
        for relation in _relations(model):
            other = relation.related_model
            own = set(kept.created.get(other, ()))
            pks = _referring(other, relation.field.name, kept.created[model])
            for row in _rows(other, "pk", [pk for pk in pks if pk not in own]):
                if not _goes_along(row):
                    yield Dependant(str(other._meta.verbose_name), str(row), row)


def _relations(model: type[Record]) -> Iterator[models.ForeignObjectRel]:
    """What of other records may refer to a model, also where it cannot be asked back."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_back = relation.auto_created and not relation.concrete
        if is_back and issubclass(relation.related_model, Record):
            yield relation


def _goes_along(row: Record) -> bool:
    """A suspicion nobody has decided yet means nothing once one of the two is gone."""
    return isinstance(row, DuplicatePair) and row.state == DuplicatePair.State.OPEN


def _screened_since(batch: IntakeBatch, kept: _Kept) -> Iterator[Dependant]:
    """What was decided on the results: a screening that is but worked out is worked out anew."""
    about = sorted(_enquired(kept))
    for row in _rows(Screening, "application", about):
        is_open = row.application.state == Application.State.UNDER_REVIEW
        if row.screened_at >= batch.loaded_at and not is_open:
            yield Dependant(str(Screening._meta.verbose_name), str(row), row)
    for row in _rows(RuleOverride, "application", about):
        if row.decided_at >= batch.loaded_at:
            yield Dependant(str(RuleOverride._meta.verbose_name), str(row), row)


def _enquired(kept: _Kept) -> set[int]:
    """The applications that a file brought results of."""
    pks = [*kept.created[Enquiry], *kept.changed[Enquiry]]
    return {row.application_id for row in _rows(Enquiry, "pk", pks)}


def _rows(model: type[Record], name: str, values: list) -> Iterator[Record]:
    for found in _found(model, name, values):
        yield from found.named().prefetch_related(*_TOLD_WITH.get(model, ())).order_by("pk")


def _referring(model: type[Record], name: str, values: list) -> Iterator[int]:
    for found in _found(model, name, values):
        yield from found.order_by().values_list("pk", flat=True)


def _found(model: type[Record], name: str, values: list) -> Iterator[models.QuerySet]:
    for start in range(0, len(values), _AT_ONCE):
        yield model.objects.filter(**{f"{name}__in": values[start : start + _AT_ONCE]})


def undo(batch: IntakeBatch, why: str = "") -> None:
    """Put everything back as it was before the file; call it in a transaction. Who is under review
    is screened anew without the results of the file.

    ``why`` is kept with the file, and not in the change log, which is for good.

    Raises :class:`Refused`; a row written in the meantime raises StaleRecord.
    """
    lock_round(batch.round)
    batch.refresh_from_db()
    if refusal := undo_obstacle(batch, timezone.now()):
        raise Refused(refusal)
    if dependants(batch):
        raise Refused("이 파일을 올린 뒤의 일이 있어 되돌릴 수 없습니다.")
    kept = _Kept(batch)
    enquired = _enquired(kept)
    for model in ORDER:
        audited_bulk(update=list(_restored(model, kept.changed[model])))
    for model, rows in kept.deleted.items():
        audited_bulk(create=[_made_again(model, batch, values) for values in rows])
    _take_away(kept)
    screen_again(batch.round, enquired)
    batch.undone_at, batch.before, batch.undo_note = timezone.now(), "", why
    batch.save()


def _restored(model: type[Record], changed: dict[int, dict]) -> Iterator[Record]:
    for row in _rows(model, "pk", list(changed)):
        _set(row, changed[row.pk])
        yield row


def _made_again(model: type[Record], batch: IntakeBatch, values: dict) -> Record:
    row = model(district=batch.district)
    _set(row, values)
    return row


def _set(row: Record, values: dict) -> None:
    for name, value in values.items():
        field = row._meta.get_field(name)
        is_key = isinstance(field, models.ForeignKey)
        setattr(row, field.attname, value if is_key or value is None else field.to_python(value))


def _take_away(kept: _Kept) -> None:
    """Delete what the file made, each model before those it refers to."""
    people = kept.created[ORDER[0]]
    for name in ("first", "second"):
        _delete(DuplicatePair, _rows(DuplicatePair, name, people))
    for model in reversed(ORDER):
        _delete(model, _rows(model, "pk", kept.created[model]))


def _delete(model: type[Record], rows: Iterable[Record]) -> None:
    audited_bulk(delete=list(rows))
