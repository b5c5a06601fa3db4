"""열람 결과: all that is kept of one person, file by file, as they may ask for it (법 제35조)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, ForeignKey, Max, Min, Model, Q, QuerySet

from jobportal.platform.dictionary import Category, Entry, data_dictionary
from jobportal.platform.models import AccessEntry, AccessPerson, District
from participants.disclosure.words import label_of, value_of
from participants.models import (
    Appeal,
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    Enquiry,
    HealthExam,
    InterviewSheet,
    KeepingDuty,
    KeptRecord,
    LegalHold,
    Offer,
    Person,
    PersonMerge,
    Placement,
    PlacementEvent,
    Provision,
    RuleOverride,
    Score,
    Screening,
    SelectionEntry,
    SubmittedDocument,
    TrainingAttendance,
    Vacancy,
)
from participants.personal_files import is_named
from participants.retention.due import merged_into

ANSWER_DAYS = 10
"""Calendar days after the day of the request within which it is answered (시행령 제41조)."""
OF_APPLICATION, OF_PLACEMENT = ("application__person",), ("placement__person",)
LEADS: dict[type[Model], tuple[str, ...]] = {
    Person: ("pk",),
    Application: ("person",),
    **dict.fromkeys(
        (ApplicationGroup, Consent, SubmittedDocument, Enquiry, Screening, RuleOverride),
        OF_APPLICATION,
    ),
    **dict.fromkeys((InterviewSheet, Score, SelectionEntry, Appeal, Offer), OF_APPLICATION),
    Vacancy: ("of_application__person",),
    Placement: ("person",),
    **dict.fromkeys((PlacementEvent, TrainingAttendance, HealthExam), OF_PLACEMENT),
    **dict.fromkeys((LegalHold, KeepingDuty, KeptRecord), ("person",)),
    DuplicatePair: ("first", "second"),
    PersonMerge: ("kept", "merged"),
}
"""How a record of each file leads to the person it tells of."""
NOT_SHOWN = frozenset({"district", "version", "batch", "token", "pair"})
"""Of the office and its machinery; they say nothing of the person."""
GIVEN = re.compile(r"제3자 제공 ([\d, ]+)번")
"""The numbers of the register as an entry of the access record names them."""

Row = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """One file with what it holds of the person: label and text of every item, record by record."""

    name: str
    purpose: str
    basis: str
    retention: str
    records: list[list[Row]]


@dataclass(frozen=True)
class Look:
    """How often the office did something with the person's data, first and last."""

    action: str
    times: int
    first: datetime
    last: datetime


def answer_by(received_on: date) -> date:
    """The last day for the answer; no day is skipped."""
    return received_on + timedelta(days=ANSWER_DAYS)


def held_of(person: Person) -> list[Held]:
    """Every file with a record of the person, or of those who were merged into them."""
    numbers = [one.pk for one in merged_into([person.pk])]
    by_model = groupby(data_dictionary(), key=lambda entry: entry.model)
    held = [_held(model, list(entries), numbers) for model, entries in by_model if model in LEADS]
    return [one for one in held if one.records]


def shown(entries: Iterable[Entry]) -> list[Entry]:
    """The items of a file that are printed: those that have a name."""
    return [e for e in entries if is_named(e.field) and e.field.name not in NOT_SHOWN]


def _held(model: type[Model], entries: list[Entry], numbers: list[int]) -> Held:
    fields = [entry.field for entry in shown(entries)]
    personal = next(entry for entry in entries if entry.category is not Category.PUBLIC)
    return Held(
        name=str(model._meta.verbose_name),
        purpose=personal.purpose,
        basis=personal.basis.label,
        retention=personal.retention.label,
        records=[
            [(label_of(f), text) for f in fields if (text := value_of(row, f, numbers))]
            for row in _records(model, numbers)
        ],
    )


def _records(model: type[Model], numbers: list[int]) -> QuerySet:
    """One query, with everything the names of related records are made of."""
    wanted = Q()
    for path in LEADS[model]:
        wanted |= Q(**{f"{path}__in": numbers})
    related = {*model.NAMED_WITH, *_secrets_of(model)}
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.name not in NOT_SHOWN:
            names = getattr(field.related_model, "NAMED_WITH", ())
            related |= {field.name, *(f"{field.name}__{name}" for name in names)}
    return model.objects.filter(wanted).select_related(*related).order_by("pk")


def _secrets_of(model: type[Model]) -> list[str]:
    """The relations to the secret that opens what is sealed in a record."""
    path, _, _ = model.SEALED_BY.rpartition("__")
    return [path] if path else []


def looks_at(district: District, person: Person) -> list[Look]:
    """What the access record says of the person, by action; who it was is for the office only."""
    rows = _seen(district, person).values("entry__action").order_by("entry__action")
    rows = rows.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
    return [
        Look(
            AccessEntry.Action(row["entry__action"]).label, row["times"], row["first"], row["last"]
        )
        for row in rows
    ]


def _seen(district: District, person: Person) -> QuerySet[AccessPerson]:
    numbers = [one.pk for one in merged_into([person.pk])]
    return AccessPerson.objects.filter(district_id=district.pk, person_id__in=numbers)


def given_of(district: District, person: Person) -> QuerySet[Provision]:
    """What was given to others outside with the person in it: the access record says which."""
    told = _seen(district, person).filter(entry__purpose__contains="제3자 제공")
    found = (GIVEN.search(purpose) for purpose in told.values_list("entry__purpose", flat=True))
    numbers = {int(n) for one in found if one for n in one[1].split(",") if n.strip()}
    return Provision.objects.of(district).filter(pk__in=numbers).order_by("given_on", "pk")
