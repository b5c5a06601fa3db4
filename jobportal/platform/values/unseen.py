"""Signs nobody sees: some no text may hold, those without width are left out of what is typed."""

import re

ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Spaces and joints without width, which come along with copied text."""
# C0 and C1 controls but tab and line ends, direction marks, halves of characters, U+FFFD.
UNUSABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]"
)
HOW_TO_MEND = "그 칸을 모두 지우고, 붙여 넣지 말고 직접 입력하세요."


def unusable_fault(text: str) -> str:
    """What stands in a text that may not, in Korean and without how to mend it; "" for nothing.

    Direction marks are refused, not left out: they turn what is read, an address or an amount.
    """
    found = UNUSABLE.search(text)
    if found is None:
        return ""
    return f"보이지 않거나 깨진 문자(U+{ord(found[0]):04X})가 들어 있습니다."
