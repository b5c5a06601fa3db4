"""Where the selected of a round work, when and how many hours a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobportal.platform.rules.wage import WageRule
from participants.models import Application, Placement, SelectionEntry
from participants.placement.working_hours import hours_of, wage_of
from participants.selection.in_force import entries_in_force
from programs.models import HostUnit, Round, WorkProject

S = Application.State


@dataclass(frozen=True)
class Assignment:
    """One person's work: in which project, from which day to which, hours a day."""

    application: Application
    project: WorkProject
    from_on: date
    to_on: date
    hours: int


def assignments(round_: Round) -> list[Assignment]:
    """Those of everybody who is selected or at work, by project and receipt number.

    A placement tells it; of the selected who are not placed yet, the list in force. Whoever was
    placed and has left is in no letter any more. Four queries.
    """
    chosen = Application.objects.of(round_.district).filter(
        round=round_, state__in=[S.SELECTED, S.PLACED]
    )
    chosen = chosen.select_related("person", "round").order_by("number")
    placed, listed = _placements(round_), _listed(round_)
    wage = wage_of(round_)
    found = [
        one
        for application in chosen
        if (one := _assignment(application, placed.get(application.pk), listed, wage))
    ]
    return sorted(found, key=lambda one: (one.project.code, one.application.number))


def _placements(round_: Round) -> dict[int, Placement]:
    held = Placement.objects.filter(round=round_, state__in=Placement.HOLDING)
    held = held.select_related("project__host_unit").order_by("pk")
    return {placement.application_id: placement for placement in held}


def _listed(round_: Round) -> dict[int, WorkProject]:
    entries = entries_in_force(round_).filter(
        state=SelectionEntry.State.SELECTED, project__isnull=False
    )
    entries = entries.select_related("project__host_unit")
    return {entry.application_id: entry.project for entry in entries}


def _assignment(
    application: Application,
    placement: Placement | None,
    listed: dict[int, WorkProject],
    wage: WageRule,
) -> Assignment | None:
    if placement is not None:
        days = (placement.from_on, placement.to_on)
        return Assignment(application, placement.project, *days, placement.hours_per_day)
    if application.state != S.SELECTED:
        return None
    project, round_ = listed.get(application.pk), application.round
    if project is None:
        return None
    hours = hours_of(project, application, wage)
    return Assignment(application, project, round_.starts_on, round_.ends_on, hours)


def by_unit(found: Iterable[Assignment]) -> dict[HostUnit | None, list[Assignment]]:
    """The assignments by host unit, units in the order of their names; None for no unit."""
    units: dict[HostUnit | None, list[Assignment]] = {}
    for one in found:
        units.setdefault(one.project.host_unit, []).append(one)
    return dict(sorted(units.items(), key=lambda pair: str(pair[0] or "")))
