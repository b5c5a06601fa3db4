"""Cases and properties of the order of applicants."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.codes import VulnerableGroup
from jobportal.platform.rules.ranking import Direction, Entry, TieBreak, TieField, rank

STEPS = (
    TieBreak(TieField.VULNERABLE_GROUPS, order=("DISABLED", "FEMALE_HEAD", "SINGLE_PARENT")),
    TieBreak(TieField.ITEM_POINTS, item="ASSETS"),
    TieBreak(TieField.AGE_DAYS, Direction.DESC),
)
entries = st.lists(
    st.builds(
        Entry,
        st.integers(1, 10**6).map(lambda n: f"신림-{n}"),
        st.fractions(-10, 100, max_denominator=4),
        st.dictionaries(
            st.sampled_from([TieField.AGE_DAYS, TieField.DEPENDANTS]), st.none() | st.integers(0, 3)
        ),
        st.dictionaries(st.just("ASSETS"), st.integers(0, 2).map(Fraction)),
    ),
    unique_by=lambda entry: entry.number,
    max_size=30,
)


def entry(number: str, score: int = 80, age: int | None = None, *groups, assets: int = 0) -> Entry:
    fields = {TieField.VULNERABLE_GROUPS: groups, TieField.AGE_DAYS: age}
    return Entry(number, Fraction(score), fields, {"ASSETS": Fraction(assets)})


def numbers(ranked) -> list[str]:
    return [one.entry.number for one in ranked]


def test_a_thousand_shuffles_give_one_order():
    shuffler = random.Random(20260702)
    people = [
        Entry(
            f"{place}-{n}",
            Fraction(shuffler.randrange(50, 60)),
            {TieField.AGE_DAYS: shuffler.choice([None, 1, 2])},
            {"ASSETS": Fraction(shuffler.randrange(3))},
        )
        for place in ("신림", "낙성대")
        for n in range(1, 61)
    ]
    first = rank(people, STEPS)
    for _ in range(1_000):
        shuffler.shuffle(people)
        assert rank(people, STEPS) == first


@given(entries, st.randoms())
def test_the_order_of_the_input_never_matters(people, shuffler):
    shuffled = list(people)
    shuffler.shuffle(shuffled)
    assert rank(shuffled, STEPS) == rank(people, STEPS)


@given(entries)
def test_ranks_run_without_gaps_from_the_highest_score(people):
    ranked = rank(people, STEPS)
    assert [one.rank for one in ranked] == list(range(1, len(people) + 1))
    scores = [one.entry.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    for one in ranked:
        same = [p.number for p in people if p.score == one.entry.score and p != one.entry]
        assert sorted(one.tied_with) == sorted(same)
        assert bool(one.broken_by) is bool(same)


def test_each_tie_says_which_step_broke_it():
    ranked = rank(
        [
            entry("신림-10", 80, 20_000),
            entry("신림-9", 80, 20_000),
            entry("신림-3", 80, 10_000, VulnerableGroup.SINGLE_PARENT),
            entry("신림-2", 80, 10_000, VulnerableGroup.VETERAN, VulnerableGroup.DISABLED),
            entry("신림-1", 90),
        ],
        STEPS,
    )
    assert numbers(ranked) == ["신림-1", "신림-2", "신림-3", "신림-9", "신림-10"]
    assert [one.broken_by for one in ranked] == [
        "",
        "동점자 신림-3의 앞: 1단계 취업취약계층(장애인 → 여성가장 → 한부모가족).",
        "동점자 신림-2의 다음: 1단계 취업취약계층(장애인 → 여성가장 → 한부모가족). "
        "동점자 신림-9의 앞: 1단계 취업취약계층(장애인 → 여성가장 → 한부모가족).",
        "동점자 신림-3의 다음: 1단계 취업취약계층(장애인 → 여성가장 → 한부모가족). "
        "동점자 신림-10의 앞: 4단계 접수번호(빠른 번호 먼저).",
        "동점자 신림-9의 다음: 4단계 접수번호(빠른 번호 먼저).",
    ]
    assert ranked[0].tied_with == ()
    assert ranked[1].tied_with == ("신림-3", "신림-9", "신림-10")


def test_an_unknown_value_comes_after_every_known_one_in_both_directions():
    people = [entry("1"), entry("2", 80, 5), entry("3", 80, 9)]
    older = (TieBreak(TieField.AGE_DAYS, Direction.DESC),)
    younger = (TieBreak(TieField.AGE_DAYS, Direction.ASC),)
    assert numbers(rank(people, older)) == ["3", "2", "1"]
    assert numbers(rank(people, younger)) == ["2", "3", "1"]


def test_points_of_an_item_break_a_tie():
    people = [entry("1", 80, None, assets=15), entry("2", 80, None, assets=30)]
    assert numbers(rank(people, STEPS)) == ["2", "1"]


def test_numbers_that_look_alike_still_have_one_order():
    people = [entry("01"), entry("1"), entry("001")]
    assert numbers(rank(people, ())) == numbers(rank(people[::-1], ())) == ["001", "01", "1"]


def test_nobody_is_ranked_twice():
    with pytest.raises(ValueError, match="“1” 접수번호가 두 번"):
        rank([entry("1"), entry("1", 70)], ())
