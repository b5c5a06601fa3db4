"""Pseudonymised extracts for statistics: rows of single people whom nobody can name (PD-55).

Why no key to the pseudonyms exists: docs/decisions/0037-pseudonyms-without-a-key.md.
"""

import secrets
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.rules.codes import Word
from jobportal.platform.scope import Reach
from jobportal.platform.values.dates import kdate
from participants.headcounts import NEVER_STARTED
from participants.models import Application, Person, Placement
from participants.retention.due import DESTROYED
from participants.rosters.council import FEW, five_years
from programs.models import Programme

HEADINGS = ("가명번호", "사업", "회차 시작", "성별", "연령대", "행정동", "신청 결과", "참여 기간")
DAYS_OF_SPAN = 92
"""Days worked are told in spans of three months."""
_KINDS, _SEXES = dict(Programme.Kind.choices), dict(Person.Sex.choices)
_A = Application.State
OTHER = "그 밖"
_OUTCOMES = {
    _A.SELECTED: "선발",
    _A.PLACED: "선발",
    _A.DECLINED: "선발 뒤 포기",
    _A.RESERVE: "예비",
    _A.EXPIRED: "예비",
    _A.NOT_SELECTED: "미선발",
    _A.INELIGIBLE: "부적격",
}
"""What came of an application, as coarse as statistics need it; :data:`OTHER` is what is rare."""


class PseudonymPurpose(Word):
    """What the law allows it for (개인정보 보호법 제28조의2제1항)."""

    STATISTICS = "STATISTICS", "통계작성"
    RESEARCH = "RESEARCH", "과학적 연구"
    ARCHIVE = "ARCHIVE", "공익적 기록보존"


@dataclass(frozen=True)
class Told:
    """What the extract says of one application; the same person has the same pseudonym in it."""

    pseudonym: str
    programme: str
    half: str
    sex: str
    band: str
    dong: str
    outcome: str
    worked: str

    @property
    def row(self) -> list[str]:
        """The cells under :data:`HEADINGS`."""
        return [
            *(self.pseudonym, self.programme, self.half, self.sex),
            *(self.band, self.dong, self.outcome, self.worked),
        ]


def applications_of(reach: Reach, year: int) -> QuerySet[Application]:
    """The applications of the rounds that begin in a year; nobody whose data was destroyed."""
    mine = reach(Application).filter(round__starts_on__year=year)
    return mine.exclude(state__in=[_A.DRAFT, _A.WITHDRAWN]).exclude(person__name=DESTROYED)


def columns() -> list[ListColumn]:
    """The columns."""
    return [ListColumn(heading) for heading in HEADINGS]


def rows_of(found: QuerySet[Application], seen: set[int], as_of: date) -> list[list[str]]:
    """The rows as of a day, each person's number put into ``seen``; two queries.

    They stand in the order of their pseudonyms, which are drawn anew for every extract and kept
    nowhere: neither tells who it is, nor joins one extract to another.
    """
    pseudonyms: dict[int, str] = defaultdict(lambda: secrets.token_hex(8))
    days = _days_worked(found, as_of)
    told = []
    for pk, person, kind, starts_on, sex, birth_on, dong, state in found.order_by().values_list(
        *("pk", "person", "round__programme__kind", "round__starts_on"),
        *("person__sex", "person__birth_on", "person__dong", "state"),
    ):
        seen.add(person)
        told.append(
            Told(
                pseudonym=pseudonyms[person],
                programme=_KINDS[kind],
                half=f"{starts_on.year}년 {'상' if starts_on.month <= 6 else '하'}반기",
                sex=_SEXES[sex],
                band=five_years(birth_on, starts_on),
                dong=dong,
                outcome=_OUTCOMES.get(state, OTHER),
                worked=_span(days[pk]),
            )
        )
    return [one.row for one in sorted(coarse(told), key=lambda one: one.row)]


def coarse(told: list[Told]) -> list[Told]:
    """Without the 동, and then without the age, that fewer people of a sex than the threshold
    share in the extract."""
    least = settings.SMALL_CELL_THRESHOLD
    bands = _people(told, lambda one: (one.sex, one.band))
    both = _people(told, lambda one: (one.sex, one.band, one.dong))
    return [
        replace(
            one,
            band=one.band if bands[one.sex, one.band] >= least else FEW,
            dong=one.dong if both[one.sex, one.band, one.dong] >= least else FEW,
        )
        for one in told
    ]


def _people(told: list[Told], key) -> Counter:
    """How many people, not rows, share a key."""
    return Counter(shared for shared, _ in {(key(one), one.pseudonym) for one in told})


def _days_worked(found: QuerySet[Application], as_of: date) -> Counter:
    """The days of work until a day, by application, transfers counted on."""
    days: Counter = Counter()
    rows = Placement.objects.filter(application__in=found.values("pk"), from_on__lte=as_of)
    rows = rows.exclude(state__in=NEVER_STARTED)
    for pk, first, last in rows.values_list("application", "from_on", "to_on"):
        days[pk] += (min(last, as_of) - first).days + 1
    return days


def _span(days: int) -> str:
    if not days:
        return "없음"
    months = -(-days // DAYS_OF_SPAN) * 3
    return f"{months}개월 이내" if months <= 12 else "12개월 넘음"


def notes_of(year: int, as_of: date, until_on: date) -> list[str]:
    """What the sheet says of itself."""
    few = f"{settings.SMALL_CELL_THRESHOLD}명 미만"
    return [
        f"기준일: {kdate(as_of)} ({year}년에 시작한 회차, 연령대는 회차 시작일 기준)",
        "가명처리: 가명번호는 이 파일에서만 쓰는 무작위 값이고 대응표는 만들지 않음",
        "성명, 주민등록번호, 생년월일, 전화번호, 접수번호, 행정동 아래 주소, 소득·재산, 취약계층은 "
        "싣지 않음",
        f"같은 성별·연령대·행정동이 {few}이면 행정동을, 같은 성별·연령대가 {few}이면 연령대도 "
        "*로 적음",
        "특정 개인을 알아보려고 처리하지 않으며(개인정보 보호법 제28조의5) "
        f"{kdate(until_on)}까지 파기함",
    ]
