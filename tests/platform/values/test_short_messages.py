"""Bytes as carriers count them, SMS or LMS, and the characters no phone is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.short_messages import (
    byte_count,
    letter_name,
    message_kind,
    outside,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 0),
        ("a", 1),
        ("가", 2),
        ("가a1 ", 5),
        ("똠방각하", 8),
        ("가\n나", 5),
        ("○△※·→", 10),
        ("①㎡℃", 6),
        ("２０２６", 8),
        ("가" * 45, 90),
    ],
)
def test_hangul_is_two_bytes_letters_and_breaks_are_one(text, size):
    assert byte_count(text) == size


@pytest.mark.parametrize(
    ("size", "kind"), [(0, "SMS"), (90, "SMS"), (91, "LMS"), (2_000, "LMS"), (2_001, "")]
)
def test_ninety_bytes_are_an_sms_two_thousand_an_lms(size, kind):
    assert message_kind(size) == kind


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("홍길동님 😀 안녕😀", ["😀"]),
        ("끝\u00a0.", ["\u00a0"]),
        ("탭\t과 –", ["\t", "–"]),
        ("’따옴표’", []),
        ("平名 ひらがな", []),
        ("𠮷", ["𠮷"]),
    ],
)
def test_what_cannot_be_sent_is_named_once(text, letters):
    assert outside(text) == letters


def test_a_character_is_named_by_its_number_also_when_it_shows_nothing():
    assert letter_name("😀") == "‘😀’(U+1F600)"
    assert letter_name("\t") == "(U+0009)"


def test_breaks_of_any_system_are_one_and_decomposed_syllables_are_composed():
    assert tidy("가 \r\n나\r다  \n\n") == "가\n나\n다"
    assert byte_count(tidy("\u1100\u1161")) == 2


@given(st.text(max_size=60))
def test_what_is_not_named_can_be_counted(text):
    sendable = "".join(letter for letter in text if letter not in outside(text))
    assert len(sendable) <= byte_count(sendable) <= 2 * len(sendable)
