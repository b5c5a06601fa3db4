"""The yearly money of a project with its size and its steps under it."""

from datetime import date

import pytest

from budgets.models import Investment
from programs.models import PlanItem
from tests.reports.tables.papers import built, item, printed, programme, project, round_, saved

pytestmark = pytest.mark.usefixtures("acted")
PLANNED = date(2022, 1, 31)


def test_the_size_and_the_steps_of_the_whole_project_follow_the_money(district):
    owner = project(district)
    saved(
        Investment(
            district=district, project=owner, basis="PLAN", year=2022, district_won=894_869_000
        )
    )
    jobs = programme(district, "가")
    round_(jobs, date(2022, 3, 1), date(2022, 6, 30), planned_posts=60)
    round_(jobs, date(2022, 7, 1), date(2022, 12, 31), planned_posts=40)
    saved(PlanItem(district=district, project=owner, order=2, when="2022. 3.", text="시행"))
    saved(PlanItem(district=district, project=owner, order=1, when="2021. 10.", text="조사"))
    saved(PlanItem(district=district, project=owner, item=item(owner), order=3, text="과제 것"))
    grid = built(
        district,
        "investment-matrix",
        PLANNED,
        project="공약",
        years="2021,2022",
        sources="DISTRICT",
        zero="BLANK",
        total_zero="ZERO",
        programme="가",
        schedule="예",
    )
    assert printed(grid, "계", "연차별 소요자원 / 2021년") == ["0"]
    assert printed(grid, "구비", "연차별 소요자원 / 2021년") == [""]
    assert printed(grid, "사업규모", "합계") == ["100명"]
    assert printed(grid, "2022. 3.", "합계") == ["시행"]
    assert [row.cells[0].text for row in grid.rows][-2:] == ["2021. 10.", "2022. 3."]
