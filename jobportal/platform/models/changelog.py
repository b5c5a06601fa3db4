"""The writing of the change log: what differs in a record, in words, sealed where it must be."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.masking import HIDDEN
from jobportal.platform.models.change import Change
from jobportal.platform.models.inserting import insert_rows
from jobportal.platform.models.logsecret import Told, owners_of, sealed
from jobportal.platform.models.seal import LogSeal, will_write

if TYPE_CHECKING:
    from jobportal.platform.models.record import Record

_ENTRY = (
    *("at", "actor_id", "actor_name", "via", "reason", "district_id", "kind"),
    *("record_id", "record_text", "action", "fields"),
)
"""The columns of an entry of the change log."""


def log_changes(records: "list[Record]", action: str) -> None:
    """Write down what became of records of one model, before it is forgotten what they held.

    Call it in the transaction that writes them, inside ``acting``.
    """
    who = current_acting()
    by = (timezone.now(), who.user_id, who.name[:80], who.via.value)
    will_write(LogSeal.Log.CHANGE)
    entries = (
        (
            *(*by, told.reason, record.district_id, record.kind_label()),
            *(record.pk, record.log_text()[:200], str(action), told.fields),
        )
        for record, told in zip(records, _told(records, action), strict=True)
    )
    insert_rows(Change, _ENTRY, entries)


def _told(records: "list[Record]", action: str) -> Iterable[Told]:
    """What each entry says: the difference and the reason, sealed where it tells of a resident."""
    names: dict[tuple, str] = {}
    fixed = records[0].LOGGED_REASON if records else ""
    reason = fixed or current_acting().reason[:200]
    told = (Told(_difference(record, action, names), reason) for record in records)
    path = records[0].SEALED_BY if records else ""
    if not path:
        return told
    owners = owners_of(type(records[0]), path, records)
    return sealed(told, (owners[record.pk] for record in records))


def _difference(record: "Record", action: str, names: dict) -> dict[str, list[str]]:
    before = {} if action == Change.Action.CREATE else record.loaded_values()
    after = {} if action == Change.Action.DELETE else record.current_values()
    return {
        field.name: [
            "" if value is None else _as_text(record, field, value, names) for value in (old, new)
        ]
        for field in record.content_fields()
        if (old := before.get(field.name)) != (new := after.get(field.name))
    }


def _name_of(record: "Record", field: models.ForeignKey, value: object) -> str:
    if field.is_cached(record) and value == getattr(record, field.attname):
        return str(getattr(record, field.name))
    related = field.related_model._base_manager.filter(pk=value).first()
    return str(related) if related else f"#{value}"


@cache
def _labels(field: models.Field) -> dict:
    return dict(field.flatchoices)


def _as_text(record: "Record", field: models.Field, value: object, names: dict) -> str:
    """A value as the log keeps it: the label of a choice, the name of a related record.

    ``names`` remembers those looked up: many records often turn to one.
    """
    if isinstance(field, EncryptedField):
        return HIDDEN if value else ""
    if isinstance(field, models.ForeignKey):
        key = (field.related_model, value)
        if key not in names:
            names[key] = _name_of(record, field, value)
        return names[key]
    if field.choices:
        return str(_labels(field).get(value, value))
    if isinstance(value, bool):
        return "예" if value else "아니오"
    return str(value)
