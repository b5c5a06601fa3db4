"""Applications by day of the application period, a round beside the last one of its programme."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from jobportal.platform.values.dates import kdate_weekday
from programs.models import Round

MOST_STEPS = 31
STEPS = (1, 7, 30)


@dataclass(frozen=True)
class DayLine:
    """Some days of the period: applications of the round (None: not yet), of the last one, sums."""

    label: str
    heads: int | None
    total: int | None
    before: int
    before_total: int


def day_lines(
    round_: Round, received: Counter[date], last: Round | None, before: Counter[date], today: date
) -> list[DayLine]:
    """The days from the first of the period on, in weeks or months when there are very many.

    The n-th day stands beside the n-th day of the last round; what came before the period counts
    on its first day.
    """
    start = _first_day(round_, received)
    if start is None:
        return []
    now = _by_number(start, received)
    then = _by_number(_first_day(last, before), before) if last else Counter()
    until = max([*now, *then, (min(round_.apply_to_on or start, today) - start).days, 0])
    step = next((n for n in STEPS if until < n * MOST_STEPS), STEPS[-1])
    lines, total, before_total = [], 0, 0
    for first in range(0, until + 1, step):
        numbers = range(first, first + step)
        heads, earlier = (sum(days[n] for n in numbers) for days in (now, then))
        total, before_total = total + heads, before_total + earlier
        is_to_come = start + timedelta(days=first) > today
        lines.append(
            DayLine(
                _label(start + timedelta(days=first), step),
                None if is_to_come else heads,
                None if is_to_come else total,
                earlier,
                before_total,
            )
        )
    return lines


def _first_day(round_: Round | None, received: Counter[date]) -> date | None:
    if round_ is None:
        return None
    return round_.apply_from_on or min(received, default=None)


def _by_number(start: date | None, received: Counter[date]) -> Counter[int]:
    """Applications by the number of the day, 0 for the first."""
    numbered: Counter[int] = Counter()
    for day, heads in received.items():
        numbered[max((day - start).days, 0) if start else 0] += heads
    return numbered


def _label(day: date, step: int) -> str:
    _, without_year = kdate_weekday(day).split(" ", 1)
    return without_year if step == 1 else f"{without_year}부터"
