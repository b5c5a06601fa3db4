"""What stands out in a month's access record (PD-36), and who still has to look at it.

Accounts are not tied to residents: looks at oneself and at colleagues are found by the name, by a
rule of the app that knows it. Not looked for: neighbours, and looks without an event of the work.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate, TruncHour
from django.utils import timezone

from jobportal.platform.display import text_of
from jobportal.platform.models import AccessEntry, AccessPerson, AccessReview, GrantEvent, Holiday
from jobportal.platform.values.workdays import is_workday

Action = AccessEntry.Action
HANDLING = (Action.READ, Action.SEARCH, Action.PRINT, Action.DOWNLOAD, Action.REVEAL)
LOOKS = (Action.READ, Action.SEARCH)
TAKEN = (Action.PRINT, Action.DOWNLOAD)
EARLIER_DAYS = 92
"""So far back an address is looked for before it counts as new."""


@dataclass(frozen=True)
class Finding:
    """Something the reviewer should look at: the rule, the account and what happened."""

    rule: str
    account_id: int | None
    account_name: str
    told: str
    on: date | None = None


@dataclass(frozen=True)
class Month:
    """A month of a district's access record."""

    district_id: int
    month_on: date

    @property
    def ends_on(self) -> date:
        """The first day of the next month."""
        return (self.month_on + timedelta(days=31)).replace(day=1)

    @property
    def is_over(self) -> bool:
        """Only a whole month is signed for."""
        return timezone.localdate() >= self.ends_on

    def entries(self) -> QuerySet[AccessEntry]:
        """The entries of the month."""
        return self.between(self.month_on, self.ends_on)

    def between(self, start: date, end: date) -> QuerySet[AccessEntry]:
        """The district's entries from a day on, up to the day before another."""
        entries = AccessEntry.objects.filter(district_id=self.district_id).order_by()
        return entries.filter(at__gte=midnight(start), at__lt=midnight(end))

    def reviews(self) -> QuerySet[AccessReview]:
        """Who has signed for the month."""
        return AccessReview.objects.filter(district_id=self.district_id, month_on=self.month_on)

    def findings(self) -> list[Finding]:
        """Everything the rules point out, rule by rule."""
        rules = (
            _by_the_hour,
            _taken,
            _revealed,
            _same_person,
            _failures,
            _new_addresses,
            _reissued,
        )
        return [finding for rule in (*rules, *_further) for finding in rule(self)]


Rule = Callable[[Month], Iterator[Finding]]
_further: list[Rule] = []


def further(rule: Rule) -> Rule:
    """Have a rule looked through too that knows more of people than the platform does."""
    _further.append(rule)
    return rule


