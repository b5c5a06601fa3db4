"""What is due to be destroyed: two clocks, and the holds that stop them (compliance 1.7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet

from jobportal.platform.models import District
from participants.models import (
    Appeal,
    Application,
    Enquiry,
    KeepingDuty,
    KeptRecord,
    LegalHold,
    Person,
    Placement,
    Publication,
    Selection,
)
from programs.models import Round

DESTROYED = "(파기)"
"""The name of somebody whose data was destroyed."""


DAYS_TO_DESTROY = 5
"""Days within which what is due is destroyed (표준 개인정보 보호지침 제10조)."""


def is_late(due_on: date, today: date) -> bool:
    """Whether what became due on a day should have been destroyed by now."""
    return today > due_on + timedelta(days=DAYS_TO_DESTROY)


@dataclass(frozen=True)
class DueRound:
    """A round whose answers of other authorities are due, since a day; how many there are."""

    round: Round
    due_on: date
    applications: int


def held_persons(district: District) -> set[int]:
    """Numbers of the people whose data must be kept; one query."""
    holds = LegalHold.objects.of(district).filter(lifted_on__isnull=True)
    return set(holds.values_list("person_id", flat=True))


def rounds_due(district: District, today: date) -> list[DueRound]:
    """Rounds whose selection is final: announced, appeals over and answered, and the days gone by.

    The newest approved list is the one in force; a later one that is not announced yet, or waits
    for approval, keeps the clock from starting.
    """
    wait = timedelta(days=settings.INVESTIGATION_DATA_DAYS + 1)
    counts = _rounds_with_enquiries(district)
    rounds = Round.objects.of(district).filter(pk__in=counts).select_related("programme")
    published = _published(counts)
    open_appeals = set(
        Appeal.objects.filter(application__round__in=counts, state=Appeal.State.FILED)
        .values_list("application__round", flat=True)
        .distinct()
    )
    return [
        DueRound(round_, due_on, counts[round_.pk])
        for round_ in rounds.order_by("starts_on", "pk")
        if round_.pk in published and round_.pk not in open_appeals
        if (due_on := published[round_.pk] + wait) <= today
    ]


def _rounds_with_enquiries(district: District) -> dict[int, int]:
    """How many applications of each round still have answers that nobody holds."""
    held = held_persons(district)
    rows = (
        Enquiry.objects.of(district)
        .exclude(application__person__in=held)
        .order_by()
        .values_list("application__round", "application")
        .distinct()
    )
    counts: dict[int, int] = defaultdict(int)
    for round_pk, _ in rows:
        counts[round_pk] += 1
    return counts


def _published(rounds: Iterable[int]) -> dict[int, date]:
    """The last day of appeals of the list in force, for rounds in which nothing waits."""
    state = Selection.State
    newest = dict(
        Selection.objects.filter(round__in=rounds)
        .exclude(state=state.RETURNED)
        .order_by()
        .values_list("round")
        .annotate(newest=Max("number"))
    )
    rows = Publication.objects.filter(selection__round__in=rounds, selection__state=state.APPROVED)
    return {
        round_pk: until
        for round_pk, number, until in rows.values_list(
            "selection__round", "selection__number", "appeal_until_on"
        )
        if newest.get(round_pk) == number
    }


def persons_due(district: District, day: date) -> list[int]:
    """Numbers of the people all of whose applications are past their years on a day.

    The years begin on the 1st of January after the round ended (기록령 제25조); those of somebody
    who took part are longer. Whoever is held or was destroyed already is not among them.
    """
    rows = (
        with_part(Application.objects.of(district))
        .exclude(person__name=DESTROYED)
        .order_by()
        .values_list("person", "round__ends_on", "took_part")
    )
    due: dict[int, date] = {}
    for person, ends_on, took_part_in in rows:
        due[person] = max(due.get(person, date.min), record_due(ends_on, took_part_in))
    held = held_persons(district)
    return sorted(person for person, due_on in due.items() if due_on <= day and person not in held)


def with_part(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Each with ``took_part``: whether it led to a placement that was not cancelled."""
    placements = Placement.objects.filter(application=OuterRef("pk"))
    return applications.annotate(
        took_part=Exists(placements.exclude(state=Placement.State.CANCELLED))
    )


def years_kept(took_part: bool) -> int:
    """How many years the records of an application are kept."""
    return settings.PARTICIPATION_YEARS if took_part else settings.NOT_SELECTED_YEARS


def record_due(ends_on: date, took_part: bool) -> date:
    """The first day on which the records of an application may be destroyed."""
    return date(ends_on.year + 1 + years_kept(took_part), 1, 1)


def answers_due(round_pk: int) -> date | None:
    """The first day on which a round's answers of other authorities may be destroyed, unless an
    appeal is open; None while no list in force is announced."""
    until = _published([round_pk]).get(round_pk)
    return until + timedelta(days=settings.INVESTIGATION_DATA_DAYS + 1) if until else None


def starts_by_person(persons: Iterable[int]) -> dict[int, list[date]]:
    """The first days of work of the rounds each person applied for: their ages then must stay."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = Application.objects.filter(person__in=list(persons)).order_by()
    for person, starts_on in rows.values_list("person", "round__starts_on"):
        found[person].append(starts_on)
    return found


def merged_into(persons: Iterable[int]) -> list[Person]:
    """The people and those who were merged into them."""
    numbers = list(persons)
    own = list(Person.objects.filter(pk__in=numbers).order_by("pk"))
    return [*own, *Person.objects.filter(merged_into__in=numbers).order_by("pk")]


def open_duties(persons: Iterable[Person]) -> QuerySet[KeepingDuty]:
    """What other laws want kept of people, of nobody who was destroyed."""
    duties = KeepingDuty.objects.filter(person__in=persons, lifted_on__isnull=True)
    return duties.exclude(law=DESTROYED).order_by("until_on", "pk")


def kept_due(district: District, day: date) -> list[int]:
    """Numbers of the records kept apart until a day before this one, but for people held."""
    rows = KeptRecord.objects.of(district).filter(until_on__lt=day)
    found = rows.exclude(person__in=held_persons(district)).order_by("pk")
    return list(found.values_list("pk", flat=True))
