"""One order for all applicants, every tie broken by a declared step and said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from math import lcm

from jobportal.platform.rules.codes import VulnerableGroup
from jobportal.platform.rules.tiebreaks import Direction, TieBreak, TieField

__all__ = ["Direction", "Entry", "Ranked", "TieBreak", "TieField", "rank", "whole"]

TieValue = int | Fraction | bool | str | tuple[str, ...] | None
_UNKNOWN = (1, 0)
"""After every known value."""
_LABELS = {group.value: group.label for group in VulnerableGroup}


@dataclass(frozen=True)
class Entry:
    """One applicant in the order: 접수번호, score, and what the tie-breaks look at.

    `fields` maps a TieField to its value (AGE_DAYS: days lived, so DESC puts the older first);
    `items` maps a score item's code to its points. A value left out counts as unknown.
    """

    number: str
    score: Fraction
    fields: Mapping[str, TieValue] = field(default_factory=dict, hash=False)
    items: Mapping[str, Fraction] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Ranked:
    """A place in the order. `tied` names all of equal score in order, the entry among them;
    `broken_by` says which step set it apart from its neighbours, empty without a tie."""

    entry: Entry
    rank: int
    tied: tuple[str, ...]
    broken_by: str = ""

    @property
    def tied_with(self) -> tuple[str, ...]:
        """The others of equal score."""
        return tuple(number for number in self.tied if number != self.entry.number)


def rank(entries: Iterable[Entry], tie_breaks: Iterable[TieBreak]) -> list[Ranked]:
    """Highest score first, ties by the steps in turn and at last by 접수번호, smallest first.

    The order the entries come in never matters: ranks are 1, 2, 3 … without gaps. An unknown
    value comes after every known one. The same 접수번호 twice is a Korean ValueError.
    """
    entries = list(entries)
    _refuse_repeated(entries)
    steps = tuple(tie_breaks)
    keys = zip(*_columns(entries, steps), strict=True)
    keyed = sorted(zip(keys, entries, strict=True), key=lambda pair: pair[0])
    ranked: list[Ranked] = []
    for _, group in groupby(keyed, key=lambda pair: pair[0][0]):
        tied = list(group)
        numbers = tuple(entry.number for _, entry in tied)
        for at, (_, entry) in enumerate(tied):
            said = _broken_by(tied, at, steps) if len(tied) > 1 else ""
            ranked.append(Ranked(entry, len(ranked) + 1, numbers, said))
    return ranked


def _refuse_repeated(entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.number in seen:
            raise ValueError(
                f"“{entry.number}” 접수번호가 두 번 있습니다. 겹친 신청을 먼저 정리해 주세요."
            )
        seen.add(entry.number)


def _columns(entries: list[Entry], steps: tuple[TieBreak, ...]) -> list[Iterable]:
    """What the entries are ordered by, smallest first: score, each step, 접수번호."""
    numbers = [entry.number for entry in entries]
    scores = whole([entry.score for entry in entries])
    return [
        (-score for score in scores),
        *(_step_column([_value(entry, step) for entry in entries], step) for step in steps),
        map(natural, numbers),
        numbers,
    ]


def whole(numbers: Sequence[Fraction | int]) -> list[int]:
    """The numbers times what makes all of them whole, which leaves their order as it is.

    Whole numbers sort many times faster than fractions.
    """
    scale = lcm(*{number.denominator for number in numbers})
    return [number.numerator * (scale // number.denominator) for number in numbers]


def _step_column(values: list[TieValue], step: TieBreak) -> Iterable[tuple[int, int]]:
    """(0, value to sort by ascending) for a known value, (1, 0) for an unknown one."""
    if step.order:
        return (_UNKNOWN if value is None else (0, _place(value, step)) for value in values)
    sign = -1 if step.direction is Direction.DESC else 1
    known = iter(whole([_counted(value) for value in values if value is not None]))
    return [_UNKNOWN if value is None else (0, sign * next(known)) for value in values]


def _place(value: TieValue, step: TieBreak) -> int:
    """Where the best of what is held stands in the order of the step, else after its end."""
    held = value if isinstance(value, tuple) else (str(value),)
    places = [at for at, wanted in enumerate(step.order) if wanted in held]
    return min(places, default=len(step.order))


def _counted(value: TieValue) -> Fraction | int:
    if isinstance(value, tuple):
        return len(value)
    return Fraction(value) if isinstance(value, str) else value


def _value(entry: Entry, step: TieBreak) -> TieValue:
    if step.field is TieField.ITEM_POINTS:
        return entry.items.get(step.item)
    return entry.fields.get(step.field)


@lru_cache(maxsize=16_384)  # a round is ordered again and again
def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts 신림-2 before 신림-10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", number)
    return tuple((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in parts)


def _broken_by(tied: list[tuple[tuple, Entry]], at: int, steps: tuple[TieBreak, ...]) -> str:
    said = []
    if at:
        said.append(_parted(tied[at - 1], tied[at], steps, tied[at - 1][1].number, "다음"))
    if at + 1 < len(tied):
        said.append(_parted(tied[at], tied[at + 1], steps, tied[at + 1][1].number, "앞"))
    return " ".join(said)


def _parted(
    upper: tuple[tuple, Entry],
    lower: tuple[tuple, Entry],
    steps: tuple[TieBreak, ...],
    other: str,
    side: str,
) -> str:
    for at, step in enumerate(steps, start=1):
        if upper[0][at] != lower[0][at]:
            return f"동점자 {other}의 {side}: {at}단계 {_step_text(step)}."
    return f"동점자 {other}의 {side}: {len(steps) + 1}단계 접수번호(빠른 번호 먼저)."


def _step_text(step: TieBreak) -> str:
    name = f"{step.field.label} {step.item}".strip()
    if step.order:
        return f"{name}({' → '.join(_LABELS.get(value, value) for value in step.order)})"
    return f"{name}({step.direction.label})"
