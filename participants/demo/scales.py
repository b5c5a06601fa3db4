"""How much is made: a living office in each district, ten years of a made-up one, of 25 of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jobportal.platform.audit import Via, acting
from jobportal.platform.demo import demo_username, make_demo_accounts
from jobportal.platform.models import District, User
from participants.demo.course import run_round
from participants.demo.decade import add_programmes, made_up_district, ten_years
from participants.demo.duplicates import put_on_list
from participants.demo.living import allow_numbers, living_office
from participants.demo.office import Office, open_office
from participants.demo.plans import REASON, RoundPlan
from participants.demo.printed import PRINTED, printed_rounds
from participants.demo.writing import Writer
from participants.models import Application

REFERENCE_DAY = date(2026, 11, 27)
"""“Now”, when nobody names another day: the same seed gives the same records on every day."""
MADE_UP = {"small": 0, "D1": 1, "D25": 25}
"""How many made-up districts of ten years a scale has."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """Rounds that are made in one piece, in one district or not at all.

    ``plans`` are asked for one by one, for a later round may depend on those made before.
    """

    name: str
    district: District
    prepare: Callable[[Office], None]
    plans: Callable[[Office, date], Iterable[RoundPlan]]
    codes: tuple[str, ...] = ()

    @property
    def is_made(self) -> bool:
        """True when somebody applied for one of its rounds already."""
        there = Application.objects.of(self.district)
        printed = [one.code for one in PRINTED.get(self.district.code, ())]
        if self.codes:
            return there.filter(round__code__in=self.codes).exists()
        return there.exclude(round__code__in=printed).exists()


def make_people(scale: str, seed: int, today: date, tell: Tell, writer: Writer) -> list[District]:
    """Make what of a scale is not there yet; gives the districts it was made in."""
    parts = list(parts_of(scale))
    make_demo_accounts()
    made = []
    for part in parts:
        if part.is_made:
            tell(f"{part.district}: {part.name}가 이미 있어 그대로 둡니다.")
            continue
        make_part(part, seed, today, tell, writer)
        made.append(part.district)
    return list(dict.fromkeys(made))


def parts_of(scale: str) -> Iterator[Part]:
    """The parts of a scale, each district's in the order of time."""
    documents = District.objects.filter(code__in=PRINTED).order_by("code")
    for district in documents if MADE_UP[scale] else ():
        codes = tuple(one.code for one in PRINTED[district.code])
        yield Part("문서의 회차", district, lambda office: None, printed_rounds, codes)
    for district in documents:
        yield Part("오늘의 회차", district, allow_numbers, living_office)
    for number in range(1, MADE_UP[scale] + 1):
        yield Part("열 해의 회차", made_up_district(number), add_programmes, ten_years)


def make_part(part: Part, seed: int, today: date, tell: Tell, writer: Writer) -> None:
    """Make all rounds of a part, or none; the demo accounts are there."""
    staff = User.objects.get(username=demo_username(part.district, "STAFF"))
    with transaction.atomic(), acting(staff, via=Via.COMMAND, reason=REASON):
        office = open_office(part.district, f"{seed}/{part.district.code}/{part.name}", writer)
        part.prepare(office)
        for plan in part.plans(office, today):
            run_round(office, plan)
            tell(f"{part.district}: {plan.code} ({plan.applicants:,}명)")
        put_on_list(office, today)
