"""Ages and look-back windows counted as Korean law counts them."""

from calendar import monthrange
from datetime import date


def full_years(start: date, day: date) -> int:
    """Full years gone by; one born on 29 February comes of age on 1 March (민법 제160조)."""
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last of that month; never before year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def half_index(day: date) -> int:
    """A number that grows by one with every half-year."""
    return day.year * 2 + (day.month > 6)
