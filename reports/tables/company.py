"""The company the district owns: its profile, its people, its income statement, its places."""

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
    CompanyFunding,
    CompanyStaff,
    IncomeStatementLine,
    InvestedCompany,
)
from reports.declare import (
    UNIT,
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    source_of,
)

COMPANY = Param("company", "출자기관", ParamKind.RECORD, record="companies", default=None)

# ---- Profile and staff -----------------------------------------------------------------------


def profile(context: Context) -> Grid:
    """Founding, form, address, people, business and the money the district put in."""
    company: InvestedCompany = context["company"]
    people = Figure.total([field_figure(row, "count") for row in _staff(context)])
    source = [source_of(company)]

    def said(label: str, words: str) -> Row:
        return Row([header(label, colspan=2), text(words, Origin.RECORD, source, align="left")])

    rows = [
        said("설립일", company.founded),
        said("설립형태", company.legal_form),
        said("소재지", company.address),
        Row([header("인력구성", colspan=2), count(people, suffix="명")]),
        said("주요사업", company.business),
        *_funding_rows(context, company),
    ]
    head = [[HeadCell("구분", colspan=2), HeadCell("내용")]]
    return context.grid(head=head, rows=rows)


def _funding_rows(context: Context, company: InvestedCompany) -> list[Row]:
    found = context.records(CompanyFunding).filter(company=company)
    funding = list(found.select_related("company").order_by("order"))
    if not funding:
        return []
    shown = [("계", Figure.total([field_figure(one, "amount_won") for one in funding]))]
    shown += [(one.get_kind_display(), field_figure(one, "amount_won")) for one in funding]
    unit = context.unit
    return [
        Row(
            [
                *([header("사업비", rowspan=len(shown))] if n == 0 else []),
                header(label),
                money(figure, unit, suffix=unit.label),
            ]
        )
        for n, (label, figure) in enumerate(shown)
    ]


def _staff(context: Context) -> list[CompanyStaff]:
    """The people of the company on the latest day entered until the 기준일."""
    found = context.records(CompanyStaff).filter(
        company=context["company"], as_of__lte=context.as_of
    )
    return latest_rows(found.select_related("company").order_by("as_of", "order"))


def latest_rows(dated: Iterable) -> list:
    """Of rows sorted by 기준일, those of the last one."""
    rows = list(dated)
    return [row for row in rows if row.as_of == rows[-1].as_of]


def staff(context: Context) -> Grid:
    """One row of people by unit, regular and contract, the whole first."""
    people = _staff(context)
    groups = [
        (label, list(own))
        for label, own in groupby(people, key=lambda row: row.get_group_display())
    ]
    head = [
        [HeadCell("전체", rowspan=2), *(HeadCell(label, len(own)) for label, own in groups)],
        [HeadCell(row.unit) for row in people],
    ]
    figures = [field_figure(row, "count") for row in people]
    rows = [Row([count(Figure.total(figures)), *map(count, figures)])]
    if not people:
        return context.grid(warnings=["기준일까지 입력한 출자기관 인력이 없습니다."])
    return context.grid(unit="명", head=head, rows=rows)


# ---- Income statement ------------------------------------------------------------------------


def income_statement(context: Context) -> Grid:
    """Support, revenue A, cost B and C = A − B of a year, and the lines each is made of."""
    lines = list(
        context.records(IncomeStatementLine)
        .filter(company=context["company"], year=context.as_of.year)
        .select_related("company")
        .order_by("order")
    )
    section = IncomeStatementLine.Section
    by_section = {code: [line for line in lines if line.section == code] for code in section}
    totals = {
        code: Figure.total([field_figure(line, "amount_won") for line in own])
        for code, own in by_section.items()
    }
    profit = Figure.difference(totals[section.REVENUE], totals[section.COST], "수입(A) − 비용(B)")
    expected = any(line.is_forecast for line in lines)
    shown = [*(totals[code] for code in section), profit]
    rows = [
        Row([header("총계"), *(money(figure, context.unit) for figure in shown)], is_total=True),
        Row([header("내용"), *(_lines(context, by_section[code]) for code in section), blank()]),
    ]
    labels = (
        "구분",
        context["support_label"],
        "수입(A)",
        "비용(B)",
        f"{'예상 ' if expected else ''}손익(C) (C=A-B)",
    )
    head = [[HeadCell(label) for label in labels]]
    return context.grid(unit=context.unit.label, head=head, rows=rows)


def _lines(context: Context, lines: Sequence[IncomeStatementLine]) -> Cell:
    if not lines:
        return blank()
    words = "\n".join(
        f"- {line.name} : {money(line.amount_won, context.unit).text}" for line in lines
    )
    return text(words, Origin.RECORD, [source_of(*lines)], align="left")


# ---- Where things are ------------------------------------------------------------------------


def places(context: Context) -> Grid:
    """명칭, 종류 and 소재지 of facilities (위치도)."""
    rows = []
    for facility in context["facilities"]:
        source = [source_of(facility)]
        rows.append(
            Row(
                [
                    header(facility.name, origin=Origin.RECORD, sources=source),
                    text(facility.get_kind_display(), Origin.RECORD, source),
                    text(facility.address, Origin.RECORD, source, align="left"),
                ]
            )
        )
    head = [[HeadCell(label) for label in ("명칭", "종류", "소재지")]]
    return context.grid(head=head, rows=rows)


TABLES = (
    ReportTable(
        "company-profile",
        "출자기관 개요",
        profile,
        (COMPANY, UNIT),
        "출자기관의 설립·형태·소재지·인력과 구가 낸 사업비입니다.",
    ),
    ReportTable(
        "company-staff",
        "출자기관 인력구성",
        staff,
        (COMPANY,),
        "기준일 현재 출자기관의 부서·사업별 인원입니다.",
    ),
    ReportTable(
        "income-statement",
        "손익계산서",
        income_statement,
        (
            COMPANY,
            Param("support_label", "지원금 열 이름", ParamKind.TEXT, default="출자금 및 보조금"),
            UNIT,
        ),
        "기준일이 있는 해의 손익계산서입니다. 손익은 수입에서 비용을 뺀 값입니다.",
    ),
    ReportTable(
        "facility-places",
        "위치",
        places,
        (
            Param(
                "facilities", "시설(순서대로)", ParamKind.RECORDS, record="facilities", default=None
            ),
        ),
        "시설의 소재지입니다.",
    ),
)
