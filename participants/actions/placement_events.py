"""Every change of a placement with its event: what it was before, when, why and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.models import Record
from jobportal.platform.models.record import audited_bulk
from participants.models import Application, Placement, PlacementEvent
from participants.placement.workflow import K, require
from participants.workflow import move

PLACED = Application.State.PLACED.value


@dataclass
class Step:
    """One act on one placement on a day, with the new values of its fields.

    ``to`` moves the application along. ``beside`` is kept with the event, so that undoing it can
    put back what changed outside the placement.
    """

    placement: Placement
    kind: K
    on: date
    reason: str = ""
    values: dict = field(default_factory=dict)
    to: str = ""
    beside: dict = field(default_factory=dict)

    def event(self) -> PlacementEvent:
        """Change placement and application, and give the event that tells of it."""
        act = require(self.placement, self.kind)
        state = {"state": act.to.value} if act.to else {}
        before = {"placement": put(self.placement, state | self.values), **self.beside}
        if self.to:
            before["application"] = moved(self.placement.application, self.to, self.reason)
        return event_of(self.placement, self.kind, self.on, self.reason, before)


def take(steps: Iterable[Step]) -> list[PlacementEvent]:
    """Write all steps set-wise; call it in a transaction. Raises Refused or StaleRecord."""
    steps = list(steps)
    events = [step.event() for step in steps]
    audited_bulk(update=[step.placement for step in steps])
    audited_bulk(update=[step.placement.application for step in steps if step.to])
    audited_bulk(create=events)
    return events


def begin(placements: Iterable[Placement], beside: dict | None = None) -> list[Placement]:
    """Write new placements, each with the event it begins with; call it in a transaction.

    The applications go from 선발 to 배치; ``beside`` may tell an earlier state to go back to. In
    the order of persons, so that two rounds placing the same people never wait for each other.
    """
    placements = sorted(placements, key=lambda one: one.person_id)
    events = []
    audited_bulk(create=placements)
    for one in placements:
        before = dict(beside or {})
        if not one.is_transfer:
            was = before.get("application", {})
            before["application"] = {**moved(one.application, PLACED), **was, "then": PLACED}
        events.append(event_of(one, K.ASSIGN, one.from_on, "", before))
    audited_bulk(update=[one.application for one in placements if not one.is_transfer])
    audited_bulk(create=events)
    return placements


def event_of(placement: Placement, kind: K, on: date, reason: str, before: dict) -> PlacementEvent:
    """The event of a change, not yet saved."""
    event = PlacementEvent(
        district_id=placement.district_id,
        placement=placement,
        kind=kind,
        on=on,
        by=current_acting().name[:80],
        at=timezone.now(),
    )
    event.tell(reason.strip()[:200], before)
    return event


def moved(application: Application, to: str, reason: str = "") -> dict:
    """Move an application along and give what ``workflow.restore`` needs to put it back."""
    was = {name: getattr(application, name) for name in ("state", "state_reason")}
    move(application, to, reason)
    return {**was, "then": str(application.state)}


def put(record: Record, values: dict) -> dict:
    """Set fields, related records by their number, and give what stood there as plain JSON."""
    before = {}
    for name, value in values.items():
        column = record._meta.get_field(name).attname
        before[name] = _plain(getattr(record, column))
        setattr(record, column, value.pk if isinstance(value, Record) else value)
    return before


def put_back(record: Record, before: dict) -> None:
    """Set fields to what :func:`put` gave."""
    for name, value in before.items():
        model_field = record._meta.get_field(name)
        setattr(record, model_field.attname, model_field.to_python(value))


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
