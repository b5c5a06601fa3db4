"""The figures of the budget dashboard: a year of a district at a day, and the lists behind it."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from budgets.models import EarlyExecutionTarget
from budgets.models.ledger import Stage
from budgets.queries import (
    Budget,
    Running,
    StatementCheck,
    budget_at,
    early_target,
    running,
    statement_checks,
    waiting,
)
from jobportal.platform.models import District
from jobportal.platform.values.elapsed import year_share


class Links:
    """The lists behind the figures of a year at a day."""

    def __init__(self, year: int, as_of: date):
        self.as_of = as_of
        lists = {slug: reverse("record_list", args=[slug]) for slug in ("appropriations", "ledger")}
        self._appropriations = f"{lists['appropriations']}?line__year={year}"
        self._ledger = f"{lists['ledger']}?line__year={year}"

    def appropriated(self, day: date | None = None, **programme: int) -> str:
        """The appropriations decided until the day (the 기준일 when none is given)."""
        return f"{self._appropriations}&decided_on_to={day or self.as_of}{_only(programme)}"

    def executed(self, day: date | None = None, **programme: int) -> str:
        """The entries that count as executed until the day."""
        return f"{self._ledger}&executed=True&on_to={day or self.as_of}{_only(programme)}"

    def waiting(self, stage: Stage) -> str:
        """The entries of a stage that no later one has taken up at the 기준일."""
        return f"{self._ledger}&stage={stage.value}&waiting_on={self.as_of}"


def _only(programme: dict[str, int]) -> str:
    return "".join(f"&{name}={pk}" for name, pk in programme.items())


@dataclass(frozen=True)
class Picture:
    """Everything the dashboard shows, as figures; the functions below put them into words."""

    year: int
    as_of: date
    budget: Budget
    waiting: dict[Stage, int]
    running: dict[int, Running]
    target: EarlyExecutionTarget | None
    statements: list[StatementCheck]

    @property
    def elapsed(self) -> Fraction:
        """The share of the year gone."""
        return year_share(self.year, self.as_of)

    @property
    def is_recorded(self) -> bool:
        """Whether the ledger tells anything of the year by the day.

        A ledger nobody has kept yet says nothing of how fast the money goes.
        """
        return self.running[self.year].has_executed(self.as_of) or any(self.waiting.values())

    @property
    def target_share(self) -> Fraction | None:
        """The early-execution target as a share."""
        return Fraction(self.target.percent) / 100 if self.target else None

    @property
    def day_last_year(self) -> date:
        """The same day a year before; 28 February stands for the 29th."""
        year = self.as_of.year - 1
        return self.as_of.replace(
            year=year, day=min(self.as_of.day, monthrange(year, self.as_of.month)[1])
        )


def picture_of(district: District, year: int, as_of: date) -> Picture:
    """The figures of a district's year at a day, in ten queries."""
    return Picture(
        year=year,
        as_of=as_of,
        budget=budget_at(district, year, as_of),
        waiting=waiting(district, year, as_of),
        running=running(district, (year - 1, year)),
        target=early_target(district, year, as_of),
        statements=statement_checks(district, year, as_of),
    )


def month_ends(picture: Picture) -> Iterable[date]:
    """The last days of the months gone; the 기준일 ends the last of them."""
    if picture.as_of < date(picture.year, 1, 1):
        return
    last = picture.as_of.month if picture.as_of.year == picture.year else 12
    for month in range(1, last + 1):
        end = date(picture.year, month, monthrange(picture.year, month)[1])
        yield picture.as_of if month == last else end


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
