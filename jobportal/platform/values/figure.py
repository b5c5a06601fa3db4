"""A number with where it comes from, so that every figure on screen opens the records behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self


class Origin(StrEnum):
    """Whether a cell is an input, computed from inputs, or words."""

    RECORD = "record"
    COMPUTED = "computed"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """Records behind a figure: the slug of a record list, and which of its records.

    Without `ids` it means every record that `query` (filter name, value) finds in the list.
    """

    kind: str
    ids: tuple[int, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    label: str = ""


def merge_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The same records named once: ids of one list and query are joined, in order of appearance."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Source]] = {}
    for source in sources:
        groups.setdefault((source.kind, source.query), []).append(source)
    return tuple(_join(group) for group in groups.values())


def _join(group: list[Source]) -> Source:
    first = group[0]
    if len(group) == 1:
        return first
    # A source without ids is the whole list, and swallows those that name single records.
    whole = any(not source.ids for source in group)
    ids = () if whole else tuple(dict.fromkeys(id_ for source in group for id_ in source.ids))
    same_label = all(source.label == first.label for source in group)
    return Source(first.kind, ids, first.query, first.label if same_label else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (None: there is none yet), how it came about and the records it rests on."""

    value: int | Fraction | None
    origin: Origin
    sources: tuple[Source, ...] = ()
    formula: str = ""

    @classmethod
    def record(cls, value: int | Fraction | None, *sources: Source) -> Self:
        """A number as it was entered in a record."""
        return cls(value, Origin.RECORD, merge_sources(sources))

    @classmethod
    def computed(
        cls, value: int | Fraction | None, sources: Iterable[Source] = (), formula: str = ""
    ) -> Self:
        """A number worked out from records, such as a count, with the rule in words."""
        return cls(value, Origin.COMPUTED, merge_sources(sources), formula)

    @classmethod
    def total(cls, figures: Iterable["Figure"], formula: str = "합계") -> Self:
        """The sum of the figures; those without a value are skipped, and all without give None."""
        parts = list(figures)
        known = [part.value for part in parts if part.value is not None]
        return cls.computed(sum(known) if known else None, _sources_of(parts), formula)

    @classmethod
    def difference(cls, left: "Figure", right: "Figure", formula: str = "차액") -> Self:
        """left − right; without a left value None, without a right value the left one."""
        value = left.value
        if value is not None and right.value is not None:
            value -= right.value
        return cls.computed(value, _sources_of((left, right)), formula)

    @classmethod
    def ratio(cls, part: "Figure", whole: "Figure", formula: str = "비율") -> Self:
        """part ÷ whole, exact; None when either is unknown or the whole is 0."""
        value = None
        if part.value is not None and whole.value:
            value = Fraction(part.value) / Fraction(whole.value)
        return cls.computed(value, _sources_of((part, whole)), formula)

    def __add__(self, other: "Figure") -> "Figure":
        return Figure.total((self, other)) if isinstance(other, Figure) else NotImplemented

    def __sub__(self, other: "Figure") -> "Figure":
        return Figure.difference(self, other) if isinstance(other, Figure) else NotImplemented


def _sources_of(figures: Iterable[Figure]) -> Iterable[Source]:
    return (source for figure in figures for source in figure.sources)
