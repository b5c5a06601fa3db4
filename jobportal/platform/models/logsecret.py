"""What the change log says of a resident is sealed with a secret of their own, and goes with it.

Entries of the log are never edited or deleted; destroying a person's data blanks the secret, and
what the log said of them can be read by nobody any more (docs/decisions/0016-destruction.md).
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.apps import apps
from django.db import models

from jobportal.platform.crypto import Keys, keys
from jobportal.platform.models.change import Change

SEALED = "sealed"
OWNER = "owner"
"""Beside the sealed text: whose secret opens it, also when the record itself is gone."""
PLACE = "platform.change"
_AS_JSON = json.JSONEncoder(ensure_ascii=False)


def new_secret() -> str:
    """A random secret of 128 bits."""
    return secrets.token_hex(16)


class LogSecretField(models.CharField):
    """The secret of one owner; "" once their data is destroyed."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 32, "editable": False, "default": new_secret, **kwargs})


class Told(NamedTuple):
    """What an entry says: ``fields`` maps a field to ``[before, after]``; the reason typed."""

    fields: dict
    reason: str


NOTHING = Told({}, "")
"""What is left of an entry once the secret is gone."""


class Owner(NamedTuple):
    """Whose secret it is: the kind and number of a record, and the secret, "" once destroyed."""

    kind: str
    number: int
    secret: str


def owners_of(model: type[models.Model], path: str, records: Iterable) -> dict[int, Owner | None]:
    """The owner of each record by its number; a path over relations costs one query.

    None where the record tells of nobody: the relation is empty.
    """
    first, _, rest = path.partition("__")
    if not rest:
        kind = model._meta.label_lower
        return {one.pk: Owner(kind, one.pk, getattr(one, first)) for one in records}
    field = model._meta.get_field(first)
    related, *onward = field.related_model, *rest.split("__")[:-1]
    number = "__".join([*onward, "pk"])
    rows = related._base_manager.filter(pk__in={getattr(one, field.attname) for one in records})
    kind = _end_of(related, onward)._meta.label_lower
    found = {pk: Owner(kind, *owner) for pk, *owner in rows.values_list("pk", number, rest)}
    return {one.pk: found.get(getattr(one, field.attname)) for one in records}


def _end_of(model: type[models.Model], way: list[str]) -> type[models.Model]:
    for name in way:
        model = model._meta.get_field(name).related_model
    return model


def seal_for(secret: str, data: Mapping, place: str) -> str:
    """Data as a text that only the secret opens; "" for an owner who has none any more."""
    return _sealed_with(keys().of_log(secret), data, place) if secret else ""


def _sealed_with(key: Keys, data: Mapping, place: str) -> str:
    return key.seal(_AS_JSON.encode(data), place)


def open_with(secret: str, text: str, place: str) -> dict:
    """What :func:`seal_for` sealed; {} once the secret is gone."""
    return json.loads(keys().of_log(secret).open(text, place)) if secret and text else {}


def sealed(told: Iterable[Told], owners: Iterable[Owner | None]) -> Iterator[Told]:
    """Entries as they are kept: with their reason readable only with the secret of the owner.

    An owner who has none any more says nothing; what tells of nobody (None) stays in clear. The
    key of an owner is worked out once, for many entries often tell of one.
    """
    ours, of_owners = keys(), {}
    for one, owner in zip(told, owners, strict=True):
        if owner is None or one == NOTHING:
            yield one
        elif not owner.secret:
            yield NOTHING
        else:
            if owner.secret not in of_owners:
                of_owners[owner.secret] = ours.of_log(owner.secret)
            text = _sealed_with(of_owners[owner.secret], one._asdict(), PLACE)
            yield Told({SEALED: text, OWNER: [owner.kind, owner.number]}, "")


def opened(changes: Iterable[Change]) -> dict[int, Told]:
    """What each entry says, by its number; nothing where it was destroyed."""
    changes = list(changes)
    numbers: dict[str, set[int]] = {}
    for change in changes:
        kind, number = _owner(change)
        numbers.setdefault(kind, set()).add(number)
    numbers.pop("", None)
    known = {(kind, pk): one for kind in numbers for pk, one in _secrets(kind, numbers[kind])}
    return {change.pk: _read(change, known) for change in changes}


def _owner(change: Change) -> tuple[str, int]:
    """Whose secret opens an entry; ("", 0) where none is needed or it is not told."""
    kind, number = change.fields.get(OWNER, ("", 0))
    return kind, number


def _secrets(kind: str, numbers: set[int]) -> Iterable[tuple[int, str]]:
    rows = apps.get_model(kind)._base_manager.filter(pk__in=numbers)
    return rows.values_list("pk", "log_secret")


def _read(change: Change, known: dict) -> Told:
    if SEALED not in change.fields:
        return Told(change.fields, change.reason)
    told = open_with(known.get(_owner(change), ""), change.fields[SEALED], PLACE)
    return Told(**told) if told else NOTHING
