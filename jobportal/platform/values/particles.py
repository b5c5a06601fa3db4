"""Particles after words that are filled in: 을(를) and the like become the one that is right."""

import re
import unicodedata

_FORMS = {
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_BOTH = re.compile(r"(\w)((?:\([^()]*\)|[^\w\s()])*)(" + "|".join(map(re.escape, _FORMS)) + ")")
_FIRST, _LAST, _FINALS, _RIEUL = ord("가"), ord("힣"), 28, 8
_FIGURES = {"0": 21, "1": _RIEUL, "3": 16, "6": 1, "7": _RIEUL, "8": _RIEUL}
"""The final consonants of 영, 일, 삼, 육, 칠, 팔; the others have none."""
_LETTERS = {"l": _RIEUL, "m": 16, "n": 4}
"""Latin letters that end a word in a consonant (토탈, 팀, 플랜); after others one hears a vowel."""


def settle_particles(text: str) -> str:
    """The text with the particle chosen by how the word before it ends, signs and what
    stands in brackets passed over.

    Words that end in Korean, in a figure or in a Latin letter are known; after others both forms
    stay.
    """
    return _BOTH.sub(_settled, unicodedata.normalize("NFC", text))


def _settled(found: re.Match) -> str:
    last, quotes, both = found.groups()
    final = _final(last)
    if final is None:
        return found[0]
    after_consonant, after_vowel = _FORMS[both]
    is_open = final == 0 or (both == "(으)로" and final == _RIEUL)
    return f"{last}{quotes}{after_vowel if is_open else after_consonant}"


def _final(letter: str) -> int | None:
    """The number of the final consonant, 0 for none; None when nobody knows."""
    if _FIRST <= ord(letter) <= _LAST:
        return (ord(letter) - _FIRST) % _FINALS
    if letter.isascii():
        return _FIGURES.get(letter) or _LETTERS.get(letter.lower(), 0)
    return None
