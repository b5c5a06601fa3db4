"""Leaving early: the post becomes a vacancy; and fraud that is found when it is over."""

from datetime import date, timedelta

from django.utils import timezone

from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.actions.placement_events import Step, take
from participants.actions.vacating import open_vacancy, opened
from participants.models import Application, EndReason, Placement, PlacementEvent, Vacancy
from participants.placement.workflow import ACTS, K, require
from participants.refusals import in_one_piece

A = Application.State
Cause = Vacancy.Cause
ONE_DAY = timedelta(days=1)


def leave(
    placement: Placement, kind: str, last_on: date, end_reason: str = "", note: str = ""
) -> PlacementEvent:
    """중도포기, 해지, 조기취업: the post is free from the day after ``last_on``, the last of work.

    A 해지 for fraud cancels the selection too. Raises Refused.
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
        return take([Step(placement, act.kind, last_on, reason, values, to, opened(vacancy))])[0]


def _require_end(placement: Placement, kind: str, last_on: date, reason: str, note: str) -> None:
    if reason not in ACTS[K(kind)].reasons:
        raise Refused("종료 사유를 고르세요.", field="end_reason")
    if reason == EndReason.OTHER and not note.strip():
        raise Refused("‘기타’이면 종료 내용을 적으세요.", field="note")
    if not placement.from_on <= last_on <= placement.to_on:
        span = f"{kdate(placement.from_on)} ~ {kdate(placement.to_on)}"
        raise Refused(f"마지막 근무일은 근무 기간({span}) 안이어야 합니다.", field="on")


def find_fraud(placement: Placement, on: date, reason: str) -> PlacementEvent:
    """Fraud came to light after the work had ended: noted for later rounds, 선발 취소.

    The work itself stays as it was. Raises Refused.
    """
    require(placement, K.FRAUD_FOUND)
    if not reason.strip():
        raise Refused(
            "확인한 내용을 적으세요. 예: 소득 서류가 사실과 다름(조사 결과 통보)", field="reason"
        )
    if not placement.to_on <= on <= timezone.localdate():
        raise Refused(
            f"확인한 날은 마지막 근무일({kdate(placement.to_on)})부터 오늘까지의 날짜여야 합니다.",
            field="on",
        )
    with in_one_piece():
        lock_round(placement.round)
        standing = placement.events.filter(kind=K.FRAUD_FOUND, cancelled_by=None)
        if standing.exists() or placement.end_reason == EndReason.FRAUD:
            raise Refused("부정 참여로 이미 적었습니다.")
        return take([Step(placement, K.FRAUD_FOUND, on, reason, to=A.CANCELLED.value)])[0]
