"""A made-up pledge with its records, and tables built straight from their parameters."""

from datetime import date

from jobportal.platform.models import District
from jobportal.platform.render.grid import Grid
from programs.models import (
    Department,
    Indicator,
    Pledge,
    Programme,
    ProgrammeName,
    Project,
    ProjectItem,
    Round,
)
from reports.building import read_params
from reports.catalogue import TABLES
from reports.declare import Context

AS_OF = date(2024, 3, 31)
MILLION = 1_000_000


def saved(record):
    """The record, checked and saved; the test has opened ``acting``."""
    record.full_clean(exclude=["district"])
    record.save()
    return record


def built(district: District, key: str, as_of: date = AS_OF, **params: object) -> Grid:
    """The grid of a table of the catalogue with these parameters, as an item would give them."""
    table = TABLES[key]
    text = "\n".join(f"{name}={value}" for name, value in params.items())
    values = read_params(table, text, district)
    return table.build(Context(district, as_of.year, as_of, "900-T01", "표", values))


def printed(grid: Grid, row: str, *columns: str) -> list[str]:
    """What the cells of a row print."""
    cells = grid.cells_by_label()
    return [cells[row, column].text for column in columns]


def project(district: District, code: str = "공약", items: int = 2) -> Project:
    """A pledge's project with parts named 과제 1, 과제 2 …"""
    owner = saved(Department(district=district, code=f"{code}-과", name="가상일자리과"))
    made = saved(
        Project(
            district=district,
            code=code,
            department=owner,
            year=2024,
            kind="PLEDGE",
            order=1,
            title="가상 일자리 확대",
        )
    )
    for order in range(1, items + 1):
        saved(
            ProjectItem(
                district=district,
                code=f"{code}-{order}",
                project=made,
                order=order,
                title=f"과제 {order}",
            )
        )
    return made


def item(owner: Project, order: int = 1) -> ProjectItem:
    """The part of a project with this order."""
    return owner.items.get(order=order)


def pledge(owner: Project) -> Pledge:
    """The pledge of a project, in a term of four years."""
    return saved(
        Pledge(
            district=owner.district,
            code=owner.code,
            project=owner,
            number="1-1",
            term_name="민선8기",
            term_from_on=date(2022, 7, 1),
            term_to_on=date(2026, 6, 30),
            period_text="2022.~2026.",
        )
    )


def indicator(owner: ProjectItem, **values) -> Indicator:
    """An indicator of a part of a project, in 명, whose years add up."""
    given = {
        "code": f"{owner.code}-지표",
        "title": "참여인원",
        "unit": "명",
        "aggregation": "SUM",
        "order": owner.order,
    } | values
    return saved(Indicator(district=owner.district, item=owner, **given))


def programme(district: District, code: str, *names: tuple[date, str], **values) -> Programme:
    """A programme with its names by the day they begin."""
    made = saved(
        Programme(district=district, code=code, kind=values.pop("kind", "PUBLIC_WORKS"), **values)
    )
    for from_on, name in names:
        saved(ProgrammeName(district=district, programme=made, from_on=from_on, name=name))
    return made


def round_(owner: Programme, starts_on: date, ends_on: date, **values) -> Round:
    """A round of a programme, of the half-year its first day is in."""
    half = 1 if starts_on.month <= 6 else 2
    given = {"code": f"{owner.code}-{starts_on:%Y%m}", "year": starts_on.year, "half": half}
    return saved(
        Round(
            district=owner.district,
            programme=owner,
            starts_on=starts_on,
            ends_on=ends_on,
            **given | values,
        )
    )
