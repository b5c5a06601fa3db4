"""The work of a round from the first day to the last: placed, contracted, begun, ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from participants.actions.placement_events import Step, event_of, moved
from participants.actions.placing import new_placement
from participants.demo.office import Office
from participants.demo.plans import DAY, moment
from participants.demo.residents import Resident
from participants.demo.rounds import OpenRound
from participants.models import (
    Application,
    Offer,
    Placement,
    PlacementEvent,
    SelectionEntry,
    Vacancy,
)
from participants.placement.workflow import K
from participants.placement.working_hours import hours_of
from programs.models import WorkProject

A = Application.State


@dataclass
class Work:
    """What happens to the placements of one round, until it is written.

    ``first`` are the selected, ``later`` those who come after them; events are told in order.
    """

    office: Office
    opened: OpenRound
    residents: dict[int, Resident]
    first: list[Placement] = field(default_factory=list)
    later: list[Placement] = field(default_factory=list)
    events: list[PlacementEvent] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    came: list[tuple[Placement, Offer, dict]] = field(default_factory=list)

    def place(self, selected: Iterable[SelectionEntry]) -> None:
        """Everybody on the approved list is placed before work begins."""
        for entry in selected:
            one = self.placed(entry.application, entry.project, entry.pool)
            before = {"application": moved(one.application, A.PLACED.value)}
            self.first.append(one)
            self.tell(event_of(one, K.ASSIGN, one.from_on, "", before), self._placed_on())

    def placed(self, application: Application, project: WorkProject, pool: str, **values):
        """A placement of somebody over the days of the round, or as the values say."""
        hours = hours_of(project, application, self.opened.rules.wage)
        return new_placement(application, project, hours, pool=pool, **values)

    def _placed_on(self) -> date:
        return self.opened.plan.select_on + DAY

    def begin(self, placements: Iterable[Placement]) -> None:
        """Contracts are signed and work begins on the first day of each."""
        for one in placements:
            signed = {"contract_on": one.from_on, "contract_number": self._number(one)}
            self.step(Step(one, K.CONTRACT, one.from_on, values=signed))
            self.step(Step(one, K.START, one.from_on, values={"from_on": one.from_on}))

    def _number(self, one: Placement) -> str:
        return f"{self.opened.round.code}-{one.application.number:04d}"

    def step(self, step: Step) -> None:
        """Take a step and tell of it on its day."""
        self.tell(step.event(), step.on)

    def tell(self, event: PlacementEvent, on: date) -> None:
        """Keep an event as it was noted on a day."""
        event.at = moment(on, 600 + len(self.events) % 20_000)
        self.events.append(event)

    def follow(self) -> None:
        """Those who came into vacancies begin on their first day."""
        self.office.writer.add(self.offers)
        for one, offer, before in self.came:
            told = {**before, "filled": {"offer": offer.pk}}
            self.tell(event_of(one, K.ASSIGN, one.from_on, "", told), offer.answered_on)
            self.begin([one])

    def complete(self) -> None:
        """After the last day of the round everybody still at work has come to the end."""
        day = self.opened.round.ends_on + DAY
        for one in (*self.first, *self.later):
            if one.state == Placement.State.WORKING:
                self.step(Step(one, K.COMPLETE, day))

    def write(self) -> None:
        """Write everything but the vacancies, which were written when they opened."""
        writer = self.office.writer
        writer.add(self.first)
        writer.add(self.later)
        writer.add(self.events)
        writer.change(self.vacancies, "state", "reason", "project", "opened_on")
        for one in (*self.first, *self.later):
            if one.state != Placement.State.CANCELLED:
                self.residents[one.person_id].work.append((one.from_on, one.to_on))
