"""Who is selected, where, who waits and who is not, with the reason for each person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from jobportal.platform.rules.codes import Word
from jobportal.platform.rules.places import Places
from jobportal.platform.rules.quota import Candidate, Pool, Project, pool_of
from jobportal.platform.rules.ranking import natural
from jobportal.platform.rules.scorelines import points_text

__all__ = ["Allocation", "Candidate", "Placing", "Pool", "Project", "State", "Vacancy", "allocate"]


class State(Word):
    """What the selection comes to for a person."""

    SELECTED = "SELECTED", "선발"
    RESERVE = "RESERVE", "예비"
    NOT_SELECTED = "NOT_SELECTED", "미선발"


@dataclass(frozen=True)
class Placing:
    """The outcome of one person. `choice` is 1 for the first preference, 0 for none of them;
    `cut_off` is the lowest score selected in the pool and `short_by` the points below it."""

    number: str
    state: State
    reason: str
    pool: str = ""
    project: str = ""
    choice: int = 0
    reserve_rank: int | None = None
    cut_off: Fraction | None = None
    short_by: Fraction | None = None


@dataclass(frozen=True)
class Vacancy:
    """Posts of a pool or a project that nobody was found for."""

    code: str
    label: str
    posts: int
    filled: int

    @property
    def open(self) -> int:
        """Posts still empty."""
        return self.posts - self.filled


@dataclass(frozen=True)
class Allocation:
    """Everyone's outcome in the order of rank, and what stays empty."""

    placings: tuple[Placing, ...]
    pool_vacancies: tuple[Vacancy, ...]
    project_vacancies: tuple[Vacancy, ...]

    def of(self, number: str) -> Placing:
        """The outcome of one 접수번호; KeyError when it was not among the candidates."""
        for placing in self.placings:
            if placing.number == number:
                return placing
        raise KeyError(number)

    def selected(self) -> tuple[str, ...]:
        """The 접수번호 of those selected, in the order of rank."""
        return tuple(p.number for p in self.placings if p.state is State.SELECTED)


@dataclass
class _Progress:
    """What has been given out so far."""

    places: Places
    per_household: int
    taken: Counter = field(default_factory=Counter)
    households: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)


def allocate(
    candidates: Iterable[Candidate],
    pools: Iterable[Pool],
    projects: Iterable[Project] = (),
    per_household: int = 1,
) -> Allocation:
    """Fill pools and projects from the best rank down; without projects only the pools.

    Every project orders people by the same rank, so deferred acceptance comes to one pass: each
    person in turn gets the first preference that still has, or can be given, a post. Nobody
    therefore prefers a project held by someone ranked lower, in the same pool or another. Someone
    who finds no fitting post waits in reserve, and the next is tried. The same 접수번호 or, within
    a pool, the same rank twice is a Korean ValueError.
    """
    pools, projects = tuple(pools), tuple(projects)
    ordered = sorted(candidates, key=lambda c: (c.rank, natural(c.number), c.number))
    mine = {candidate.number: pool_of(candidate, pools) for candidate in ordered}
    _refuse_confusion(ordered, mine, (pools, projects))
    progress = _Progress(Places(projects), per_household)
    for candidate in ordered:
        _decide(candidate, mine[candidate.number], progress)
    return _outcome(ordered, mine, pools, progress)


def _refuse_confusion(
    ordered: list[Candidate],
    mine: dict[str, Pool | None],
    declared: tuple[tuple[Pool, ...], tuple[Project, ...]],
) -> None:
    if len(mine) != len(ordered):
        raise ValueError("같은 접수번호가 두 번 있습니다. 겹친 신청을 먼저 정리해 주세요.")
    pool_ranks = Counter((mine[c.number], c.rank) for c in ordered if mine[c.number])
    if any(count > 1 for count in pool_ranks.values()):
        raise ValueError("한 모집 구분에 같은 순위가 두 번 있습니다. 순위를 먼저 확정해 주세요.")
    for group in declared:
        if len({part.code for part in group}) != len(group):
            raise ValueError("모집 구분이나 사업의 코드가 겹칩니다. 서로 다른 코드를 쓰세요.")


def _decide(candidate: Candidate, pool: Pool | None, progress: _Progress) -> None:
    number, home = candidate.number, candidate.household
    members = progress.households.get(home, []) if home else []
    if pool is None:
        progress.refused[number] = "연령과 유형에 맞는 모집 구분이 없습니다."
    elif len(members) >= progress.per_household:
        progress.refused[number] = (
            f"같은 세대에 먼저 선발된 사람({', '.join(members)})이 있어 선발하지 않습니다"
            f"(세대당 {progress.per_household}명)."
        )
    elif progress.taken[pool.code] >= pool.posts:
        progress.waiting[number] = f"{pool.label} {pool.posts}명이 먼저 선발되었습니다."
    elif not _place(candidate, progress):
        return
    else:
        progress.taken[pool.code] += 1
        if home:
            progress.households.setdefault(home, []).append(number)


