"""Whole won: units, the one rounding rule, printing, and reading what people type (domain 6.2)."""

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import overload

from jobportal.platform.values.hangul import half_width

LARGEST_WON = 2**63 - 1  # what the database column holds
_LONGEST_TEXT = 60


class Unit(StrEnum):
    """The unit a table is printed or typed in; amounts themselves are always kept in won."""

    WON = "WON"
    THOUSAND = "THOUSAND"
    MILLION = "MILLION"
    HUNDRED_MILLION = "HUNDRED_MILLION"

    @property
    def won(self) -> int:
        """How many won one of this unit is."""
        return _WON_IN_UNIT[self]

    @property
    def label(self) -> str:
        """The Korean word printed after “단위:”."""
        return _UNIT_LABELS[self]


_WON_IN_UNIT = {
    Unit.WON: 1,
    Unit.THOUSAND: 1_000,
    Unit.MILLION: 1_000_000,
    Unit.HUNDRED_MILLION: 100_000_000,
}
_UNIT_LABELS = {
    Unit.WON: "원",
    Unit.THOUSAND: "천원",
    Unit.MILLION: "백만원",
    Unit.HUNDRED_MILLION: "억원",
}


@overload
def half_up(value: Fraction | int) -> int: ...
@overload
def half_up(value: Fraction | int, digits: int) -> Fraction | int: ...
def half_up(value: Fraction | int, digits: int = 0) -> Fraction | int:
    """Round exactly to `digits` decimals; a tie goes away from zero (−0.5 → −1).

    Gives an int when `digits` is 0, otherwise a Fraction. Floats are refused with TypeError.
    """
    if not isinstance(value, (Fraction, int)):
        raise TypeError(f"half_up takes int or Fraction, not {type(value).__name__}")
    if digits < 0:
        raise ValueError("digits must be 0 or more")
    scaled = abs(Fraction(value)) * 10**digits
    magnitude = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = magnitude if value >= 0 else -magnitude
    return signed if digits == 0 else Fraction(signed, 10**digits)


def in_unit(won: int, unit: Unit) -> int:
    """The amount in the unit, rounded half up: 1,500원 is 2천원, 1,499원 is 1천원."""
    return half_up(Fraction(won, unit.won))


def total_of_printed(wons: Iterable[int], unit: Unit) -> int:
    """The sum, in won, of the amounts as printed in the unit, so that a printed table foots."""
    return sum(in_unit(won, unit) for won in wons) * unit.won


def number_text(value: int) -> str:
    """A whole number with thousands commas; below zero with △ and no space (compliance 7.2)."""
    return f"{value:,}" if value >= 0 else f"△{-value:,}"


# ---- Reading ---------------------------------------------------------------------------------

_SIGNS = "△▲-−–"
_SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
_BIG = {"": 1, "만": 10_000, "억": 10**8, "조": 10**12}
_TERM = re.compile(r"\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*([십백천]?)\s*([만억조]?)")
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


def parse_won(text: str, unit: Unit) -> int:
    """Read an amount as people type it and give whole won.

    A bare number is in `unit`; a number with its own unit (1234천원, 12억 3,456만 원, 1.5백만원)
    ignores it. △ ▲ - − and brackets mean a negative amount. Refused with a Korean ValueError:
    anything else, a misplaced comma, a fraction of a won, an amount no column can hold.
    """
    shown = text.strip()
    body, negative = _split_sign(half_width(shown).strip(), shown)
    has_won_word = body.endswith("원")
    terms = _read_terms(body.removesuffix("원").rstrip(), shown)
    ends_plain = not has_won_word and terms[-1][1:] == ("", "")
    if ends_plain and len(terms) > 1:
        raise ValueError(
            f"“{shown}”의 끝 단위를 알 수 없습니다. 끝에 원이나 만 같은 단위를 적어 주세요."
        )
    won = _add_up(terms, shown) * (unit.won if ends_plain else 1)
    if won.denominator != 1:
        raise ValueError(
            f"“{shown}”에 1원보다 작은 금액이 남습니다. 원 단위로 떨어지도록 고쳐 입력해 주세요."
        )
    if won > LARGEST_WON:
        raise ValueError(f"“{shown}” 값은 너무 큰 금액입니다. 단위를 확인해 주세요.")
    return -won.numerator if negative else won.numerator


