"""Half-years: from January to June and from July to December."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Half:
    """The half-year that begins on ``first``, the 1st of January or of July."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Half":
        """The half-year of a day."""
        return cls(date(day.year, 1 if day.month < 7 else 7, 1))

    @classmethod
    def numbered(cls, year: int, number: int) -> "Half":
        """The first or second half of a year; ValueError for another number."""
        if number not in (1, 2):
            raise ValueError("a year has two halves")
        return cls(date(year, 1 if number == 1 else 7, 1))

    @property
    def number(self) -> int:
        """1 or 2."""
        return 1 if self.first.month == 1 else 2

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.first.year, 6, 30) if self.number == 1 else date(self.first.year, 12, 31)

    def before(self) -> "Half":
        """The half-year before it."""
        year, number = self.first.year, self.number
        return Half.numbered(year, 1) if number == 2 else Half.numbered(year - 1, 2)

    def __str__(self) -> str:
        return f"{self.first.year}년 {'상반기' if self.number == 1 else '하반기'}"
