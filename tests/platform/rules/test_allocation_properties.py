"""What holds of every allocation."""

import random
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jobportal.platform.rules.allocation import Candidate, Pin, Pool, Project, State, allocate
from jobportal.platform.rules.codes import AgeGroup
from tests.platform.rules.allocating import person

groups = st.sampled_from(AgeGroup)


@st.composite
def markets(draw):
    """A few people, pools and projects, small enough to be checked by hand over every pair."""
    pools = tuple(
        Pool(group.value, group.label, draw(st.integers(0, 4)), group, reserves=draw(st.none()))
        for group in AgeGroup
    )
    projects = tuple(
        Project(
            f"P{at}",
            f"사업 {at}",
            draw(st.integers(0, 3)),
            age_groups=tuple(draw(st.sets(groups, max_size=2))),
            certificates=draw(st.sampled_from([(), (), ("요양보호사",)])),
        )
        for at in range(draw(st.integers(1, 4)))
    )
    codes = st.lists(st.sampled_from([p.code for p in projects]), unique=True, max_size=3)
    people = [
        Candidate(
            f"n{at}",
            at,
            Fraction(100 - at),
            household=draw(st.sampled_from(["", "h1", "h2", "h3"])),
            age_group=draw(groups),
            preferences=tuple(draw(codes)),
            accepts_any=draw(st.booleans()),
            certificates=draw(st.sampled_from([(), ("요양보호사",)])),
        )
        for at in range(1, draw(st.integers(1, 10)) + 1)
    ]
    return people, pools, projects


def wishes(candidate: Candidate, projects) -> list[set[str]]:
    """What the person would take, best first; any project left over is alike to them."""
    fitting = {project.code for project in projects if project.accepts(candidate)}
    levels = [{code} for code in candidate.preferences if code in fitting]
    rest = fitting - set(candidate.preferences)
    return levels + ([rest] if candidate.accepts_any and rest else [])


@settings(max_examples=400)
@given(markets())
def test_nobody_prefers_a_place_held_by_someone_ranked_lower(market):
    people, pools, projects = market
    allocation = allocate(people, pools, projects)
    placed = {p.number: p for p in allocation.placings}
    homes = {c.household for c in people if placed[c.number].project and c.household}
    for candidate in people:
        mine = placed[candidate.number]
        if not mine.project and candidate.household in homes:
            continue  # another of the household holds its one place
        levels = wishes(candidate, projects)
        reached = next(
            (at for at, level in enumerate(levels) if mine.project in level), len(levels)
        )
        better = set().union(*levels[:reached])
        envied = [
            other.number
            for other in people
            if other.rank > candidate.rank
            and placed[other.number].pool == mine.pool
            and placed[other.number].project in better
        ]
        assert envied == []


@settings(max_examples=400)
@given(markets())
def test_no_post_is_left_empty_that_someone_waiting_would_take(market):
    people, pools, projects = market
    allocation = allocate(people, pools, projects)
    placed = {p.number: p for p in allocation.placings}
    open_pools = {vacancy.code for vacancy in allocation.pool_vacancies}
    open_projects = {vacancy.code for vacancy in allocation.project_vacancies}
    homes = {c.household for c in people if placed[c.number].project and c.household}
    for candidate in people:
        mine = placed[candidate.number]
        if mine.project or candidate.household in homes or mine.pool not in open_pools:
            continue
        assert set().union(*wishes(candidate, projects)) & open_projects == set()


