"""Leaving early and giving up before the start: the post becomes a vacancy."""

from datetime import date, timedelta

from jobportal.platform.values.dates import kdate
from participants.actions.intake import lock_round
from participants.actions.placement_events import Step, moved, take
from participants.models import Application, EndReason, Placement, PlacementEvent, Vacancy
from participants.placement_workflow import ACTS, K, require
from participants.refusals import in_one_piece
from participants.selection_list import entries_in_force
from participants.workflow import MoveRefused
from programs.models import WorkProject

A = Application.State
Cause = Vacancy.Cause
ONE_DAY = timedelta(days=1)


def leave(
    placement: Placement, kind: str, last_on: date, end_reason: str = "", note: str = ""
) -> PlacementEvent:
    """중도포기, 해지, 조기취업: the post is free from the day after ``last_on``, the last of work.

    A 해지 for fraud cancels the selection too. Raises MoveRefused.
    """
    act = require(placement, kind)
    if len(act.reasons) == 1:
        end_reason = act.reasons[0].value
    _require_end(placement, kind, last_on, end_reason, note)
    is_fraud = end_reason == EndReason.FRAUD
    with in_one_piece():
        lock_round(placement.round)
        vacancy = open_vacancy(placement, last_on + ONE_DAY, Cause.ENDED)
        values = {"to_on": last_on, "end_reason": end_reason, "end_note": note.strip()[:200]}
        reason = f"{EndReason(end_reason).label} {note.strip()}".strip()
        to = A.CANCELLED.value if is_fraud else ""
        return take([Step(placement, act.kind, last_on, reason, values, to, _opened(vacancy))])[0]


def _require_end(placement: Placement, kind: str, last_on: date, reason: str, note: str) -> None:
    if reason not in ACTS[K(kind)].reasons:
        raise MoveRefused("종료 사유를 고르세요.")
    if reason == EndReason.OTHER and not note.strip():
        raise MoveRefused("‘기타’이면 종료 내용을 적으세요.")
    if not placement.from_on <= last_on <= placement.to_on:
        span = f"{kdate(placement.from_on)} ~ {kdate(placement.to_on)}"
        raise MoveRefused(f"마지막 근무일은 근무 기간({span}) 안이어야 합니다.")


def cancel(placement: Placement, on: date, reason: str) -> PlacementEvent:
    """Given up before the first day of work; the application is 포기. Raises MoveRefused."""
    require(placement, K.CANCEL_PLACEMENT)
    with in_one_piece():
        lock_round(placement.round)
        vacancy = open_vacancy(placement, max(on, placement.from_on), Cause.DECLINED)
        step = Step(
            placement, K.CANCEL_PLACEMENT, on, reason, {}, A.DECLINED.value, _opened(vacancy)
        )
        return take([step])[0]


def decline(application: Application, on: date, reason: str) -> Vacancy | None:
    """Somebody selected gives up before being placed at all; raises MoveRefused."""
    with in_one_piece():
        round_ = lock_round(application.round)
        entry = entries_in_force(round_).filter(application=application).first()
        moved(application, A.DECLINED, reason)
        application.save()
        if entry is None or entry.project is None:
            return None
        vacancy = _vacancy(application, entry.project, entry.pool, max(on, round_.starts_on))
        vacancy.save()
        return vacancy


def open_vacancy(placement: Placement, opened_on: date, cause: str) -> Vacancy | None:
    """The post the placement leaves, from a day on; none after the end of the round."""
    if opened_on > placement.round.ends_on:
        return None
    vacancy = _vacancy(placement.application, placement.project, placement.pool, opened_on, cause)
    vacancy.save()
    return vacancy


def _vacancy(
    application: Application,
    project: WorkProject,
    pool: str,
    opened_on: date,
    cause: str = Cause.DECLINED,
) -> Vacancy:
    return Vacancy(
        district=application.district,
        round=application.round,
        project=project,
        pool=pool,
        opened_on=opened_on,
        cause=cause,
        of_application=application,
    )


def _opened(vacancy: Vacancy | None) -> dict:
    return {"opened": vacancy.pk} if vacancy else {}
