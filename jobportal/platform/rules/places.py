"""The posts of the work projects while they are being given out."""

from collections import deque
from collections.abc import Iterable
from itertools import count

from jobportal.platform.rules.quota import Candidate, Project

Fitting = tuple[str, ...]
"""The codes of the projects somebody can be given, in the order declared."""


class Places:
    """Who holds which project. People placed for good stay; those to whom any project is alike
    are moved when that makes room for somebody's preference and still leaves them a place."""

    def __init__(self, projects: Iterable[Project]) -> None:
        self.projects = {project.code: project for project in projects}
        self._held = dict.fromkeys(self.projects, 0)
        self._movable = _Movable(self.projects)
        self._closed = {code for code, project in self.projects.items() if not project.posts}
        self._fitting: dict[tuple, Fitting] = {}

    def fitting(self, candidate: Candidate) -> Fitting:
        """The projects whose requirements the candidate meets, in the order declared."""
        asked = (
            candidate.age_group,
            candidate.participant_type,
            candidate.certificates,
            candidate.experience_years,
            candidate.hours,
        )
        if asked not in self._fitting:
            self._fitting[asked] = tuple(
                code for code, project in self.projects.items() if project.accepts(candidate)
            )
        return self._fitting[asked]

    def hold(self, code: str) -> None:
        """Take a post for good for somebody placed already, even beyond those there are."""
        if code in self._held:
            self._held[code] += 1

    def take(self, candidate: Candidate, code: str, is_movable: bool) -> bool:
        """Give the candidate a post of the project if it has or can be given a free one."""
        if code in self._closed or not self._make_room(code):
            return False
        self._held[code] += 1
        if is_movable:
            self._movable.put(candidate.number, code, self.fitting(candidate))
        return True

    def project_of_movable(self, number: str) -> str | None:
        """Where a movable person stands in the end."""
        return self._movable.where(number)

    def held(self, code: str) -> int:
        """How many posts of the project are given out."""
        return self._held[code]

    def _make_room(self, code: str) -> bool:
        """Free one post by moving people along the shortest chain of projects.

        A project that cannot be freed never can be later, because posts are only ever filled;
        it is closed, so that the search is made at most once for each in vain.
        """
        came_from: dict[str, tuple[str, str]] = {}
        queue, seen = deque([code]), {code}
        while queue:
            here = queue.popleft()
            if self._held[here] < self.projects[here].posts:
                self._shift(here, code, came_from)
                return True
            for number, fitting in self._movable.first_of_each(here):
                for there in fitting:
                    if there not in seen and there not in self._closed:
                        seen.add(there)
                        came_from[there] = (here, number)
                        queue.append(there)
        self._closed |= seen
        return False

    def _shift(self, free: str, wanted: str, came_from: dict[str, tuple[str, str]]) -> None:
        while free != wanted:
            previous, number = came_from[free]
            self._movable.move(number, free)
            self._held[free] += 1
            self._held[previous] -= 1
            free = previous


class _Movable:
    """The people to whom any project is alike, by project and by the projects they fit.

    A search needs one person of each group only, and groups are few where people are thousands.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self._groups: dict[str, dict[Fitting, dict[str, int]]] = {code: {} for code in codes}
        self._at: dict[str, tuple[str, Fitting]] = {}
        self._coming = count()

    def put(self, number: str, code: str, fitting: Fitting) -> None:
        """The person comes to a project, after all who are there."""
        self._groups[code].setdefault(fitting, {})[number] = next(self._coming)
        self._at[number] = (code, fitting)

    def move(self, number: str, code: str) -> None:
        """The person leaves the project for another."""
        here, fitting = self._at[number]
        group = self._groups[here][fitting]
        del group[number]
        if not group:
            del self._groups[here][fitting]
        self.put(number, code, fitting)

    def where(self, number: str) -> str | None:
        """The project of a person, None for somebody who is not among them."""
        return self._at[number][0] if number in self._at else None

    def first_of_each(self, code: str) -> list[tuple[str, Fitting]]:
        """Who came first to the project of each group, the earliest first."""
        firsts = [
            (*next(iter(group.items())), fitting) for fitting, group in self._groups[code].items()
        ]
        firsts.sort(key=lambda first: first[1])
        return [(number, fitting) for number, _, fitting in firsts]
