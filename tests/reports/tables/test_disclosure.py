"""The job disclosure: results by year with forecasts, targets by group, jobs created."""

from datetime import date

import pytest

from jobportal.platform.render.grid import Origin
from programs.models import (
    Agreement,
    DisclosurePlan,
    DisclosureTarget,
    IndicatorResult,
    IndicatorTarget,
    JobEvent,
)
from tests.reports.tables.papers import built, indicator, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
SEPTEMBER = date(2021, 9, 30)


@pytest.fixture
def jobs(district):
    """An indicator with 10,349 of 8,900 in 2019, and 11,521 of 10,800 expected in 2021."""
    owner = indicator(item(project(district)), code="일자리", unit="개")
    own = {"district": district, "indicator": owner}
    for year, value in ((2019, 8900), (2021, 10800)):
        saved(IndicatorTarget(year=year, value=value, **own))
    saved(IndicatorResult(year=2019, value=10349, as_of=date(2019, 12, 31), **own))
    saved(IndicatorResult(year=2021, value=7342, as_of=date(2021, 6, 30), **own))
    saved(IndicatorResult(year=2021, value=11521, as_of=SEPTEMBER, is_forecast=True, **own))
    return owner


def results(district, as_of):
    return built(district, "yearly-results", as_of, indicator="일자리", years="2019,2021")


def test_a_forecast_says_so_and_what_was_reached_stands_beside_it(district, jobs):
    grid = results(district, SEPTEMBER)
    assert printed(grid, "실적", "2019년", "2021년", "비고") == [
        "10,349",
        "11,521 ※2021년 말 예상치",
        "상반기(6월말) 실적: 7,342",
    ]
    assert printed(grid, "달성률", "2019년", "2021년") == ["116%", "107%"]


def test_before_the_forecast_only_what_was_known_then_is_shown(district, jobs):
    grid = results(district, date(2021, 8, 31))
    assert printed(grid, "실적", "2021년", "비고") == ["7,342", ""]
    assert printed(grid, "달성률", "2021년") == ["68%"]


def test_a_year_without_a_result_is_blank_and_has_no_rate(district, jobs):
    grid = results(district, date(2020, 12, 31))
    assert printed(grid, "실적", "2021년") == [""]
    assert printed(grid, "달성률", "2021년") == ["-"]


@pytest.fixture
def plan(district):
    """A plan for 2022 with 700 and 10,200 jobs of two groups."""
    owner = project(district)
    made = saved(
        DisclosurePlan(
            district=district,
            code="공시",
            department=owner.department,
            year=2022,
            term_name="민선7기",
            term_target=35900,
            departments=22,
        )
    )
    for order, group, target in ((1, "청년층", 700), (2, "민간", 10200)):
        saved(
            DisclosureTarget(
                district=district,
                plan=made,
                order=order,
                target_group=group,
                content="하나\n둘",
                target_count=target,
            )
        )
    return made


def test_the_total_of_the_groups_is_computed_and_comes_first(district, plan):
    grid = built(district, "disclosure-targets", SEPTEMBER, plan="공시")
    total = grid.cells_by_label()["합계", "2022년 일자리창출"]
    assert (total.text, total.origin, total.value) == ("10,900", Origin.COMPUTED, 10900)
    assert grid.rows[0].is_total
    assert printed(grid, "청년층", "주요내용", "2022년 일자리창출") == ["- 하나\n- 둘", "700"]


def test_the_summary_shows_the_plan_and_the_jobs_of_each_effort(district, plan):
    part = item(plan.department.projects.get())
    own = {"district": district, "project": part.project, "item": part}
    saved(
        JobEvent(
            code="채용",
            kind="HIRING",
            title="업무협약",
            year=2021,
            hired=452,
            is_partial=True,
            **own,
        )
    )
    saved(
        Agreement(
            code="협약1", signed="2021. 3. 23.", partner="가상교육원", purpose="취업교육", **own
        )
    )
    saved(
        Agreement(
            code="협약2", signed="2021. 6. 16.", partner="가상회사", purpose="우선 채용", **own
        )
    )
    grid = built(district, "disclosure-summary", date(2021, 5, 1), plan="공시", project="공약")
    assert printed(grid, "2022년 목표", "일자리") == ["10,900개"]
    assert printed(grid, "참여 부서", "일자리") == ["22개 부서"]
    assert printed(grid, "업무협약", "일자리", "내용") == ["452명", "집계 중"]
    assert printed(grid, "’21. 3. 23.", "내용") == ["가상교육원과 협약 체결로 취업교육"]
    assert ("’21. 6. 16.", "내용") not in grid.cells_by_label()
