"""Parts of a project with the budget of each and what is said of it (과제별 소요예산)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from budgets.models import Appropriation, DetailProgramme
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    header,
    money,
    text,
)
from jobportal.platform.values.funding import FundingSource
from jobportal.platform.values.money import half_up
from programs.models import (
    Facility,
    FacilityCapacity,
    ProjectItem,
    ShelterUsage,
    StaffAssignment,
)
from reports.declare import (
    UNIT,
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    source_of,
    sources_of,
)
from reports.tables.facts import KINDS, Fact, fact_rows, item_facts, project_rows, record_fact
from reports.tables.labour import daily_average, days_open, usage_until


def item_budgets(context: Context) -> Grid:
    """The original budget of the year by part and source, under each its facts; the total first."""
    if len(context["place_items"]) != len(context["facilities"]):
        return context.grid(
            warnings=["시설이 딸린 과제와 시설의 수가 다릅니다. 같은 순서로 맞추어 적으세요."]
        )
    items = context["items"] or list(
        context.records(ProjectItem).filter(project=context["project"]).order_by("order")
    )
    given = _appropriations(context)
    sources = _sources(context, given)
    width = len(sources) + 2
    whole = [record for own in given.values() for record in own]
    rows = [
        Row([header("계", colspan=2), blank(), *_amounts(context, whole, sources)], is_total=True)
    ]
    rows += project_rows(context, context["project"], context["kinds"], width)
    facts = item_facts(context, items)
    places = _place_facts(context)
    for item in items:
        own = [*facts.get(item.pk, []), *places.get(item.pk, [])]
        rows += _item_rows(context, item, given.get(item.pk, []), sources, own, width)
    labels = ["계", *(source.label for source in sources)]
    head = [
        [
            HeadCell("세부사업", rowspan=2),
            HeadCell("구분", rowspan=2),
            HeadCell("내용", rowspan=2),
            HeadCell(f"{context.year}년 소요예산", len(labels)),
        ],
        [HeadCell(label) for label in labels],
    ]
    return context.grid(unit=context.unit.label, head=head, rows=rows)


def _appropriations(context: Context) -> dict[int | None, list[Appropriation]]:
    """The year's original budget of the project by part; the detail programme names the part."""
    details = context.records(DetailProgramme).filter(project=context["project"])
    found = context.records(Appropriation).filter(
        line__detail__in=details, line__year=context.year, kind=Appropriation.Kind.ORIGINAL
    )
    by_item = defaultdict(list)
    for record in found.select_related("line__detail").order_by("line__detail__order", "id"):
        by_item[record.line.detail.item_id].append(record)
    return by_item


def _sources(context: Context, given: dict[int | None, list[Appropriation]]) -> list[FundingSource]:
    """The sources asked for, and any other that holds money."""
    held = [record for own in given.values() for record in own]
    return [
        source
        for source, name in SOURCE_FIELDS.items()
        if source.value in context["sources"] or any(getattr(record, name) for record in held)
    ]


def _amounts(
    context: Context, records: Sequence[Appropriation], sources: Iterable[FundingSource]
) -> list[Cell]:
    def total(names: Iterable[str]) -> Cell:
        parts = [
            field_figure(record, name)
            for record in records
            for name in names
            if getattr(record, name)
        ]
        return money(parts[0] if len(parts) == 1 else Figure.total(parts), context.unit, none="-")

    return [total(AMOUNT_FIELDS), *(total([SOURCE_FIELDS[source]]) for source in sources)]


def _item_rows(
    context: Context,
    item: ProjectItem,
    given: Sequence[Appropriation],
    sources: Sequence[FundingSource],
    facts: Sequence[Fact],
    width: int,
) -> list[Row]:
    """The part's budget, then its facts; a part without a budget shows only facts."""
    title = header(item.title, origin=Origin.RECORD, sources=[source_of(item)])
    if not given:
        return fact_rows(title, facts, width)
    remarks = dict.fromkeys(record.note for record in given if record.note)
    remark = text("\n".join(remarks), Origin.RECORD, [source_of(*given)]) if remarks else blank()
    first = Row(
        [
            title.span(rows=1 + len(facts)),
            header("소요예산"),
            remark,
            *_amounts(context, given, sources),
        ]
    )
    return [first, *(Row([header(label), cell.span(columns=width)]) for label, cell in facts)]


