"""What a made-up round is to become: its days, posts, applicants, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from django.utils import timezone

REASON = "시연 자료"
DAY = timedelta(days=1)


class Stage(Enum):
    """How far a round has come."""

    TAKING = "applications are taken now"
    PROPOSED = "the selection list waits for the team lead"
    ANNOUNCED = "the list is announced, the selected are placed, appeals may be filed"
    RUNNING = "people are at work"
    CLOSED = "the work has ended"


@dataclass(frozen=True)
class RoundPlan:
    """One round. ``posts`` are for the young, those under and those over 65; one number is for all.

    ``declined`` of the selected give up before the first day, ``leaving`` leave halfway; for each
    of them the next reserve comes, those leaving before ``counted_on`` when there is such a day.
    ``ages`` are the youngest and oldest applicants. ``today`` is the day the round is looked at.
    """

    programme: str
    code: str
    notice_on: date
    apply_from_on: date
    apply_to_on: date
    select_on: date
    starts_on: date
    ends_on: date
    today: date
    posts: tuple[int, ...]
    projects: int
    applicants: int
    stage: Stage = Stage.CLOSED
    declined: int = 0
    leaving: int = 0
    counted_on: date | None = None
    seq: int = 1
    ages: tuple[int, int] | None = None
    additional_to: str = ""

    @property
    def year(self) -> int:
        """The year the work begins in."""
        return self.starts_on.year

    @property
    def half(self) -> int:
        """The half-year the work begins in."""
        return 1 if self.starts_on.month <= 6 else 2

    @property
    def total_posts(self) -> int:
        """The posts of all age groups."""
        return sum(self.posts)

    @property
    def listed_on(self) -> date:
        """The day the selection list is proposed; it is approved the day after."""
        return min(self.select_on - 3 * DAY, self.today - DAY)

    @property
    def work_days(self) -> tuple[date, date]:
        """The first and the last day of work."""
        return self.starts_on, self.ends_on


def moment(day: date, seconds: int) -> datetime:
    """The moment so many seconds after nine o'clock of a day in Seoul."""
    morning = datetime.combine(day, time(9), timezone.get_default_timezone())
    return morning + timedelta(seconds=seconds)
