"""Parts of a project with their original budgets, facts and facilities."""

from datetime import date

import pytest

from budgets.models import Appropriation, BudgetLine, DetailProgramme, UnitProgramme
from jobportal.platform.render.grid import Origin
from programs.models import Facility, FacilityCapacity, ShelterUsage, StaffAssignment, TextLine
from tests.reports.tables.papers import built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
PLANNED = date(2022, 1, 31)
COLUMNS = tuple(f"2022년 소요예산 / {label}" for label in ("계", "시비", "구비"))


def budget(part, city, district_money, kind="ORIGINAL", note="", **other):
    """An appropriation for a part of a project in 2022, in thousand won."""
    district = part.district
    unit, _ = UnitProgramme.objects.get_or_create(
        district=district, code="단위", department=part.project.department, title="단위사업"
    )
    detail = saved(
        DetailProgramme(
            district=district,
            code=f"세부-{part.code}-{kind}",
            unit=unit,
            title=part.title,
            project=part.project,
            item=part,
        )
    )
    line = saved(
        BudgetLine(
            district=district,
            code=f"줄-{part.code}-{kind}",
            detail=detail,
            year=2022,
            title=part.title,
        )
    )
    saved(
        Appropriation(
            district=district,
            line=line,
            kind=kind,
            decided_on=date(2022, 1, 1),
            note=note,
            city_won=city * 1000,
            district_won=district_money * 1000,
            **other,
        )
    )


@pytest.fixture
def owner(district):
    """A project of two parts with 63,400 (44,380 + 19,020) and 53,100 thousand won."""
    made = project(district)
    budget(item(made), 44_380, 19_020)
    budget(item(made, 2), 0, 53_100, note="신규")
    return made


def table(district, **params):
    return built(district, "item-budgets", PLANNED, project="공약", **params)


def test_the_parts_add_up_by_source(district, owner):
    grid = table(district)
    assert printed(grid, "계", *COLUMNS) == ["116,500", "44,380", "72,120"]
    assert printed(grid, "과제 1 / 소요예산", *COLUMNS) == ["63,400", "44,380", "19,020"]
    assert printed(grid, "과제 2 / 소요예산", *COLUMNS, "내용") == ["53,100", "-", "53,100", "신규"]
    assert grid.cells_by_label()["계", COLUMNS[0]].origin is Origin.COMPUTED


def test_a_supplementary_budget_is_not_part_of_the_plan(district, owner):
    budget(item(owner), 0, 999, kind="SUPPLEMENTARY")
    assert printed(table(district), "계", COLUMNS[0]) == ["116,500"]


def test_a_source_not_asked_for_but_holding_money_is_shown(district, owner):
    budget(item(owner), 0, 0, kind="CARRYOVER")
    part = item(owner, 2)
    line = BudgetLine.objects.get(detail__item=part)
    saved(
        Appropriation(
            district=district,
            line=line,
            kind="ORIGINAL",
            seq=2,
            decided_on=date(2022, 1, 1),
            national_won=7_000,
        )
    )
    assert printed(table(district), "계", "2022년 소요예산 / 국비") == ["7"]


def test_lines_of_a_part_become_facts_and_deeper_lines_continue_them(district, owner):
    for order, (level, words) in enumerate(
        ((2, "목적 : 쉼터 제공"), (2, "계획 : 조사"), (3, "사례분석"), (2, "그 밖의 일")), start=1
    ):
        saved(
            TextLine(
                district=district,
                project=owner,
                item=item(owner),
                kind="PLAN",
                order=order,
                level=level,
                text=words,
            )
        )
    grid = table(district)
    assert printed(grid, "과제 1 / 목적", "내용") == ["쉼터 제공"]
    assert printed(grid, "과제 1 / 계획", "내용") == ["조사\n· 사례분석"]
    assert printed(grid, "과제 1 / 내용", "내용") == ["그 밖의 일"]


def test_the_facility_of_a_part_says_where_when_and_by_whom(district, owner):
    place = saved(
        Facility(
            district=district, code="쉼터", name="쉼터", address="가상로 1", hours="04:00~07:00"
        )
    )
    saved(
        StaffAssignment(
            district=district, facility=place, as_of=PLANNED, order=1, role="기간제근로자", count=3
        )
    )
    saved(FacilityCapacity(district=district, facility=place, order=1, name="특강룸", count=1))
    saved(ShelterUsage(district=district, facility=place, year=2022, month=1, users=2000))
    grid = table(district, place_items="공약-1", facilities="쉼터")
    assert printed(grid, "과제 1 / 위치", "내용") == ["가상로 1"]
    assert printed(grid, "과제 1 / 공간", "내용") == ["특강룸(1)"]
    assert printed(grid, "과제 1 / 근무인원", "내용") == ["기간제근로자 3명"]
    # 21 weekdays of January 2022 less 31 January (설날 연휴): 20 days
    assert printed(grid, "과제 1 / 이용인원", "내용") == ["일평균 100명"]


def test_facilities_without_their_part_are_refused_with_a_cure(district, owner):
    saved(Facility(district=district, code="쉼터", name="쉼터"))
    [warning] = table(district, facilities="쉼터").warnings
    assert "같은 순서로" in warning
