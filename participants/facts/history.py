"""Earlier and present work: what the portal knows of it, and what the enquiry adds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from jobportal.platform.rules.facts import Participation
from participants.enquiries.kinds import day_of
from participants.models import (
    Application,
    CancelReason,
    EndReason,
    Enquiry,
    Placement,
    PlacementEvent,
)
from programs.models import Programme, ProgrammeName, Round

P = Placement.State
_KINDS = dict(Programme.Kind.choices)
_COLUMNS = (
    *("pk", "person_id", "from_on", "to_on", "state", "is_transfer", "end_reason"),
    *("round__programme__kind", "round__programme_id"),
)


class Histories:
    """The work of some people outside the round, by person; three queries, and one for the names
    of the programmes where anybody has worked.

    ``working`` are those who still hold a post when the round begins. ``frauds`` were found before
    anybody worked, or after the work had ended.
    """

    def __init__(self, round_: Round, people: set[int]):
        self.past: dict[int, list[Participation]] = defaultdict(list)
        self.present: dict[int, list[Participation]] = defaultdict(list)
        self.working: set[int] = set()
        names = ProgrammeNames(round_)
        self.frauds = frauds_found(round_, people, names)
        rows = Placement.objects.filter(person__in=people).exclude(state=P.CANCELLED)
        rows = rows.exclude(round=round_).order_by("from_on", "pk")
        for pk, person, from_on, to_on, state, *rest, programme in rows.values_list(*_COLUMNS):
            item = _participation(pk, from_on, to_on, state, *rest)
            item = replace(item, also_called=names.of(programme))
            self.past[person].append(item)
            if state in Placement.HOLDING:
                self.present[person].append(item)
                if to_on >= round_.starts_on:
                    self.working.add(person)

    def of(self, person: int, values: dict[str, dict]) -> dict:
        """The history of an applicant; without the enquiry it is a partial one."""
        told = values.get(Enquiry.Kind.PARTICIPATION, {})
        own, present = self.past.get(person, ()), self.present.get(person, ())
        return {
            "participations": joined(own, spells(told.get("past", ()))),
            "fraud_findings": tuple(self.frauds.get(person, ())),
            "concurrent": _unlike(present, spells(told.get("concurrent", ()))),
            "is_history_partial": "past" not in told,
            "is_present_partial": "concurrent" not in told,
        }


class ProgrammeNames:
    """All names of the programmes of the round's district, read once the first is asked for."""

    def __init__(self, round_: Round):
        self.round = round_

    def of(self, programme: int) -> tuple[str, ...]:
        """The names of a programme, the oldest first."""
        return self._by_programme.get(programme, ())

    @cached_property
    def _by_programme(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        rows = ProgrammeName.objects.of(self.round.district).order_by("from_on", "pk")
        for programme, name in rows.values_list("programme_id", "name"):
            found[programme] = (*found.get(programme, ()), name)
        return found


def frauds_found(
    round_: Round, people: set[int], names: ProgrammeNames
) -> dict[int, list[Participation]]:
    """Frauds outside any work, or found after its end, in other rounds, by person; two queries."""
    selections = Application.objects.filter(person__in=people, cancel_reason=CancelReason.FRAUD)
    selections = selections.exclude(round=round_).order_by("cancelled_on", "pk")
    rows = [
        (person, day, kind, names.of(programme), f"신청서 {pk}")
        for person, day, kind, programme, pk in selections.values_list(
            *("person_id", "cancelled_on", "round__programme__kind", "round__programme_id", "pk")
        )
    ]
    events = PlacementEvent.objects.filter(
        placement__person__in=people, kind=PlacementEvent.Kind.FRAUD_FOUND, cancelled_by=None
    )
    events = events.exclude(placement__round=round_).order_by("on", "pk")
    rows += [
        (person, day, kind, names.of(programme), f"배치 {pk}")
        for person, day, kind, programme, pk in events.values_list(
            *("placement__person_id", "on", "placement__round__programme__kind"),
            *("placement__round__programme_id", "placement_id"),
        )
    ]
    found: dict[int, list[Participation]] = defaultdict(list)
    for person, day, kind, also_called, reference in rows:
        found[person].append(
            Participation(
                *(day, day, _KINDS[kind]),
                rounds=0,
                fraud=True,
                reference=reference,
                also_called=also_called,
            )
        )
    return found


def _participation(
    pk: int, from_on: date, to_on: date, state: str, is_transfer: bool, reason: str, kind: str
) -> Participation:
    return Participation(
        from_on=from_on,
        to_on=to_on,
        programme=_KINDS[kind],
        rounds=0 if is_transfer else 1,
        dropped_out=state == P.DROPPED,
        fraud=reason == EndReason.FRAUD,
        reference=f"배치 {pk}",
    )


def spells(kept: Sequence[dict]) -> list[Participation]:
    """Participations as an enquiry keeps them."""
    return [
        Participation(
            from_on=date.fromisoformat(one["from_on"]),
            to_on=day_of(one["to_on"]),
            programme=one["programme"],
            dropped_out=bool(one.get("dropped_out")),
            fraud=bool(one.get("fraud")),
        )
        for one in kept
    ]


def joined(
    own: Sequence[Participation], told: Sequence[Participation]
) -> tuple[Participation, ...]:
    """The portal's own work and what the enquiry tells beyond it.

    Nobody works in two places at once: what overlaps own work is that work told again, under
    whatever name. It counts for no further round, but a drop-out or fraud told of it stands.
    """
    found = list(own)
    for one in told:
        if not any(_overlap(one, item) for item in own):
            found.append(one)
        elif one.dropped_out or one.fraud:
            found.append(replace(one, rounds=0))
    return tuple(found)


def _overlap(one: Participation, other: Participation) -> bool:
    one_last, other_last = one.to_on or date.max, other.to_on or date.max
    return one.from_on <= other_last and other.from_on <= one_last


def _unlike(
    own: Sequence[Participation], told: Sequence[Participation]
) -> tuple[Participation, ...]:
    """Without what is told again of the portal's own present work (same programme and start)."""
    known = {(item.programme, item.from_on) for item in own}
    return (*own, *(one for one in told if (one.programme, one.from_on) not in known))
