"""Many pairs of people judged in one go: all of it, or nothing with what stands against each."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import STALE, Refused
from participants.actions.locking import lock_people
from participants.actions.merging import merge
from participants.actions.pairs import decide_all
from participants.models import DuplicatePair, Person

P = DuplicatePair.State
NOT_SAME, KEEP_FIRST, KEEP_SECOND = "not_same", "keep_first", "keep_second"
DECISIONS = (NOT_SAME, KEEP_FIRST, KEEP_SECOND)
JOINED = (
    "다른 줄의 합치기로 같은 두 사람을 다시 묻는 줄이 되었습니다. 이 줄은 두고 나머지를 먼저 "
    "정하세요."
)


@dataclass(frozen=True)
class Choice:
    """What somebody chose for a pair, and the version of it that they had before them."""

    pair: DuplicatePair
    version: int | None
    decision: str

    @property
    def people(self) -> tuple[int, int]:
        """The numbers of who is kept and who is merged into them."""
        first, second = self.pair.first_id, self.pair.second_id
        return (second, first) if self.decision == KEEP_SECOND else (first, second)


class NotJudged(Exception):
    """What stands against each pair, by number, in Korean; nothing may stay decided."""

    def __init__(self, faults: dict[int, str], is_stale: bool = False) -> None:
        self.faults, self.is_stale = faults, is_stale
        super().__init__(f"{len(faults)} pairs")


def judge(choices: list[Choice], reason: str) -> None:
    """Merge those who are one, then remember of the others that they are two.

    Call it in a transaction, which what is raised undoes: NotJudged with the fault of each pair,
    Refused where nothing was chosen or two are parted without a reason. Pairs that share people
    are merged one after the other, into who is left of them. The different ones are written
    set-wise; every merge has its own record and is undone on its own.
    """
    apart = [one for one in choices if one.decision == NOT_SAME]
    if not choices:
        raise Refused("결정을 고른 줄이 없습니다. 정할 줄에서 결정을 고르세요.")
    if apart and not reason.strip():
        raise Refused("다른 사람으로 보는 까닭을 적으세요. 예: 신분증으로 확인함", field="reason")
    lock_people(*(pk for one in choices for pk in one.people))
    if faults := _overtaken(choices):
        raise NotJudged(faults, is_stale=True)
    faults = {one.pair.pk: _merged(one) for one in choices if one not in apart}
    faults |= _parted([one.pair.pk for one in apart], reason.strip())
    if faults := {pk: fault for pk, fault in faults.items() if fault}:
        raise NotJudged(faults)


def _overtaken(choices: list[Choice]) -> dict[int, str]:
    """The pairs that somebody else decided or changed since they were shown; one query."""
    now = DuplicatePair.objects.in_bulk([one.pair.pk for one in choices])
    faults = {one.pair.pk: _meanwhile(one, now.get(one.pair.pk)) for one in choices}
    return {pk: fault for pk, fault in faults.items() if fault}


def _meanwhile(one: Choice, now: DuplicatePair | None) -> str:
    """What happened to a pair since it was shown; "" when nothing did."""
    if now is None or (now.state == P.OPEN and now.version != one.version):
        return STALE
    return "" if now.state == P.OPEN else f"그사이 ‘{now.get_state_display()}’ 결정이 있었습니다."


def _merged(one: Choice) -> str:
    """Merge the two of a pair, as far as merges before have left two; what stands against it."""
    try:
        with transaction.atomic():
            kept, merged = (_left_of(pk) for pk in one.people)
            if kept.pk != merged.pk:
                merge(kept, merged, DuplicatePair.objects.get(pk=one.pair.pk))
    except Refused as error:
        return str(error)
    except (StaleRecord, IntegrityError):
        return STALE
    return ""


def _left_of(pk: int) -> Person:
    """The person, or who is left of them after merges."""
    person = Person.objects.get(pk=pk)
    while person.merged_into_id is not None:
        person = Person.objects.get(pk=person.merged_into_id)
    return person


def _parted(pks: list[int], reason: str) -> dict[int, str]:
    """Remember that these are two people each; what a merge has answered already is a fault."""
    pairs = list(DuplicatePair.objects.filter(pk__in=pks))
    if faults := {pair.pk: JOINED for pair in pairs if pair.state != P.OPEN}:
        return faults
    decide_all(pairs, P.NOT_SAME, reason)
    return {}
