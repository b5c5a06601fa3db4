"""No published sum of a table tells a hidden cell, and no more is hidden than that takes."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobportal.platform.values.suppression import (
    TOTAL,
    hidden_cells,
    hidden_in_list,
    hidden_in_parts,
    totalled,
)

thresholds = st.integers(3, 5)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=1, max_size=3
    )
)


def row_candidates(
    row: list[int], r: int, figures: dict, hidden: frozenset
) -> Iterator[tuple[int, ...]]:
    """What a row may be for someone who reads the table and knows that zeros are published."""
    near = [range(max(1, n - 1), n + 2) if (r, c) in hidden else (n,) for c, n in enumerate(row)]
    for cells in product(*near):
        if (r, TOTAL) in hidden or sum(cells) == figures[r, TOTAL]:
            yield cells


def possible(counts: list[list[int]], hidden: frozenset) -> Iterator[dict]:
    """Every table near the true one with the same published figures (by trying all)."""
    figures = totalled(counts)
    choices = [list(row_candidates(row, r, figures, hidden)) for r, row in enumerate(counts)]
    for rows in product(*choices):
        other = totalled(rows)
        if all(other[spot] == n for spot, n in figures.items() if spot not in hidden):
            yield other


def assert_nothing_is_told(counts: list[list[int]], hidden: frozenset) -> None:
    open_spots = set(hidden)
    values: dict = {spot: set() for spot in hidden}
    for other in possible(counts, hidden):
        for spot in list(open_spots):
            values[spot].add(other[spot])
            if len(values[spot]) > 1:
                open_spots.discard(spot)
        if not open_spots:
            return
    assert not open_spots, f"{counts}: {open_spots} told by what is published"


@settings(max_examples=300, deadline=None)
@given(tables, thresholds)
@example([[1]], 3)
@example([[1, 1, 1]], 3)
@example([[1, 0], [0, 1]], 3)
@example([[2, 5], [6, 6]], 3)
def test_every_hidden_figure_has_at_least_two_possible_values(counts, threshold):
    hidden = hidden_cells(counts, threshold)
    figures = totalled(counts)
    assert {spot for spot, n in figures.items() if 0 < n < threshold} <= hidden
    assert all(figures[spot] for spot in hidden)
    assert_nothing_is_told(counts, hidden)


@settings(max_examples=100, deadline=None)
@given(tables, thresholds)
def test_nothing_is_told_either_where_a_total_is_hidden_elsewhere(counts, threshold):
    wanted = {(0, TOTAL), (TOTAL, TOTAL)}
    hidden = hidden_cells(counts, threshold, wanted)
    assert {spot for spot in wanted if totalled(counts)[spot]} <= hidden
    assert_nothing_is_told(counts, hidden)


@settings(max_examples=100, deadline=None)
@given(tables, thresholds)
def test_the_same_table_hides_the_same_figures_and_a_safe_table_none(counts, threshold):
    assert hidden_cells(counts, threshold) == hidden_cells([list(row) for row in counts], threshold)
    safe = [[n + threshold if n else 0 for n in row] for row in counts]
    assert hidden_cells(safe, threshold) == frozenset()


@pytest.mark.parametrize(
    ("counts", "places", "hides_total"),
    [
        ([10, 20, 30], set(), False),
        ([10, 1, 30], {0, 1}, False),  # beside the one, the smallest other
        ([10, 1, 2, 30], {1, 2}, False),  # the two cover each other
        ([10, 1, 1, 30], {0, 1, 2}, False),  # two hidden that are 2 together would both be 1
        ([10, 0, 2, 0], {0, 2}, False),  # zeros stay
        ([0, 2, 0], {1}, True),  # alone it is its own total
        ([1, 1, 1], {0, 1, 2}, True),  # three of 3 people would each be 1
        ([0, 0], set(), False),
        ([], set(), False),
    ],
)
def test_a_list_hides_the_small_and_the_least_beside_it(counts, places, hides_total):
    assert hidden_in_list(counts, 3) == (places, hides_total)


def test_a_total_that_one_division_hides_no_other_publishes():
    by_sex, by_age = [[1], [1], [1]], [[0], [3], [0]]
    sex, age = hidden_in_parts([by_sex, by_age], 3)
    assert (TOTAL, 0) in sex
    assert {(TOTAL, 0), (1, 0)} <= age
    assert hidden_in_parts([by_age], 3) == [frozenset()]


@settings(max_examples=150, deadline=None)
@given(tables, st.lists(st.integers(0, 6), min_size=3, max_size=3))
@example([[2, 1], [0, 0], [0, 1]], [1, 0, 0])
def test_nothing_is_told_either_by_two_divisions_together(counts, cuts):
    sums = [sum(row[c] for row in counts) for c in range(len(counts[0]))]
    first = [min(n, cut) for n, cut in zip(sums, cuts, strict=False)]
    parts = [counts, [first, [n - one for n, one in zip(sums, first, strict=True)]]]
    found = hidden_in_parts(parts, 3)
    tables = [list(possible(*pair)) for pair in zip(parts, found, strict=True)]
    totals = [{column_totals(one) for one in several} for several in tables]
    for several, hidden in zip(tables, found, strict=True):
        fitting = [one for one in several if column_totals(one) in totals[0] & totals[1]]
        assert all(len({one[spot] for one in fitting}) > 1 for spot in hidden)


def column_totals(figures: dict) -> tuple[int, ...]:
    return tuple(n for (r, _), n in sorted(figures.items()) if r == TOTAL)


def test_one_small_cell_of_a_table_takes_three_others_with_it():
    hidden = hidden_cells([[2, 50, 9], [40, 70, 30], [8, 60, 20]], 3)
    assert hidden == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_a_wide_table_of_a_district_is_done_at_once():
    counts = [[(r * 7 + c * 3) % 11 for c in range(12)] for r in range(25)]
    hidden = hidden_cells(counts, 3)
    assert {spot for spot, n in totalled(counts).items() if 0 < n < 3} <= hidden
