"""Which state of a round follows which, and the move from one to another."""

from django.conf import settings
from django.utils.module_loading import import_string

from jobportal.platform.refused import Refused
from programs.models import Round

State = Round.State
MOVES = {
    State.PLANNED: (State.PUBLISHED,),
    State.PUBLISHED: (State.RUNNING,),
    State.RUNNING: (State.CLOSED,),
    State.CLOSED: (State.RUNNING,),
}
# Moves a person makes with a button; PUBLISHED is reached by publishing the notice only.
BUTTONS = {
    (State.PUBLISHED, State.RUNNING): "사업 시작",
    (State.RUNNING, State.CLOSED): "회차 마감",
    (State.CLOSED, State.RUNNING): "마감 풀기",
}
# What is asked before a move; the others are harmless.
QUESTIONS = {
    State.CLOSED: "회차를 마감합니다. 마감한 회차는 ‘오늘 할 일’과 진행하는 회차에서 빠집니다. "
    "계속하시겠습니까?",
}


def move_round(round_: Round, to: str) -> None:
    """Put the round into a state that follows its own and save it, inside ``acting``.

    Raises :class:`Refused` for another state, and for closing a round with unfinished work.
    """
    if to not in MOVES[State(round_.state)]:
        wanted = dict(State.choices).get(to, to)
        raise Refused(
            f"‘{round_.get_state_display()}’ 상태에서는 ‘{wanted}’ 단계로 옮길 수 없습니다. "
            "화면을 새로 고쳐 지금 상태를 확인하세요."
        )
    if to == State.CLOSED and (left := _unfinished(round_)):
        raise Refused(f"아직 마감할 수 없습니다. {', '.join(left)}이 남아 있습니다.")
    round_.state = to
    round_.save()


def _unfinished(round_: Round) -> list[str]:
    """What apps above this one say is to be finished first (``CLOSING_CHECKS``)."""
    checks = [import_string(path) for path in settings.CLOSING_CHECKS]
    return [told for check in checks for told in check(round_)]


def buttons_of(round_: Round) -> list[tuple[str, str, str]]:
    """The moves a person may make now, as (state, words of the button, what is asked or "")."""
    return [
        (to, words, QUESTIONS.get(to, ""))
        for (state, to), words in BUTTONS.items()
        if state == round_.state
    ]
