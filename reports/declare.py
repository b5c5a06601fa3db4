"""How a report table is declared: its key, its parameters, the function building its grid."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from jobportal.platform.models import District, Record
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from jobportal.platform.records import kinds_by_model, kinds_by_slug
from jobportal.platform.render.grid import Figure, Grid, Source
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.funding import FundingSource
from jobportal.platform.values.money import Unit


class ParamKind(StrEnum):
    """What a parameter of a report table holds."""

    RECORD = "RECORD"
    RECORDS = "RECORDS"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    INTEGER = "INTEGER"
    INTEGERS = "INTEGERS"
    TEXT = "TEXT"
    FLAG = "FLAG"


@dataclass(frozen=True)
class Param:
    """One parameter: its name in ``name=value``, its Korean label, and what it may hold.

    ``record`` is the slug of a record kind for RECORD(S); ``choices`` are (value, label) pairs.
    ``default`` is the text used when the parameter is not given; None means it must be given.
    ``most`` is the largest number of INTEGER(S).
    """

    name: str
    label: str
    kind: ParamKind
    record: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str | None = ""
    help_text: str = ""
    most: int = 9_999


UNIT_CHOICES = (("WON", "원"), ("THOUSAND", "천원"), ("MILLION", "백만원"))
UNIT = Param("unit", "금액 단위", ParamKind.CHOICE, choices=UNIT_CHOICES, default="THOUSAND")


@dataclass(frozen=True)
class ReportTable:
    """A general table of the catalogue; nothing in it knows of a particular document."""

    key: str
    title: str
    build: Callable[["Context"], Grid]
    params: tuple[Param, ...] = ()
    help_text: str = ""


@dataclass(frozen=True)
class Context:
    """What a table is built for: a district, a year, a 기준일, and the parameters as values.

    ``params`` hold records (RECORD), lists of records (RECORDS, in the order given), texts, ints,
    bools. ``as_of_text`` is what is printed as 기준일 ("" when the item prints none).
    """

    district: District
    year: int
    as_of: date
    id: str
    title: str
    params: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.params[name]

    def records(self, model: type[Record]) -> models.QuerySet:
        """The district's records of a model."""
        return model.objects.of(self.district)

    @property
    def unit(self) -> Unit:
        """The unit amounts are printed in."""
        return Unit[self.params.get("unit") or "THOUSAND"]

    def grid(self, **parts: Any) -> Grid:
        """A grid that already carries the id, the title, and the item's note after others."""
        notes = tuple(parts.pop("notes", ()))
        if self.note:
            notes = (*notes, self.note)
        return Grid(id=self.id, title=parts.pop("title", self.title), notes=notes, **parts)

    @property
    def as_of_text(self) -> str:
        """The 기준일 in official form."""
        return kdate(self.as_of)


def source_of(*records: Record, label: str = "") -> Source:
    """Where a figure comes from: these records, all of one kind."""
    kind = kinds_by_model()[type(records[0])]
    return Source(
        kind.slug,
        tuple(record.pk for record in records),
        label=label or (str(records[0]) if len(records) == 1 else kind.label),
    )


def sources_of(records: Iterable[Record]) -> tuple[Source, ...]:
    """The sources of records of any kinds, grouped by kind."""
    groups: dict[type[Record], list[Record]] = {}
    for record in records:
        groups.setdefault(type(record), []).append(record)
    return tuple(source_of(*group) for group in groups.values())


def query_source(slug: str, label: str = "", **query: object) -> Source:
    """Where a figure comes from: every record the list of ``slug`` shows with these filters."""
    kind = kinds_by_slug()[slug]
    shown = tuple((name, str(value)) for name, value in query.items())
    return Source(slug, query=shown, label=label or kind.label)


def field_figure(record: Record, name: str) -> Figure:
    """A figure as entered in a field of a record."""
    return Figure.record(getattr(record, name), source_of(record))


def funded_figures(records: Iterable[Record]) -> dict[FundingSource, Figure]:
    """The sum by source of records with amounts by source; 재원 미구분 is left out."""
    records = list(records)
    return {
        source: Figure.total([field_figure(record, name) for record in records], source.label)
        for source, name in SOURCE_FIELDS.items()
    }


def funded_total(records: Iterable[Record]) -> Figure:
    """The sum over all sources, 재원 미구분 included."""
    records = list(records)
    return Figure.total(field_figure(record, name) for record in records for name in AMOUNT_FIELDS)
