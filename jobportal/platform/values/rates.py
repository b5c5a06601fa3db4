"""Exact ratios, their printing, and the even split of a yearly target (domain 6.2)."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from jobportal.platform.values.money import half_up


class Rounding(StrEnum):
    """How the last printed digit is found."""

    HALF_UP = "HALF_UP"
    TRUNCATE = "TRUNCATE"

    @property
    def label(self) -> str:
        """The Korean word for the choice."""
        return {Rounding.HALF_UP: "반올림", Rounding.TRUNCATE: "버림"}[self]


def ratio(part: Fraction | int | None, whole: Fraction | int | None) -> Fraction | None:
    """part ÷ whole, exact; None when the part is unknown or the whole is unknown or 0."""
    if part is None or whole is None or whole == 0:
        return None
    return Fraction(part) / Fraction(whole)


def percent(value: Fraction | int, decimals: int = 1, mode: Rounding = Rounding.HALF_UP) -> str:
    """A ratio as a percentage without its sign: 0.595 → “59.5”; below zero “△3.2”."""
    return decimal_text(Fraction(value) * 100, decimals, mode)


def decimal_text(
    value: Fraction | int, decimals: int = 0, mode: Rounding = Rounding.HALF_UP
) -> str:
    """An exact number with a fixed count of decimals, thousands commas and △ below zero."""
    scaled = Fraction(value) * 10**decimals
    # int() of a Fraction drops the decimals towards zero, on both sides of zero.
    digits = half_up(scaled) if mode is Rounding.HALF_UP else int(scaled)
    whole, rest = divmod(abs(digits), 10**decimals)
    tail = f".{rest:0{decimals}}" if decimals else ""
    return f"{'△' if digits < 0 else ''}{whole:,}{tail}"


def weighted_total(
    parts: Iterable[tuple[Fraction | int, Fraction | int | None]],
) -> Fraction | None:
    """The mean of (weight, ratio) pairs from unrounded ratios, as the total fulfilment is made.

    None when a ratio is unknown or the weights add up to 0: a total over the rest would mislead.
    """
    summed, weights = Fraction(0), Fraction(0)
    for weight, value in parts:
        if value is None:
            return None
        summed += Fraction(weight) * value
        weights += weight
    return ratio(summed, weights)


def quarter_split(total: int) -> tuple[int, int, int, int]:
    """An even split over four quarters, the remainder to the later: 1,370 → 342 342 343 343."""
    if total < 0:
        raise ValueError("나눌 목표는 0 이상이어야 합니다. 목표를 확인해 주세요.")
    share, left = divmod(total, 4)
    first, second, third, fourth = (share + (quarter >= 4 - left) for quarter in range(4))
    return first, second, third, fourth