@given(markets(), st.booleans(), st.randoms())
def test_quotas_households_and_repeats(market, has_projects, shuffler):
    people, pools, projects = market
    projects = projects if has_projects else ()
    allocation = allocate(people, pools, projects)
    shuffled = list(people)
    shuffler.shuffle(shuffled)
    assert allocate(shuffled, pools, projects) == allocation
    chosen = [p for p in allocation.placings if p.state is State.SELECTED]
    by_pool, by_project = Counter(p.pool for p in chosen), Counter(p.project for p in chosen)
    assert all(by_pool[pool.code] <= pool.posts for pool in pools)
    assert all(by_project[project.code] <= project.posts for project in projects)
    known = {c.number: c for c in people}
    homes = Counter(known[p.number].household for p in chosen if known[p.number].household)
    assert all(count == 1 for count in homes.values())
    asked = {project.code: project for project in projects}
    assert all(asked[p.project].accepts(known[p.number]) for p in chosen if projects)
    vacant = {v.code: v.open for v in allocation.pool_vacancies}
    assert vacant == {p.code: p.posts - by_pool[p.code] for p in pools if by_pool[p.code] < p.posts}
    empty = {v.code: v.open for v in allocation.project_vacancies}
    assert empty == {
        p.code: p.posts - by_project[p.code] for p in projects if by_project[p.code] < p.posts
    }


@settings(max_examples=300)
@given(markets(), st.data())
def test_pinned_people_stay_and_the_rest_is_stable_around_them(market, data):
    people, pools, projects = market
    numbers = data.draw(st.sets(st.sampled_from([c.number for c in people]), max_size=4))
    pinned = {
        number: Pin(
            data.draw(st.sampled_from([pool.code for pool in pools])),
            data.draw(st.sampled_from([project.code for project in projects])),
            data.draw(st.booleans()),
        )
        for number in sorted(numbers)
    }
    allocation = allocate(people, pools, projects, pinned=pinned)
    placed = {p.number: p for p in allocation.placings}
    holding = {number: pin for number, pin in pinned.items() if pin.holds}
    for number, pin in pinned.items():
        assert placed[number].state is State.SELECTED
        assert (placed[number].pool, placed[number].project) == (pin.pool, pin.project)
    fresh = [p for p in allocation.placings if p.number not in pinned]
    chosen = [p for p in fresh if p.state is State.SELECTED]
    for parts, attribute in ((pools, "pool"), (projects, "project")):
        held = Counter(getattr(pin, attribute) for pin in holding.values())
        given_out = Counter(getattr(p, attribute) for p in chosen)
        assert all(given_out[part.code] <= max(part.posts - held[part.code], 0) for part in parts)
    known = {c.number: c for c in people}
    homes = {known[n].household for n in holding} - {""}
    assert homes.isdisjoint(known[p.number].household for p in chosen)
    homes |= {known[p.number].household for p in chosen} - {""}
    for mine in fresh:
        candidate = known[mine.number]
        if not mine.project and candidate.household in homes:
            continue
        levels = wishes(candidate, projects)
        reached = next(
            (at for at, level in enumerate(levels) if mine.project in level), len(levels)
        )
        better = set().union(*levels[:reached])
        assert not any(
            known[other.number].rank > candidate.rank and other.project in better
            for other in chosen
            if other.pool == mine.pool
        )


@given(markets())
def test_everyone_is_told_why_and_reserves_are_numbered_per_pool(market):
    people, pools, projects = market
    allocation = allocate(people, pools, projects)
    assert [p.number for p in allocation.placings] == [c.number for c in people]
    assert all(p.reason.endswith((".", "점)")) for p in allocation.placings)
    for pool in pools:
        ranks = [p.reserve_rank for p in allocation.placings if p.pool == pool.code]
        numbers = [number for number in ranks if number is not None]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_large_round_leaves_nobody_envious():
    chance = random.Random(7)
    projects = tuple(Project(f"P{n}", f"사업 {n}", chance.randint(1, 8)) for n in range(40))
    people = [
        person(n, *chance.sample([p.code for p in projects], 3), accepts_any=n % 3 == 0)
        for n in range(1, 601)
    ]
    allocation = allocate(people, (Pool("ALL", "전체", 150),), projects)
    holders: dict[str, list[int]] = {}
    for candidate, placing in zip(people, allocation.placings, strict=True):
        holders.setdefault(placing.project, []).append(candidate.rank)
    for candidate, placing in zip(people, allocation.placings, strict=True):
        wanted = candidate.preferences[: placing.choice - 1 if placing.choice else None]
        assert all(rank < candidate.rank for code in wanted for rank in holders.get(code, []))
