"""Cases for how a fault is told: its sentence, masked numbers, and the cut of long lists."""

from datetime import date, datetime

import pytest

from jobportal.platform.intake.problems import Findings, Problem, plain_text, shown_value


def test_a_problem_tells_place_value_reason_and_cure():
    problem = Problem(
        "회차", 5, "연도", "20l8", "숫자가 아닙니다.", "2018처럼 네 자리로 입력하세요."
    )
    assert problem.sentence == (
        "‘회차’ 시트 5행 ‘연도’: '20l8' — 숫자가 아닙니다. 2018처럼 네 자리로 입력하세요."
    )


def test_a_problem_of_a_whole_file_names_the_file():
    problem = Problem("", None, "", "자료.xls", "예전 형식입니다.", "다시 저장하세요.")
    assert problem.sentence == "'자료.xls' — 예전 형식입니다. 다시 저장하세요."


def test_a_value_that_the_reason_quotes_is_not_said_twice():
    problem = Problem("회차", 5, "예산액", "1,9235", "“1,9235”의 쉼표가 틀렸습니다.", "고치세요.")
    assert problem.sentence == "‘회차’ 시트 5행 ‘예산액’: “1,9235”의 쉼표가 틀렸습니다. 고치세요."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("900101-1234567", "900101-*******"),
        ("9001011234567", "900101-*******"),
        ("홍길동(900101 - 1234567)", "홍길동(900101-*******)"),
        ("９００１０１-１２３４５６７", "９００１０１-*******"),
        (9001011234567, "900101-*******"),
        (9001011234567.0, "900101-*******"),
        ("9999991234567", "9999991234567"),
        ("1234-5678", "1234-5678"),
    ],
)
def test_identity_numbers_are_masked_and_large_amounts_are_not(value, shown):
    assert shown_value(value) == shown


def test_an_identity_number_is_masked_in_the_reason_too():
    problem = Problem(
        "명단", 2, "금액", "x", "“900101-1234567”은(는) 금액이 아닙니다.", "고치세요."
    )
    assert problem.what == "“900101-*******”은 금액이 아닙니다."


def test_a_long_value_is_cut_at_sixty_characters_after_masking():
    assert shown_value("가" * 60) == "가" * 60
    assert shown_value("가" * 61) == "가" * 59 + "…"
    assert "123" not in shown_value("가" * 50 + "900101-1234567")


def test_invisible_characters_are_not_shown():
    assert shown_value("가\u202exls.\u200b나\x07\n다") == "가xls.나 다"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2018.0, "2018"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (date(2018, 7, 2), "2018-07-02"),
        (datetime(2018, 7, 2), "2018-07-02"),
        (datetime(2018, 7, 2, 9, 30), "2018-07-02 09:30"),
        (float("inf"), "inf"),
    ],
)
def test_a_value_reads_as_people_would_write_it(value, text):
    assert plain_text(value) == text


def test_of_many_like_problems_a_hundred_are_listed_and_the_rest_counted():
    findings = Findings()
    for row in range(2, 203):
        findings.add("수식이 들어 있습니다.", "고치세요.", sheet="회차", row=row)
    problems = findings.problems()
    assert len(problems) == 101
    assert problems[-1].sentence == (
        "‘회차’ 시트: 같은 문제가 101곳 더 있습니다(수식이 들어 있습니다). "
        "위에 적힌 곳과 같은 방법으로 고치세요."
    )
