"""The rounds of the three documents, filled with as many people as the documents print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from participants.demo.office import Office
from participants.demo.plans import DAY, RoundPlan
from programs.models import Programme, Round


@dataclass(frozen=True)
class Printed:
    """A round and its printed heads: selected at first, replaced since, work projects.

    ``counted_on`` is the 기준일 of a document that counts who began by then. A round that no
    document has as a record is made: ``programme``, ``days`` of work and ``seq`` say which.
    """

    code: str
    selected: int
    replaced: int = 0
    projects: int = 0
    counted_on: date | None = None
    programme: str = ""
    days: tuple[date, date] | None = None
    seq: int = 1


def _made(programme: str, year: int, half: int, selected: int, seq: int = 1) -> Printed:
    """A round of a year the pack has no rounds of."""
    first, last = ((2, 1), (6, 30)) if half == 1 else ((7, 1), (11, 30))
    return Printed(
        f"{programme}-{year}-{half}{f'-{seq}' if seq > 1 else ''}",
        selected,
        replaced=selected // 12,
        programme=programme,
        days=(date(year, *first), date(year, *last)),
        seq=seq,
    )


_000 = date(2018, 8, 31)
_002 = date(2021, 9, 30)
PRINTED = {
    "yeongdeungpo": (
        # 343 and 59 heads of the year, printed on 31 August 2018 (000-F12)
        Printed("YDP-공공근로-2018-1", 150, 18, 45, _000),
        Printed("YDP-공공근로-2018-2", 150, 25, 45, _000),
        Printed("YDP-지역공동체-2018-1", 27, 3, 8, _000),
        Printed("YDP-지역공동체-2018-2", 27, 2, 8, _000),
    ),
    "geumcheon": (  # 002-T17
        Printed("안심-2019-1", 205, 22, 52),
        Printed("안심-2019-2", 230, 26, 53),
        Printed("안심-2020-1", 220, 25, 54),
        Printed("안심-2020-2", 740, 80, 152),
        Printed("안심-2021-1", 300, 33, 63),
        Printed("안심-2021-2", 380, 22, 88, _002),
    ),
    "gwanak": (
        # 734, 751, 2,508, 3,534 and 2,421 people selected in the years before (003-T02)
        _made("공공근로", 2018, 1, 340),
        _made("공공근로", 2018, 2, 342),
        _made("지역공동체", 2018, 1, 26),
        _made("지역공동체", 2018, 2, 26),
        _made("공공근로", 2019, 1, 350),
        _made("공공근로", 2019, 2, 349),
        _made("지역공동체", 2019, 1, 26),
        _made("지역공동체", 2019, 2, 26),
        _made("공공근로", 2020, 1, 380),
        _made("강감찬", 2020, 1, 250),
        _made("지역공동체", 2020, 1, 28),
        _made("공공근로", 2020, 2, 1_472),
        _made("강감찬", 2020, 2, 350),
        _made("지역공동체", 2020, 2, 28),
        _made("공공근로", 2021, 1, 1_300),
        _made("강감찬", 2021, 1, 250),
        _made("지역공동체", 2021, 1, 28),
        _made("공공근로", 2021, 2, 1_578),
        _made("강감찬", 2021, 2, 350),
        _made("지역공동체", 2021, 2, 28),
        _made("공공근로", 2022, 1, 880),
        _made("강감찬", 2022, 1, 250),
        _made("지역공동체", 2022, 1, 28),
        _made("공공근로", 2022, 2, 885),
        _made("강감찬", 2022, 2, 350),
        _made("지역공동체", 2022, 2, 28),
        # the dated selections of 2023 and 2024 (003-L12)
        Printed("안심-2023-1", 508, 40, 40),
        Printed("강감찬-2023-1", 250, 20, 20),
        Printed("지역공동체-2023-1", 28, 2, 8),
        Printed("동행-2023-2", 893, 70, 45),
        Printed("강감찬-2023-2", 350, 28, 25),
        Printed("지역공동체-2023-2", 28, 2, 8),
        # 2,305 were selected in 2023, of whom 248 stand in no dated selection
        _made("공공근로", 2023, 2, 248, seq=2),
        Printed("동행-2024-1", 415, 33, 40),
        Printed("강감찬-2024-1", 250, 20, 20),
        Printed("지역공동체-2024-1", 26, 2, 8),
        Printed("신중년-2023-설계사", 3),
        Printed("신중년-2023-포획단", 3),
        Printed("신중년-2024-설계사", 4),
        Printed("신중년-2024-포획단", 4),
        Printed("뉴딜-2024", 26, 0, 9),
    ),
}


MIDLIFE, YOUNG = (50, 69), (18, 39)
AGES = {Programme.Kind.MIDLIFE_CAREER: MIDLIFE, Programme.Kind.NEW_DEAL: YOUNG}
PER_POST = 1.6
"""So many apply for each post, and a few more."""


def printed_rounds(office: Office, today: date) -> Iterator[RoundPlan]:
    """The plans of a document's rounds in the order of the printed list."""
    district = office.district
    rounds = Round.objects.of(district).select_related("programme")
    known = {one.code: one for one in rounds}
    programmes = {one.code: one for one in Programme.objects.of(district)}
    for one in PRINTED.get(district.code, ()):
        there = known.get(one.code)
        programme = there.programme if there else programmes[one.programme]
        days = (there.starts_on, there.ends_on) if there else one.days
        yield _plan(one, programme, days, today)


def _plan(one: Printed, programme: Programme, days: tuple[date, date], today: date) -> RoundPlan:
    starts_on, ends_on = days
    return RoundPlan(
        programme=programme.code,
        code=one.code,
        notice_on=starts_on - 75 * DAY,
        apply_from_on=starts_on - 66 * DAY,
        apply_to_on=starts_on - 54 * DAY,
        select_on=starts_on - 14 * DAY,
        starts_on=starts_on,
        ends_on=ends_on,
        today=today,
        posts=(one.selected,),
        projects=one.projects or max(one.selected // 20, 1),
        applicants=int(one.selected * PER_POST) + 40,
        leaving=one.replaced,
        counted_on=one.counted_on,
        seq=one.seq,
        ages=AGES.get(programme.kind),
    )
