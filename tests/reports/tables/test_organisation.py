"""Organisation chart, staffing and facilities are built from the department's records."""

from datetime import date
from decimal import Decimal

import pytest

from programs.models import (
    Department,
    Equipment,
    Facility,
    FacilityCapacity,
    FacilitySpace,
    StaffingRow,
    Team,
    TeamDuty,
)
from tests.reports.tables.papers import built, printed, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2024, 8, 31)


@pytest.fixture
def department(district):
    return saved(Department(district=district, code="과", name="가상과"))


def team(department, order, name, *duties):
    made = saved(
        Team(district=department.district, code=name, department=department, name=name, order=order)
    )
    for number, words in enumerate(duties, start=1):
        saved(TeamDuty(district=department.district, team=made, order=number, text=words))
    return made


def staff(department, series, grade, authorized, actual, as_of=DAY, **values):
    saved(
        StaffingRow(
            district=department.district,
            department=department,
            as_of=as_of,
            series=series,
            grade=grade,
            authorized_count=authorized,
            actual_count=actual,
            **values,
        )
    )


def facility(owner, **values):
    return saved(Facility(district=owner.district, team=owner, **values))


def test_the_chart_counts_the_teams_and_hangs_facilities_below_all_duties(department):
    first = team(department, 1, "일팀", "기획")
    team(department, 2, "이팀", "심사", "선발")
    facility(first, code="센터", name="센터")
    facility(first, code="공사", name="공사 중인 곳", kind="PLANNED")
    grid = built(department.district, "org-chart", DAY, department="과", facilities="예")
    assert [cell.text for cell in grid.head[0]] == ["가상과 - ( 2 )개팀"]
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["기획", "심사"],
        ["", "선발"],
        ["센터", ""],
    ]


def test_the_table_of_teams_has_a_row_for_each_and_their_number(department):
    team(department, 2, "이팀", "심사", "선발")
    team(department, 1, "일팀", "기획")
    grid = built(department.district, "org-chart", DAY, department="과", layout="TABLE")
    assert printed(grid, "조직", "주요업무") == ["2팀"]
    assert printed(grid, "이팀", "주요업무") == ["심사\n선발"]
    assert [row.cells[0].text for row in grid.rows] == ["조직", "일팀", "이팀"]


def test_a_department_without_teams_says_what_to_enter(department):
    grid = built(department.district, "org-chart", DAY, department="과")
    assert grid.warnings == ("부서에 팀이 없습니다. ‘팀’ 기록을 먼저 넣으세요.",)


def test_staffing_adds_up_and_shows_surplus_and_shortage_from_the_latest_day(department):
    staff(department, "GENERAL", 6, 9, 9, as_of=date(2024, 1, 1))
    staff(department, "GENERAL", 6, 5, 6)
    staff(department, "GENERAL", 7, 4, 2)
    staff(department, "SPECIAL_TERM", 9, 4, 4)
    staff(department, "GENERAL", 6, 1, 1, as_of=date(2024, 9, 1))
    grid = built(department.district, "staffing", DAY, department="과")
    columns = ("계", "일반직 / 6급", "일반직 / 7급", "별정직․임기제 / 9급")
    assert printed(grid, "정원", *columns) == ["13", "5", "4", "4"]
    assert printed(grid, "현원", *columns) == ["12", "6", "2", "4"]
    assert printed(grid, "과부족", *columns) == ["△1", "1", "△2", "-"]
    assert grid.as_of == ""


def test_compact_staffing_is_one_row_and_contract_workers_stand_apart(department):
    staff(department, "GENERAL", 5, 1, 1)
    staff(department, "GENERAL", 4, 0, 0)
    staff(department, "SPECIAL_TERM", 5, 2, 1)
    staff(department, "PERMANENT_CONTRACT", 0, 0, 3, place="센터")
    grid = built(department.district, "staffing", DAY, department="과", style="COMPACT")
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["정원 3명 [현원 2명]"],
        ["3(2)", "", "3(2)"],
    ]
    assert grid.notes == ("센터 무기계약직 3명 별도",)


def test_the_area_of_a_facility_is_the_sum_of_its_rooms(department):
    owner = team(department, 1, "일팀")
    centre = facility(owner, code="센터", name="센터", address="가상로 1", order=1)
    for order, (name, area) in enumerate((("상담실", 49), ("사무실", 78)), start=1):
        saved(
            FacilitySpace(
                district=centre.district, facility=centre, order=order, name=name, area_m2=area
            )
        )
    saved(
        FacilityCapacity(district=centre.district, facility=centre, order=1, name="창구", count=5)
    )
    facility(owner, code="학교", name="학교", area_m2=Decimal("189.02"), order=2)
    saved(
        Equipment(
            district=owner.district,
            code="차",
            name="행정차량",
            team=owner,
            registered_on=date(2017, 6, 20),
        )
    )
    grid = built(department.district, "facilities", DAY, department="과")
    assert printed(grid, "시설 / 센터 (가상로 1)", "현황", "비고") == [
        "○ 연면적: 127㎡\n- 상담실 49㎡, 사무실 78㎡\n○ 창구: 5개",
        "일팀",
    ]
    assert printed(grid, "시설 / 학교", "현황") == ["○ 연면적: 189.02㎡"]
    assert printed(grid, "장비 / 행정차량", "현황") == ["- 등록일자 : 2017. 6. 20."]


def test_a_facility_by_floors_tells_each_floor_and_groups_what_it_holds(department):
    centre = facility(team(department, 1, "일팀"), code="센터", name="센터")
    saved(
        FacilitySpace(
            district=centre.district,
            facility=centre,
            order=1,
            floor="2층",
            name="교육실",
            area_m2=276,
        )
    )
    for order, name in enumerate(("기업", "창업팀"), start=1):
        saved(
            FacilityCapacity(
                district=centre.district,
                facility=centre,
                order=order,
                group="입주공간",
                name=name,
                count=order,
            )
        )
    grid = built(department.district, "facilities", DAY, department="과")
    assert printed(grid, "시설 / 센터", "현황") == [
        "○ 연면적: 276㎡\n- 2층(276㎡) : 교육실\n○ 입주공간 : 기업 1개, 창업팀 2개",
    ]
    plan = built(department.district, "space-plan", DAY, facility="센터")
    assert printed(plan, "2층", "공간구성(안)", "비고") == ["교육실", ""]
