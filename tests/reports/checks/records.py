"""Small records for the tests of the figure checks: a document with one table of yearly money."""

from datetime import date

from budgets.models import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    DetailProgramme,
    Investment,
    LedgerEntry,
    UnitProgramme,
)
from jobportal.platform.values.spans import Span
from programs.models import Department, PlanItem, Project, ProjectItem
from reports.models import Document, DocumentItem, FigureTie, FigureTiePart, PrintedFigure

YEAR = 2022
AS_OF = date(2022, 9, 30)


def saved(record):
    """The record, saved; the test has opened ``acting``."""
    record.save()
    return record


def department(district, code="과") -> Department:
    return saved(Department(district=district, code=code, name="가상일자리과"))


def project(district, code="사업", **values) -> Project:
    owner = values.pop("department", None) or department(district, f"{code}-과")
    return saved(
        Project(
            district=district,
            code=code,
            department=owner,
            year=YEAR,
            kind="MAJOR",
            order=1,
            title=values.pop("title", "희망 일자리"),
            **values,
        )
    )


def part(owner: Project, order: int, **values) -> ProjectItem:
    return saved(
        ProjectItem(
            district=owner.district,
            code=f"{owner.code}-{order}",
            project=owner,
            order=order,
            title=f"과제 {order}",
            **values,
        )
    )


def invest(owner: Project, year: int, thousand: int, **values) -> Investment:
    return saved(
        Investment(
            district=owner.district,
            project=owner,
            year=year,
            district_won=thousand * 1_000,
            basis=values.pop("basis", "PLAN"),
            **values,
        )
    )


def document(owner: Project, code="900") -> Document:
    return saved(
        Document(
            district=owner.district,
            code=code,
            title="업무계획",
            kind="PLAN",
            department=owner.department,
            year=YEAR,
            as_of=AS_OF,
        )
    )


def money_table(paper: Document, owner: Project, code="T01", **params) -> DocumentItem:
    """The yearly money of a project: rows 계 and 구비, columns 합계 and the years."""
    given = {"project": owner.code, "years": "2021,2022", "sources": "DISTRICT"} | params
    return saved(
        DocumentItem(
            district=paper.district,
            document=paper,
            code=code,
            order=int(code[1:]),
            title="소요예산",
            table="investment-matrix",
            params="\n".join(f"{name}={value}" for name, value in given.items()),
        )
    )


COLUMN = "연차별 소요자원 / {}년"


def printed(item: DocumentItem, text: str, row="계", column="") -> PrintedFigure:
    return saved(
        PrintedFigure(
            district=item.district,
            item=item,
            row_label=row,
            column_label=column or COLUMN.format(YEAR),
            text=text,
        )
    )


def tie(paper: Document, left, right, code="대조", **values) -> FigureTie:
    """A tie between sums of (item, row, column) places."""
    record = saved(
        FigureTie(
            district=paper.district,
            code=code,
            document=paper,
            title=values.pop("title", "표와 표의 예산"),
            **values,
        )
    )
    sides = [("LEFT", place) for place in left] + [("RIGHT", place) for place in right]
    for order, (side, (item, row, column)) in enumerate(sides, start=1):
        saved(
            FigureTiePart(
                district=paper.district,
                tie=record,
                order=order,
                side=side,
                item=item,
                row_label=row,
                column_label=column,
            )
        )
    return record


def step(owner: Project, order: int, when: str, item=None, text="") -> PlanItem:
    return saved(
        PlanItem(
            district=owner.district,
            project=owner,
            item=item,
            order=order,
            when=Span.parse(when),
            text=text or f"{order}단계",
        )
    )


def detail(owner: Department, code="세부", unit=None) -> DetailProgramme:
    if unit is None:
        unit = saved(
            UnitProgramme(
                district=owner.district, code=f"단위-{code}", department=owner, title="일자리 지원"
            )
        )
    return saved(
        DetailProgramme(district=owner.district, code=code, unit=unit, title=f"세부사업 {code}")
    )


def line(of: DetailProgramme, **values) -> BudgetLine:
    return saved(
        BudgetLine(
            district=of.district,
            code=f"{of.code}-줄",
            detail=of,
            year=YEAR,
            title="인건비",
            **values,
        )
    )


def appropriate(of: BudgetLine, on=date(2022, 1, 1), seq=1, **amounts) -> Appropriation:
    return saved(
        Appropriation(
            district=of.district, line=of, kind="ORIGINAL", seq=seq, decided_on=on, **amounts
        )
    )


def spend(of: BudgetLine, number: str, on=date(2022, 5, 1), **values) -> LedgerEntry:
    return saved(LedgerEntry(district=of.district, line=of, number=number, on=on, **values))


def statement(unit: UnitProgramme, given: int, spent: int, as_of=AS_OF) -> BudgetStatement:
    return saved(
        BudgetStatement(
            district=unit.district,
            unit=unit,
            year=YEAR,
            as_of=as_of,
            appropriated_won=given * 1_000,
            executed_won=spent * 1_000,
        )
    )