# ---- Facilities of a part --------------------------------------------------------------------


def _place_facts(context: Context) -> dict[int, list[Fact]]:
    """What the facilities' own records say, by the part they belong to (the nth by the nth)."""
    pairs = list(zip(context["place_items"], context["facilities"], strict=True))
    chosen = [facility for _, facility in pairs]
    rooms = _by_facility(context.records(FacilityCapacity).filter(facility__in=chosen))
    staff = _by_facility(
        context.records(StaffAssignment).filter(facility__in=chosen, as_of__lte=context.as_of)
    )
    counted = set(
        context.records(ShelterUsage)
        .filter(facility__in=chosen)
        .values_list("facility_id", flat=True)
    )
    found: dict[int, list[Fact]] = defaultdict(list)
    for item, facility in pairs:
        found[item.pk] += _facility_facts(
            context,
            facility,
            rooms[facility.pk],
            staff[facility.pk],
            has_usage=facility.pk in counted,
        )
    return found


def _by_facility(records: QuerySet) -> dict[int, list]:
    groups = defaultdict(list)
    for record in records.select_related("facility"):
        groups[record.facility_id].append(record)
    return groups


def _facility_facts(
    context: Context,
    facility: Facility,
    rooms: list[FacilityCapacity],
    staff: list[StaffAssignment],
    has_usage: bool,
) -> list[Fact]:
    said = (facility.address, facility.hours, facility.audience)
    labelled = zip(("위치", "운영시간", "이용대상"), said, strict=True)
    facts = [record_fact(label, words, facility) for label, words in labelled if words]
    if rooms:
        listed = ", ".join(f"{room.name}({room.count})" for room in rooms)
        facts.append(record_fact("공간", listed, *rooms))
    if staff:
        latest = max(row.as_of for row in staff)
        people = [row for row in staff if row.as_of == latest]
        listed = ", ".join(f"{row.role} {row.count:,}명" for row in people)
        facts.append(record_fact("근무인원", listed, *people))
    if has_usage:
        facts.append(("이용인원", _average(context, facility)))
    return facts


def _average(context: Context, facility: Facility) -> Cell:
    months = usage_until(context, facility, context.as_of.year)
    average = daily_average(months, days_open(months))
    if average.value is None:
        return blank()
    words = f"일평균 {half_up(average.value):,}명"
    return text(words, Origin.COMPUTED, sources_of(months), average.formula, align="left")


SOURCE_CHOICES = tuple((source.value, source.label) for source in FundingSource)

TABLES = (
    ReportTable(
        "item-budgets",
        "과제별 추진계획과 소요예산",
        item_budgets,
        (
            Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
            Param(
                "items",
                "세부 추진과제(순서대로)",
                ParamKind.RECORDS,
                record="project-items",
                help_text="비우면 모든 과제입니다.",
            ),
            Param(
                "sources",
                "재원",
                ParamKind.CHOICES,
                choices=SOURCE_CHOICES,
                default="CITY,DISTRICT",
                help_text="적지 않은 재원에도 금액이 있으면 함께 보입니다.",
            ),
            Param(
                "place_items",
                "시설이 딸린 과제",
                ParamKind.RECORDS,
                record="project-items",
                help_text="아래 시설과 같은 순서로 적습니다.",
            ),
            Param("facilities", "과제의 시설", ParamKind.RECORDS, record="facilities"),
            KINDS,
            UNIT,
        ),
        "과제별 본예산(소요예산)을 재원별로 보이고, 과제의 내용과 시설 현황을 함께 적습니다.",
    ),
)
