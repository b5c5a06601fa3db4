"""The share of a year that has gone by."""

from datetime import date
from fractions import Fraction

from jobportal.platform.values.elapsed import year_share


def test_the_first_day_counts_and_the_last_day_is_the_whole_year():
    assert year_share(2026, date(2026, 1, 1)) == Fraction(1, 365)
    assert year_share(2026, date(2026, 12, 31)) == 1


def test_a_leap_year_has_366_days():
    assert year_share(2024, date(2024, 2, 29)) == Fraction(60, 366)


def test_days_outside_the_year_are_its_ends():
    assert year_share(2026, date(2025, 12, 31)) == 0
    assert year_share(2026, date(2027, 1, 1)) == 1
