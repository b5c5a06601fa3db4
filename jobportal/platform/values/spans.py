"""A span of days as an office writes it: a day, a month, a half-year, or from one to another."""

from dataclasses import dataclass
from datetime import date

from jobportal.platform.values.dates import Precision, parse_kdate


@dataclass(frozen=True, order=True)
class Span:
    """From ``start`` to ``end``, both included; ``precision`` is how exactly it was stated."""

    start: date
    end: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("끝나는 날이 시작하는 날보다 빠릅니다. 순서를 확인하세요.")

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read what a person typed; raises ValueError with a Korean sentence."""
        return cls(*parse_kdate(text))

    @classmethod
    def from_key(cls, key: str) -> "Span":
        """Read :attr:`key` back."""
        start, end, precision = key.split("/")
        return cls(date.fromisoformat(start), date.fromisoformat(end), Precision(precision))

    @property
    def key(self) -> str:
        """The text kept in the database; it sorts by the first day."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}/{self.precision.value}"
