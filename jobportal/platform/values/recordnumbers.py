"""Numbers of records as they come back from the browser: read in one place, never too long."""

MOST_DIGITS = 18
"""All numbers of so many digits fit a column of either database."""


def record_number(text: str) -> int | None:
    """The number of a record or of its version; None for what can be none."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
