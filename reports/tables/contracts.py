"""Service contracts of the district's company: who works where on a day, and what is planned."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    count,
    header,
    money,
    text,
)
from programs.models import (
    ContractFacility,
    Facility,
    PlanItem,
    ServiceContract,
    StaffAssignment,
)
from reports.declare import UNIT, Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.tables.company import COMPANY, latest_rows
from reports.tables.facts import fact_rows, record_fact
from reports.tables.logs import when_text

FIELDS = (
    ("maintenance_count", "시설관리"),
    ("cleaning_count", "미화"),
    ("guard_count", "경비"),
)


def _facilities(context: Context) -> list[ContractFacility]:
    found = context.records(ContractFacility).filter(
        contract__company=context["company"], contract__year=context.as_of.year
    )
    return list(found.select_related("contract").order_by("contract__order", "order"))


def _heads(places: Iterable[ContractFacility], name: str) -> Figure:
    return Figure.total([field_figure(place, name) for place in places])


def _all_heads(places: Sequence[ContractFacility]) -> Figure:
    return Figure.total([_heads(places, name) for name, _ in FIELDS], "시설관리 + 미화 + 경비")


def service_contracts(context: Context) -> Grid:
    """The facilities with workers in post on the 기준일, by client, with what the contract pays."""
    places = [
        place
        for place in _facilities(context)
        if place.starts_on is None or place.starts_on <= context.as_of
    ]
    contracts = {place.contract_id: place.contract for place in places}.values()
    paid = [field_figure(one, "amount_won") for one in (*contracts, *places)]
    total = Figure.total([figure for figure in paid if figure.value is not None])
    rows = [
        Row(
            [
                header("총인원 (현근무자)"),
                count(_all_heads(places)),
                *(count(_heads(places, name)) for name, _ in FIELDS),
                money(total, context.unit),
                blank(),
            ],
            is_total=True,
        )
    ]
    for contract in contracts:
        rows += _contract_rows(
            context, contract, [place for place in places if place.contract_id == contract.pk]
        )
    head = [
        [
            HeadCell("수요처", rowspan=2),
            HeadCell("시설명", rowspan=2),
            HeadCell("분야 (단위:명)", colspan=len(FIELDS)),
            HeadCell(f"계약금액 (단위:{context.unit.label})", rowspan=2),
            HeadCell("비고", rowspan=2),
        ],
        [HeadCell(label) for _, label in FIELDS],
    ]
    return context.grid(as_of=context.as_of_text, head=head, rows=rows)


def _contract_rows(
    context: Context, contract: ServiceContract, places: Sequence[ContractFacility]
) -> list[Row]:
    """A row per facility; the client, and an amount or note of the whole contract, stand once."""
    deep = len(places)
    whole_amount = contract.amount_won is not None
    rows = []
    for n, place in enumerate(places):
        source = [source_of(place)]
        cells = (
            [
                header(
                    contract.client,
                    rowspan=deep,
                    origin=Origin.RECORD,
                    sources=[source_of(contract)],
                )
            ]
            if n == 0
            else []
        )
        cells.append(header(place.name, origin=Origin.RECORD, sources=source))
        cells += [count(field_figure(place, name)) for name, _ in FIELDS]
        if not whole_amount:
            cells.append(money(field_figure(place, "amount_won"), context.unit))
        elif n == 0:
            amount = money(field_figure(contract, "amount_won"), context.unit)
            cells.append(amount.span(rows=deep))
        if not contract.note:
            cells.append(_note(place))
        elif n == 0:
            cells.append(_note(contract).span(rows=deep))
        rows.append(Row(cells))
    return rows


def _note(record: ServiceContract | ContractFacility) -> Cell:
    return (
        text(record.note, Origin.RECORD, [source_of(record)], align="left")
        if record.note
        else blank()
    )


def contract_plan(context: Context) -> Grid:
    """What is served and by how many, a column per client, those hired or planned included."""
    places = _facilities(context)
    groups = [list(own) for _, own in groupby(places, key=lambda place: place.contract_id)]
    if not groups:
        return context.grid(warnings=["그해의 대행 계약이 없습니다."])
    head = [
        [
            HeadCell("기관명 (부서명)", colspan=2),
            HeadCell("계"),
            *(HeadCell(own[0].contract.short_client or own[0].contract.client) for own in groups),
        ]
    ]
    rows = [
        Row([header("시설 수", colspan=2), *(_number_of(own) for own in (places, *groups))]),
        Row([header("시설명 (사업명)", colspan=2), blank(), *map(_names, groups)]),
        *_worker_rows(places, groups),
    ]
    if context["facility"]:
        rows += _shop_rows(context, len(groups) + 1)
    if context["item"]:
        rows += _schedule_rows(context, len(groups) + 1)
    return context.grid(head=head, rows=rows)


def _number_of(places: Sequence[ContractFacility]) -> Cell:
    return count(Figure.computed(len(places), [source_of(*places)], "시설 수"))


def _names(places: Sequence[ContractFacility]) -> Cell:
    names = "\n".join(place.name for place in places)
    return text(names, Origin.RECORD, [source_of(*places)])


def _worker_rows(places: Sequence, groups: Sequence[Sequence]) -> list[Row]:
    rows = [
        Row(
            [
                header("근무인원", rowspan=1 + len(FIELDS)),
                header("계"),
                *(count(_all_heads(own), suffix="명") for own in (places, *groups)),
            ]
        )
    ]
    rows += [
        Row([header(label), *(count(_heads(own, name)) for own in (places, *groups))])
        for name, label in FIELDS
    ]
    return rows


def _shop_rows(context: Context, width: int) -> list[Row]:
    """The people of the company's own shop by kind of employment."""
    facility: Facility = context["facility"]
    found = context.records(StaffAssignment).filter(facility=facility, as_of__lte=context.as_of)
    people = latest_rows(found.select_related("facility").order_by("as_of", "order"))
    total = Figure.total([field_figure(row, "count") for row in people])
    shown = [("계", count(total, suffix="명"))]
    shown += [(row.role, count(field_figure(row, "count"))) for row in people]
    title = header(f"{facility.name} 근무인원")
    return fact_rows(title, shown, width)


def _schedule_rows(context: Context, width: int) -> list[Row]:
    steps = context.records(PlanItem).filter(item=context["item"]).order_by("order")
    facts = [
        record_fact(step.when_text or when_text(step.when, short=True), step.text, step)
        for step in steps
    ]
    return fact_rows(header("향후 추진일정"), facts, width)


TABLES = (
    ReportTable(
        "service-contracts",
        "공공업무 대행 현황",
        service_contracts,
        (COMPANY, UNIT),
        "기준일 현재 근무 중인 인원과 계약금액입니다. 근무 시작일이 기준일 뒤인 시설은 빠집니다.",
    ),
    ReportTable(
        "contract-plan",
        "공공업무 대행 계획",
        contract_plan,
        (
            COMPANY,
            Param(
                "facility",
                "직영 사업장",
                ParamKind.RECORD,
                record="facilities",
                help_text="적으면 사업장의 근무인원을 함께 보입니다.",
            ),
            Param(
                "item",
                "일정을 보일 과제",
                ParamKind.RECORD,
                record="project-items",
                help_text="적으면 그 과제의 추진일정을 함께 보입니다.",
            ),
        ),
        "수요처별 대상 시설과 근무인원입니다. 채용했으나 아직 근무하지 않는 인원도 들어갑니다.",
    ),
)
