"""Cases and properties of the draw by lot."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.lottery import lottery

NUMBERS = [f"2026-{n}" for n in range(1, 21)]
numbers = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)


def test_the_order_is_that_of_the_published_digests():
    drawn = lottery(NUMBERS, "2026-07-01 09:00 장날", places=5)
    digests = [
        hashlib.sha256(f"2026-07-01 09:00 장날\n{one.number}".encode()).hexdigest() for one in drawn
    ]
    assert digests == sorted(digests) == [one.digest for one in drawn]
    assert [one.order for one in drawn if one.is_winner] == [1, 2, 3, 4, 5]


def test_another_seed_gives_another_order():
    first, second = (lottery(NUMBERS, seed, places=5) for seed in ("1", "2"))
    assert [one.number for one in first] != [one.number for one in second]


@given(numbers, st.text(min_size=1).filter(str.strip), st.randoms())
def test_the_draw_repeats_whatever_the_order_of_the_numbers(drawn, seed, shuffler):
    shuffled = list(drawn)
    shuffler.shuffle(shuffled)
    assert lottery(shuffled, seed, places=3) == lottery(drawn, seed, places=3)
    assert {one.number for one in lottery(drawn, seed)} == set(drawn)


@given(st.sets(st.sampled_from(NUMBERS)), st.integers(0, 20), st.data())
def test_priority_places_go_to_priority_people_first(favoured, places, data):
    priority_places = data.draw(st.integers(0, places))
    drawn = lottery(NUMBERS, "씨앗", places, favoured, priority_places)
    assert sum(one.is_winner for one in drawn) == places
    won = sum(one.is_winner and one.is_priority for one in drawn)
    assert won >= min(len(favoured), priority_places)


def test_priority_people_who_lose_are_drawn_again_with_the_others():
    plain = lottery(NUMBERS, "씨앗", 20)
    drawn = lottery(NUMBERS, "씨앗", 20, [plain[5].number, plain[9].number], 1)
    rest = [one.number for one in plain if one.number != plain[5].number]
    assert [one.number for one in drawn] == [plain[5].number, *rest]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((["1"], " "), "씨앗값이 비어"),
        ((["1", "1"], "s"), "같은 접수번호"),
        ((["1"], "s", 1, ["1"], 2), "우선 선발 인원"),
        ((["1"], "s", -1), "우선 선발 인원"),
        ((["1"], "s", 1, ["2"], 1), "우선 대상이 있습니다: 2"),
    ],
)
def test_a_draw_that_cannot_be_held_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        lottery(*arguments)
