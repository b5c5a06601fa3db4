"""A living office: a round at every step of the work, dated around a day."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from django.db.models import Q

from jobportal.platform.models import District
from participants.demo.office import NUMBERS_BASIS, Office
from participants.demo.plans import RoundPlan, Stage
from programs.models import Programme, Round

Kind = Programme.Kind
WEEK = timedelta(days=7)


def allow_numbers(office: Office) -> None:
    """The programme of public works takes resident numbers, by the clause that allows it."""
    works = _programme(office.district, Kind.PUBLIC_WORKS)
    if not works.rrn_allowed:
        works.rrn_allowed, works.legal_basis = True, NUMBERS_BASIS
        works.save()


def living_office(office: Office, today: date) -> Iterator[RoundPlan]:
    """One round closed last year, one at work, one just announced, one whose list waits, one that
    takes applications: each of the first three steps lets people free for the next.
    """
    district = office.district
    works = _programme(district, Kind.PUBLIC_WORKS)
    other = _programme(district, Kind.NEW_DEAL, Kind.COMMUNITY_JOBS)
    community = _programme(district, Kind.DISTRICT_OWN, Kind.COMMUNITY_JOBS)
    now = _month(today, -4)
    last = _month(now, -12)
    common = {"today": today, "posts": (3, 14, 9), "projects": 6}
    yield _plan(works, last, 5, Stage.CLOSED, applicants=62, declined=1, leaving=4, **common)
    yield _plan(works, now, 5, Stage.RUNNING, applicants=70, declined=2, leaving=4, **common)
    yield _announced(community, today)
    yield _waiting(other, today)
    yield _taking(works, today)


def _programme(district: District, *kinds: str) -> Programme:
    """The district's first programme of the first kind it has."""
    programmes = list(Programme.objects.of(district).order_by("order", "code"))
    return next(one for kind in kinds for one in programmes if one.kind == kind)


def _month(day: date, months: int) -> date:
    """The first of the month so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _plan(programme: Programme, starts_on: date, months: int, stage: Stage, **values) -> RoundPlan:
    """A round announced ten weeks before work begins, decided two weeks before (domain 2.1)."""
    ends_on = _month(starts_on, months)
    days = {
        "notice_on": starts_on - 10 * WEEK,
        "apply_from_on": starts_on - 9 * WEEK,
        "apply_to_on": starts_on - 8 * WEEK,
        "select_on": starts_on - 2 * WEEK,
        "ends_on": ends_on.replace(day=20),
    }
    return _named(programme, starts_on=starts_on, stage=stage, **(days | values))


def _announced(programme: Programme, today: date) -> RoundPlan:
    starts_on = _month(today, 1)
    return _named(
        programme,
        notice_on=today - 8 * WEEK,
        apply_from_on=today - 7 * WEEK,
        apply_to_on=today - 5 * WEEK,
        select_on=today - timedelta(days=2),
        starts_on=starts_on,
        ends_on=_last_day(_month(starts_on, 3)),
        today=today,
        posts=(8,),
        projects=3,
        applicants=34,
        stage=Stage.ANNOUNCED,
    )


def _waiting(programme: Programme, today: date) -> RoundPlan:
    starts_on = _month(today, 2)
    return _named(
        programme,
        notice_on=today - 7 * WEEK,
        apply_from_on=today - 6 * WEEK,
        apply_to_on=today - 4 * WEEK,
        select_on=today + timedelta(days=3),
        starts_on=starts_on,
        ends_on=_last_day(_month(starts_on, 4)),
        today=today,
        posts=(12,),
        projects=4,
        applicants=55,
        stage=Stage.PROPOSED,
        ages=(18, 39) if programme.kind == Kind.NEW_DEAL else None,
    )


def _taking(programme: Programme, today: date) -> RoundPlan:
    starts_on = _month(today, 3)
    return _named(
        programme,
        notice_on=today - 2 * WEEK,
        apply_from_on=today - WEEK,
        apply_to_on=today + WEEK,
        select_on=today + 6 * WEEK,
        starts_on=starts_on,
        ends_on=_last_day(_month(starts_on, 4)),
        today=today,
        posts=(4, 16, 10),
        projects=7,
        applicants=48,
        stage=Stage.TAKING,
    )


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _named(programme: Programme, **values) -> RoundPlan:
    """The plan with the first 차수 and code that no other round has or overlaps."""
    plan = RoundPlan(programme=programme.code, code="", **values)
    rounds = Round.objects.of(programme.district).filter(programme=programme)
    at_once = Q(starts_on__lte=plan.ends_on, ends_on__gte=plan.starts_on)
    taken = set(
        rounds.filter(at_once | Q(year=plan.year, half=plan.half)).values_list("seq", flat=True)
    )
    seq = next(n for n in count(1) if n not in taken)
    again = f"-{seq}" if seq > 1 else ""
    return replace(plan, seq=seq, code=f"{programme.code}-{plan.year}-{plan.half}{again}")
