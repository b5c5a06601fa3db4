"""A purpose says what for; filling in is refused (compliance PD-37)."""

import pytest

from jobportal.platform.values.purposes import purpose_fault


@pytest.mark.parametrize(
    "text",
    [
        "하반기 선발심사 회의 자료",
        "배치통보 공문 붙임",
        "의회 제출 자료 작성",
        "비상연락망 정비",
        "부정수급 의심자 확인",
        "Audit list 2026",
    ],
)
def test_words_that_say_what_for_are_taken(text):
    assert purpose_fault(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ㅁㅁ",
        "ㅁㅁㅁㅁㅁㅁㅁㅁ",
        "1111",
        "11111",
        "123456789",
        "업무",
        "업무 처리",
        "업무처리용임",
        "업무업무업무",
        "업무 확인을 위함",
        "개인정보 확인",
        "명단 다운로드",
        "aaaaaaa",
        "abababab",
        "......,,,,,",
        "가나가나가나",
        "     회의     ",
    ],
)
def test_filling_in_is_refused_with_an_example(text):
    assert "예:" in purpose_fault(text)
