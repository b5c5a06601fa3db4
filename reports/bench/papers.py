"""The document and the data pack of the made-up district."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import models, transaction

from budgets.models import BudgetLine, Investment
from jobportal.platform.intake.packs import DISTRICT_SHEET
from jobportal.platform.models import District
from jobportal.platform.models.inserting import insert
from jobportal.platform.render.csv import ENCODING
from programs.models import Department, Project
from reports.models import Document, DocumentItem

PACK_HEADINGS = ("전표번호", "예산 항목", "집행일", "단계", "적요", "구비(천원)")


def put(records: Iterable[models.Model]) -> list:
    """Write many records without the change log: nobody will ask who changed a thrown-away one."""
    found = list(records)
    with transaction.atomic():
        insert(found)
    return found


def build_document(
    district: District, department: Department, project: Project, last_year: int, years: int
) -> Document:
    """A document about every year: budget by unit, the project's money, targets, results."""
    span = range(last_year - years + 1, last_year + 1)
    _invest(district, project, span)
    (document,) = put(
        [
            Document(
                district=district,
                code="bench",
                title="측정 문서",
                department=department,
                kind=Document.Kind.BRIEFING,
                year=last_year,
                as_of=date(last_year, 9, 30),
            )
        ]
    )
    _add_items(document, span)
    return document


def _invest(district: District, project: Project, span: range) -> None:
    put(
        Investment(
            district=district, project=project, basis=basis, year=year, district_won=year * 10**6
        )
        for basis in Investment.Basis
        for year in span
    )


def _add_items(document: Document, span: range) -> None:
    put(
        DocumentItem(
            district=document.district,
            document=document,
            code=f"T{n:02}",
            order=n,
            section="측정",
            title=f"{title} {year}년",
            table=table,
            params=params,
            year=year,
            as_of=date(year, 9, 30),
        )
        for n, (title, table, params, year) in enumerate(_items(span), 1)
    )


def _items(years: range) -> Iterator[tuple[str, str, str, int]]:
    whole = f"project=pr\nyears={','.join(map(str, years))}"
    for year in years:
        yield "단위사업별 예산현황", "budget-by-unit", "department=d\nbasis=LEDGER", year
        yield "소요예산", "project-budget", "project=pr", year
        yield "분기별 목표", "indicator-quarters", "project=pr", year
    yield "지표 목표", "indicator-targets", whole, years[-1]
    yield "지표 실적", "indicator-results", whole, years[-1]


def write_pack(folder: Path, district: District, year: int, rows: int) -> Path:
    """A folder with a sheet of new ledger entries for the lines of a year."""
    lines = BudgetLine.objects.of(district).filter(year=year).order_by("code")
    codes = list(lines.values_list("code", flat=True))
    folder.mkdir()
    named = [("코드", "이름"), (district.code, district.name)]
    _write_sheet(folder / f"{DISTRICT_SHEET}.csv", named)
    entries = (
        (
            f"꾸러미-{n:06}",
            codes[n % len(codes)],
            (date(year, 1, 1) + timedelta(days=n % 365)).isoformat(),
            "지급",
            "측정 자료",
            n + 1,
        )
        for n in range(rows)
    )
    _write_sheet(folder / "집행 전표.csv", [PACK_HEADINGS, *entries])
    return folder


def _write_sheet(path: Path, rows: Iterable[tuple]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        csv.writer(file).writerows(rows)
