"""Rosters to take out: for each use the fewest columns, read row by row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jobportal.platform.downloads import MadeFile, made_xlsx
from jobportal.platform.masking import Audience, mask_birth, mask_name, mask_phone
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.rules.codes import Word
from jobportal.platform.scope import Reach
from jobportal.platform.values.residents import full_age
from participants.models import Application, Person, Placement
from programs.models import ParticipantType, Round

AT_ONCE = 2_000
PRINT = Audience.PRINT
Counted = Callable[[Iterable], Iterator]


@dataclass(frozen=True)
class Column:
    """A column: its heading, the fields it is made of, and how."""

    heading: str
    paths: tuple[str, ...]
    write: Callable[..., Any] = lambda value: value
    kind: Kind = Kind.TEXT


def labels(choices) -> Callable[[Any], str]:
    """Codes as their Korean labels."""
    known = dict(choices)
    return lambda code: known.get(code, code)


def age_band(birth_on: date, starts_on: date) -> str:
    """The band of ten years on the first day of the round: 30대; 80세 이상 together."""
    age = full_age(birth_on, starts_on)
    return "80세 이상" if age >= 80 else f"{age // 10 * 10}대"


def _receipt(code: str, number: int | None) -> str:
    return f"{code}-{number:04d}" if number else ""


RECEIPT = Column("접수번호", ("round__code", "number"), _receipt)
ROUND = Column("회차", ("round__code",))
NAME = Column("성명", ("person__name",), lambda name: mask_name(name, PRINT))
BIRTH = Column("생년월일", ("person__birth_on",), lambda day: mask_birth(day, PRINT))
SEX = Column("성별", ("person__sex",), labels(Person.Sex.choices))
PHONE = Column("전화번호", ("person__phone",), lambda digits: mask_phone(digits, PRINT))
DONG = Column("행정동", ("person__dong",))
STATE = Column("상태", ("state",), labels(Application.State.choices))
TYPE = Column("신청 유형", ("participant_type",), labels(ParticipantType.choices))
HOUSEHOLD = Column("세대원 수", ("household_size",), kind=Kind.COUNT)
AGE_BAND = Column("연령대", ("person__birth_on", "round__starts_on"), age_band)
RECEIVED = Column("접수일", ("received_on",))
UNIT = Column("사업부서·기관", ("project__host_unit__name",))
PROJECT = Column("대상사업", ("project__title",))
HOURS = Column("1일 근로시간", ("hours_per_day",), kind=Kind.COUNT)
FROM = Column("근무 시작일", ("from_on",))
TO = Column("근무 종료일", ("to_on",))
PLACED = Column("배치 상태", ("state",), labels(Placement.State.choices))
PLACED_RECEIPT = Column("접수번호", ("round__code", "application__number"), _receipt)
REVIEW = (
    *(RECEIPT, NAME, BIRTH, SEX, DONG, RECEIVED, TYPE, HOUSEHOLD),
    Column("세대주", ("is_head",)),
    Column("부양가족 수", ("dependants",), kind=Kind.COUNT),
    Column("희망사업 1순위", ("first_choice__title",)),
    Column("희망사업 2순위", ("second_choice__title",)),
    Column("다른 사업도 가능", ("accepts_any",)),
    Column("자격증", ("certificates",)),
    Column("관련 경력(년)", ("experience_years",), kind=Kind.NUMBER),
    STATE,
)


class Preset(Word):
    """What a roster is for; a roster of a use holds no other columns."""

    REVIEW = "REVIEW", "심사용 (신청자)"
    PLACEMENT = "PLACEMENT", "배치용 (참여자)"
    CONTACT = "CONTACT", "비상연락용 (참여자)"
    APPLICANT_FIGURES = "APPLICANT_FIGURES", "통계용 (신청자, 개인 식별 없음)"
    PARTICIPANT_FIGURES = "PARTICIPANT_FIGURES", "통계용 (참여자, 개인 식별 없음)"


@dataclass(frozen=True)
class Roster:
    """A preset's records, its columns and the order of its rows."""

    model: type
    which: Q
    columns: tuple[Column, ...]
    order: tuple[str, ...]


