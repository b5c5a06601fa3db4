"""Cases for numbers that know the records they come from."""

import dataclasses
from fractions import Fraction

import pytest

from jobportal.platform.values.figure import Figure, Origin, Source, merge_sources

SPENT = Figure.record(300, Source("entries", (1, 2), label="집행"))
MORE = Figure.record(50, Source("entries", (2, 3), label="집행"))
BUDGET = Figure.record(1_000, Source("appropriations", (9,), label="예산"))
UNKNOWN = Figure.record(None, Source("entries", (4,), label="집행"))


def test_a_recorded_number_names_its_record():
    assert SPENT.origin is Origin.RECORD == "record"
    assert SPENT.sources == (Source("entries", (1, 2), label="집행"),)


def test_a_total_adds_the_values_and_names_each_record_once():
    total = Figure.total([SPENT, MORE, BUDGET])
    assert (total.value, total.origin, total.formula) == (1_350, Origin.COMPUTED, "합계")
    assert total.sources == (
        Source("entries", (1, 2, 3), label="집행"),
        Source("appropriations", (9,), label="예산"),
    )


def test_a_total_skips_what_is_not_known_and_is_unknown_without_any_value():
    assert Figure.total([SPENT, UNKNOWN]).value == 300
    assert Figure.total([UNKNOWN]).value is None
    assert Figure.total([]).value is None


def test_zero_is_a_value_and_not_unknown():
    assert Figure.total([Figure.record(0), UNKNOWN]).value == 0


def test_figures_are_added_and_taken_away():
    assert (SPENT + MORE).value == 350
    assert (BUDGET - SPENT).value == 700
    assert (BUDGET - UNKNOWN).value == 1_000
    assert (UNKNOWN - BUDGET).value is None
    assert (BUDGET - SPENT).formula == "차액"


def test_a_ratio_is_exact_and_names_both_sides():
    rate = Figure.ratio(SPENT, BUDGET, "집행액 ÷ 예산액")
    assert (rate.value, rate.formula) == (Fraction(3, 10), "집행액 ÷ 예산액")
    assert [source.kind for source in rate.sources] == ["entries", "appropriations"]


def test_a_ratio_without_a_whole_is_unknown():
    assert Figure.ratio(SPENT, Figure.record(0)).value is None
    assert Figure.ratio(SPENT, UNKNOWN).value is None
    assert Figure.ratio(UNKNOWN, BUDGET).value is None


def test_a_whole_list_swallows_single_records_of_it():
    assert merge_sources([Source("entries", (1,)), Source("entries")]) == (Source("entries"),)


def test_lists_with_different_filters_stay_apart():
    spring = Source("entries", query=(("period", "2026-Q1"),))
    summer = Source("entries", query=(("period", "2026-Q2"),))
    assert merge_sources([spring, summer, spring]) == (spring, summer)


def test_a_figure_never_changes():
    with pytest.raises(dataclasses.FrozenInstanceError):
        SPENT.value = 1
