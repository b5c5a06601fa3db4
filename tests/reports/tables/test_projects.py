"""The list of projects counts each kind anew; heading blocks tell team and objective."""

from datetime import date

import pytest

from programs.models import Department, Project, Team
from tests.reports.tables.papers import built, printed, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2024, 8, 31)


@pytest.fixture
def department(district):
    return saved(Department(district=district, code="과", name="가상과"))


def project(department, order, title, kind="MAJOR", year=2024, **values):
    return saved(
        Project(
            district=department.district,
            code=f"{kind}{order}{year}",
            department=department,
            year=year,
            kind=kind,
            order=order,
            title=title,
            **values,
        )
    )


def test_numbers_are_counted_and_other_years_left_out(department):
    project(department, 7, "나 사업", page=12, is_new=True)
    project(department, 2, "가 사업")
    project(department, 1, "지난해 사업", year=2023)
    grid = built(department.district, "project-list", DAY, show_new="예", title_label="주요사업")
    assert printed(grid, "1", "주요사업", "구분", "쪽") == ["가 사업", "계속", ""]
    assert printed(grid, "2", "주요사업", "구분", "쪽") == ["나 사업", "신규", "12"]
    assert len(grid.rows) == 2


def test_kinds_stand_in_the_order_asked_for(department):
    project(department, 1, "주요", "MAJOR")
    project(department, 1, "중점", "FOCUS")
    grid = built(department.district, "project-list", DAY, kinds="FOCUS,MAJOR")
    assert [row.cells[0].text for row in grid.rows] == ["중점사업", "주요업무"]
    assert printed(grid, "중점사업 / 1", "사업명") == ["중점"]


def test_the_heading_tells_number_team_and_objective(department):
    team = saved(Team(district=department.district, code="팀", department=department, name="일팀"))
    project(department, 3, "가 사업", team=team, objective="일자리를 잇고자 함")
    project(department, 4, "팀 없는 사업")
    grid = built(department.district, "project-heading", DAY, department="과")
    columns = ("사업명", "담당 팀", "목적")
    assert printed(grid, "주요업무 3", *columns) == ["가 사업", "일팀", "일자리를 잇고자 함"]
    assert printed(grid, "주요업무 4", *columns) == ["팀 없는 사업", "", ""]