_P = Placement.State
_APPLIED = ~Q(state__in=[Application.State.DRAFT, Application.State.WITHDRAWN])
_EVER_PLACED = ~Q(state=_P.CANCELLED)
_HEADS = ~Q(state__in=[_P.CANCELLED, _P.TRANSFERRED])
_IN_POST = Q(state__in=Placement.HOLDING)
# Figures stand in no order that would lead back to the receipt numbers.
_SHUFFLED = ("round__code", "person__dong", "person__sex", "person__birth_on")
_BY_PLACE = ("project__host_unit__name", "project__title", "person__name_key")
ROSTERS = {
    Preset.REVIEW: Roster(Application, _APPLIED, REVIEW, ("round__code", "number")),
    Preset.PLACEMENT: Roster(
        Placement,
        _EVER_PLACED,
        (PLACED_RECEIPT, NAME, BIRTH, PHONE, DONG, UNIT, PROJECT, HOURS, FROM, TO, PLACED),
        ("round__code", *_BY_PLACE),
    ),
    Preset.CONTACT: Roster(Placement, _IN_POST, (UNIT, PROJECT, NAME, PHONE), _BY_PLACE),
    Preset.APPLICANT_FIGURES: Roster(
        Application, _APPLIED, (ROUND, AGE_BAND, SEX, DONG, TYPE, HOUSEHOLD, STATE), _SHUFFLED
    ),
    Preset.PARTICIPANT_FIGURES: Roster(
        Placement, _HEADS, (ROUND, AGE_BAND, SEX, DONG, UNIT, PROJECT, HOURS, PLACED), _SHUFFLED
    ),
}


def items_of(roster: Roster) -> str:
    """What a roster holds, in words."""
    return ", ".join(column.heading for column in roster.columns)


def headings(preset: Preset) -> list[ListColumn]:
    """The columns of a preset as a file takes them."""
    return [ListColumn(column.heading, column.kind) for column in ROSTERS[preset].columns]


def made_roster(
    preset: Preset, records: QuerySet, title: str, notes: list[str], counted: Counted = iter
) -> tuple[MadeFile, set[int]]:
    """The file of a preset, and the numbers of the people in it; its rows go through ``counted``.

    It is written row by row, so its people are known when it is written.
    """
    seen: set[int] = set()
    rows = counted(rows_of(preset, records, seen))
    return made_xlsx(title, headings(preset), rows, notes), seen


def records_of(preset: Preset, reach: Reach, rounds: list[Round]) -> QuerySet:
    """What is reached of a preset in these rounds: no drafts, nothing withdrawn or cancelled."""
    roster = ROSTERS[preset]
    return reach(roster.model).filter(roster.which, round__in=rounds)


def rows_of(preset: Preset, records: QuerySet, seen: set[int]) -> Iterator[list]:
    """The rows of a preset, each person's number put into ``seen``; one query."""
    return rows_for(ROSTERS[preset], records, seen)


def rows_for(roster: Roster, records: QuerySet, seen: set[int]) -> Iterator[list]:
    """The rows of a roster one after the other; see :func:`rows_of`."""
    paths = list(dict.fromkeys(path for column in roster.columns for path in column.paths))
    places = {path: place for place, path in enumerate(paths)}
    makers = [_maker(column, places) for column in roster.columns]
    rows = records.order_by(*roster.order, "pk").values_list(*paths, "person_id")
    for row in rows.iterator(chunk_size=AT_ONCE):
        seen.add(row[-1])
        yield [make(row) for make in makers]


def _maker(column: Column, places: dict[str, int]) -> Callable[[tuple], Any]:
    write, chosen = column.write, [places[path] for path in column.paths]
    if len(chosen) == 1:
        (only,) = chosen
        return lambda row: write(row[only])
    return lambda row: write(*(row[place] for place in chosen))