def _place(candidate: Candidate, progress: _Progress) -> bool:
    """Give the best post there is; otherwise say why there is none."""
    places, number = progress.places, candidate.number
    fitting = places.fitting(candidate)
    for choice, code in enumerate(candidate.preferences, start=1):
        if code in fitting and places.take(candidate, code, is_movable=False):
            progress.chosen[number] = (code, choice)
            return True
    others = fitting if candidate.accepts_any else ()
    for code in others:
        if places.take(candidate, code, is_movable=True):
            progress.chosen[number] = ("", 0)
            return True
    if not places.projects:
        progress.chosen[number] = ("", 0)
        return True
    if others or set(fitting) & set(candidate.preferences):
        progress.waiting[number] = "원하면서 요건에 맞는 사업의 자리가 모두 찼습니다."
    else:
        progress.refused[number] = "원하면서 자격·연령·시간 요건에 맞는 사업이 없습니다."
    return False


def _outcome(
    ordered: list[Candidate],
    mine: dict[str, Pool | None],
    pools: tuple[Pool, ...],
    progress: _Progress,
) -> Allocation:
    cut_offs: dict[str, Fraction] = {}
    for candidate in ordered:
        pool = mine[candidate.number]
        if pool and candidate.number in progress.chosen:
            lowest = cut_offs.get(pool.code, candidate.score)
            cut_offs[pool.code] = min(lowest, candidate.score)
    reserves: Counter = Counter()
    placings = []
    for candidate in ordered:
        pool = mine[candidate.number]
        cut_off = cut_offs.get(pool.code) if pool else None
        if candidate.number in progress.chosen:
            placings.append(_selected(candidate, pool, cut_off, progress))
        else:
            placings.append(_not_selected(candidate, pool, cut_off, progress, reserves))
    taken = progress.taken
    pool_vacancies = [Vacancy(p.code, p.label, p.posts, taken[p.code]) for p in pools]
    held = progress.places.held
    project_vacancies = [
        Vacancy(p.code, p.label, p.posts, held(p.code)) for p in progress.places.projects.values()
    ]
    return Allocation(
        tuple(placings),
        tuple(vacancy for vacancy in pool_vacancies if vacancy.open),
        tuple(vacancy for vacancy in project_vacancies if vacancy.open),
    )


def _standing(candidate: Candidate) -> str:
    return f"전체 {candidate.rank}위, {points_text(candidate.score)}점"


def _selected(
    candidate: Candidate, pool: Pool, cut_off: Fraction | None, progress: _Progress
) -> Placing:
    code, choice = progress.chosen[candidate.number]
    code = code or progress.places.project_of_movable(candidate.number) or ""
    reason = f"{pool.label}에 선발되었습니다({_standing(candidate)})."
    if code:
        label = progress.places.projects[code].label
        lost = " 희망사업은 앞선 순위로 모두 찼거나 요건이 맞지 않아"
        if choice:
            reason += f" {choice}순위 희망사업 “{label}”에 배치합니다."
        else:
            reason += f"{lost if candidate.preferences else ''} “{label}”에 배치합니다."
    return Placing(
        candidate.number, State.SELECTED, reason, pool.code, code, choice, cut_off=cut_off
    )


def _not_selected(
    candidate: Candidate,
    pool: Pool | None,
    cut_off: Fraction | None,
    progress: _Progress,
    reserves: Counter,
) -> Placing:
    number = candidate.number
    if number in progress.refused or pool is None:
        reason = f"{progress.refused[number]} ({_standing(candidate)})"
        return Placing(number, State.NOT_SELECTED, reason, pool.code if pool else "")
    reserves[pool.code] += 1
    short_by = None if cut_off is None else max(cut_off - candidate.score, Fraction(0))
    is_kept = pool.reserves is None or reserves[pool.code] <= pool.reserves
    reason = f"{progress.waiting[number]} ({_standing(candidate)}){_gap(cut_off, short_by)}"
    reason += (
        f" {pool.label} 예비 {reserves[pool.code]}번입니다."
        if is_kept
        else (f" 예비 인원 {pool.reserves}명에도 들지 못하였습니다.")
    )
    return Placing(
        number,
        State.RESERVE if is_kept else State.NOT_SELECTED,
        reason,
        pool.code,
        reserve_rank=reserves[pool.code] if is_kept else None,
        cut_off=cut_off,
        short_by=short_by,
    )


def _gap(cut_off: Fraction | None, short_by: Fraction | None) -> str:
    if cut_off is None or short_by is None:
        return ""
    if not short_by:
        return f" 선발 최저 점수는 {points_text(cut_off)}점입니다."
    return f" 선발 최저 점수 {points_text(cut_off)}점에 {points_text(short_by)}점이 모자랍니다."
