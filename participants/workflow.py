"""Which state of an application may follow which (domain 2.3), and what a move needs."""

from jobportal.platform.refused import Refused
from participants.models import Application
from participants.queries import open_papers

S = Application.State

TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW, S.WITHDRAWN}),
    S.SUPPLEMENT_REQUESTED: frozenset({S.UNDER_REVIEW, S.WITHDRAWN}),
    S.UNDER_REVIEW: frozenset({S.SUPPLEMENT_REQUESTED, S.INELIGIBLE, S.ELIGIBLE, S.WITHDRAWN}),
    S.ELIGIBLE: frozenset({S.SCORED, S.UNDER_REVIEW, S.WITHDRAWN}),
    S.SCORED: frozenset({S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.UNDER_REVIEW, S.WITHDRAWN}),
    S.RESERVE: frozenset({S.SELECTED, S.EXPIRED, S.UNDER_REVIEW, S.WITHDRAWN, S.CANCELLED}),
    S.SELECTED: frozenset({S.PLACED, S.DECLINED, S.CANCELLED}),
    S.PLACED: frozenset({S.CANCELLED, S.DECLINED}),  # given up between placing and starting
    # after an appeal (이의신청), as from RESERVE
    S.INELIGIBLE: frozenset({S.UNDER_REVIEW}),
    S.NOT_SELECTED: frozenset({S.UNDER_REVIEW}),
    S.DECLINED: frozenset(),
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.CANCELLED: frozenset(),
}
# Moves that only an approved selection list makes, besides those above.
BY_LIST: dict[str, frozenset[str]] = {
    # lots are drawn among the eligible, who have no scores
    S.ELIGIBLE: frozenset({S.SELECTED, S.RESERVE, S.NOT_SELECTED}),
    # a correction of the list; whoever is placed stays placed
    S.SELECTED: frozenset({S.RESERVE, S.NOT_SELECTED}),
    S.RESERVE: frozenset({S.SELECTED, S.NOT_SELECTED}),
    S.NOT_SELECTED: frozenset({S.SELECTED, S.RESERVE}),
}
NEEDS_REASON = frozenset({S.WITHDRAWN, S.INELIGIBLE, S.CANCELLED, S.DECLINED})
CAME_TO_NOTHING = frozenset({S.INELIGIBLE, S.NOT_SELECTED, S.EXPIRED, S.DECLINED, S.CANCELLED})
"""States of an application that is decided, holds no post and waits for none."""
EDITABLE = frozenset({S.DRAFT, S.SUBMITTED, S.SUPPLEMENT_REQUESTED})
"""States in which what the applicant wrote may still be corrected."""
CORRECTABLE = EDITABLE | {S.UNDER_REVIEW}
"""Those, and the review, in which a correction needs a reason and whoever screens makes it."""
_AND, _LONGEST = " / ", 200


def by_hand(application: Application) -> list[S]:
    """What a clerk may move it to by hand: the screening begins, or the applicant withdraws.

    The other moves come with screening, selection and placement; a decided screening is opened
    again with its reason, on its own page.
    """
    moves = [S.UNDER_REVIEW] if application.state in EDITABLE else []
    return [to for to in (*moves, S.WITHDRAWN) if to in TRANSITIONS[application.state]]


def move(
    application: Application, to: str, reason: str = "", missing: list[str] | None = None
) -> None:
    """Set the next state (the caller saves); raises :class:`Refused`.

    Nobody passes screening with a mandatory paper still to come; whoever moves many has read the
    ``missing`` papers set-wise.
    """
    label, wanted = application.get_state_display(), S(to).label
    if to not in TRANSITIONS[application.state]:
        raise Refused(
            f"‘{label}’ 상태에서 ‘{wanted}’(으)로 바꿀 수 없습니다. 화면을 새로 열어 지금 상태를 "
            "확인하세요."
        )
    reason = reason.strip()
    if to in NEEDS_REASON and not reason:
        raise Refused(f"‘{wanted}’ 사유를 적으세요. 예: 본인 요청(전화 확인)", field="reason")
    if to == S.ELIGIBLE and missing is None:
        missing = open_papers(application)
    if to == S.ELIGIBLE and missing:
        raise Refused(
            f"꼭 필요한 서류가 아직 오지 않았습니다: {', '.join(missing)}. 받거나 보완을 "
            "요청하세요."
        )
    application.state, application.state_reason = to, reason[:_LONGEST]


def restore(application: Application, was: dict[str, str]) -> None:
    """Put back the state an undone act had changed (the caller saves); no move of the table.

    ``was`` holds ``state``, ``state_reason`` and ``then``, the state the act led to; raises
    :class:`Refused` when the application has gone on since.
    """
    if application.state != was["then"]:
        raise Refused(
            f"신청서가 그 뒤에 ‘{application.get_state_display()}’(으)로 바뀌어 되돌릴 수 "
            "없습니다. 신청서의 상태를 먼저 확인하세요."
        )
    application.state, application.state_reason = was["state"], was["state_reason"]
    application.cancel_reason, application.cancelled_on = "", None


def move_by_list(application: Application, to: str, reason: str) -> None:
    """Set the state an approved list gives (the caller saves); raises :class:`Refused`."""
    state, label, wanted = application.state, application.get_state_display(), S(to).label
    if to not in TRANSITIONS[state] | BY_LIST.get(state, frozenset()):
        raise Refused(
            f"{application}은(는) ‘{label}’ 상태여서 명단의 ‘{wanted}’(으)로 바꿀 수 없습니다. "
            "지금 상태를 확인하고 다시 제안하세요."
        )
    application.state, application.state_reason = to, reason[:_LONGEST]


def give_way(application: Application, why: str) -> None:
    """Withdraw one that came to nothing, for another of the same person for the round (the caller
    saves); the reason it had stays before the new one."""
    had = application.state_reason[: _LONGEST - len(_AND) - len(why)]
    application.state, application.state_reason = S.WITHDRAWN, _AND.join(filter(None, (had, why)))


def hold_again(application: Application, state: str) -> None:
    """Undo :func:`give_way` (the caller saves)."""
    had, _, _ = application.state_reason.rpartition(_AND)
    application.state, application.state_reason = state, had
