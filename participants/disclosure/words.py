"""How each item kept of a person is written for that person; what tells of others is left out."""

import json
from collections.abc import Callable, Iterable

from django.db.models import Field, ForeignKey

from jobportal.platform.display import text_of
from jobportal.platform.masking import Audience, mask_name, mask_phone, mask_rrn
from jobportal.platform.models import Record
from participants.enquiries.kinds import ENQUIRY_FIELDS
from participants.enquiries.values import value_text
from participants.models import Enquiry, InterviewSheet, KeptRecord, Person, PersonMerge, Score
from participants.models import Screening as Screened
from participants.screenings import labels, rulings

OWN = "본인"
STAFF_WORD = "담당 직원"
OTHERS_WORD = "다른 사람에 관한 내용이어서 적지 않습니다."
STAFF = frozenset({"clerk", "decided_by", "merged_by", "by", "set_by", "lifted_by", "reviewer"})
"""Fields that say which officer it was."""
OTHERS = frozenset(
    {
        *("placement.vacancy", "placement.replaces", "offer.vacancy"),
        *("duplicatepair.why", "duplicatepair.reason"),
    }
)
"""Fields that tell of another resident."""

LABELS = {
    "placementevent.content": "사유",
    "score.total_hundredths": "총점",
    "selectionentry.score_hundredths": "총점",
}
"""Where the name of a field says how it is kept, not what it is."""


def label_of(field: Field) -> str:
    """What an item is called on the sheet."""
    return LABELS.get(_place(field), str(field.verbose_name))


def _place(field: Field) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def value_of(record: Record, field: Field, own: Iterable[int]) -> str:
    """The text of an item; "" for none. ``own`` are the person's numbers."""
    value = getattr(record, field.attname)
    if value in (None, "", [], {}):
        return ""
    place = _place(field)
    if field.name in STAFF:
        return STAFF_WORD
    if place in OTHERS:
        return OTHERS_WORD
    if isinstance(field, ForeignKey):
        return _related(record, field, own)
    if place in _WRITERS:
        return _WRITERS[place](record)
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    return text_of(value)


def _related(record: Record, field: ForeignKey, own: Iterable[int]) -> str:
    related = getattr(record, field.name)
    if isinstance(related, Person):
        return OWN if related.pk in own else mask_name(related.name)
    return str(related)


def _enquired(row: Enquiry) -> str:
    values = row.values
    told = (
        (field.label, value_text(field, values.get(field.name)))
        for field in ENQUIRY_FIELDS[row.kind]
    )
    return _joined(f"{label} {text}" for label, text in told if text)


def _ruled(row: Screened) -> str:
    return _joined(f"{one.code.label} {one.machine.label}" for one in rulings(row, {}))


def _confirmed(row: Screened) -> str:
    return _joined(f"{one.code.label} {one.seen}" for one in rulings(row, {}) if one.seen)


def _points(row: Score) -> str:
    return _joined(f"{line['label']} {_as_points(line['points'])}" for line in row.lines)


def _inputs(row: Score) -> str:
    return _joined(one["sentence"] or str(one["input"]) for one in json.loads(row.inputs).values())


def _marks(row: InterviewSheet) -> str:
    return _joined(f"{code} {points}점" for code, points in row.marks.items())


def _kept(row: KeptRecord) -> str:
    told = row.told
    parts = [told["person"], *told["work"]]
    return _joined(text for part in parts for text in part.values() if text)


def _took(row: PersonMerge) -> str:
    return _joined(str(Person._meta.get_field(name).verbose_name) for name in row.took)


def _as_points(hundredths: int) -> str:
    return f"{hundredths / 100:g}점"


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(texts)


_WRITERS: dict[str, Callable] = {
    "person.phone": lambda row: mask_phone(row.phone, Audience.DETAIL),
    "person.rrn": lambda row: mask_rrn(row.rrn, Audience.DETAIL),
    "enquiry.content": _enquired,
    "screening.lines": _ruled,
    "screening.seen": _confirmed,
    "screening.not_met": lambda row: labels(row.not_met),
    "screening.to_confirm": lambda row: labels(row.to_confirm),
    "score.total_hundredths": lambda row: _as_points(row.total_hundredths),
    "score.lines": _points,
    "score.inputs": _inputs,
    "selectionentry.score_hundredths": lambda row: _as_points(row.score_hundredths),
    "interviewsheet.marks": _marks,
    "keptrecord.content": _kept,
    "placementevent.content": lambda row: row.reason,
    "personmerge.moved": lambda row: f"{sum(map(len, row.moved.values())):,}건",
    "personmerge.took": _took,
}
