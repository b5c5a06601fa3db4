"""Cases for the printed text of amounts, counts, rates, marks and choices (house style)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.render.grid import (
    Figure,
    Kind,
    Origin,
    Source,
    blank,
    choice,
    choices,
    count,
    header,
    mark,
    money,
    number,
    rate,
    text,
)
from jobportal.platform.values.money import Unit, in_unit
from jobportal.platform.values.rates import Rounding


@pytest.mark.parametrize(
    ("won", "unit", "value", "printed"),
    [
        (1_428_012_000, Unit.THOUSAND, 1_428_012, "1,428,012"),
        (1_499, Unit.THOUSAND, 1, "1"),
        (1_500, Unit.THOUSAND, 2, "2"),
        (-12_300_000, Unit.THOUSAND, -12_300, "△12,300"),
        (34_034_000_000, Unit.MILLION, 34_034, "34,034"),
        (7_530, Unit.WON, 7_530, "7,530"),
        (0, Unit.THOUSAND, 0, "-"),
        (499, Unit.THOUSAND, 0, "0"),
        (-499, Unit.THOUSAND, 0, "0"),
        (None, Unit.THOUSAND, None, ""),
    ],
)
def test_an_amount_is_printed_in_its_unit(won, unit, value, printed):
    cell = money(won, unit)
    assert (cell.value, cell.text, cell.kind) == (value, printed, Kind.MONEY)


def test_words_may_stand_for_nothing_and_for_not_yet():
    assert money(0, Unit.WON, zero="0").text == "0"
    assert money(None, Unit.WON, none="미집계").text == "미집계"
    assert count(0, zero="0", suffix="명").text == "0명"
    assert count(0, suffix="명").text == "-"


def test_a_figure_keeps_where_it_comes_from():
    figure = Figure.computed(734, [Source("placements", (3, 4))], "선발 인원")
    cell = count(figure, suffix="명")
    assert cell.text == "734명"
    assert cell.value == 734
    assert cell.origin is Origin.COMPUTED
    assert cell.sources == (Source("placements", (3, 4)),)
    assert cell.formula == "선발 인원"


def test_half_a_person_is_refused():
    with pytest.raises(ValueError, match="whole"):
        count(Figure.record(Fraction(1, 2)))


@pytest.mark.parametrize(
    ("ratio", "options", "printed"),
    [
        (Fraction(1_428_012, 2_400_021), {}, "59.5"),
        (Fraction(81_125, 100_000), {"decimals": 2}, "81.13"),
        (Fraction(116, 100), {"decimals": 0, "suffix": "%"}, "116%"),
        (Fraction(-32, 1_000), {}, "△3.2"),
        (0, {}, "0.0"),
        (0, {"zero": "-"}, "-"),
        (None, {}, "-"),
        (Fraction(6_199, 10_000), {"mode": Rounding.TRUNCATE}, "61.9"),
    ],
)
def test_a_rate_is_printed_from_the_exact_ratio(ratio, options, printed):
    assert rate(ratio, **options).text == printed


def test_a_rate_keeps_its_unrounded_percentage():
    assert rate(Fraction(1, 3)).value == Fraction(100, 3)


def test_a_measure_keeps_its_decimals():
    assert number(Decimal("189.02"), 2, suffix="㎡").text == "189.02㎡"
    assert number(Fraction(1, 8), 2).text == "0.13"
    assert number(None, none="-").text == "-"


def test_words_are_text_unless_said_to_be_computed():
    assert text("비고").origin is Origin.TEXT
    sentence = text("247개 (41/204/2)", Origin.COMPUTED, [Source("organisations")])
    assert sentence.origin is Origin.COMPUTED
    assert sentence.sources == (Source("organisations"),)


def test_marks_and_choices_are_seen_without_colour():
    assert (mark(True).text, mark(False).text) == ("■", "")
    assert (choice(True, "계속").text, choice(False, "신규").text) == ("☑ 계속", "☐ 신규")


def test_choices_may_be_grouped_in_brackets():
    cell = choices([(True, "도움필요"), "(", (False, "제도"), (True, "재정"), ")"])
    assert cell.text == "☑ 도움필요 (☐ 제도 ☑ 재정)"
    assert cell.value == "도움필요, 재정"


def test_a_header_and_a_blank_cover_what_they_are_told():
    assert header("계", colspan=2).is_header
    assert (blank(rowspan=3).rowspan, blank().text) == (3, "")
    assert mark(True).span(columns=2, rows=3).colspan == 2


@given(st.integers(-(10**15), 10**15), st.sampled_from(list(Unit)))
def test_printed_digits_are_always_the_value(won, unit):
    cell = money(won, unit, zero="0")
    assert int(cell.text.replace(",", "").replace("△", "-")) == cell.value == in_unit(won, unit)
