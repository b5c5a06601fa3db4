"""Faults that many rows of a file share, told once with the first rows they are in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from jobportal.platform.intake.problems import Problem

FIRST = 3
"""So many rows are named; the others are counted."""


@dataclass
class Alike:
    """One fault of one column, and the rows that have it."""

    first: Problem
    rows: list[int | None] = field(default_factory=list)
    values: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many rows have it."""
        return len(self.rows)

    @property
    def row(self) -> str:
        """“2, 3, 5 외 9줄”; "" for a fault of the whole file."""
        named = ", ".join(str(row) for row in self.rows[:FIRST] if row)
        rest = self.count - FIRST
        return f"{named} 외 {rest:,}줄" if rest > 0 else named

    @property
    def value(self) -> str:
        """What was entered, of the first row; that others differ is said."""
        return f"{self.first.value} 등" if len(self.values) > 1 else self.first.value

    sheet = property(lambda self: self.first.sheet)
    column = property(lambda self: self.first.column)
    what = property(lambda self: self.first.what)
    cure = property(lambda self: self.first.cure)


def alike(problems: Iterable[Problem]) -> list[Alike]:
    """The faults, those of one column with one sentence together, in the order of first rows."""
    found: dict[tuple, Alike] = {}
    for one in problems:
        key = (one.sheet, one.column, one.what, one.cure)
        group = found.setdefault(key, Alike(one))
        group.rows.append(one.row)
        group.values.add(one.value)
    return list(found.values())