def midnight(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def needs_another(reviews: list[AccessReview]) -> bool:
    """Nobody signs for their own entries: one reviewer who has some is not enough."""
    return len(reviews) == 1 and reviews[0].own_count > 0


def _by_the_hour(month: Month) -> Iterator[Finding]:
    """Out of hours, and too many views in an hour."""
    rows = (
        month.entries()
        .filter(action__in=HANDLING)
        .annotate(hour=TruncHour("at"))
        .values("account_id", "hour", "action")
        .annotate(times=Count("id"), name=Max("account_name"))
        .order_by("hour", "account_id", "action")
    )
    names: dict[int | None, str] = {}
    late: dict[tuple, int] = defaultdict(int)
    views: dict[tuple, int] = defaultdict(int)
    outside = _outside_hours(month)
    for row in rows:
        account, hour = row["account_id"], timezone.localtime(row["hour"])
        names[account] = row["name"]
        if outside(hour):
            late[account, hour.date()] += row["times"]
        if row["action"] in LOOKS:
            views[account, hour] += row["times"]
    for (account, day), times in late.items():
        yield Finding("업무시간 외 접속", account, names[account], f"{times:,}건", day)
    limit = settings.ACCESS_RULES["views_an_hour"]
    for (account, hour), times in views.items():
        if times > limit:
            told = f"{hour:%H}시대에 조회·검색 {times:,}건 (기준 {limit}건 초과)"
            yield Finding("짧은 시간에 많은 조회", account, names[account], told, hour.date())


def _outside_hours(month: Month):
    first, last = settings.ACCESS_RULES["office_hours"]
    found = Holiday.objects.filter(on__gte=month.month_on, on__lt=month.ends_on)
    holidays = frozenset(found.values_list("on", flat=True))

    def outside(hour: datetime) -> bool:
        return not first <= hour.hour < last or not is_workday(hour.date(), holidays)

    return outside


def _taken(month: Month) -> Iterator[Finding]:
    """Downloads and prints with many persons."""
    limit = settings.ACCESS_RULES["taken_persons"]
    for entry in month.entries().filter(action__in=TAKEN, person_count__gte=limit).order_by("at"):
        told = f"{entry.get_action_display()} {entry.person_count:,}명, {entry.task}"
        day = timezone.localtime(entry.at).date()
        yield Finding("많은 사람 내려받기", entry.account_id, entry.account_name, told, day)


def _revealed(month: Month) -> Iterator[Finding]:
    """Many resident numbers seen in full by one account on a day."""
    limit = settings.ACCESS_RULES["reveals_a_day"]
    rows = (
        month.entries()
        .filter(action=Action.REVEAL)
        .annotate(day=TruncDate("at"))
        .values("account_id", "day")
        .annotate(times=Count("id"), name=Max("account_name"))
        .filter(times__gte=limit)
        .order_by("day", "account_id")
    )
    for row in rows:
        told = f"하루에 {row['times']:,}번 (기준 {limit}번 이상)"
        yield Finding("주민등록번호 많이 확인", row["account_id"], row["name"], told, row["day"])


def _same_person(month: Month) -> Iterator[Finding]:
    """One account looks at one person again and again."""
    limit = settings.ACCESS_RULES["same_person"]
    rows = (
        AccessPerson.objects.filter(
            entry__district_id=month.district_id,
            entry__at__gte=midnight(month.month_on),
            entry__at__lt=midnight(month.ends_on),
        )
        .values("account_id", "person_id")
        .annotate(times=Count("id"), name=Max("entry__account_name"))
        .filter(times__gte=limit)
        .order_by("account_id", "person_id")
    )
    for row in rows:
        told = f"정보주체 {row['person_id']}번을 {row['times']:,}번"
        yield Finding("같은 사람 되풀이 조회", row["account_id"], row["name"], told)


def _failures(month: Month) -> Iterator[Finding]:
    """Bursts of failed sign-ins from one address, with unknown names too."""
    limit = settings.ACCESS_RULES["failures_an_hour"]
    failed = AccessEntry.objects.filter(
        action=Action.SIGN_IN_FAILED,
        at__gte=midnight(month.month_on),
        at__lt=midnight(month.ends_on),
    )
    own, unknown = failed.filter(district_id=month.district_id), failed.filter(district_id=None)
    counts: dict[tuple, int] = defaultdict(int)
    for entries in (own, unknown):
        rows = entries.order_by().annotate(hour=TruncHour("at")).values("hour", "ip")
        for row in rows.annotate(times=Count("id")).order_by("hour", "ip"):
            counts[timezone.localtime(row["hour"]), row["ip"]] += row["times"]
    for (hour, ip), times in counts.items():
        if times >= limit:
            told = f"{ip}에서 {hour:%H}시대에 {times:,}번"
            yield Finding("로그인 실패 되풀이", None, "", told, hour.date())


def _new_addresses(month: Month) -> Iterator[Finding]:
    """An account that was there before comes from an address it never came from."""
    pairs = ("account_id", "ip")
    before = month.between(month.month_on - timedelta(days=EARLIER_DAYS), month.month_on)
    before = before.exclude(action=Action.SIGN_IN_FAILED)
    known = set(before.values_list(*pairs).distinct())
    accounts = {account for account, _ in known}
    now = month.entries().exclude(action=Action.SIGN_IN_FAILED).values(*pairs)
    for row in now.annotate(name=Max("account_name"), last=Max("at")).order_by(*pairs):
        account, ip = row["account_id"], row["ip"]
        if account in accounts and (account, ip) not in known:
            told = f"{ip}, 마지막 {text_of(row['last'])}"
            yield Finding("처음 쓰는 접속지", account, row["name"], told)


def _reissued(month: Month) -> Iterator[Finding]:
    """Passwords given by somebody else, who then knew them."""
    given = GrantEvent.objects.filter(
        action=GrantEvent.Action.PASSWORD,
        district_id=month.district_id,
        at__gte=midnight(month.month_on),
        at__lt=midnight(month.ends_on),
    )
    for event in given.order_by("at", "pk"):
        told = f"처리: {event.actor_name}, 사유: {event.reason}"
        day = timezone.localtime(event.at).date()
        yield Finding("비밀번호 재발급", event.user_id, event.user_name, told, day)
