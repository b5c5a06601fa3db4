"""Ten years of a made-up district: 60,000 applications and about 23,000 participants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jobportal.platform.models import District
from participants.demo.office import NUMBERS_BASIS, Office
from participants.demo.plans import RoundPlan, Stage
from programs.models import Programme, ProgrammeName

Kind = Programme.Kind
LAST_YEAR = 2026
YEARS = range(LAST_YEAR - 9, LAST_YEAR + 1)


@dataclass(frozen=True)
class Line:
    """A programme of the district and what each of its rounds is like.

    ``days`` are notice, first and last day of application, selection, first and last day of work
    of each half-year, as (years later, month, day).
    """

    code: str
    kind: str
    first_year: int
    last_year: int
    posts: tuple[int, ...]
    projects: int
    applicants: int
    leaving: int
    days: tuple[tuple[tuple[int, int, int], ...], ...]
    ages: tuple[int, int] | None = None


_PUBLIC_WORKS = (
    ((-1, 11, 14), (-1, 11, 22), (-1, 12, 5), (0, 1, 6), (0, 1, 10), (0, 6, 30)),
    ((0, 5, 2), (0, 5, 8), (0, 5, 22), (0, 6, 26), (0, 7, 1), (0, 12, 20)),
)
_COMMUNITY = (
    ((0, 1, 8), (0, 1, 12), (0, 1, 23), (0, 2, 22), (0, 3, 2), (0, 6, 30)),
    ((0, 5, 6), (0, 5, 13), (0, 5, 24), (0, 6, 27), (0, 7, 1), (0, 10, 31)),
)
_OWN = (
    ((0, 1, 15), (0, 1, 22), (0, 2, 5), (0, 3, 8), (0, 3, 15), (0, 7, 15)),
    ((0, 6, 10), (0, 6, 21), (0, 7, 5), (0, 7, 30), (0, 8, 4), (0, 12, 8)),
)
_NEW_DEAL = (((0, 1, 20), (0, 2, 1), (0, 2, 15), (0, 3, 20), (0, 4, 1), (0, 12, 31)),)
LINES = (
    Line("공공근로", Kind.PUBLIC_WORKS, 2017, 2026, (90, 360, 240), 60, 2_000, 90, _PUBLIC_WORKS),
    Line("지역공동체", Kind.COMMUNITY_JOBS, 2018, 2026, (29,), 8, 180, 3, _COMMUNITY),
    Line("자체일자리", Kind.DISTRICT_OWN, 2018, 2026, (0, 200, 125), 30, 900, 45, _OWN),
    Line("뉴딜", Kind.NEW_DEAL, 2018, 2025, (26,), 9, 70, 0, _NEW_DEAL, (18, 39)),
)
NAMES = {
    "공공근로": (
        (date(2016, 1, 1), "공공근로"),
        (date(2021, 1, 1), "서울시민 안심일자리"),
        (date(2023, 7, 1), "서울 동행일자리"),
    ),
    "지역공동체": ((date(2016, 1, 1), "지역공동체 일자리"),),
    "자체일자리": ((date(2016, 1, 1), "가상구 희망일자리"),),
    "뉴딜": ((date(2016, 1, 1), "뉴딜일자리"),),
}


def made_up_district(number: int) -> District:
    """The n-th made-up district; the same one when asked again."""
    district, _ = District.objects.get_or_create(
        code=f"demo-{number:02d}", defaults={"name": f"가상{number}구"}
    )
    return district


def add_programmes(office: Office) -> None:
    """The programmes of a made-up district with their names over the years; inside ``acting``."""
    district, writer = office.district, office.writer
    programmes = [
        Programme(
            district=district,
            code=line.code,
            kind=line.kind,
            order=n,
            rrn_allowed=line.kind == Kind.PUBLIC_WORKS,
            legal_basis=NUMBERS_BASIS if line.kind == Kind.PUBLIC_WORKS else "",
        )
        for n, line in enumerate(LINES, 1)
    ]
    writer.add(programmes)
    writer.add(
        ProgrammeName(district=district, programme=one, from_on=from_on, name=name)
        for one in programmes
        for from_on, name in NAMES[one.code]
    )


def ten_years(office: Office, today: date) -> list[RoundPlan]:
    """Every round of the ten years in the order of their decisions, as they stand on a day."""
    plans = [plan for line in LINES for plan in _rounds(line, today)]
    return sorted(plans, key=lambda one: (one.select_on, one.code))


def _rounds(line: Line, today: date) -> Iterator[RoundPlan]:
    for year in range(line.first_year, line.last_year + 1):
        for half, days in enumerate(line.days, 1):
            notice, first, last, select, starts, ends = (
                date(year + later, month, day) for later, month, day in days
            )
            yield RoundPlan(
                programme=line.code,
                code=f"{line.code}-{year}-{half}",
                notice_on=notice,
                apply_from_on=first,
                apply_to_on=last,
                select_on=select,
                starts_on=starts,
                ends_on=ends,
                today=today,
                posts=line.posts,
                projects=line.projects,
                applicants=line.applicants,
                leaving=line.leaving,
                declined=line.leaving // 10,
                stage=Stage.RUNNING if ends >= today else Stage.CLOSED,
                ages=line.ages,
            )
