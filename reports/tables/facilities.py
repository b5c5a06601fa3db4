"""Facilities with their rooms and capacity, equipment, and the rooms planned on each floor."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.db.models import prefetch_related_objects

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    header,
    text,
)
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.rates import decimal_text
from programs.models import Equipment, Facility, FacilityCapacity, FacilitySpace
from reports.declare import Context, Param, ParamKind, ReportTable, sources_of
from reports.tables.organisation import DEPARTMENT


def facilities(context: Context) -> Grid:
    """Facilities with area, rooms and capacity, then the equipment."""
    chosen = context["facilities"] or list(
        context.records(Facility).filter(
            team__department=context["department"], kind=Facility.Kind.CENTRE
        )
    )
    prefetch_related_objects(chosen, "team", "spaces", "capacities")
    places = [_facility_cells(facility) for facility in chosen]
    devices = [
        _equipment_cells(device)
        for device in context.records(Equipment)
        .filter(team__department=context["department"])
        .select_related("team")
    ]
    groups = [("시설", places), ("장비", devices if context["equipment"] else [])]
    rows = [
        Row([*([header(label, rowspan=len(found))] if number == 0 else []), *cells])
        for label, found in groups
        for number, cells in enumerate(found)
    ]
    head = [[HeadCell(label) for label in ("구분", "명칭", "현황", "비고")]]
    return context.grid(head=head, rows=rows)


def _facility_cells(facility: Facility) -> list[Cell]:
    spaces, capacities = list(facility.spaces.all()), list(facility.capacities.all())
    name = f"{facility.name} ({facility.address})" if facility.address else facility.name
    lines = [*_area_lines(facility, spaces), *_space_lines(spaces), *_capacity_lines(capacities)]
    sources = sources_of([facility, *spaces, *capacities])
    team = facility.team
    return [
        header(name, 1, 1, Origin.RECORD, sources_of([facility])),
        text("\n".join(lines), Origin.COMPUTED, sources, "연면적 = 공간별 면적의 합계", "left"),
        text(team.name, Origin.RECORD, sources_of([team])) if team else blank(),
    ]


def area_of(facility: Facility) -> Figure:
    """The floor area in ㎡: the sum of its rooms, or what was entered when no room has an area."""
    measured = [space for space in facility.spaces.all() if space.area_m2 is not None]
    if measured:
        total = sum((Fraction(space.area_m2) for space in measured), Fraction(0))
        return Figure.computed(total, sources_of(measured), "공간별 면적의 합계")
    given = facility.area_m2
    return Figure.record(None if given is None else Fraction(given), *sources_of([facility]))


def area_text(value: Decimal | Fraction | int) -> str:
    """An area in ㎡ with two decimals only when it is not whole: 127㎡, 189.02㎡."""
    exact = Fraction(value)
    return f"{decimal_text(exact, 0 if exact.denominator == 1 else 2)}㎡"


def _area_lines(facility: Facility, spaces: list[FacilitySpace]) -> list[str]:
    area = area_of(facility).value
    return [] if area is None else [f"○ 연면적: {area_text(area)}"]


def _space_lines(spaces: list[FacilitySpace]) -> list[str]:
    lines = []
    plain = [space for space in spaces if not space.floor]
    if plain:
        lines.append("- " + ", ".join(_measured(space.name, space) for space in plain))
    for space in spaces:
        if space.floor:
            area = "" if space.area_m2 is None else f"({area_text(space.area_m2)})"
            lines.append(f"- {space.floor}{area} : {space.name}")
    return lines


def _measured(words: str, space: FacilitySpace) -> str:
    return words if space.area_m2 is None else f"{words} {area_text(space.area_m2)}"


def _capacity_lines(capacities: Iterable[FacilityCapacity]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    lines = []
    for capacity in capacities:
        number = f"{capacity.count:,}{capacity.unit}"
        if capacity.group:
            grouped.setdefault(capacity.group, []).append(f"{capacity.name} {number}")
        else:
            lines.append(f"○ {capacity.name}: {number}")
    return lines + [f"○ {group} : {', '.join(parts)}" for group, parts in grouped.items()]


def _equipment_cells(device: Equipment) -> list[Cell]:
    registered = kdate(device.registered_on) if device.registered_on else ""
    parts = (("차 종", device.model_name), ("등록일자", registered), ("용 도", device.purpose))
    lines = "\n".join(f"- {label} : {value}" for label, value in parts if value)
    sources = sources_of([device])
    return [
        header(device.name, 1, 1, Origin.RECORD, sources),
        text(lines, Origin.RECORD, sources, align="left"),
        blank(),
    ]


def space_plan(context: Context) -> Grid:
    """What is planned on each floor of a facility (공간구성안)."""
    rows = []
    spaces = context.records(FacilitySpace).filter(facility=context["facility"])
    for space in spaces.select_related("facility"):
        source = sources_of([space])
        cells = [
            text(value, Origin.RECORD, source, align="left") if value else blank()
            for value in (space.name, space.note)
        ]
        rows.append(Row([header(space.floor), *cells]))
    head = [[HeadCell("구분"), HeadCell("공간구성(안)"), HeadCell("비고")]]
    return context.grid(head=head, rows=rows)


TABLES = (
    ReportTable(
        "facilities",
        "주요시설 및 장비",
        facilities,
        (
            DEPARTMENT,
            Param(
                "facilities",
                "시설",
                ParamKind.RECORDS,
                record="facilities",
                help_text="비우면 부서의 모든 시설입니다.",
            ),
            Param("equipment", "장비 함께 표시", ParamKind.FLAG, default="예"),
        ),
        help_text="시설의 면적·공간·정원과 장비입니다.",
    ),
    ReportTable(
        "space-plan",
        "공간구성(안)",
        space_plan,
        (Param("facility", "시설", ParamKind.RECORD, record="facilities", default=None),),
        help_text="시설의 층마다 놓일 공간을 보입니다.",
    ),
)
