"""Texts alike but for typography agree; the likely cause of a difference comes from its digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.render.grid import Kind
from jobportal.platform.values.money import number_text
from reports.checks.finding import Cause
from reports.checks.texts import difference_of, guess_cause, read_number, words


@pytest.mark.parametrize(
    ("printed", "computed"),
    [
        ("국133,891 시1,559,512 \n구비706,618", "국133,891 시1,559,512 구비706,618"),
        ("‘18. 8. 2.(목)", "’18. 8. 2.(목)"),
        ("'18년 60명", "2018년 60명"),
        ("시 70:구 30", "(시70 : 구30)"),
        ("-", ""),
        ("0", "-"),
        ("▲1,234", "△1,234"),
        ("467m²", "467㎡"),
        ("-1,234", "△1,234"),
        ("- 2층", "2층"),
        ("◦ 생활임금제 ◦ 노동 업무 전반 등", "생활임금제\n노동 업무 전반 등"),
        ("2017. ６. ２０", "2017. 6. 20"),
    ],
)
def test_typography_is_no_difference(printed, computed):
    assert words(printed) == words(computed)


@pytest.mark.parametrize(
    ("printed", "computed"),
    [
        ("1,9235", "19,235"),
        ("61.9", "61.7"),
        ("△5", "5"),
        ("-5", "5"),
        ("7.~12.(5개월)", "7.~12.(6개월)"),
        ("☑ 신규", "☐ 신규"),
        ("강남구", "강북구"),
        ("-", "5"),
    ],
)
def test_figures_and_words_are_compared(printed, computed):
    assert words(printed) != words(computed)


@pytest.mark.parametrize(
    ("printed", "computed", "kind", "cause"),
    [
        ("1,9235", "19,235", Kind.COUNT, Cause.TYPING),
        ("1,558,400", "1,588,400", Kind.MONEY, Cause.TYPING),
        ("61.9", "61.7", Kind.RATE, Cause.TYPING),
        ("61.1", "61.0", Kind.RATE, Cause.ROUNDING),
        ("15,922", "15,921", Kind.MONEY, Cause.ROUNDING),
        ("47", "48", Kind.COUNT, Cause.SCOPE),
        ("1,243", "1,234", Kind.COUNT, Cause.TRANSPOSITION),
        ("320", "3,200", Kind.COUNT, Cause.TYPING),
        ("185", "220", Kind.COUNT, Cause.SCOPE),
        ("3", "5", Kind.COUNT, Cause.SCOPE),
        ("893명, 7.~12.(5개월)", "893명, 7.~12.(6개월)", Kind.TEXT, Cause.DATE),
        ("185명(’18년 60명)", "220명(’18년 60명)", Kind.TEXT, Cause.SCOPE),
        ("강남구 3명", "강북구 3명", Kind.TEXT, Cause.TYPING),
        ("2022. 1. ~ 3.", "2021. 11. ~ 12. 3.", Kind.TEXT, Cause.DATE),
        ("3명 선정", "공모 미실시", Kind.TEXT, Cause.SCOPE),
    ],
)
def test_the_likely_cause(printed, computed, kind, cause):
    assert guess_cause(printed, computed, kind) == cause


@pytest.mark.parametrize(
    ("printed", "computed", "difference"),
    [
        ("61.9", "61.7", "0.2"),
        ("1,9235", "19,235", "0"),
        ("-", "5", "-5"),
        ("185명(’18년 60명)", "220명(’18년 60명)", "-35"),
        ("△1,000", "500", "-1500"),
    ],
)
def test_the_difference_of_numbers(printed, computed, difference):
    assert difference_of(printed, computed) == Decimal(difference)


def test_texts_that_differ_in_more_have_no_difference():
    assert difference_of("3명, 5명", "4명, 6명") is None
    assert difference_of("", "공모 미실시") is None


@given(st.integers(-(10**15), 10**15))
def test_a_printed_number_is_read_back(value):
    assert read_number(number_text(value)) == value


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(printed, computed):
    guess_cause(printed, computed)
    difference_of(printed, computed)
    assert words(printed) == words(f" {printed} ")
