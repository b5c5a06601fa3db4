"""What the change log says of a resident is sealed with a secret of their own, and goes with it.

Entries of the log are never edited or deleted; destroying a person's data blanks the secret, and
what the log said of them can be read by nobody any more (docs/decisions/0016-destruction.md).
"""

import json
import secrets
from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db import models

from jobportal.platform.crypto import keys
from jobportal.platform.models.change import Change

SEALED = "sealed"
PLACE = "platform.change"


def new_secret() -> str:
    """A random secret of 128 bits."""
    return secrets.token_hex(16)


class LogSecretField(models.CharField):
    """The secret of one owner; "" once their data is destroyed."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 32, "editable": False, "default": new_secret, **kwargs})


def secrets_for(model: type[models.Model], path: str, records: Iterable) -> dict[int, str]:
    """The secret of each record by its number; a path over a relation costs one query."""
    first, _, rest = path.partition("__")
    if not rest:
        return {record.pk: getattr(record, first) for record in records}
    field = model._meta.get_field(first)
    related = {getattr(record, field.attname) for record in records}
    found = dict(field.related_model._base_manager.filter(pk__in=related).values_list("pk", rest))
    return {record.pk: found.get(getattr(record, field.attname), "") for record in records}


def sealed(fields: Mapping, secret: str) -> dict:
    """The fields of an entry, readable only with the secret; an owner without one says nothing."""
    if not fields or not secret:
        return {}
    text = json.dumps(fields, ensure_ascii=False)
    return {SEALED: keys().of_log(secret).seal(text, PLACE)}


def opened(changes: Iterable[Change]) -> dict[int, dict]:
    """The fields of each entry by its number; {} for what was destroyed."""
    changes = list(changes)
    found = {change.pk: change.fields for change in changes if SEALED not in change.fields}
    kinds: dict[str, list[Change]] = {}
    for change in changes:
        if SEALED in change.fields:
            kinds.setdefault(change.kind, []).append(change)
    for kind, entries in kinds.items():
        known = _kept_secrets(kind, {entry.record_id for entry in entries})
        for entry in entries:
            secret = known.get(entry.record_id, "")
            found[entry.pk] = _read(entry, secret) if secret else {}
    return found


def _kept_secrets(kind: str, numbers: set[int]) -> dict[int, str]:
    model = apps.get_model(kind)
    rows = model._base_manager.filter(pk__in=numbers)
    return dict(rows.values_list("pk", model.SEALED_BY))


def _read(entry: Change, secret: str) -> dict:
    return json.loads(keys().of_log(secret).open(entry.fields[SEALED], PLACE))
