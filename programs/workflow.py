"""Which state of a round follows which, and the move from one to another."""

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


def move_round(round_: Round, to: str) -> None:
    """Put the round into a state that follows its own and save it, inside ``acting``."""
    if to not in MOVES[State(round_.state)]:
        wanted = dict(State.choices).get(to, to)
        raise Refused(
            f"‘{round_.get_state_display()}’ 상태에서는 ‘{wanted}’ 단계로 옮길 수 없습니다. "
            "화면을 새로 고쳐 지금 상태를 확인하세요."
        )
    round_.state = to
    round_.save()


def buttons_of(round_: Round) -> list[tuple[str, str]]:
    """The moves a person may make now, as (state, words of the button)."""
    return [(to, words) for (state, to), words in BUTTONS.items() if state == round_.state]
