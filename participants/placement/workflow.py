"""Which act a placement allows in which state and where it leads (domain 2.4): one table."""

from dataclasses import dataclass

from jobportal.platform.refused import Refused
from participants.models import CancelReason, EndReason, Placement, PlacementEvent

S = Placement.State
K = PlacementEvent.Kind
E = EndReason

AT_WORK = (S.WORKING, S.SUSPENDED)
ENDED = (S.COMPLETED, *Placement.LEFT_EARLY)


@dataclass(frozen=True)
class Act:
    """One act: the states it starts from and the one it leads to; None leaves the state.

    ``reasons`` are the coded reasons it is given with, ``day`` is what its date stands for.
    """

    kind: K
    words: str
    since: tuple[S, ...]
    to: S | None
    day: str
    reasons: tuple[EndReason | CancelReason, ...] = ()
    needs_reason: bool = False

    @property
    def ends(self) -> bool:
        """True for an act after which the person has left early."""
        return self.to in Placement.LEFT_EARLY

    @property
    def frees_post(self) -> bool:
        """True for an act after which the post is empty."""
        return self.ends or self.to == S.CANCELLED


ACTS = {
    act.kind: act
    for act in (
        Act(K.CONTRACT, "근로계약", (S.ASSIGNED,), S.CONTRACTED, "계약일"),
        Act(K.START, "근무 시작", (S.CONTRACTED,), S.WORKING, "근무 시작일"),
        Act(K.SUSPEND, "휴직", (S.WORKING,), S.SUSPENDED, "휴직 시작일", needs_reason=True),
        Act(K.RESUME, "복직", (S.SUSPENDED,), S.WORKING, "복직일"),
        Act(
            K.EXTEND,
            "기간 연장",
            (S.CONTRACTED, *AT_WORK),
            None,
            "새 근무 종료일",
            needs_reason=True,
        ),
        Act(
            K.TRANSFER,
            "사업장 변경",
            AT_WORK,
            S.TRANSFERRED,
            "옮긴 사업장의 첫 근무일",
            needs_reason=True,
        ),
        Act(
            K.DROP,
            "중도포기",
            AT_WORK,
            S.DROPPED,
            "마지막 근무일",
            (
                E.HEALTH,
                E.DISTANCE,
                E.MALADJUSTED,
                E.FAMILY_CARE,
                E.OTHER_PROGRAMME,
                E.DEATH,
                E.OTHER,
            ),
        ),
        Act(
            K.TERMINATE,
            "해지",
            AT_WORK,
            S.TERMINATED,
            "마지막 근무일",
            (
                E.ABSENCE,
                E.INELIGIBLE_NOW,
                E.OTHER_PROGRAMME,
                E.FRAUD,
                E.MALADJUSTED,
                E.HEALTH,
                E.OTHER,
            ),
        ),
        Act(
            K.EMPLOYED,
            "조기취업",
            AT_WORK,
            S.EMPLOYED_ELSEWHERE,
            "마지막 근무일",
            (E.EMPLOYED,),
        ),
        Act(K.COMPLETE, "만료", AT_WORK, S.COMPLETED, "처리일"),
        Act(
            K.FRAUD_FOUND,
            "부정 참여 확인",
            ENDED,
            None,
            "확인한 날",
            needs_reason=True,
        ),
        Act(
            K.CANCEL_PLACEMENT,
            "배치 전 취소·포기",
            Placement.AWAITING,
            S.CANCELLED,
            "취소·포기한 날",
            tuple(CancelReason),
        ),
    )
}
IN_BULK = (K.CONTRACT, K.START, K.COMPLETE)
"""Acts made for many at once."""


def acts_of(placement: Placement) -> list[Act]:
    """The acts the placement allows now, in the order of the work."""
    return [act for act in ACTS.values() if placement.state in act.since]


def why_not(placement: Placement, kind: str) -> str:
    """Why the act may not be made now, in Korean; "" when it may."""
    act = ACTS[K(kind)]
    if placement.state in act.since:
        return ""
    since = ", ".join(f"‘{state.label}’" for state in act.since)
    return (
        f"‘{placement.get_state_display()}’ 상태에서는 {act.words} 처리를 할 수 없습니다. "
        f"{since} 상태에서 합니다."
    )


def require(placement: Placement, kind: str) -> Act:
    """The act, if the placement allows it now; raises Refused."""
    if words := why_not(placement, kind):
        raise Refused(words)
    return ACTS[K(kind)]
