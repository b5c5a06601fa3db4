"""Vacancies offered to the reserves in their order, and those who come into the posts."""

from datetime import date, timedelta

from participants.actions.placement_events import Step, event_of, moved
from participants.demo.leaving import LEFT_OPEN
from participants.demo.plans import DAY, Stage
from participants.demo.work import Work
from participants.models import Application, Offer, Placement, SelectionEntry, Vacancy
from participants.placement.fitting import unfit, unwanted
from participants.placement.workflow import K

A = Application.State
Answer = Offer.State
DECLINES, SILENT, MOVES = 0.12, 0.05, 0.15
ELSEWHERE = "다른 회차에 근무하고 있습니다."
WISH = "본인 희망(통근 거리)"
ANSWER_DAYS = 3


def fill(work: Work, reserves: list[SelectionEntry]) -> None:
    """Fill the open vacancies from the first to open on."""
    waiting = sorted(
        (one for one in work.vacancies if one.state == Vacancy.State.OPEN),
        key=lambda one: (one.opened_on, one.pk),
    )
    left = LEFT_OPEN if work.opened.plan.stage is Stage.RUNNING else 0
    for vacancy in waiting[: len(waiting) - left]:
        _maybe_move(work, vacancy)
        _offer_in_turn(work, vacancy, reserves)
    for vacancy in waiting[len(waiting) - left :][:1]:
        _leave_offered(work, vacancy, reserves)


def _offer_in_turn(work: Work, vacancy: Vacancy, reserves: list[SelectionEntry]) -> None:
    """Ask one after the other until somebody accepts."""
    random = work.office.random
    for entry in _fitting(vacancy, reserves):
        day = vacancy.opened_on + len([o for o in work.offers if o.vacancy is vacancy]) * DAY
        if not _is_free(work, entry, day):
            _note(work, vacancy, entry, day, Answer.SKIPPED, reason=ELSEWHERE)
            continue
        fate = random.random()
        if fate < DECLINES:
            _note(work, vacancy, entry, day, Answer.DECLINED, day + DAY, "본인 사정")
        elif fate < DECLINES + SILENT:
            late = day + timedelta(days=ANSWER_DAYS + 1)
            _note(work, vacancy, entry, day, Answer.NO_ANSWER, late)
        else:
            _accept(work, vacancy, entry, day)
            return
    vacancy.state, vacancy.reason = Vacancy.State.CLOSED, "예비자가 없습니다."


def _fitting(vacancy: Vacancy, reserves: list[SelectionEntry]) -> list[SelectionEntry]:
    """The reserves of the pool who still wait and whom the post suits, in their order."""
    return [
        entry
        for entry in reserves
        if entry.pool == vacancy.pool
        and entry.application.state == A.RESERVE
        and not unfit(entry.application, vacancy.project)
        and not unwanted(entry.application, vacancy.project)
    ]


def _is_free(work: Work, entry: SelectionEntry, day: date) -> bool:
    resident = work.residents[entry.application.person_id]
    return resident.is_free(day, work.opened.round.ends_on)


def _note(
    work: Work,
    vacancy: Vacancy,
    entry: SelectionEntry,
    day: date,
    state: str,
    answered_on: date | None = None,
    reason: str = "",
) -> Offer:
    is_asked = state != Answer.SKIPPED
    offer = Offer(
        district=work.office.district,
        vacancy=vacancy,
        application=entry.application,
        reserve_rank=entry.reserve_rank,
        offered_on=day,
        respond_by_on=day + timedelta(days=ANSWER_DAYS) if is_asked else None,
        state=state,
        answered_on=answered_on,
        reason=reason,
    )
    work.offers.append(offer)
    return offer


def _accept(work: Work, vacancy: Vacancy, entry: SelectionEntry, day: date) -> None:
    """The reserve comes into the post the day after they were asked."""
    application = entry.application
    offer = _note(work, vacancy, entry, day, Answer.ACCEPTED, day + DAY)
    vacancy.state = Vacancy.State.FILLED
    work.later.append(
        work.placed(
            application,
            vacancy.project,
            vacancy.pool,
            vacancy=vacancy,
            replaces=_post_before(work, vacancy),
            from_on=day + DAY,
        )
    )
    was = moved(application, A.SELECTED.value)
    before = {"application": {**moved(application, A.PLACED.value), **was, "then": A.PLACED.value}}
    work.came.append((work.later[-1], offer, before))


def _post_before(work: Work, vacancy: Vacancy) -> Placement | None:
    """The placement that held the post last; one given up before it began held it never."""
    held = [one for one in work.first if one.application is vacancy.of_application]
    return next((one for one in held if one.state != Placement.State.CANCELLED), None)


def _leave_offered(work: Work, vacancy: Vacancy, reserves: list[SelectionEntry]) -> None:
    """An offer is out and waits for its answer."""
    day = work.opened.plan.today - DAY
    for entry in _fitting(vacancy, reserves):
        if _is_free(work, entry, day):
            _note(work, vacancy, entry, day, Answer.OPEN)
            return


def _maybe_move(work: Work, vacancy: Vacancy) -> None:
    """Now and then somebody at work asks for the empty post; theirs is the vacancy then."""
    if work.office.random.random() >= MOVES:
        return
    on = vacancy.opened_on + DAY
    for one in work.first:
        if _may_move(one, vacancy, on):
            _move(work, one, vacancy, on)
            return


def _may_move(one: Placement, vacancy: Vacancy, on: date) -> bool:
    return (
        one.state == Placement.State.WORKING
        and one.pool == vacancy.pool
        and one.project_id != vacancy.project_id
        and one.from_on < on
        and not unfit(one.application, vacancy.project)
    )


def _move(work: Work, one: Placement, vacancy: Vacancy, on: date) -> None:
    """The person goes on in the empty post, and the vacancy where they were."""
    there = {"vacancy": vacancy.pk, "project": vacancy.project_id}
    exchanged = {**there, "opened_on": vacancy.opened_on.isoformat()}
    goes_on = work.placed(
        one.application,
        vacancy.project,
        one.pool,
        from_on=on,
        to_on=one.to_on,
        state=one.state,
        contract_on=one.contract_on,
        contract_number=one.contract_number,
        replaces=one,
        is_transfer=True,
    )
    left = {"to_on": on - DAY}
    work.step(Step(one, K.TRANSFER, on, WISH, left, beside={"exchanged": exchanged}))
    vacancy.project, vacancy.opened_on = one.project, on
    work.later.append(goes_on)
    work.tell(event_of(goes_on, K.ASSIGN, on, "", {}), on)
