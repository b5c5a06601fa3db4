"""One round from its notice as far as its plan says, as the pages would have made it."""

from participants.demo.announcing import announce, appeal
from participants.demo.applications import take_in
from participants.demo.duties import do_duties
from participants.demo.enquiries import look_up
from participants.demo.filling import fill
from participants.demo.interviews import interview
from participants.demo.leaving import give_up, leave
from participants.demo.office import Office
from participants.demo.plans import RoundPlan, Stage
from participants.demo.residents import Resident
from participants.demo.rounds import OpenRound, close_round, open_round
from participants.demo.screening import screen
from participants.demo.selecting import approve, propose, score
from participants.demo.work import Work
from participants.models import Application, SelectionEntry
from participants.workflow import move

S = Application.State
TO_SCREEN = (S.SUBMITTED, S.SUPPLEMENT_REQUESTED)


def run_round(office: Office, plan: RoundPlan) -> OpenRound:
    """Open a round and bring it to its stage; inside ``acting`` as the demo staff."""
    opened = open_round(office, plan)
    applied = take_in(office, opened)
    if plan.stage is Stage.TAKING:
        return opened
    entries = _listed(office, opened, [p for p in applied if p[0].state in TO_SCREEN])
    if plan.stage is not Stage.PROPOSED:
        _work(office, opened, entries, {one.person_id: resident for one, resident in applied})
    return opened


def _listed(
    office: Office, opened: OpenRound, applied: list[tuple[Application, Resident]]
) -> list[SelectionEntry]:
    """Screened, scored and put on a list, which is approved unless it still waits."""
    look_up(office, opened, applied)
    applications = [one for one, _ in applied]
    eligible = screen(office, opened, applications)
    interview(office, opened, eligible)
    score(office, opened, eligible)
    office.writer.change(applications, "state", "state_reason")
    selection, entries = propose(office, opened)
    if opened.plan.stage is not Stage.PROPOSED:
        approve(office, opened, selection, entries)
        appeal(
            office, opened, announce(office, opened, selection), _with_states(applications, entries)
        )
    return entries


def _with_states(
    applications: list[Application], entries: list[SelectionEntry]
) -> list[Application]:
    """The applications as they stand now: those on the list have gone on."""
    listed = {one.application_id: one.application for one in entries}
    return [listed.get(one.pk, one) for one in applications]


def _work(
    office: Office,
    opened: OpenRound,
    entries: list[SelectionEntry],
    residents: dict[int, Resident],
) -> None:
    """Placed, at work, left and come after, as far as the round has come."""
    state = SelectionEntry.State
    work = Work(office, opened, residents)
    work.place(one for one in entries if one.state == state.SELECTED)
    staying = give_up(work)
    if opened.plan.stage is not Stage.ANNOUNCED:
        work.begin(staying)
        leave(work, staying)
        reserves = [one for one in entries if one.state == state.RESERVE]
        fill(work, sorted(reserves, key=lambda one: one.reserve_rank))
        work.follow()
    if opened.plan.stage is Stage.CLOSED:
        work.complete()
        for one in entries:
            if one.application.state == S.RESERVE:
                move(one.application, S.EXPIRED, "회차 종료")
    work.write()
    do_duties(work)
    office.writer.change((one.application for one in entries), "state", "state_reason")
    if opened.plan.stage is Stage.CLOSED:
        close_round(opened)
