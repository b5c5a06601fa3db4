"""How much of a year has gone by at a day."""

from datetime import date
from fractions import Fraction


def year_share(year: int, day: date) -> Fraction:
    """The days from 1 January to ``day``, both included, ÷ the days of the year; from 0 to 1."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = (last - first).days + 1
    gone = (day - first).days + 1
    return Fraction(min(max(gone, 0), whole), whole)
