"""The labour side: a shelter's usage, essential work, counselling, the living wage."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from jobportal.platform.models import Holiday
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
    number,
    text,
)
from jobportal.platform.values.workdays import operating_days
from programs.models import (
    CounsellingAgency,
    EssentialSector,
    Facility,
    LivingWage,
    ShelterUsage,
)
from reports.declare import (
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    source_of,
    sources_of,
)
from reports.tables.facts import KINDS, fact_rows, item_facts, project_rows

# ---- Shelter ---------------------------------------------------------------------------------

AVERAGE = "이용자수 ÷ 운영일(평일 − 공휴일)"


def usage_until(context: Context, facility: Facility, year: int) -> list[ShelterUsage]:
    """The months of a year that had ended by the 기준일, January first."""
    found = context.records(ShelterUsage).filter(facility=facility, year=year)
    found = found.select_related("facility").order_by("month")
    return [usage for usage in found if _last_day(usage) <= context.as_of]


def daily_average(months: Iterable[ShelterUsage], days: Mapping[int, int]) -> Figure:
    """Users a day over the months together, exact; None without an operating day."""
    months = list(months)
    opened = sum(days[month.pk] for month in months)
    users = sum(month.users for month in months)
    value = Fraction(users, opened) if opened else None
    return Figure.computed(value, sources_of(months), AVERAGE)


def _last_day(usage: ShelterUsage) -> date:
    return date(usage.year, usage.month, monthrange(usage.year, usage.month)[1])


def days_open(months: Iterable[ShelterUsage]) -> dict[int, int]:
    """Operating days by the id of each month's usage, from the holidays kept in the portal."""
    months = list(months)
    if not months:
        return {}
    first = min(date(month.year, month.month, 1) for month in months)
    last = max(map(_last_day, months))
    closed = set(Holiday.objects.filter(on__range=(first, last)).values_list("on", flat=True))
    return {
        month.pk: operating_days(date(month.year, month.month, 1), _last_day(month), closed)
        for month in months
    }


def shelter_usage(context: Context) -> Grid:
    """Users by month of the 기준일's year and their daily averages, the total first."""
    months = usage_until(context, context["facility"], context.as_of.year)
    days = days_open(months)
    users = [field_figure(month, "users") for month in months]
    averages = [daily_average([month], days) for month in months]
    rows = [
        Row([header("이용자수"), count(Figure.total(users)), *map(count, users)]),
        Row([header("이용자 평균"), number(daily_average(months, days)), *map(number, averages)]),
    ]
    if context["show_days"]:
        opened = [
            Figure.computed(days[month.pk], [source_of(month)], "평일 − 공휴일") for month in months
        ]
        rows.append(Row([header("운영일수"), count(Figure.total(opened)), *map(count, opened)]))
    head = [
        [
            HeadCell(f"{context.as_of.year}년"),
            HeadCell("계"),
            *(HeadCell(f"{month.month}월") for month in months),
        ]
    ]
    return context.grid(unit="명", head=head, rows=rows)


# ---- Essential workers -----------------------------------------------------------------------


def essential_sectors(context: Context) -> Grid:
    """분야, 종사자, 관련기관 and 소관부서 of essential work."""
    rows = []
    for sector in context.records(EssentialSector).filter(project=context["project"]):
        source = [source_of(sector)]
        words = (sector.occupations, sector.institutions, sector.departments, sector.note)
        rows.append(
            Row(
                [
                    header(sector.sector, origin=Origin.RECORD, sources=source),
                    *(
                        text(word, Origin.RECORD, source, align="left") if word else blank()
                        for word in words
                    ),
                ]
            )
        )
    labels = ("분야", "종사자", "관련기관", "소관부서", "비고")
    return context.grid(head=[[HeadCell(label) for label in labels]], rows=rows)


# ---- Support for workers ---------------------------------------------------------------------


def worker_support(context: Context) -> Grid:
    """The parts asked for with what is said of each, the agencies that counsel, the living wage."""
    rows: list[Row] = []
    agencies = list(context.records(CounsellingAgency).filter(item__in=context["items"]))
    facts = item_facts(context, context["items"])
    for item in context["items"]:
        own = facts.get(item.pk, [])
        own += [_agency(agency) for agency in agencies if agency.item_id == item.pk]
        rows += fact_rows(header(item.title, origin=Origin.RECORD, sources=[source_of(item)]), own)
    for wage in context.records(LivingWage).filter(year=context.year):
        rows += fact_rows(header("생활임금(시급)"), _wage(context, wage))
    if context["items"]:
        rows += project_rows(context, context["items"][0].project, context["kinds"])
    head = [[HeadCell("구분"), HeadCell("항목"), HeadCell("내용")]]
    return context.grid(head=head, rows=rows)


def _wage(context: Context, wage: LivingWage) -> list[tuple[str, Cell]]:
    label = f"{wage.year}년 {context.district.name} 생활임금"
    shown = count(field_figure(wage, "hourly_won"), suffix="원")
    remark = text(wage.note, Origin.RECORD, [source_of(wage)]) if wage.note else blank()
    return [(label, shown), ("비고", remark)]


def _agency(agency: CounsellingAgency) -> tuple[str, Cell]:
    where = "/".join(filter(None, (agency.place, agency.phone)))
    words = f"{agency.name}({where})" if where else agency.name
    return agency.field, text(words, Origin.RECORD, [source_of(agency)], align="left")


TABLES = (
    ReportTable(
        "shelter-usage",
        "쉼터 이용 현황",
        shelter_usage,
        (
            Param("facility", "쉼터", ParamKind.RECORD, record="facilities", default=None),
            Param("show_days", "운영일수 표시", ParamKind.FLAG),
        ),
        "기준일까지의 월별 이용자수와 하루 평균입니다. 운영일은 평일에서 공휴일을 뺀 날입니다.",
    ),
    ReportTable(
        "essential-sectors",
        "필수노동자 분야별 지원대상",
        essential_sectors,
        (Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),),
        "필수노동 분야와 종사자, 관련기관, 소관부서입니다.",
    ),
    ReportTable(
        "worker-support",
        "근로자 지원·상담·생활임금",
        worker_support,
        (
            Param(
                "items",
                "세부 추진과제(순서대로)",
                ParamKind.RECORDS,
                record="project-items",
                default=None,
            ),
            KINDS,
        ),
        "과제별 내용과 상담기관, 그해의 생활임금입니다.",
    ),
)
