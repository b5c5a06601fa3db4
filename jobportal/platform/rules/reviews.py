"""Marks of several reviewers made into one."""

from collections.abc import Iterable
from fractions import Fraction

from jobportal.platform.rules.rubric import ReviewMethod
from jobportal.platform.values.money import half_up


def combined(marks: Iterable[Fraction | int], method: ReviewMethod) -> Fraction:
    """The mean or median of at least one mark, half up to two decimals."""
    ordered = sorted(Fraction(mark) for mark in marks)
    middle = len(ordered) // 2
    if method is ReviewMethod.MEAN:
        exact = sum(ordered, Fraction(0)) / len(ordered)
    elif len(ordered) % 2:
        exact = ordered[middle]
    else:
        exact = (ordered[middle - 1] + ordered[middle]) / 2
    return Fraction(half_up(exact, 2))
