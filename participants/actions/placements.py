"""The acts while a placement lasts: contract, start, leave of absence, extension, completion."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from django.utils import timezone

from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.actions.placement_events import Step, take
from participants.happened import day_fault
from participants.models import Placement, PlacementEvent
from participants.placement.posts import Posts
from participants.placement.workflow import K, why_not
from participants.refusals import in_one_piece

Check = Callable[[Placement], str]


def contract(
    placements: Iterable[Placement], on: date, prefix: str = "", number: str = ""
) -> list[PlacementEvent]:
    """The contracts were signed on a day; numbered ``prefix-접수번호``, or with the one number."""

    def values(one: Placement) -> dict:
        return {
            "contract_on": on,
            "contract_number": number.strip() or contract_number(one, prefix),
        }

    return _each(placements, K.CONTRACT, on, contract_fault(on), values)


def start(placements: Iterable[Placement], on: date | None = None) -> list[PlacementEvent]:
    """Work began on a day, which becomes the first day; None is each one's own day as placed."""
    return _each(
        placements, K.START, on, start_fault(on), lambda one: {"from_on": on or one.from_on}
    )


def complete(placements: Iterable[Placement], on: date) -> list[PlacementEvent]:
    """The placements came to their end; ``on`` is the day it is noted, after the last day."""
    return _each(placements, K.COMPLETE, on, complete_fault(on))


def suspend(placement: Placement, on: date, reason: str) -> PlacementEvent:
    """Leave of absence from a day on; the post stays theirs."""
    return _each([placement], K.SUSPEND, on, _outside("휴직 시작일", on), reason=reason)[0]


def resume(placement: Placement, on: date, reason: str = "") -> PlacementEvent:
    """Back at work on a day, not before the leave began."""
    left = placement.events.filter(kind=K.SUSPEND, cancelled_by=None).order_by("pk").last()
    if left and on < left.on:
        raise Refused(
            f"복직일이 휴직 시작일({kdate(left.on)})보다 빠릅니다. 날짜를 고치세요.", field="on"
        )
    return _each([placement], K.RESUME, on, _outside("복직일", on), reason=reason)[0]


def extend(
    placement: Placement, to_on: date, reason: str, beyond_round: bool = False
) -> PlacementEvent:
    """A later last day. Beyond the end of the round only when ``beyond_round`` says it is meant,

    and never beyond the fiscal year the wages are paid from (지방회계법 제7조).
    """
    if words := extend_fault(placement, to_on, beyond_round):
        raise Refused(words, field="on")
    return _each(
        [placement],
        K.EXTEND,
        timezone.localdate(),
        _no_post_until(to_on),
        lambda _: {"to_on": to_on},
        reason,
    )[0]


def contract_number(placement: Placement, prefix: str) -> str:
    """The number of a contract: the prefix and the receipt number of the application."""
    return f"{prefix.strip()}-{placement.application.number:04d}" if prefix.strip() else ""


def contract_fault(on: date) -> Check:
    """A contract was signed after the notice of the round and not after the last day of work."""

    def fault(one: Placement) -> str:
        if on > one.to_on:
            return f"계약일이 근무 종료일({kdate(one.to_on)})보다 뒤입니다."
        return day_fault("계약일", on, one.round.notice_on, "공고일")

    return fault


def start_fault(on: date | None) -> Check:
    """Work begins within the round and the contract, not in the future, where a post is free."""
    posts = cache(Posts)

    def fault(one: Placement) -> str:
        day = on or one.from_on
        if day > timezone.localdate():
            return f"근무 시작일({kdate(day)})이 오늘보다 뒤입니다. 시작한 뒤에 적으세요."
        if day < one.round.starts_on:
            return f"근무 시작일이 사업 시작일({kdate(one.round.starts_on)})보다 빠릅니다."
        if one.contract_on and day < one.contract_on:
            return f"근무 시작일이 계약일({kdate(one.contract_on)})보다 빠릅니다."
        if day > one.to_on:
            return f"근무 시작일이 근무 종료일({kdate(one.to_on)})보다 뒤입니다."
        if day < one.from_on and posts(one.round).free(one.project_id, day, one.to_on, one) < 1:
            return "그날에는 빈 자리가 없습니다. 앞사람이 나간 다음 날부터 시작합니다."
        return ""

    return fault


def complete_fault(on: date) -> Check:
    """A placement is complete when its last day has passed."""

    def fault(one: Placement) -> str:
        if on > timezone.localdate():
            return "처리일이 오늘보다 뒤입니다."
        if one.to_on < on:
            return ""
        return f"근무 종료일({kdate(one.to_on)})이 아직 지나지 않았습니다."

    return fault


def extend_fault(placement: Placement, to_on: date, beyond_round: bool) -> str:
    """Why the last day may not be put off to a day, in Korean; "" when it may."""
    ends_on = placement.round.ends_on
    if to_on <= placement.to_on:
        return f"새 종료일이 지금 종료일({kdate(placement.to_on)})보다 뒤여야 합니다."
    if to_on.year > ends_on.year:
        return (
            f"임금을 주는 회계연도({ends_on.year}. 12. 31.)를 넘겨 연장할 수 없습니다. "
            "다음 해 회차에서 새로 배치하세요."
        )
    if to_on > ends_on and not beyond_round:
        return (
            f"사업 종료일({kdate(ends_on)}) 뒤입니다. 방침을 받았으면 ‘사업 종료일 뒤까지 "
            "연장’에 표시하세요."
        )
    return ""


def _outside(label: str, on: date) -> Check:
    def fault(one: Placement) -> str:
        if one.from_on <= on <= one.to_on:
            return day_fault(label, on)
        return f"근무 기간({kdate(one.from_on)} ~ {kdate(one.to_on)}) 밖의 날짜입니다."

    return fault


def _no_post_until(to_on: date) -> Check:
    def fault(one: Placement) -> str:
        free = Posts(one.round).free(one.project_id, one.from_on, to_on, without=one)
        return "" if free else f"그 기간에는 ‘{one.project}’에 빈 자리가 없습니다."

    return fault


def _each(
    placements: Iterable[Placement],
    kind: K,
    on: date | None,
    fault: Check,
    values: Callable[[Placement], dict] = lambda _: {},
    reason: str = "",
) -> list[PlacementEvent]:
    """Take the same step with each, all or none; raises Refused with the first reason."""
    placements = list(placements)
    with in_one_piece():
        if placements:
            lock_round(placements[0].round)
        for one in placements:
            name = f"{one.application}: " if placements[1:] else ""
            if words := why_not(one, kind):
                raise Refused(f"{name}{words}")
            if words := fault(one):
                raise Refused(f"{name}{words}", field="on")
        return take(Step(one, kind, on or one.from_on, reason, values(one)) for one in placements)
