"""Korean text made comparable: one normal form, initial consonants, spacing and width folded."""

import re
import unicodedata

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _LAST_SYLLABLE = ord("가"), ord("힣")
_SYLLABLES_PER_INITIAL = 21 * 28

# Only the full-width copies of ASCII are narrowed: NFKC would also turn ① into 1 and ㎡ into m2.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_MIDDLE_DOTS = dict.fromkeys(map(ord, "ㆍ‧･∙•・"), "·")
_FOLDED = _HALF_WIDTH | _MIDDLE_DOTS
_IGNORED = re.compile(r"[\s\u200b\ufeff\-‐‑‒–—―−]+")


def to_nfc(text: str) -> str:
    """The composed form, so that text typed on macOS (가 as ㄱ+ㅏ) equals text typed elsewhere."""
    return unicodedata.normalize("NFC", text)


def half_width(text: str) -> str:
    """Full-width letters, digits, signs and spaces made half-width; all else is kept."""
    return text.translate(_HALF_WIDTH)


def choseong(text: str) -> str:
    """The initial consonant of each syllable (일자리 → ㅇㅈㄹ); other characters stay."""
    return "".join(_initial(letter) for letter in to_nfc(text))


def _initial(letter: str) -> str:
    code = ord(letter)
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return letter
    return _INITIALS[(code - _FIRST_SYLLABLE) // _SYLLABLES_PER_INITIAL]


def fold(text: str) -> str:
    """A key for comparing names: no spaces or hyphens, half width, lower case, one middle dot."""
    return _IGNORED.sub("", to_nfc(text).translate(_FOLDED)).casefold()
