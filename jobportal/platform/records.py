"""The kinds of records: one declaration per model gives its list, pages, filter and pack sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import AMOUNT_FIELDS, FundedAmounts


@dataclass(frozen=True)
class Condition:
    """A filter that no field gives: a rule chosen with yes or no, or, when dated, asked at a day.

    ``rule`` makes the condition of the records that are kept; a dated one takes the day. With a
    ``total_label`` the list also shows the total of the records it holds for.
    """

    name: str
    label: str
    rule: Callable[..., models.Q]
    is_dated: bool = False
    total_label: str = ""


@dataclass(frozen=True)
class RecordKind:
    """How one kind of record is listed, filtered, entered and carried in a pack.

    ``key`` names the fields that identify a record within its district: a pack row with the same
    key changes the record, another key adds one. ``columns`` are shown in the list, ``filters`` are
    chosen from, ``search`` is searched as text. ``append_only`` records are reversed, never edited.
    ``in_packs`` is false for what only the portal itself writes. An ``is_long`` kind has more
    records than a menu of a filter can hold. ``pages`` are other pages about one record, as
    (words of the button, name of the address, what of the record its argument is).
    """

    model: type[Record]
    slug: str
    group: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    help_text: str = ""
    append_only: bool = False
    in_packs: bool = True
    in_menu: bool = True
    conditions: tuple[Condition, ...] = ()
    is_long: bool = False
    pages: tuple[tuple[str, str, str], ...] = ()

    @property
    def label(self) -> str:
        """The Korean name, which is also the name of the pack sheet."""
        return str(self.model._meta.verbose_name)

    @property
    def fields(self) -> tuple[models.Field, ...]:
        """The fields a person enters: key first, amounts by source last.

        Fields only the portal itself writes (``editable=False``) are not among them.
        """
        content = [field for field in self.model.content_fields() if field.editable]
        is_funded = issubclass(self.model, FundedAmounts)
        funded = [f for f in content if is_funded and f.name in AMOUNT_FIELDS]
        own = [f for f in content if f not in funded]
        heads = [f for f in own if f.name in self.key]
        heads.sort(key=lambda f: self.key.index(f.name))
        return (*heads, *(f for f in own if f not in heads), *funded)

    def field(self, name: str) -> models.Field:
        """The model field of a name."""
        return self.model._meta.get_field(name)

    @property
    def parents(self) -> tuple[str, ...]:
        """The relations of the fields a person enters."""
        return tuple(field.name for field in self.fields if field.is_relation)

    @property
    def related_names(self) -> tuple[str, ...]:
        """Foreign keys shown in the list, to be fetched with it."""
        names = {name.split("__")[0] for name in self.columns}
        keys = (f.name for f in self.model.content_fields() if f.is_relation)
        return tuple(name for name in keys if name in names)


@cache
def all_kinds() -> tuple[RecordKind, ...]:
    """Every kind, in the order of the menu; parents come before what refers to them."""
    return tuple(kind for path in settings.RECORD_MODULES for kind in import_module(path).KINDS)


@cache
def kinds_by_slug() -> dict[str, RecordKind]:
    """Kinds by their slug in addresses."""
    return {kind.slug: kind for kind in all_kinds()}


@cache
def kinds_by_model() -> dict[type[Record], RecordKind]:
    """Kinds by their model."""
    return {kind.model: kind for kind in all_kinds()}


def reference_of(record: Record) -> str:
    """The text by which pack rows and parameters name a record: its key, joined by ``/``."""
    kind = kinds_by_model()[type(record)]
    parts = []
    for name in kind.key:
        value = getattr(record, name)
        parts.append(reference_of(value) if isinstance(value, Record) else str(value))
    return "/".join(parts)
