"""Cases of selection and of the places people get."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jobportal.platform.rules.allocation import Pin, Pool, Project, State, allocate
from jobportal.platform.rules.codes import AgeGroup
from jobportal.platform.rules.quota import pool_of
from tests.platform.rules.allocating import person

POOLS = (
    Pool("YOUTH", "청년", 1, AgeGroup.YOUTH),
    Pool("U65", "65세 미만", 2, AgeGroup.UNDER_65),
    Pool("O65", "65세 이상", 1, AgeGroup.OVER_65),
)
CLEAN = Project("CLEAN", "공원 정비", 2)
OFFICE = Project("OFFICE", "행정 보조", 1)
CARE = Project("CARE", "돌봄 보조", 1, certificates=("요양보호사",))


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
        "선발 최저 점수 98점에 2점이 모자랍니다. 65세 미만 예비 2순위입니다."
    )
    assert (allocation.of("4").cut_off, allocation.of("4").short_by) == (98, 2)
    assert [(v.label, v.open) for v in allocation.pool_vacancies] == [("청년", 1)]


def test_reserves_are_kept_up_to_their_number():
    pools = (Pool("ALL", "전체", 1, reserves=1),)
    allocation = allocate([person(1), person(2), person(3)], pools)
    assert [p.state for p in allocation.placings] == ["SELECTED", "RESERVE", "NOT_SELECTED"]
    assert allocation.of("3").reason.endswith("전체 예비 인원 1명에도 들지 못하였습니다.")


def test_without_reserves_nobody_waits():
    allocation = allocate([person(1), person(2)], (Pool("ALL", "전체", 1, reserves=0),))
    assert states(allocation)["2"] == (State.NOT_SELECTED, "", None)
    assert allocation.of("2").reason.endswith("예비는 두지 않습니다.")


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
