"""Who is selected, where, who waits and who is not, with the reason for each person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from jobportal.platform.rules.places import Places
from jobportal.platform.rules.placings import (
    Allocation,
    Pin,
    Placing,
    State,
    Vacancy,
    gap_words,
    standing,
)
from jobportal.platform.rules.quota import Candidate, Pool, Project, pool_of
from jobportal.platform.rules.ranking import natural

__all__ = [
    "Allocation",
    "Candidate",
    "Pin",
    "Placing",
    "Pool",
    "Project",
    "State",
    "Vacancy",
    "allocate",
]

_NOBODY: Mapping[str, Pin] = MappingProxyType({})


@dataclass
class _Progress:
    """What has been given out so far."""

    places: Places
    per_household: int | None
    pinned: Mapping[str, Pin]
    taken: Counter = field(default_factory=Counter)
    households: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)


def allocate(
    candidates: Iterable[Candidate],
    pools: Iterable[Pool],
    projects: Iterable[Project] = (),
    per_household: int | None = 1,
    pinned: Mapping[str, Pin] = _NOBODY,
) -> Allocation:
    """Fill pools and projects from the best rank down; without projects only the pools.

    Every project orders people by the same rank, so deferred acceptance comes to one pass: each
    person in turn gets the first preference that still has, or can be given, a post. Nobody
    therefore prefers a project held by someone ranked lower, in the same pool or another. Someone
    who finds no fitting post waits in reserve, and the next is tried. `per_household` None sets no
    limit. Those `pinned`, by 접수번호, are placed already: their posts and households are taken
    first, whatever their rank, and they stay selected. The same 접수번호 or, within a pool, the
    same rank twice is a Korean ValueError.
    """
    pools, projects = tuple(pools), tuple(projects)
    ordered = sorted(candidates, key=lambda c: (c.rank, natural(c.number), c.number))
    mine = {candidate.number: pool_of(candidate, pools) for candidate in ordered}
    _refuse_confusion(ordered, mine, (pools, projects))
    progress = _Progress(Places(projects), per_household, pinned)
    _pin(ordered, progress)
    for candidate in ordered:
        if candidate.number not in pinned:
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


def _pin(ordered: list[Candidate], progress: _Progress) -> None:
    """Take the posts and households of those who are placed already."""
    for candidate in ordered:
        pin = progress.pinned.get(candidate.number)
        if pin is None or not pin.holds:
            continue
        progress.taken[pin.pool] += 1
        progress.places.hold(pin.project)
        if candidate.household:
            progress.households.setdefault(candidate.household, []).append(candidate.number)


def _decide(candidate: Candidate, pool: Pool | None, progress: _Progress) -> None:
    number, home = candidate.number, candidate.household
    members = progress.households.get(home, []) if home else []
    if pool is None:
        progress.refused[number] = "연령과 유형에 맞는 모집 구분이 없습니다."
    elif progress.per_household is not None and len(members) >= progress.per_household:
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
    cut_offs = _cut_offs(ordered, mine, progress)
    labels = {pool.code: pool.label for pool in pools}
    reserves: Counter = Counter()
    placings = []
    for candidate in ordered:
        pool = mine[candidate.number]
        cut_off = cut_offs.get(pool.code) if pool else None
        if candidate.number in progress.pinned:
            placings.append(_pinned(candidate, labels, progress))
        elif candidate.number in progress.chosen:
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


def _cut_offs(
    ordered: list[Candidate], mine: dict[str, Pool | None], progress: _Progress
) -> dict[str, Fraction]:
    """The lowest score that was selected now, by pool; nothing where it was drawn by lot."""
    cut_offs: dict[str, Fraction] = {}
    for candidate in ordered:
        pool = mine[candidate.number]
        if pool and candidate.number in progress.chosen and candidate.score is not None:
            lowest = cut_offs.get(pool.code, candidate.score)
            cut_offs[pool.code] = min(lowest, candidate.score)
    return cut_offs


def _pinned(candidate: Candidate, labels: dict[str, str], progress: _Progress) -> Placing:
    pin = progress.pinned[candidate.number]
    label = labels.get(pin.pool, "")
    kept = (
        "이미 배치되어 있어 그 자리를 그대로 둡니다"
        if pin.holds
        else "배치된 뒤 일을 마쳐 자리를 차지하지 않습니다"
    )
    reason = f"{f'{label}: ' if label else ''}{kept}({standing(candidate)})."
    choice = 0
    if pin.project in candidate.preferences:
        choice = candidate.preferences.index(pin.project) + 1
    return Placing(candidate.number, State.SELECTED, reason, pin.pool, pin.project, choice)


def _selected(
    candidate: Candidate, pool: Pool, cut_off: Fraction | None, progress: _Progress
) -> Placing:
    code, choice = progress.chosen[candidate.number]
    code = code or progress.places.project_of_movable(candidate.number) or ""
    is_whole = pool.age_group is None and not pool.participant_type
    where = "" if is_whole else f"{pool.label}에 "
    reason = f"{where}선발되었습니다({standing(candidate)})."
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
        reason = f"{progress.refused[number]} ({standing(candidate)})"
        return Placing(number, State.NOT_SELECTED, reason, pool.code if pool else "")
    reserves[pool.code] += 1
    short_by = None
    if cut_off is not None and candidate.score is not None:
        short_by = max(cut_off - candidate.score, Fraction(0))
    is_kept = pool.reserves is None or reserves[pool.code] <= pool.reserves
    reason = f"{progress.waiting[number]} ({standing(candidate)}){gap_words(cut_off, short_by)}"
    reason += f" {_reserve_words(pool, reserves[pool.code], is_kept)}"
    return Placing(
        number,
        State.RESERVE if is_kept else State.NOT_SELECTED,
        reason,
        pool.code,
        reserve_rank=reserves[pool.code] if is_kept else None,
        cut_off=cut_off,
        short_by=short_by,
    )


def _reserve_words(pool: Pool, rank: int, is_kept: bool) -> str:
    if is_kept:
        return f"{pool.label} 예비 {rank}순위입니다."
    if not pool.reserves:
        return "예비는 두지 않습니다."
    return f"{pool.label} 예비 인원 {pool.reserves:,}명에도 들지 못하였습니다."
