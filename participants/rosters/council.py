"""Rosters for council and audit: of each person a surname, an age of five years and a 동 (PD-57).

Why no other columns: docs/decisions/0032-rosters-for-council.md.
"""

from collections import Counter
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from jobportal.platform.masking import Audience, mask_name
from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.rules.codes import Word
from jobportal.platform.scope import Reach
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import full_age
from participants.models import Application, Placement
from participants.retention.due import DESTROYED
from programs.models import Round

HEADINGS = ("연번", "성명", "연령대", "행정동")
FEW = "*"
"""What stands for an age or a 동 that too few people share."""
OLDEST_BAND = 80


class CouncilUse(Word):
    """Whom the council asks about."""

    APPLICANTS = "APPLICANTS", "신청자"
    SELECTED = "SELECTED", "선발자"
    PARTICIPANTS = "PARTICIPANTS", "참여자"


_A = Application.State
_EVER_PLACED = Placement.objects.filter(application=OuterRef("pk")).exclude(
    state=Placement.State.CANCELLED
)
_WHO = {
    CouncilUse.APPLICANTS: ~Q(state__in=[_A.DRAFT, _A.WITHDRAWN]),
    CouncilUse.SELECTED: Q(state__in=[_A.SELECTED, _A.PLACED]),
    CouncilUse.PARTICIPANTS: Q(Exists(_EVER_PLACED)),
}
MEANING = {
    CouncilUse.APPLICANTS: "접수한 사람. 임시저장과 취하는 빠집니다.",
    CouncilUse.SELECTED: "기준일에 선발되었거나 배치된 사람. 포기와 선발 취소는 빠집니다.",
    CouncilUse.PARTICIPANTS: "한 번이라도 배치된 사람. 배치 취소는 빠집니다.",
}


def people_of(use: CouncilUse, reach: Reach, round_: Round) -> QuerySet[Application]:
    """The applications of a round that are reached; nobody whose data was destroyed."""
    mine = reach(Application).filter(_WHO[use], round=round_)
    return mine.exclude(person__name=DESTROYED)


def columns() -> list[ListColumn]:
    """The columns, the same of every use."""
    return [ListColumn(heading) for heading in HEADINGS]


def rows_of(people: QuerySet[Application], seen: set[int], with_names: bool) -> list[list]:
    """The rows, each person's number put into ``seen``; one query.

    They stand in the order of what they show, so the order tells nothing more.
    """
    audience = Audience.PRINT if with_names else Audience.PUBLIC
    told = []
    found = people.order_by().values_list(
        "person", "person__name", "person__birth_on", "round__starts_on", "person__dong"
    )
    for person, name, birth_on, starts_on, dong in found:
        seen.add(person)
        told.append((mask_name(name, audience), five_years(birth_on, starts_on), dong))
    return [[n, *row] for n, row in enumerate(sorted(coarse(told), key=_by_dong), start=1)]


def coarse(told: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Without the 동, and then without the age, that fewer than the threshold share."""
    least = settings.SMALL_CELL_THRESHOLD
    bands = Counter(band for _, band, _ in told)
    both = Counter((band, dong) for _, band, dong in told)
    return [
        (
            name,
            band if bands[band] >= least else FEW,
            dong if both[band, dong] >= least else FEW,
        )
        for name, band, dong in told
    ]


def _by_dong(row: tuple[str, str, str]) -> tuple[str, str, str]:
    name, band, dong = row
    return dong, band, name


def five_years(birth_on: date, starts_on: date) -> str:
    """The band of five years on the first day of the round: 60~64세; 80세 이상 together."""
    age = full_age(birth_on, starts_on)
    if age >= OLDEST_BAND:
        return f"{OLDEST_BAND}세 이상"
    return f"{age // 5 * 5}~{age // 5 * 5 + 4}세"


def notes_of(round_: Round, as_of: date, approval: str) -> list[str]:
    """What the sheet says of itself: its day, and what was taken out; ``approval`` of whole
    names, or ""."""
    few = f"{settings.SMALL_CELL_THRESHOLD}명 미만"
    names = (
        f"성명은 승인({approval})에 따라 전부 적음" if approval else "성명은 성만 남기고 ○로 가림"
    )
    return [
        f"기준일: {kdate(as_of)} (연령대는 회차 시작일 {kdate(round_.starts_on)} 기준)",
        f"비식별 처리: {names}, 생년월일은 5세 단위 연령대로, 주소는 행정동까지만 적음",
        f"같은 연령대·행정동이 {few}이면 행정동을, 같은 연령대가 {few}이면 연령대도 *로 적음",
        "접수번호, 전화번호, 배치된 부서, 점수, 소득·재산, 취약계층, 탈락 사유는 싣지 않음",
    ]
