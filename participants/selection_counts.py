"""The figures of a round's selection: states, score sheets, outcomes by version, pool, project."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from participants.models import Application, Score, Selection, SelectionEntry
from participants.quota import POOL_LABELS
from programs.models import Round, WorkProject

E = SelectionEntry.State


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


def outcome_counts(selections: Iterable[Selection]) -> dict[int, Counter[str]]:
    """How many of each outcome every list holds, by its number; one query."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = SelectionEntry.objects.filter(selection__in=[one.pk for one in selections]).order_by()
    for pk, state, count in rows.values_list("selection", "state").annotate(Count("pk")):
        found[pk][state] = count
    return found


@dataclass(frozen=True)
class Filled:
    """One line of a table of posts: how many there are and what became of them."""

    label: str
    posts: int
    selected: int
    reserve: int
    not_selected: int

    @property
    def open(self) -> int:
        """Posts nobody was selected for."""
        return max(self.posts - self.selected, 0)


Seat = tuple[str, str, str]
"""Pool, code of the project and state of one outcome."""


def seats_of(selection: Selection) -> list[Seat]:
    """Where everybody of a stored list is; one query."""
    rows = SelectionEntry.objects.filter(selection=selection).order_by()
    return [
        (pool, code or "", state)
        for pool, code, state in rows.values_list("pool", "project__code", "state")
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
    taken = Counter(code for _, code, state in seats if state == E.SELECTED)
    lines = [
        Filled(titles.get(code, code), count, taken[code], 0, 0) for code, count in posts.items()
    ]
    placed = sum(taken[code] for code in posts)
    return [Filled("계", sum(posts.values()), placed, 0, 0), *lines]


def _filled(label: str, posts: int, counts: Counter) -> Filled:
    return Filled(label, posts, counts[E.SELECTED], counts[E.RESERVE], counts[E.NOT_SELECTED])
