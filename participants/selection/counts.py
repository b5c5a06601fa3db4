"""The figures of a round's selection: states, score sheets, outcomes by version, pool, project."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from participants.models import Application, Score, Selection, SelectionEntry
from participants.selection.quota import POOL_LABELS
from programs.models import Round, WorkProject

E = SelectionEntry.State
LEFT = "LEFT"
"""Stands for the state of those selected, placed and gone again before the list was made."""


def state_counts(round_: Round) -> Counter[str]:
    """How many applications are in each state; one query."""
    rows = Application.objects.of(round_.district).filter(round=round_).order_by()
    return Counter(dict(rows.values_list("state").annotate(Count("pk"))))


@dataclass(frozen=True)
class ScoreCounts:
    """How many score sheets there are, incomplete, to be discussed; and when they were made."""

    sheets: int
    incomplete: int
    discuss: int
    last_at: object


def score_counts(round_: Round) -> ScoreCounts:
    """The figures of the round's score sheets; one query."""
    rows = Score.objects.of(round_.district).filter(application__round=round_)
    found = rows.aggregate(
        sheets=Count("pk"),
        incomplete=Count("pk", filter=Q(is_complete=False)),
        discuss=Count("pk", filter=Q(needs_discussion=True)),
        last_at=Max("scored_at"),
    )
    return ScoreCounts(**found)


def outcome_counts(selections: Sequence[Selection]) -> dict[int, Counter[str]]:
    """How many of each outcome every list holds, by its number; one query.

    Whoever had left when the list was made counts as :data:`LEFT`, not as selected.
    """
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = SelectionEntry.objects.filter(selection__in=[one.pk for one in selections]).order_by()
    for pk, state, count in rows.values_list("selection", "state").annotate(Count("pk")):
        found[pk][state] = count
    for one in selections:
        left = len(left_of(one))
        found[one.pk][E.SELECTED] -= left
        found[one.pk][LEFT] = left
    return found


def left_of(selection: Selection) -> list[int]:
    """The numbers of those who had left when the list was made; they stand in it as selected."""
    return selection.terms.get("left", [])


@dataclass(frozen=True)
class Filled:
    """One line of a table of posts: how many there are and what became of them."""

    label: str
    posts: int
    selected: int
    reserve: int
    not_selected: int
    left: int

    @property
    def open(self) -> int:
        """Posts nobody was selected for; below 0 when more people hold one than there are."""
        return self.posts - self.selected


Seat = tuple[str, str, str]
"""Pool, code of the project and state of one outcome; the state of who left is LEFT."""


def seats_of(selection: Selection) -> list[Seat]:
    """Where everybody of a stored list is; one query."""
    rows = SelectionEntry.objects.filter(selection=selection).order_by()
    gone = {*left_of(selection)}
    return [
        (pool, code or "", LEFT if number in gone else state)
        for number, pool, code, state in rows.values_list(
            "application__number", "pool", "project__code", "state"
        )
    ]


def pool_table(posts: dict[str, int], seats: Iterable[Seat]) -> list[Filled]:
    """The pools with 계 first; who belongs to none stands in a line of their own."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for pool, _, state in seats:
        counts[pool][state] += 1
    codes = [*posts, *(code for code in counts if code not in posts)]
    lines = [
        _filled(POOL_LABELS.get(code, code or "구분 없음"), posts.get(code, 0), counts[code])
        for code in codes
    ]
    whole = sum(counts.values(), Counter())
    return [_filled("계", sum(posts.values()), whole), *lines]


def project_table(round_: Round, posts: dict[str, int], seats: Iterable[Seat]) -> list[Filled]:
    """The work projects of a list with 계 first; one query."""
    titles = dict(
        WorkProject.objects.of(round_.district).filter(round=round_).values_list("code", "title")
    )
    counts: dict[str, Counter] = defaultdict(Counter)
    for _, code, state in seats:
        counts[code][state] += 1
    lines = [_filled(titles.get(code, code), count, counts[code]) for code, count in posts.items()]
    whole = sum((counts[code] for code in posts), Counter())
    return [_filled("계", sum(posts.values()), whole), *lines]


def _filled(label: str, posts: int, counts: Counter) -> Filled:
    outcomes = (E.SELECTED, E.RESERVE, E.NOT_SELECTED, LEFT)
    return Filled(label, posts, *(counts[state] for state in outcomes))
