"""Values that take effect on a date: minimum wage, median income, rates, rule sets, names."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Timeline(Generic[Value]):
    """What was in force on a day, from {first day in force: value}; it never changes once made."""

    __slots__ = ("_days", "_values")

    def __init__(self, values: Mapping[date, Value]) -> None:
        self._days = tuple(sorted(values))
        self._values = tuple(values[day] for day in self._days)

    def at(self, day: date) -> Value:
        """The value in force on the day; a value is in force from its own date on.

        A day before the first date has no value: LookupError, in Korean.
        """
        position = bisect_right(self._days, day)
        if position == 0:
            raise LookupError(
                f"{day:%Y-%m-%d}에 적용되는 값이 없습니다. 그날까지 시행된 값을 먼저 등록해 주세요."
            )
        return self._values[position - 1]

    def since(self, day: date) -> date | None:
        """The first day of the value in force on the day; None when there is none."""
        position = bisect_right(self._days, day)
        return self._days[position - 1] if position else None

    def items(self) -> tuple[tuple[date, Value], ...]:
        """Every (first day in force, value), oldest first."""
        return tuple(zip(self._days, self._values, strict=True))

    def __repr__(self) -> str:
        return f"Timeline({dict(self.items())!r})"
