"""Cases for whole won: rounding, units, reading what people type, and writing amounts out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.money import (
    LARGEST_WON,
    Unit,
    formal_won,
    half_up,
    in_unit,
    number_text,
    parse_won,
    spell_won,
    total_of_printed,
)

amounts = st.integers(min_value=-(10**15), max_value=10**15)
counts = st.integers(min_value=-(10**10), max_value=10**10)
units = st.sampled_from(Unit)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (Fraction(1, 2), 0, 1),
        (Fraction(-1, 2), 0, -1),
        (Fraction(5, 2), 0, 3),
        (Fraction(-5, 2), 0, -3),
        (Fraction(49, 100), 0, 0),
        (Fraction(6105, 100), 1, Fraction(611, 10)),
        (Fraction(-125, 100), 1, Fraction(-13, 10)),
        (7, 0, 7),
    ],
)
def test_a_tie_is_rounded_away_from_zero(value, digits, rounded):
    assert half_up(value, digits) == rounded


def test_a_float_is_refused_because_it_is_not_exact():
    with pytest.raises(TypeError):
        half_up(0.5)


@given(st.fractions(), st.integers(min_value=0, max_value=6))
def test_rounding_moves_a_number_by_at_most_half_a_digit_and_is_symmetric(value, digits):
    rounded = half_up(value, digits)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**digits)
    assert half_up(-value, digits) == -rounded
    assert (rounded * 10**digits) % 1 == 0


def test_units_know_their_won_and_their_word():
    assert [(unit.won, unit.label) for unit in Unit] == [
        (1, "원"),
        (1_000, "천원"),
        (1_000_000, "백만원"),
        (100_000_000, "억원"),
    ]


def test_an_amount_is_shown_half_up_in_its_unit():
    assert in_unit(1_499, Unit.THOUSAND) == 1
    assert in_unit(1_500, Unit.THOUSAND) == 2
    assert in_unit(-1_500, Unit.THOUSAND) == -2
    assert in_unit(1_499, Unit.WON) == 1_499


def test_a_printed_total_is_the_sum_of_the_printed_parts():
    parts = [1_400, 1_400, 1_400]
    assert total_of_printed(parts, Unit.THOUSAND) == 3_000
    assert in_unit(sum(parts), Unit.THOUSAND) == 4


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1,234", 1_234_000),
        ("1234", 1_234_000),
        (" 1,234 ", 1_234_000),
        ("1234천원", 1_234_000),
        ("1,234 천원", 1_234_000),
        ("1,234,000원", 1_234_000),
        ("１，２３４", 1_234_000),
        ("△5", -5_000),
        ("▲5", -5_000),
        ("-5", -5_000),
        ("−5", -5_000),
        ("(5)", -5_000),
        ("（５）", -5_000),
        ("△ 1,234천원", -1_234_000),
        ("0", 0),
        ("1.5", 1_500),
        ("1.5백만원", 1_500_000),
        ("44,000백만원", 44_000_000_000),
        ("12억 3,456만 원", 1_234_560_000),
        ("12억3456만원", 1_234_560_000),
        ("24억 2만 1천 원", 2_400_021_000),
        ("2천3백만원", 23_000_000),
        ("24억", 2_400_000_000),
        ("1억 2,345만 6,789원", 123_456_789),
    ],
)
def test_amounts_are_read_as_people_type_them_in_a_field_of_thousands(text, won):
    assert parse_won(text, Unit.THOUSAND) == won


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,9235", "쉼표 자리가 맞지 않습니다"),
        ("12,34", "쉼표 자리가 맞지 않습니다"),
        ("1,,234", "쉼표 자리가 맞지 않습니다"),
        ("0123,456", "쉼표 자리가 맞지 않습니다"),
        ("0.0001", "1원보다 작은 금액"),
        ("0.5원", "1원보다 작은 금액"),
        ("3만 2억", "자리 순서가 맞지 않습니다"),
        ("1 234", "끝 단위를 알 수 없습니다"),
        ("5억 5", "끝 단위를 알 수 없습니다"),
        ("5백 3천원", "자리 순서가 맞지 않습니다"),
        ("", "비어 있습니다"),
        ("-", "비어 있습니다"),
        ("백만원", "읽을 수 없습니다"),
        ("약 24억", "읽을 수 없습니다"),
        ("(-5)", "읽을 수 없습니다"),
        ("1e5", "읽을 수 없습니다"),
        ("①", "읽을 수 없습니다"),
        ("9" * 20, "너무 큰 금액"),
        ("9" * 5_000, "너무 깁니다"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_is_wrong_and_how_to_mend_it(text, told):
    with pytest.raises(ValueError, match=told) as refusal:
        parse_won(text, Unit.THOUSAND)
    assert "주세요" in str(refusal.value)


def test_the_largest_amount_a_column_holds_is_still_read():
    assert parse_won(str(LARGEST_WON), Unit.WON) == LARGEST_WON
    with pytest.raises(ValueError, match="너무 큰"):
        parse_won(str(LARGEST_WON + 1), Unit.WON)


@given(counts, units)
def test_a_printed_amount_reads_back_as_the_same_amount(count, unit):
    assert parse_won(number_text(count), unit) == count * unit.won
    assert parse_won(f"{number_text(count)}{unit.label}", Unit.WON) == count * unit.won


@given(amounts, units)
def test_an_amount_in_prose_reads_back_as_the_same_amount_in_any_field(won, unit):
    assert parse_won(spell_won(won), unit) == won


@given(st.text(max_size=80), units)
def test_any_text_is_either_an_amount_or_a_korean_refusal(text, unit):
    try:
        assert isinstance(parse_won(text, unit), int)
    except ValueError as refusal:
        assert "주세요" in str(refusal)


@given(st.text(alphabet="0123456789,.△-()십백천만억조원 ", max_size=20), units)
def test_any_jumble_of_amount_characters_is_an_amount_or_a_korean_refusal(text, unit):
    try:
        assert abs(parse_won(text, unit)) <= LARGEST_WON
    except ValueError as refusal:
        assert "주세요" in str(refusal)


@pytest.mark.parametrize(
    ("won", "words"),
    [
        (123_450_000, "1억 2,345만 원"),
        (2_400_021_000, "24억 2만 1천 원"),
        (123_456_789, "1억 2,345만 6,789원"),
        (5_000, "5,000원"),
        (10_000, "1만 원"),
        (0, "0원"),
        (-123_450_000, "△1억 2,345만 원"),
    ],
)
def test_big_money_in_prose_is_counted_in_eok_and_man(won, words):
    assert spell_won(won) == words


@pytest.mark.parametrize(
    ("won", "words"),
    [
        (113_560, "금113,560원(금일십일만삼천오백육십원)"),
        (1_000_000_000, "금1,000,000,000원(금일십억원)"),
        (10_001, "금10,001원(금일만일원)"),
        (0, "금0원(금영원)"),
    ],
)
def test_official_text_gives_the_amount_in_figures_and_in_words(won, words):
    assert formal_won(won) == words


def test_official_text_has_no_negative_amount():
    with pytest.raises(ValueError, match="0원 이상"):
        formal_won(-1)
