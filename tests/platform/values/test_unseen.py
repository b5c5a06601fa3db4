"""Signs nobody sees in a text: which are told, which are left out."""

import pytest

from jobportal.platform.values.unseen import UNUSABLE, ZERO_WIDTH, unusable_fault


@pytest.mark.parametrize(
    "sign",
    ["\0", "\x1b", "\x7f", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufffd"],
)
def test_what_no_text_may_hold_is_told_by_its_number(sign):
    assert unusable_fault(f"가상구{sign} 없는로 1") == (
        f"보이지 않거나 깨진 문자(U+{ord(sign):04X})가 들어 있습니다."
    )


@pytest.mark.parametrize(
    "text", ["", "가상구 없는로 1", "첫 줄\r\n둘째\t줄", "①㎡ é 漢 😀", "나\xa0다"]
)
def test_words_lines_and_pictures_may_stand(text):
    assert unusable_fault(text) == ""
    assert ZERO_WIDTH.sub("", text) == text


def test_what_has_no_width_is_left_out_and_not_told():
    signs = "\u200b\u200c\u200d\u2060\ufeff"
    assert ZERO_WIDTH.sub("", f"가{signs}나") == "가나"
    assert UNUSABLE.search(signs) is None
