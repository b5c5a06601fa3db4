"""Resident numbers are read strictly and found in any spelling; phone numbers and ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.residents import (
    full_age,
    has_checksum,
    holds_rrn,
    parse_birth,
    parse_phone,
    parse_rrn,
    phone_text,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "birth_on", "sex", "is_foreigner"),
    [
        ("900101-1234560", date(1990, 1, 1), "MALE", False),
        ("9001012234560", date(1990, 1, 1), "FEMALE", False),
        ("０５０２２８－３２３４５６０", date(2005, 2, 28), "MALE", False),
        ("040229 4234560", date(2004, 2, 29), "FEMALE", False),
        ("800615-5234560", date(1980, 6, 15), "MALE", True),
        ("010615-8234560", date(2001, 6, 15), "FEMALE", True),
    ],
)
def test_a_number_says_birth_sex_and_registration(text, birth_on, sex, is_foreigner):
    number = parse_rrn(text, TODAY)
    assert (number.birth_on, number.sex, number.is_foreigner) == (birth_on, sex, is_foreigner)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("900101-123456", "13자리"),
        ("900101-12345678", "13자리"),
        ("900101-1*****0", "13자리"),
        ("가나다", "13자리"),
        ("", "13자리"),
        ("901301-1234560", "없는 날짜"),
        ("050229-3234560", "없는 날짜"),
        ("900001-1234560", "없는 날짜"),
        ("900101-9234560", "일곱째"),
        ("900101-0234560", "일곱째"),
        ("270101-3234560", "오늘보다 뒤"),
    ],
)
def test_an_impossible_number_is_refused_in_words(text, words):
    with pytest.raises(ValueError, match=words):
        parse_rrn(text, TODAY)


def test_a_failed_checksum_is_told_and_not_refused():
    number = parse_rrn("900101-1234560", TODAY)
    assert not number.has_checksum


def test_exactly_one_last_digit_is_the_checksum():
    for head in ("000229300000", "900101199999", "800615500000"):
        assert sum(has_checksum(f"{head}{last}") for last in range(10)) == 1


SPELLINGS = [
    "900101-1234560",
    "9001011234560",
    "900101 1234560",
    "900101 - 1234560",
    "９００１０１－１２３４５６０",
    "900101–1234560",
    "900101―1234560",
    "9 0 0 1 0 1 - 1 2 3 4 5 6 0",
    "90.01.01-1234560",
    "900101\u200b-1234560",
    "900101\u00a01234560",
    "900101_1234560",
    "900101.1234560",
    "900101\n1234560",
    "٩٠٠١٠١-١٢٣٤٥٦٠",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "around", ["{}", "신청인 {}입니다", "주민번호:{}.pdf", "전화 02-123-4567, {}"]
)
def test_a_number_is_found_in_any_spelling(spelling, around):
    assert holds_rrn(around.format(spelling))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010-1234-5678",
        "01012345678",
        "02-2670-1234, 010-1234-5678",
        "010 1234 5678 / 010 8765 4321",
        "국민 123456-01-234567",
        "농협 302-0123-4567-81",
        "3333-01-1234567",
        "110-123-456789",
        "가상은행 1002-123-456789",
        "2026-11-21 14:30 ~ 2026-11-22 16:00",
        "20261121 20261122",
        "901301-1234560",
        "900101-9234560",
        "1234567890123456",
        "9001011234560999",
        "계좌 0000900101-1234560",
        "1,428,012 / 2,400,021",
        "1234567 1234567",
        "900101-123456",
    ],
)
def test_phones_accounts_dates_and_amounts_are_no_resident_number(text):
    assert not holds_rrn(text)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 3), st.integers(0, 999_999))
def test_every_number_with_a_real_date_is_found(birth_on, choice, rest):
    kinds = (1, 2, 5, 6) if birth_on.year < 2000 else (3, 4, 7, 8)
    assert holds_rrn(f"가{birth_on:%y%m%d}-{kinds[choice]}{rest:06d}나")


@given(st.text(max_size=60))
def test_no_text_breaks_the_finder_or_the_readers(text):
    holds_rrn(text)
    for read in (lambda: parse_rrn(text, TODAY), lambda: parse_birth(text, TODAY)):
        try:
            read()
        except ValueError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("text", "birth_on"),
    [
        ("900101", date(1990, 1, 1)),
        ("110101", date(2011, 1, 1)),
        ("120101", date(1912, 1, 1)),
        ("19900101", date(1990, 1, 1)),
        ("20150304", date(2015, 3, 4)),
        ("1990-01-01", date(1990, 1, 1)),
        ("1990. 1. 1.", date(1990, 1, 1)),
        ("90.1.1.", date(1990, 1, 1)),
        ("99. 12. 31.", date(1999, 12, 31)),
        ("’05-03-04", date(2005, 3, 4)),
        ("１９９００１０１", date(1990, 1, 1)),
    ],
)
def test_a_birth_date_is_read_as_people_type_it(text, birth_on):
    assert parse_birth(text, TODAY) == birth_on


@pytest.mark.parametrize("text", ["901301", "20270101", "19000101", "1990", "오늘", "", "050229"])
def test_an_impossible_birth_date_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="1990-01-01"):
        parse_birth(text, TODAY)


@pytest.mark.parametrize(
    ("birth_on", "day", "years"),
    [
        (date(1990, 11, 21), TODAY, 36),
        (date(1990, 11, 22), TODAY, 35),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_full_age_changes_on_the_birthday(birth_on, day, years):
    assert full_age(birth_on, day) == years


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("010-0000-1234", "01000001234"),
        ("1000001234", "01000001234"),
        ("+82 10-0000-1234", "01000001234"),
        ("０１０ ００００ １２３４", "01000001234"),
        ("02-123-4567", "021234567"),
        ("(02) 2670-1234", "0226701234"),
        ("031.123.4567", "0311234567"),
        ("070-1234-5678", "07012345678"),
        ("0505-123-4567", "05051234567"),
    ],
)
def test_a_phone_number_is_read_as_people_type_it(text, digits):
    assert parse_phone(text) == digits
    assert parse_phone(phone_text(digits)) == digits


@pytest.mark.parametrize(
    "text", ["", "1234", "010-12-34", "가나다", "900101-1234560", "010-0000-12345"]
)
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(ValueError, match="예: 010-0000-1234"):
        parse_phone(text)