def _split_sign(body: str, shown: str) -> tuple[str, bool]:
    if not body or body in _SIGNS:
        raise ValueError("금액이 비어 있습니다. 금액이 없으면 0을 입력해 주세요.")
    if len(body) > _LONGEST_TEXT:
        raise ValueError(f"금액이 너무 깁니다. {_LONGEST_TEXT}자 안으로 입력해 주세요.")
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1].strip(), True
    if body[0] in _SIGNS:
        return body[1:].lstrip(), True
    return body, False


def _read_terms(body: str, shown: str) -> list[tuple[Fraction, str, str]]:
    """Split “12억 3,456만” into its numbers with the counting words that follow each."""
    terms, at = [], 0
    while at < len(body):
        match = _TERM.match(body, at)
        if match is None:
            break
        terms.append((_read_number(match[1], shown), match[2], match[3]))
        at = match.end()
    if not terms or body[at:].strip():
        raise ValueError(
            f"“{shown}” 값은 금액으로 읽을 수 없습니다. "
            "숫자와 단위만 입력해 주세요(예: 1,234 · 1,234천원 · △500)."
        )
    return terms


def _read_number(digits: str, shown: str) -> Fraction:
    whole = digits.partition(".")[0]
    if not (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)):
        raise ValueError(
            f"“{shown}”의 쉼표 자리가 맞지 않습니다. "
            "쉼표를 세 자리마다 찍거나 모두 지우고 입력해 주세요."
        )
    return Fraction(digits.replace(",", ""))


def _add_up(terms: list[tuple[Fraction, str, str]], shown: str) -> Fraction:
    """Add the terms; each must be smaller than the place before it, so “3만 2억” is refused."""
    total, group = Fraction(0), Fraction(0)
    above_big, above_small = None, None
    for last, (number, small, big) in enumerate(terms, start=1 - len(terms)):
        part = number * _SMALL[small]
        if above_small is not None and part >= above_small:
            raise ValueError(_disordered(shown))
        group, above_small = group + part, _SMALL[small]
        if big or last == 0:
            if above_big is not None and group * _BIG[big] >= above_big:
                raise ValueError(_disordered(shown))
            total, above_big = total + group * _BIG[big], _BIG[big]
            group, above_small = Fraction(0), None
    return total


def _disordered(shown: str) -> str:
    return (
        f"“{shown}”의 자리 순서가 맞지 않습니다. "
        "큰 자리부터 차례로 입력해 주세요(예: 12억 3,456만 원)."
    )


# ---- Writing out -----------------------------------------------------------------------------

_DIGITS = " 일이삼사오육칠팔구"
_PLACES = ("천", "백", "십", "")
_GROUPS = ("", "만", "억", "조", "경")


def spell_won(won: int) -> str:
    """An amount in prose: “1억 2,345만 원”, “24억 2만 1천 원”, “5,000원” (compliance 7.2)."""
    sign, rest = ("△", -won) if won < 0 else ("", won)
    if rest < 10_000:
        return f"{sign}{rest:,}원"
    words, last = [], rest % 10_000
    for index, group in _groups(rest // 10_000, first=1):
        words.append(f"{group:,}{_GROUPS[index]}")
    if last and last % 1_000 == 0:
        words.append(f"{last // 1_000}천")
    tail = f" {last:,}원" if last % 1_000 else " 원"
    return sign + " ".join(words) + tail


def formal_won(won: int) -> str:
    """An amount as official papers write it: “금113,560원(금일십일만삼천오백육십원)”."""
    if won < 0:
        raise ValueError("공문서 금액은 0원 이상이어야 합니다. 금액을 확인해 주세요.")
    words = "".join(_read_aloud(group) + _GROUPS[index] for index, group in _groups(won))
    return f"금{won:,}원(금{words or '영'}원)"


def _groups(number: int, first: int = 0) -> list[tuple[int, int]]:
    """The groups of four digits that are not zero, largest first, each with its place."""
    groups, index = [], first
    while number:
        number, group = divmod(number, 10_000)
        if group:
            groups.append((index, group))
        index += 1
    return groups[::-1]


def _read_aloud(group: int) -> str:
    pairs = zip(f"{group:04}", _PLACES, strict=True)
    return "".join(_DIGITS[int(digit)] + place for digit, place in pairs if digit != "0")
