"""What a destruction is of, in counts and spans of days, as its papers say it: nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet
from django.utils import timezone

from jobportal.platform.models import Record
from jobportal.platform.values.dates import kperiod
from participants.models import Application, Destruction, Enquiry, KeptRecord, Score, Screening
from participants.retention.due import held_persons, kept_due, persons_due, with_part

K = Destruction.Kind
DAYS = {K.INVESTIGATION: "조회·심사·산정일", K.RECORDS: "접수일", K.KEPT: "옮긴 날"}
"""Which days the spans are of: those on which the records were made."""
WORKED_OUT = (
    ("자격심사에서 확인한 값", Screening, "seen", "screened_at"),
    ("심사표의 근거 값", Score, "inputs", "scored_at"),
)
"""What was worked out from the answers of a round and goes with them: as the papers call it, where
it stands, and when it was made."""


@dataclass(frozen=True)
class Target:
    """A line of the list: what, how many, and the first and last day they were made on."""

    what: str
    count: int
    first_on: date
    last_on: date

    @property
    def span(self) -> str:
        """The days as they are printed."""
        return kperiod(self.first_on, self.last_on)

    def kept(self) -> list:
        """The line as the record of the destruction keeps it."""
        return [self.what, self.count, self.first_on.isoformat(), self.last_on.isoformat()]


def targets_of(destruction: Destruction) -> list[Target]:
    """What would be destroyed now; as many queries for one person as for thousands."""
    return list(_FINDERS[destruction.kind](destruction))


def read_targets(kept: Iterable[list]) -> list[Target]:
    """The lines that were kept with a destruction."""
    return [
        Target(what, count, date.fromisoformat(first), date.fromisoformat(last))
        for what, count, first, last in kept
    ]


def _answers(destruction: Destruction) -> Iterable[Target]:
    labels = dict(Enquiry.Kind.choices)
    for kind, *spans in _spans(of_answers(Enquiry, destruction), "kind", "looked_on"):
        yield Target(f"조회 결과: {labels[kind]}", *spans)
    for label, model, name, made_at in WORKED_OUT:
        rows = of_answers(model, destruction).order_by().values_list(made_at, name)
        if days := [timezone.localdate(at) for at, value in rows if value]:
            yield Target(label, len(days), min(days), max(days))


def of_answers(model: type[Record], destruction: Destruction) -> QuerySet:
    """The rows of the round's applications, but those of people whose data is held."""
    rows = model.objects.filter(application__round=destruction.round_id)
    return rows.exclude(application__person__in=held_persons(destruction.district))


def _records(destruction: Destruction) -> Iterable[Target]:
    persons = persons_due(destruction.district, destruction.as_of)
    rows = with_part(Application.objects.filter(person__in=persons))
    rows = rows.annotate(year=F("round__ends_on__year"))
    for year, took_part, *spans in _spans(rows, "year", "took_part", "received_on"):
        what = "참여 기록" if took_part else "신청 기록"
        yield Target(f"{what}: {year}년에 끝난 회차의 신청서", *spans)


def _kept(destruction: Destruction) -> Iterable[Target]:
    numbers = kept_due(destruction.district, destruction.as_of)
    rows = KeptRecord.objects.filter(pk__in=numbers).annotate(year=F("until_on__year"))
    for year, *spans in _spans(rows, "year", "kept_on"):
        yield Target(f"분리 보관 기록: 기한이 {year}년인 것", *spans)


_FINDERS = {K.INVESTIGATION: _answers, K.RECORDS: _records, K.KEPT: _kept}


def _spans(rows: QuerySet, *names: str) -> list[tuple[Any, ...]]:
    """How many there are by all but the last of the names, with the span of days of that one."""
    *by, day = names
    grouped = rows.order_by(*by).values_list(*by)
    return list(grouped.annotate(count=Count("pk"), first=Min(day), last=Max(day)))
