"""Two applications of one person for one round: one that came to nothing gives way to a merge."""

from collections import defaultdict
from collections.abc import Iterable

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.appeals.queries import unreflected
from participants.models import Appeal, Application, Person, PersonMerge, Placement
from participants.workflow import CAME_TO_NOTHING, TRANSITIONS, give_way, hold_again

S = Application.State
GAVE_WAY = "applications.gave_way."
"""Under this name and the state it had a merge keeps an application that gave way."""


def settle(kept: Person, merged: Person) -> dict[str, list[int]]:
    """Withdraw, of two applications for one round, the one that came to nothing.

    Where both did, it is that of ``merged``. Gives their numbers by the state they had, for
    undoing. Raises :class:`Refused`, with what to do, where none of two may give way.
    """
    gone, found = [], defaultdict(list)
    for mine, theirs in _twice(kept, merged):
        one, other = _who_gives_way(mine, theirs)
        found[f"{GAVE_WAY}{one.state}"].append(one.pk)
        give_way(one, _words(other))
        gone.append(one)
    audited_bulk(update=gone)
    return dict(found)


def unsettle(record: PersonMerge) -> None:
    """What gave way to a merge is what it was again, unless somebody changed it since.

    Call it once each of the two has their own back.
    """
    states = {pk: state for state, numbers in _by_state(record) for pk in numbers}
    back = list(Application.objects.filter(pk__in=states, state=S.WITHDRAWN))
    for one in back:
        hold_again(one, states[one.pk])
    audited_bulk(update=back)


def told_of(merges: Iterable[PersonMerge]) -> str:
    """Which applications gave way to merges and what to look at; "" for none. One query."""
    numbers = [pk for record in merges for _, own in _by_state(record) for pk in own]
    gone = Application.objects.filter(pk__in=numbers).select_related("round").order_by("pk")
    if not gone:
        return ""
    return (
        f" 같은 회차의 두 신청서 가운데 일로 이어지지 않은 {', '.join(map(str, gone))} 신청서는 "
        "취하로 바꾸었습니다. 남은 신청서의 자격과 점수가 그대로 맞는지 확인하세요."
    )


def _by_state(record: PersonMerge) -> list[tuple[str, list[int]]]:
    return [
        (name.removeprefix(GAVE_WAY), numbers)
        for name, numbers in record.moved.items()
        if name.startswith(GAVE_WAY)
    ]


def _twice(kept: Person, merged: Person) -> list[tuple[Application, Application]]:
    """The applications of both for each round in which both have one; two queries."""
    live = Application.objects.exclude(state=S.WITHDRAWN).select_related("round")
    mine = {one.round_id: one for one in live.filter(person=kept)}
    theirs = live.filter(person=merged, round__in=mine).order_by("pk")
    return [(mine[one.round_id], one) for one in theirs]


def _who_gives_way(mine: Application, theirs: Application) -> tuple[Application, Application]:
    """Of two applications the one to be withdrawn, then the one that stays."""
    both = f"두 사람이 같은 회차({mine.round})에 신청했습니다"
    nothing = [one for one in (theirs, mine) if came_to_nothing(one)]
    waits = next((one for one in (theirs, mine) if _may_be_withdrawn(one)), None)
    if waits and (not nothing or waits.state != S.RESERVE):
        label = waits.get_state_display()
        raise Refused(f"{both}. ‘{label}’ 상태인 신청서({waits})를 취하한 뒤 합치세요.")
    if not nothing:
        raise Refused(
            f"{both}({mine} {mine.get_state_display()}, {theirs} {theirs.get_state_display()}). "
            "둘 다 선발되었거나 일한 기록이 있어 합칠 수 없습니다. 아직 일을 시작하지 않은 쪽의 "
            "선발이나 배치를 취소한 뒤 합치세요. 둘 다 일을 시작했으면 두 기록을 그대로 두세요."
        )
    one = nothing[0]
    if is_disputed(one):
        raise Refused(f"{both}. {one}의 이의신청을 먼저 처리한 뒤 합치세요.")
    return one, (mine if one is theirs else theirs)


def _may_be_withdrawn(application: Application) -> bool:
    return S.WITHDRAWN in TRANSITIONS[application.state]


def came_to_nothing(application: Application) -> bool:
    """Whether it is decided, led to no post and waits for none."""
    if application.state not in CAME_TO_NOTHING:
        return False
    return not application.placements.exclude(state=Placement.State.CANCELLED).exists()


def is_disputed(application: Application) -> bool:
    """Whether an appeal is open, or accepted and not in the list in force yet."""
    appeals = Appeal.objects.filter(application=application)
    is_open = appeals.filter(state=Appeal.State.FILED).exists()
    return is_open or unreflected(appeals).exists()


def _words(other: Application) -> str:
    return f"같은 사람의 신청서({other})와 합치면서 취하"
