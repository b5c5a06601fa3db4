"""What a change of rules, weights or quotas would do, without saving anything."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from jobportal.platform.rules.allocation import Allocation, State
from jobportal.platform.rules.ranking import Entry, TieBreak, rank, whole


@dataclass(frozen=True)
class Comparison:
    """Who enters and leaves the selection, and who stays but moves to another project."""

    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    moves: tuple[str, ...]
    selected_before: int
    selected_after: int


@dataclass(frozen=True)
class Rescored:
    """A person whose total changes."""

    number: str
    before: Fraction
    after: Fraction


def compare(
    before: Allocation, after: Allocation, left: Collection[str] = frozenset()
) -> Comparison:
    """The difference of two selections, in the order of rank of the one a person is in.

    Those who ``left`` after they were placed, by 접수번호, are counted in neither.
    """
    old, new = (
        {
            p.number: p.project
            for p in one.placings
            if p.state is State.SELECTED and p.number not in left
        }
        for one in (before, after)
    )
    return Comparison(
        enters=tuple(number for number in new if number not in old),
        leaves=tuple(number for number in old if number not in new),
        moves=tuple(number for number in new if old.get(number, new[number]) != new[number]),
        selected_before=len(old),
        selected_after=len(new),
    )


def rescored(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> tuple[Rescored, ...]:
    """Those in both whose total changes, the largest change first, then by 접수번호."""
    changed = [
        Rescored(number, before[number], after[number])
        for number in before
        if number in after and before[number] != after[number]
    ]
    sizes = whole([abs(one.after - one.before) for one in changed])
    ordered = sorted(zip(sizes, changed, strict=True), key=lambda pair: (-pair[0], pair[1].number))
    return tuple(one for _, one in ordered)


def rank_with_more(
    entries: Iterable[Entry], tie_breaks: Iterable[TieBreak], number: str, extra: Fraction | int
) -> int:
    """The rank a person would have with `extra` points and all else alike.

    KeyError when the 접수번호 is not among the entries.
    """
    entries = list(entries)
    if all(entry.number != number for entry in entries):
        raise KeyError(number)
    changed = [
        replace(entry, score=entry.score + extra) if entry.number == number else entry
        for entry in entries
    ]
    return next(r.rank for r in rank(changed, tie_breaks) if r.entry.number == number)
