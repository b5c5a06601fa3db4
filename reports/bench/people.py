"""A district with ten years of made-up participants, built fast, for the benchmark."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.transaction import atomic

from jobportal.platform.audit import Via, acting
from jobportal.platform.demo import demo_username, make_demo_accounts
from jobportal.platform.models import District, Record, User
from participants.demo.applications import take_in
from participants.demo.course import run_round
from participants.demo.decade import add_programmes, made_up_district, ten_years
from participants.demo.enquiries import look_up
from participants.demo.living import living_office
from participants.demo.office import Office, open_office
from participants.demo.plans import RoundPlan, Stage
from participants.demo.rounds import open_round
from participants.demo.scales import REFERENCE_DAY
from participants.demo.writing import Writer
from participants.models import Application, Person
from programs.models import Round
from reports.bench.papers import put

SEED = "20261121/측정"
S = Application.State


class Unlogged(Writer):
    """Writes without the change log: nobody will ask who changed a thrown-away record."""

    def add(self, records: Iterable[Record]) -> None:
        """Write new records in one go."""
        found = list(records)
        for one in found:
            if isinstance(one, Person):
                one.fill_keys()
        put(found)

    def change(self, records: Iterable[Record], *fields: str) -> None:
        """Write the fields that changed, one statement for all that became alike."""
        alike: dict[tuple, list[Record]] = {}
        for one in records:
            alike.setdefault(tuple(getattr(one, name) for name in fields), []).append(one)
        for values, found in alike.items():
            rows = type(found[0])._base_manager.filter(pk__in=[one.pk for one in found])
            models.QuerySet.update(rows, **dict(zip(fields, values, strict=True)))


@dataclass(frozen=True)
class PeopleSize:
    """The rounds of the district besides the measured one, and what the measured one is like."""

    plans: Callable[[Office, date], Iterable[RoundPlan]]
    applicants: int
    posts: int
    projects: int
    rows: int
    imported: int


SIZES = {
    "small": PeopleSize(living_office, 120, 40, 6, rows=2_000, imported=100),
    "D1": PeopleSize(ten_years, 6_000, 2_000, 60, rows=100_000, imported=10_000),
}
SIZES["D25"] = SIZES["D1"]


@dataclass(frozen=True)
class People:
    """What was built: the district, who works there, and the round that is measured."""

    district: District
    staff: User
    lead: User
    round: Round
    size: PeopleSize


def build_people(size: PeopleSize) -> People:
    """Write the district; the database must be empty and is thrown away afterwards."""
    district = made_up_district(1)
    make_demo_accounts()
    staff, lead = (
        User.objects.get(username=demo_username(district, role)) for role in ("STAFF", "TEAM_LEAD")
    )
    with atomic(), acting(staff, via=Via.COMMAND):
        office = open_office(district, SEED, Unlogged())
        add_programmes(office)
        for plan in size.plans(office, REFERENCE_DAY):
            run_round(office, plan)
        round_ = _under_review(office, size)
    return People(district, staff, lead, round_, size)


def _under_review(office: Office, size: PeopleSize) -> Round:
    """The round that is measured: everybody has applied, every enquiry is answered."""
    starts_on = REFERENCE_DAY + timedelta(days=75)
    plan = RoundPlan(
        programme="공공근로",
        code="공공근로-측정",
        notice_on=REFERENCE_DAY - timedelta(days=40),
        apply_from_on=REFERENCE_DAY - timedelta(days=30),
        apply_to_on=REFERENCE_DAY - timedelta(days=12),
        select_on=REFERENCE_DAY + timedelta(days=40),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=140),
        today=REFERENCE_DAY,
        posts=(size.posts,),
        projects=size.projects,
        applicants=size.applicants,
        stage=Stage.PROPOSED,
        seq=7,
    )
    opened = open_round(office, plan)
    applied = take_in(office, opened)
    look_up(office, opened, applied)
    reviewed = [one for one, _ in applied if one.state == S.SUBMITTED]
    for one in reviewed:
        one.state = S.UNDER_REVIEW
    office.writer.change(reviewed, "state")
    return opened.round
