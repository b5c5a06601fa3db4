"""Cases for exact ratios, percentages, the weighted total and the split over quarters."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.rates import (
    Rounding,
    decimal_text,
    percent,
    quarter_split,
    ratio,
    weighted_total,
)


def test_a_ratio_without_a_whole_or_a_part_is_none():
    assert ratio(1, 0) is None
    assert ratio(1, None) is None
    assert ratio(None, 3) is None
    assert ratio(0, 3) == 0


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "mode", "printed"),
    [
        (2_815_509, 4_735_498, 1, Rounding.HALF_UP, "59.5"),
        (193_985, 314_498, 1, Rounding.HALF_UP, "61.7"),
        (973, 2_501, 1, Rounding.HALF_UP, "38.9"),
        (10_349, 8_900, 0, Rounding.HALF_UP, "116"),
        (12_188, 10_000, 0, Rounding.TRUNCATE, "121"),
        (12_188, 10_000, 0, Rounding.HALF_UP, "122"),
        (11_828, 6_984, 1, Rounding.HALF_UP, "169.4"),
        (0, 5, 1, Rounding.HALF_UP, "0.0"),
        (-32, 1_000, 1, Rounding.HALF_UP, "△3.2"),
        (-1, 3, 0, Rounding.TRUNCATE, "△33"),
        (-1, 10_000, 1, Rounding.HALF_UP, "0.0"),
        (50, 1, 1, Rounding.HALF_UP, "5,000.0"),
    ],
)
def test_rates_print_as_the_documents_print_them(part, whole, decimals, mode, printed):
    assert percent(ratio(part, whole), decimals, mode) == printed


def test_a_mean_prints_with_a_fixed_count_of_decimals():
    assert decimal_text(Fraction(15_921, 185)) == "86"
    assert decimal_text(Fraction(5, 100), 2) == "0.05"


def test_the_total_fulfilment_comes_from_unrounded_rates():
    rates = [
        (30, ratio(4_278, 5_200)),
        (20, ratio(2_108, 5_480)),
        (20, ratio(360, 915)),
        (20, ratio(222, 300)),
        (10, ratio(3, 5)),
    ]
    assert percent(weighted_total(rates), 1) == "61.0"


def test_a_total_with_an_unknown_rate_or_without_weights_is_none():
    assert weighted_total([(50, Fraction(1)), (50, None)]) is None
    assert weighted_total([]) is None


def test_the_remainder_goes_to_the_later_quarters():
    assert quarter_split(1_370) == (342, 342, 343, 343)
    assert quarter_split(3) == (0, 1, 1, 1)


def test_a_negative_target_is_not_split():
    with pytest.raises(ValueError, match="0 이상"):
        quarter_split(-1)


@given(st.integers(min_value=0, max_value=10**9))
def test_four_quarters_add_up_never_fall_and_differ_by_one_at_most(total):
    quarters = quarter_split(total)
    assert sum(quarters) == total
    assert list(quarters) == sorted(quarters)
    assert quarters[3] - quarters[0] <= 1


@given(st.fractions(), st.integers(min_value=0, max_value=4), st.sampled_from(Rounding))
def test_a_printed_number_is_within_one_last_digit_and_truncation_never_grows(
    value, decimals, mode
):
    text = decimal_text(value, decimals, mode)
    read = Fraction(text.replace(",", "").replace("△", "-"))
    step = Fraction(1, 10**decimals)
    if mode is Rounding.TRUNCATE:
        assert 0 <= abs(value) - abs(read) < step
    else:
        assert abs(value - read) <= step / 2
