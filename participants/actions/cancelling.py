"""A selection that ends before the work begins: given up, or cancelled for a coded reason."""

from datetime import date

from jobportal.platform.refused import Refused
from participants.actions.locking import lock_round
from participants.actions.placement_events import Step, moved, take
from participants.actions.vacating import open_vacancy, opened, vacate
from participants.happened import day_fault
from participants.models import (
    Application,
    CancelReason,
    Offer,
    Placement,
    PlacementEvent,
    SelectionEntry,
    Vacancy,
)
from participants.placement.workflow import K, require
from participants.refusals import in_one_piece
from participants.selection.in_force import entries_in_force
from programs.models import Round

A = Application.State
Cause = Vacancy.Cause
NEEDS_WORDS = (CancelReason.FRAUD, CancelReason.OTHER)
"""Reasons that say too little by themselves."""
OFFERED = (
    "답변을 기다리는 자리가 있습니다. ‘결원·예비’에서 그 통보의 답변을 적거나 통보를 먼저 "
    "취소하세요."
)


def cancel(placement: Placement, on: date, why: str, note: str = "") -> PlacementEvent:
    """Before the first day of work: the post is free, the application 포기 or 선발 취소.

    Raises Refused.
    """
    require(placement, K.CANCEL_PLACEMENT)
    reason = _reason(why, note)
    _require_day(placement.round, on)
    with in_one_piece():
        lock_round(placement.round)
        first = max(on, placement.from_on)
        vacancy = open_vacancy(placement, first, Cause.DECLINED)
        to = _leads_to(placement.application, why)
        _mark(placement.application, on, why)
        step = Step(placement, K.CANCEL_PLACEMENT, on, reason, {}, to, opened(vacancy))
        return take([step])[0]


def cancel_selection(
    application: Application, on: date, why: str, note: str = ""
) -> Vacancy | None:
    """Somebody selected and not yet placed, or a reserve, is no longer; gives the vacancy.

    A reserve who is being asked answers first. Raises Refused.
    """
    reason = _reason(why, note)
    _require_day(application.round, on)
    with in_one_piece():
        round_ = lock_round(application.round)
        if application.state not in (A.SELECTED, A.RESERVE):
            raise Refused(
                f"‘{application.get_state_display()}’ 상태에서는 선발을 취소할 수 없습니다. "
                "‘선발’이나 ‘예비’ 상태일 때 합니다."
            )
        if application.offers.filter(state=Offer.State.OPEN).exists():
            raise Refused(OFFERED)
        is_selected = application.state == A.SELECTED
        _mark(application, on, why)
        moved(application, _leads_to(application, why), reason)
        application.save()
        return _vacancy_left(round_, application, on) if is_selected else None


def state_before(application: Application) -> str:
    """What somebody was before the selection ended: what the list in force says, else 선발."""
    entry = entries_in_force(application.round).filter(application=application).first()
    is_reserve = entry is not None and entry.state == SelectionEntry.State.RESERVE
    return (A.RESERVE if is_reserve else A.SELECTED).value


def _require_day(round_: Round, on: date) -> None:
    if fault := day_fault("취소·포기한 날", on, round_.notice_on, "공고일"):
        raise Refused(fault, field="on")


def _reason(why: str, note: str) -> str:
    if why not in CancelReason:
        raise Refused("사유를 고르세요.")
    if why in NEEDS_WORDS and not note.strip():
        raise Refused(f"‘{CancelReason(why).label}’이면 무엇 때문인지 자세한 내용을 적으세요.")
    label = CancelReason(why).label
    return f"{label}: {note.strip()}" if note.strip() else label


def _leads_to(application: Application, why: str) -> str:
    if why != CancelReason.GIVEN_UP:
        return A.CANCELLED.value
    return (A.WITHDRAWN if application.state == A.RESERVE else A.DECLINED).value


def _mark(application: Application, on: date, why: str) -> None:
    application.cancel_reason, application.cancelled_on = why, on


def _vacancy_left(round_: Round, application: Application, on: date) -> Vacancy | None:
    """The post the list had for them, open from the first day of work or the day given."""
    entry = entries_in_force(round_).filter(application=application).first()
    if entry is None or entry.project is None:
        return None
    first = max(on, round_.starts_on)
    return vacate(application, entry.project, entry.pool, first, Cause.DECLINED)
