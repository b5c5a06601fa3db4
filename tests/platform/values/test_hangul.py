"""Cases for making Korean text comparable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.hangul import choseong, fold, half_width, to_nfc


def test_decomposed_hangul_becomes_composed():
    apart = unicodedata.normalize("NFD", "일자리")
    assert apart != "일자리"
    assert to_nfc(apart) == "일자리"


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("일자리", "ㅇㅈㄹ"),
        ("꿈터 A-1", "ㄲㅌ A-1"),
        ("ㅇㅈㄹ", "ㅇㅈㄹ"),
        ("가힣", "ㄱㅎ"),
        ("", ""),
    ],
)
def test_the_initial_consonants_of_a_word(text, initials):
    assert choseong(text) == initials


def test_only_full_width_signs_are_narrowed():
    assert half_width("２０１７．　６㎡①") == "2017. 6㎡①"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("G밸리 일자리 센터", "Ｇ밸리일자리센터"),
        ("시ㆍ구 상향적", "시·구상향적"),
        ("지역-공동체", "지역 공동체"),
        ("JOB아라", "Job아라"),
    ],
)
def test_names_that_differ_only_in_spacing_width_or_hyphens_are_equal(one, other):
    assert fold(one) == fold(other)


def test_names_that_differ_in_a_letter_are_not_equal():
    assert fold("공공근로 1기") != fold("공공근로 2기")


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_every_syllable_has_one_initial(text):
    assert len(choseong(text)) == len(text)
    assert all(letter in "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ" for letter in choseong(text))


@given(st.text())
def test_narrowing_twice_is_narrowing_once(text):
    assert half_width(half_width(text)) == half_width(text)
