"""The posts of a round's work projects day by day: who holds one, which vacancy keeps one free."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

from participants.models import Application, Placement, SelectionEntry, Vacancy
from participants.selection.in_force import entries_in_force
from participants.selection.quota import pools_of
from programs.models import Round

Span = tuple[date, date]


def busiest(spans: Iterable[Span], first: date, last: date) -> int:
    """How many spans at most cover one day from ``first`` to ``last``, all days included."""
    changes: Counter[date] = Counter()
    for start, end in spans:
        if start <= last and end >= first:
            changes[max(start, first)] += 1
            if end < last:
                changes[end + timedelta(days=1)] -= 1
    return max(accumulate(changes[day] for day in sorted(changes)), default=0)


class Posts:
    """What is taken of each project's posts; three queries for the whole round.

    A placement takes its days, whatever became of it; an open vacancy keeps its post free for
    whoever fills it, from its day on.
    """

    def __init__(self, round_: Round):
        self.posts = dict(round_.work_projects.values_list("pk", "posts"))
        self.spans: dict[int, dict[str, Span]] = defaultdict(dict)
        placed = Placement.objects.filter(round=round_).exclude(state=Placement.State.CANCELLED)
        for pk, project, first, last in placed.values_list("pk", "project", "from_on", "to_on"):
            self.spans[project][f"placement {pk}"] = (first, last)
        vacancies = Vacancy.objects.filter(round=round_, state=Vacancy.State.OPEN)
        for pk, project, opened_on in vacancies.values_list("pk", "project", "opened_on"):
            self.spans[project][f"vacancy {pk}"] = (opened_on, date.max)

    def free(
        self,
        project: int,
        first: date,
        last: date,
        without: Placement | Vacancy | None = None,
    ) -> int:
        """How many posts of the project stay free on every day; ``without`` takes none."""
        name = f"{without._meta.model_name} {without.pk}" if without else ""
        spans = [span for key, span in self.spans[project].items() if key != name]
        return self.posts.get(project, 0) - busiest(spans, first, last)

    def take(self, project: int, first: date, last: date) -> None:
        """Remember one more that is about to be placed."""
        self.spans[project][f"planned {len(self.spans[project])}"] = (first, last)


def promised(round_: Round) -> list[tuple[int | None, str]]:
    """Project and pool of those who are selected and not placed yet; one query."""
    entries = entries_in_force(round_).filter(
        state=SelectionEntry.State.SELECTED, application__state=Application.State.SELECTED
    )
    return list(entries.values_list("project", "pool"))


def short_pools(round_: Round) -> dict[str, int]:
    """Posts of each pool that nobody holds, is promised or is awaited for; three queries."""
    held = Placement.objects.filter(round=round_, state__in=Placement.HOLDING)
    open_ = Vacancy.objects.filter(round=round_, state=Vacancy.State.OPEN)
    taken = Counter(pool for _, pool in promised(round_))
    taken.update(held.values_list("pool", flat=True))
    taken.update(open_.values_list("pool", flat=True))
    return {pool.code: max(pool.posts - taken[pool.code], 0) for pool in pools_of(round_)}
