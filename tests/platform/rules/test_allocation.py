"""Cases and properties of selection and of the places people get."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobportal.platform.rules.allocation import (
    Candidate,
    Pin,
    Pool,
    Project,
    State,
    allocate,
)
from jobportal.platform.rules.codes import AgeGroup
from jobportal.platform.rules.quota import pool_of

POOLS = (
    Pool("YOUTH", "청년", 1, AgeGroup.YOUTH),
    Pool("U65", "65세 미만", 2, AgeGroup.UNDER_65),
    Pool("O65", "65세 이상", 1, AgeGroup.OVER_65),
)
CLEAN = Project("CLEAN", "공원 정비", 2)
OFFICE = Project("OFFICE", "행정 보조", 1)
CARE = Project("CARE", "돌봄 보조", 1, certificates=("요양보호사",))


def person(rank: int, *preferences: str, **more) -> Candidate:
    usual = {"age_group": AgeGroup.UNDER_65, "score": Fraction(100 - rank)}
    return Candidate(f"{rank}", rank, preferences=preferences, **(usual | more))


def states(allocation) -> dict[str, tuple]:
    return {p.number: (p.state, p.project, p.reserve_rank) for p in allocation.placings}


def test_pools_are_filled_from_the_best_rank_and_the_rest_wait_in_order():
    people = [person(n) for n in (1, 2, 3, 4)] + [person(5, age_group=AgeGroup.OVER_65)]
    allocation = allocate(people, POOLS)
    assert allocation.selected() == ("1", "2", "5")
    assert states(allocation)["3"] == (State.RESERVE, "", 1)
    assert states(allocation)["4"] == (State.RESERVE, "", 2)
    assert allocation.of("4").reason == (
        "65세 미만 2명이 먼저 선발되었습니다. (전체 4위, 96점) "
        "선발 최저 점수 98점에 2점이 모자랍니다. 65세 미만 예비 2번입니다."
    )
    assert (allocation.of("4").cut_off, allocation.of("4").short_by) == (98, 2)
    assert [(v.label, v.open) for v in allocation.pool_vacancies] == [("청년", 1)]


def test_reserves_are_kept_up_to_their_number():
    pools = (Pool("ALL", "전체", 1, reserves=1),)
    allocation = allocate([person(1), person(2), person(3)], pools)
    assert [p.state for p in allocation.placings] == ["SELECTED", "RESERVE", "NOT_SELECTED"]
    assert "예비 인원 1명에도 들지 못하였습니다" in allocation.of("3").reason


def test_an_equal_score_beyond_the_cut_off_is_not_told_that_points_are_missing():
    people = [replace(person(n), score=Fraction(80)) for n in (1, 2, 3)]
    placing = allocate(people, POOLS).of("3")
    assert placing.short_by == 0
    assert "선발 최저 점수는 80점입니다." in placing.reason


def test_one_of_a_household_is_selected_even_across_pools():
    people = [
        person(1, household="h"),
        person(2, household="h", age_group=AgeGroup.OVER_65),
        person(3, household="k", age_group=AgeGroup.OVER_65),
    ]
    allocation = allocate(people, POOLS)
    assert allocation.selected() == ("1", "3")
    assert allocation.of("2").state is State.NOT_SELECTED
    assert "같은 세대에 먼저 선발된 사람(1)이 있어" in allocation.of("2").reason
    assert allocate(people[:2], POOLS, per_household=2).selected() == ("1", "2")


def test_someone_no_pool_takes_is_told_so():
    allocation = allocate([person(1, age_group=None)], POOLS)
    assert allocation.of("1").reason.startswith("연령과 유형에 맞는 모집 구분이 없습니다.")


def test_the_first_pool_declared_that_fits_takes_a_person():
    special = Pool("SPECIAL", "전문인력", 1, participant_type="SPECIAL")
    pools = (special, Pool("ALL", "전체", 1))
    assert pool_of(person(1, participant_type="SPECIAL"), pools) is special
    assert pool_of(person(1), pools) is pools[1]


def test_preferences_are_met_from_the_best_rank_down():
    people = [person(1, "OFFICE"), person(2, "OFFICE", "CLEAN"), person(3, "CLEAN")]
    pools = (Pool("ALL", "전체", 3),)
    allocation = allocate(people, pools, (CLEAN, OFFICE))
    assert [(p.project, p.choice) for p in allocation.placings] == [
        ("OFFICE", 1),
        ("CLEAN", 2),
        ("CLEAN", 1),
    ]
    assert allocation.of("2").reason == (
        "선발되었습니다(전체 2위, 98점). 2순위 희망사업 “공원 정비”에 배치합니다."
    )
    assert allocation.project_vacancies == ()


def test_who_takes_any_project_makes_room_for_who_wants_one():
    people = [person(1), person(2, "CLEAN", accepts_any=False), person(3, "CLEAN")]
    one_clean = replace(CLEAN, posts=1)
    allocation = allocate(people, (Pool("ALL", "전체", 3),), (one_clean, OFFICE))
    assert [p.project for p in allocation.placings] == ["OFFICE", "CLEAN", ""]
    assert "“행정 보조”에 배치합니다" in allocation.of("1").reason
    assert allocation.of("3").state is State.RESERVE
    assert "자리가 모두 찼습니다" in allocation.of("3").reason


def test_a_certificate_is_needed_where_it_is_asked():
    people = [person(1, "CARE", accepts_any=False), person(2, "CARE", certificates=("요양보호사",))]
    allocation = allocate(people, (Pool("ALL", "전체", 2),), (CARE,))
    assert states(allocation)["1"] == (State.NOT_SELECTED, "", None)
    assert "요건에 맞는 사업이 없습니다" in allocation.of("1").reason
    assert states(allocation)["2"] == (State.SELECTED, "CARE", None)
    assert [(v.label, v.open) for v in allocation.pool_vacancies] == [("전체", 1)]


@pytest.mark.parametrize(
    ("asked", "has", "fits"),
    [
        ({"age_groups": (AgeGroup.OVER_65,)}, {}, False),
        ({"participant_types": ("SPECIAL",)}, {"participant_type": "SPECIAL"}, True),
        ({"participant_types": ("SPECIAL",)}, {}, False),
        ({"experience_years": 3}, {"experience_years": Fraction(5, 2)}, False),
        ({"experience_years": 3}, {"experience_years": 3}, True),
        ({"hours": 5}, {"hours": (3,)}, False),
        ({"hours": 5}, {"hours": (3, 5)}, True),
        ({"hours": 5}, {}, True),
    ],
)
def test_what_a_project_asks(asked, has, fits):
    assert Project("P", "사업", 1, **asked).accepts(person(1, **has)) is fits


def test_a_preference_for_a_project_withdrawn_is_passed_over():
    allocation = allocate([person(1, "GONE", "CLEAN")], POOLS, (CLEAN,))
    assert states(allocation)["1"] == (State.SELECTED, "CLEAN", None)


@pytest.mark.parametrize(
    ("people", "pools", "message"),
    [
        ([person(1), replace(person(2), number="1")], POOLS, "같은 접수번호"),
        ([person(1), replace(person(1), number="2")], POOLS, "같은 순위"),
        ([person(1)], (POOLS[0], POOLS[0]), "코드가 겹칩니다"),
    ],
)
def test_confused_input_is_refused(people, pools, message):
    with pytest.raises(ValueError, match=message):
        allocate(people, pools)


def test_posts_are_never_below_zero():
    with pytest.raises(ValueError, match="0명 이상"):
        Pool("A", "전체", -1)
    with pytest.raises(ValueError, match="0명 이상"):
        Project("A", "사업", -1)


def test_those_placed_already_keep_post_and_household_whatever_their_rank():
    people = [person(1, "OFFICE", household="h"), person(2, "OFFICE"), person(9, household="h")]
    pools = (Pool("ALL", "전체", 3),)
    allocation = allocate(people, pools, (CLEAN, OFFICE), pinned={"9": Pin("ALL", "OFFICE")})
    assert [(p.number, p.state, p.project) for p in allocation.placings] == [
        ("1", State.NOT_SELECTED, ""),
        ("2", State.SELECTED, "CLEAN"),
        ("9", State.SELECTED, "OFFICE"),
    ]
    assert "같은 세대에 먼저 선발된 사람(9)" in allocation.of("1").reason
    assert allocation.of("9").reason == (
        "전체: 이미 배치되어 있어 그 자리를 그대로 둡니다(전체 9위, 91점)."
    )


def test_someone_who_was_placed_and_left_holds_neither_post_nor_household():
    people = [person(1, household="h"), person(2, household="h")]
    pools = (Pool("ALL", "전체", 1),)
    allocation = allocate(people, pools, pinned={"1": Pin("ALL", holds=False)})
    assert allocation.selected() == ("1", "2")
    assert "일을 마쳐 자리를 차지하지 않습니다" in allocation.of("1").reason


def test_more_people_placed_than_posts_leave_nothing_open_and_nobody_enters():
    people = [person(1), person(8), person(9)]
    pools = (Pool("ALL", "전체", 1),)
    allocation = allocate(people, pools, pinned={"8": Pin("ALL"), "9": Pin("ALL")})
    assert allocation.selected() == ("8", "9")
    assert allocation.pool_vacancies == ()


def test_without_a_limit_a_whole_household_may_be_selected():
    people = [person(n, household="h") for n in (1, 2)]
    assert allocate(people, POOLS, per_household=None).selected() == ("1", "2")


def test_of_a_draw_the_order_is_told_instead_of_points():
    people = [replace(person(n), score=None) for n in (1, 2, 3)]
    allocation = allocate(people, POOLS)
    assert allocation.of("1").reason == "65세 미만에 선발되었습니다(추첨 1번)."
    assert "점" not in allocation.of("3").reason
    assert allocation.of("3").short_by is None


# ---- properties ------------------------------------------------------------------------------

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
