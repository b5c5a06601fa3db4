"""What is shown of a personal value, per audience, and that views cannot be put together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.masking import (
    Audience,
    mask_account,
    mask_address,
    mask_birth,
    mask_email,
    mask_name,
    mask_phone,
    mask_rrn,
)

LIST, DETAIL, PRINT, PUBLIC = Audience


@pytest.mark.parametrize(
    ("name", "listed", "public"),
    [
        ("홍길동", "홍*동", "홍○○"),
        ("김가", "김*", "김○"),
        ("남궁가수", "남**수", "남○○○"),
        ("가", "가*", "가○"),
        ("John Smith", "Jo** Sm***", "J○○○○○○○○"),
        ("Li", "Li*", "L○"),
        ("", "", ""),
    ],
)
def test_names(name, listed, public):
    assert mask_name(name) == listed
    assert mask_name(name, PUBLIC) == public
    assert mask_name(name, DETAIL) == name


def test_births():
    day = date(1990, 1, 1)
    assert [mask_birth(day, a) for a in Audience] == ["90.**.**", "1990. 1. 1.", "900101", ""]
    assert mask_birth(None) == ""


def test_resident_numbers_are_never_whole():
    digits = "9001011234560"
    assert [mask_rrn(digits, a) for a in Audience] == ["", "900101-1******", "900101-*******", ""]
    assert mask_rrn("", DETAIL) == ""


@pytest.mark.parametrize(
    ("digits", "listed"),
    [
        ("01012345678", "010-****-5678"),
        ("0221234", ""),
        ("021234567", "02-****-4567"),
        ("0226701234", "02-****-1234"),
    ],
)
def test_phones(digits, listed):
    if listed:
        assert mask_phone(digits) == listed
    assert mask_phone(digits, PUBLIC) == ""
    assert mask_phone("") == ""


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("가상구 가상1동 12-3 101호", "가상구 가상1동 ***"),
        ("서울특별시 가상구 없는로 12, 101동 1001호", "서울특별시 가상구 없는로 ***"),
        ("가상구 없는로12길 34", "가상구 없는로12길 ***"),
        ("가상구 없는로 12길 34", "가상구 없는로 12길 ***"),
        ("가상아파트 101동", "***"),
        ("", ""),
    ],
)
def test_addresses_stop_before_the_building(address, listed):
    assert mask_address(address) == listed
    assert mask_address(address, "가상1동", PUBLIC) == "가상1동"
    assert mask_address(address, "가상1동", DETAIL) == address


def test_accounts_and_mail():
    assert mask_account("가상은행", "1234567890", DETAIL) == "가상은행 ******7890"
    assert mask_account("가상은행", "1234567890") == ""
    assert mask_email("hong@korea.kr") == "ho***@korea.kr"
    assert mask_email("hong@korea.kr", PUBLIC) == ""


@given(st.from_regex(r"[0-9]{6}[1-8][0-9]{6}", fullmatch=True))
def test_all_views_of_a_resident_number_together_hide_six_digits(digits):
    views = [mask_rrn(digits, audience).replace("-", "") for audience in Audience]
    seen = {i for view in views for i, letter in enumerate(view) if letter != "*"}
    assert len(seen) <= 7


@given(st.from_regex(r"010[0-9]{8}", fullmatch=True))
def test_a_listed_phone_hides_four_digits(digits):
    assert mask_phone(digits).count("*") == 4


@given(st.text(alphabet="가나다라마 ABcd", max_size=12))
def test_a_listed_name_of_two_letters_or_more_is_never_whole(name):
    plain = " ".join(name.split())
    assert not plain or (mask_name(name) != plain and "*" in mask_name(name))
