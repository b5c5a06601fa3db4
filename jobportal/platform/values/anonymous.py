"""What may stay of a destroyed person: a birth date that tells no more than their ages."""

from collections.abc import Iterable
from datetime import date, timedelta


def coarse_birth(birth_on: date, days: Iterable[date]) -> date:
    """The earliest day of the year of birth that gives the same full age on each of the days.

    Statistics by age stay as they were; the day and month of birth are gone: without days it is
    the 1st of January.
    """
    born = (birth_on.month, birth_on.day)
    passed = [(day.month, day.day) for day in days if (day.month, day.day) < born]
    if not passed:
        return date(birth_on.year, 1, 1)
    latest = max(passed)
    found = date(birth_on.year, latest[0], 1)
    while (found.month, found.day) <= latest:
        found += timedelta(days=1)
    return found
