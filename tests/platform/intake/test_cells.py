"""Cases for one cell: what each reader takes, and the sentence with which it refuses."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.intake.cells import (
    CellError,
    is_blank,
    to_bool,
    to_choice,
    to_date,
    to_decimal,
    to_int,
    to_text,
    to_won,
)
from jobportal.platform.intake.sheets import UNREADABLE
from jobportal.platform.values.money import Unit

HALVES = {"H1": "H1", "H2": "H2", "상반기": "H1", "하반기": "H2"}


def refusal(read, *arguments, **options):
    with pytest.raises(CellError) as caught:
        read(*arguments, **options)
    return f"{caught.value.what} {caught.value.cure}"


@pytest.mark.parametrize("blank", [None, "", "  ", "\xa0", "\u200b", "\ufeff \n", UNREADABLE])
def test_nothing_written_is_nothing_read(blank):
    assert is_blank(blank)
    assert to_int(blank) is None
    assert to_decimal(blank, 1) is None
    assert to_won(blank, Unit.WON) is None
    assert to_date(blank) is None
    assert to_bool(blank) is None
    assert to_choice(blank, HALVES) is None
    assert to_text(blank) == ""


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (2018, 2018),
        (2018.0, 2018),
        ("2018", 2018),
        (" 2018\xa0", 2018),
        ("1,234", 1234),
        ("２０１８", 2018),
        ("△5", -5),
        ("▲ 5", -5),
        ("-5", -5),
        ("−5", -5),
        ("(5)", -5),
        ("+5", 5),
        ("5.0", 5),
        ("\ufeff5", 5),
        (0, 0),
    ],
)
def test_a_whole_number_is_read_in_every_usual_form(value, number):
    assert to_int(value) == number


NOT_A_NUMBER = "숫자가 아닙니다. 단위나 글자 없이 1234처럼 숫자만 입력하세요."
MISPLACED = "쉼표 자리가 맞지 않습니다. 쉼표를 세 자리마다 찍거나 모두 지우고 입력하세요."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("20l8", NOT_A_NUMBER),
        ("12명", NOT_A_NUMBER),
        ("1e5", NOT_A_NUMBER),
        ("①", NOT_A_NUMBER),
        ("1 234", NOT_A_NUMBER),
        ("inf", NOT_A_NUMBER),
        (float("inf"), NOT_A_NUMBER),
        ("1,9235", MISPLACED),
        ("12,34", MISPLACED),
        ("-", "숫자가 없습니다. 값이 없으면 비워 두고, 0이면 0을 입력하세요."),
        ("1" * 21, "숫자가 너무 깁니다. 자릿수를 확인하세요."),
        (61.5, "소수점이 있는 수입니다. 소수점이 없는 수로 입력하세요."),
        ("61.5", "소수점이 있는 수입니다. 소수점이 없는 수로 입력하세요."),
        (True, "숫자 칸에 참·거짓 값이 들어 있습니다. 숫자를 입력하세요."),
        (
            datetime(2018, 7, 2),
            "숫자 칸에 날짜나 시각이 들어 있습니다. "
            "칸 서식을 ‘일반’으로 바꾸고 숫자를 다시 입력하세요.",
        ),
        (2**31, "2,147,483,647보다 큽니다. 2,147,483,647 이하로 입력하세요."),
    ],
)
def test_what_is_no_whole_number_is_refused(value, sentence):
    assert refusal(to_int, value) == sentence


def test_a_whole_number_keeps_within_its_bounds():
    assert to_int(12, least=1, most=12) == 12
    assert refusal(to_int, 0, least=1, most=12) == "1보다 작습니다. 1 이상으로 입력하세요."


@given(st.integers(min_value=-(2**31), max_value=2**31 - 1))
def test_a_printed_whole_number_reads_back(number):
    printed = f"{number:,}" if number >= 0 else f"△{-number:,}"
    assert to_int(printed) == number
    assert to_int(float(number)) == number


@pytest.mark.parametrize(
    ("value", "percent", "number"),
    [
        ("61.7", False, "61.7"),
        (61.7, False, "61.7"),
        (0.1 + 0.2, False, "0.3"),
        ("1,234.5", False, "1234.5"),
        ("△1.50", False, "-1.5"),
        (".5", False, "0.5"),
        ("61.7%", True, "61.7"),
        ("61.7 ％", True, "61.7"),
        (61.7, True, "61.7"),
    ],
)
def test_a_decimal_is_read_exactly(value, percent, number):
    assert to_decimal(value, 1, percent=percent) == Decimal(number)


def test_a_decimal_is_refused_rather_than_rounded():
    assert refusal(to_decimal, 61.66, 1) == (
        "소수점 아래가 1자리보다 깁니다. 소수점 아래 1자리까지 입력하세요."
    )
    assert refusal(to_decimal, "0.5", 0) == (
        "소수점이 있는 수입니다. 소수점이 없는 수로 입력하세요."
    )
    assert refusal(to_decimal, "61.7%", 1) == NOT_A_NUMBER
    assert refusal(to_decimal, "%", 1, percent=True) == NOT_A_NUMBER


@pytest.mark.parametrize(
    ("value", "unit", "won"),
    [
        ("1,234천원", Unit.WON, 1_234_000),
        ("1,234", Unit.THOUSAND, 1_234_000),
        (1234, Unit.THOUSAND, 1_234_000),
        (1234.5, Unit.THOUSAND, 1_234_500),
        (-5.0, Unit.WON, -5),
        ("△1,234", Unit.WON, -1_234),
        ("１２３", Unit.MILLION, 123_000_000),
        ("12억 3,456만 원", Unit.WON, 1_234_560_000),
        ("\u200b1,234\xa0천원 ", Unit.WON, 1_234_000),
    ],
)
def test_an_amount_is_read_in_its_unit(value, unit, won):
    assert to_won(value, unit) == won


def test_an_amount_with_a_misplaced_comma_is_refused_with_reason_and_cure():
    with pytest.raises(CellError) as caught:
        to_won("1,9235", Unit.THOUSAND)
    assert caught.value.what == "“1,9235”의 쉼표 자리가 맞지 않습니다."
    assert caught.value.cure.startswith("쉼표를 세 자리마다 찍거나 모두 지우고 입력")


def test_an_amount_is_no_date_and_no_yes():
    assert refusal(to_won, True, Unit.WON).startswith("숫자 칸에 참·거짓 값이 들어 있습니다.")
    assert refusal(to_won, time(9), Unit.WON).startswith("숫자 칸에 날짜나 시각이")


@pytest.mark.parametrize(
    "value",
    [
        date(2018, 7, 2),
        datetime(2018, 7, 2),
        43283,
        43283.0,
        "43283",
        "2018. 7. 2.",
        "2018.7.2",
        "2018-07-02",
        "20180702",
        20180702,
        "２０１８．７．２．",
        "2018년 7월 2일",
        "’18. 7. 2.",
    ],
)
def test_a_day_is_read_in_every_usual_form(value):
    assert to_date(value) == date(2018, 7, 2)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "2018. 7.",
            "하루를 가리키는 날짜가 아닙니다. 2018. 7. 2.처럼 날까지 적으세요.",
        ),
        (2018, "하루를 가리키는 날짜가 아닙니다. 2018. 7. 2.처럼 날까지 적으세요."),
        (
            "2018. 7. 2. ~ 7. 5.",
            "하루를 가리키는 날짜가 아닙니다. 2018. 7. 2.처럼 날까지 적으세요.",
        ),
        (
            datetime(2018, 7, 2, 9, 30),
            "날짜에 시각이 붙어 있습니다. 시각을 지우고 날짜만 입력하세요.",
        ),
        (time(9, 30), "날짜가 아닙니다. 2018. 7. 2.처럼 입력하세요."),
        (True, "날짜가 아닙니다. 2018. 7. 2.처럼 입력하세요."),
    ],
)
def test_what_is_no_single_day_is_refused(value, sentence):
    assert refusal(to_date, value) == sentence


def test_a_day_that_does_not_exist_is_refused_with_reason_and_cure():
    with pytest.raises(CellError) as caught:
        to_date("2018. 2. 30.")
    assert caught.value.what == "“2018. 2. 30.” 날짜는 없는 날입니다."
    assert caught.value.cure.startswith("2018년 2월은 28일까지이니 날을 고")


@pytest.mark.parametrize("serial", [18_263, 73_416, 99_999])
def test_a_serial_number_outside_1950_to_2100_is_no_day(serial):
    refusal(to_date, serial)


def test_the_bounds_of_serial_numbers_are_days():
    assert to_date(18_264) == date(1950, 1, 1)
    assert to_date(73_415) == date(2100, 12, 31)


@pytest.mark.parametrize("value", ["예", "Y", "y", "Ｙ", "O", "○", 1, 1.0, "1", True, "TRUE", "참"])
def test_yes_is_read(value):
    assert to_bool(value) is True


@pytest.mark.parametrize(
    "value", ["아니오", "아니요", "N", "X", "×", 0, "0", False, "false", "거짓"]
)
def test_no_is_read(value):
    assert to_bool(value) is False


def test_a_perhaps_is_refused():
    assert refusal(to_bool, "해당") == "예 또는 아니오가 아닙니다. ‘예’나 ‘아니오’로 입력하세요."


def test_text_is_composed_and_trimmed():
    assert to_text("\u1100\u1161\u11a8 \xa0") == "각"
    assert to_text(" 가\xa0나\u200b ") == "가 나"
    assert to_text("첫 줄\r\n둘째 줄\r") == "첫 줄\n둘째 줄"
    assert to_text(2018.0) == "2018"
    assert to_text("①㎡") == "①㎡"


def test_text_too_long_or_with_control_characters_is_refused():
    assert refusal(to_text, "가" * 11, 10) == "글이 11자입니다. 10자 안으로 줄여 입력하세요."
    assert refusal(to_text, "가\x07나") == (
        "보이지 않거나 깨진 문자(U+0007)가 들어 있습니다. "
        "그 칸을 모두 지우고, 붙여 넣지 말고 직접 입력하세요."
    )


@pytest.mark.parametrize(
    ("value", "code"), [("상반기", "H1"), (" 하 반 기", "H2"), ("h1", "H1"), ("Ｈ２", "H2")]
)
def test_a_choice_is_read_from_its_label_or_its_code(value, code):
    assert to_choice(value, HALVES) == code


def test_a_choice_may_stand_for_a_number():
    assert to_choice(1.0, {"1": 1, "1분기": 1, "2": 2}) == 1


def test_an_unknown_choice_is_refused_with_the_labels():
    assert refusal(to_choice, "상반", HALVES) == (
        "정해진 값이 아닙니다. 상반기, 하반기 가운데 하나로 입력하세요."
    )
    many = {f"보기{n}": n for n in range(1, 15)}
    assert refusal(to_choice, "없음", many) == (
        "정해진 값이 아닙니다. "
        + ", ".join(f"보기{n}" for n in range(1, 13))
        + " 등 14가지 가운데 하나로 입력하세요."
    )


def test_a_label_that_two_codes_share_is_refused():
    assert refusal(to_choice, "기타", {"기타": "A", "기 타": "B"}) == (
        "뜻이 두 가지인 값입니다. 기타, 기 타 가운데 하나로 입력하세요."
    )


@given(st.one_of(st.text(max_size=70), st.integers(), st.floats(), st.booleans(), st.datetimes()))
def test_any_cell_is_read_or_refused_in_korean(value):
    for read in (
        to_int,
        lambda cell: to_decimal(cell, 2, percent=True),
        lambda cell: to_won(cell, Unit.THOUSAND),
        to_date,
        to_bool,
        lambda cell: to_text(cell, 50),
        lambda cell: to_choice(cell, HALVES),
    ):
        try:
            read(value)
        except CellError as error:
            assert error.what and error.cure
