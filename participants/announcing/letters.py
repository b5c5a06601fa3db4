"""The placement letter to a host unit (배치통보): its people, as a document and as a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from jobportal.platform.masking import Audience, mask_birth, mask_name, mask_phone
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.values.dates import kperiod
from jobportal.platform.values.official_text import Line, item, numbered
from participants.announcing.publications import round_title
from participants.models import Publication
from participants.placement.assignments import Assignment
from programs.models import HostUnit

PRINT = Audience.PRINT
COLUMNS = (
    ListColumn("연번", Kind.COUNT),
    *("접수번호", "성명", "생년월일", "전화번호", "대상사업"),
    ListColumn("1일 시간", Kind.COUNT),
    "근무 기간",
)


@dataclass(frozen=True)
class Letter:
    """One letter: to whom, what it says, its people row by row as :data:`COLUMNS`."""

    unit: HostUnit
    title: str
    lines: tuple[Line, ...]
    rows: tuple[tuple, ...]
    person_ids: tuple[int, ...]


def letter(unit: HostUnit, found: list[Assignment], publication: Publication) -> Letter:
    """The letter to a unit about the people assigned to its projects; one query."""
    title = round_title(publication.selection.round)
    return Letter(
        unit=unit,
        title=f"{title} 참여자 배치 통보",
        lines=numbered(_body(title, found, publication), is_ended=False),
        rows=tuple(rows(found)),
        person_ids=tuple(one.application.person_id for one in found),
    )


def _body(title: str, found: list[Assignment], publication: Publication) -> list:
    projects = len({one.project.pk for one in found})
    return [
        item(
            f"‘{title}’ 참여자 {len(found):,}명(대상사업 {projects:,}개)을 아래와 같이 배치합니다."
        ),
        item(
            "배치 부서에서는 다음을 지켜 주시기 바랍니다.",
            "근무 시작 전에 출근 시각과 장소를 참여자에게 알리고 근로계약을 맺습니다.",
            "채용 시 안전보건교육을 한 뒤 근무하게 하고 서명부를 보관합니다.",
            "출근하지 않거나 그만두려는 사람이 있으면 바로 문의처에 알립니다.",
            "이 명단은 배치와 근무 관리에만 쓰고 목적을 달성하면 바로 파기합니다.",
        ),
        item(f"문의처: {publication.contact}"),
    ]


def rows(found: Iterable[Assignment]) -> list[tuple]:
    """The people of a unit with what the unit needs to call them to work, and no more."""
    return [
        (
            place,
            one.application.receipt,
            mask_name(one.application.person.name, PRINT),
            mask_birth(one.application.person.birth_on, PRINT),
            mask_phone(one.application.person.phone, PRINT),
            one.project.title,
            one.hours,
            kperiod(one.from_on, one.to_on),
        )
        for place, one in enumerate(found, start=1)
    ]
