"""Grants of a year by programme, and how each programme will be run."""

from datetime import date

import pytest

from programs.models import CompetitiveGrant, HostUnit, PlanItem
from tests.reports.tables.papers import built, item, printed, programme, project, round_, saved

pytestmark = pytest.mark.usefixtures("acted")
SEPTEMBER = date(2021, 9, 30)
COLUMNS = tuple(f"2021년 / {label}" for label in ("인원", "사업수", "예산"))


def grant(owner, order, title, year=2021, unit=None, **values):
    saved(
        CompetitiveGrant(
            district=owner.district,
            programme=owner,
            code=f"{owner.code}-{year}-{order}",
            year=year,
            order=order,
            title=title,
            host_unit=unit,
            **values,
        )
    )


def test_people_and_money_not_split_by_project_count_once(district):
    unit = saved(HostUnit(district=district, code="교통과", name="교통과"))
    first = programme(district, "가", (date(2021, 1, 1), "가상일자리"), order=1)
    second = programme(district, "나", (date(2021, 1, 1), "나상일자리"), order=2)
    grant(first, 0, "미구분", project_count=0, headcount=46, unsplit_won=296_543_000)
    grant(first, 1, "자전거", unit=unit)
    grant(first, 2, "농업과 환경", project_count=2)
    grant(second, 1, "매니저", headcount=24, city_won=824_168_000)
    grant(second, 2, "지난해 것", year=2020, headcount=99)
    grid = built(district, "grants-by-programme", SEPTEMBER)
    assert printed(grid, "계", *COLUMNS) == ["70", "4", "1,120,711"]
    assert printed(grid, "가상일자리", *COLUMNS) == ["46", "3", "296,543"]
    assert printed(grid, "가상일자리", "2021년 / 사업명") == ["· (교통과) 자전거\n· 농업과 환경"]


def test_a_programme_bears_the_name_of_the_day(district):
    owner = programme(district, "가", (date(2019, 1, 1), "공공근로"), (date(2021, 1, 1), "안심"))
    grant(owner, 1, "사업")
    grid = built(district, "grants-by-programme", SEPTEMBER)
    assert [row.cells[0].text for row in grid.rows] == ["계", "안심"]


def test_two_equal_halves_are_added_up_and_steps_keep_their_order(district):
    owner = project(district)
    jobs = programme(district, "가", grantor="가상부", content="직접 일자리")
    round_(jobs, date(2022, 3, 1), date(2022, 6, 30), planned_posts=17)
    round_(jobs, date(2022, 7, 1), date(2022, 11, 30), planned_posts=17)
    saved(
        PlanItem(
            district=district,
            project=owner,
            item=item(owner),
            order=1,
            when="2022. 1. ~ 2.",
            text="선발",
        )
    )
    grid = built(district, "programme-schedule", date(2022, 1, 1), programmes="가", items="공약-1")
    assert printed(grid, "과제 1(가상부) / 기간", "내용") == ["2022. 3. ~ 11."]
    assert printed(grid, "과제 1(가상부) / 사업규모", "내용") == ["연34명(상·하반기 각 17명)"]
    assert printed(grid, "과제 1(가상부) / 2022. 1.~2.", "내용") == ["선발"]


def test_unequal_halves_are_told_apart(district):
    project(district)
    jobs = programme(district, "가")
    round_(jobs, date(2022, 1, 1), date(2022, 6, 30), planned_posts=30)
    round_(jobs, date(2022, 7, 1), date(2022, 12, 31), planned_posts=20)
    grid = built(district, "programme-schedule", date(2022, 1, 1), programmes="가", items="공약-1")
    assert printed(grid, "과제 1 / 사업규모", "내용") == ["연50명(상반기 30명, 하반기 20명)"]


def test_programmes_without_as_many_parts_are_refused_with_a_cure(district):
    project(district)
    programme(district, "가")
    grid = built(
        district, "programme-schedule", date(2022, 1, 1), programmes="가", items="공약-1,공약-2"
    )
    assert "같은 순서로" in grid.warnings[0]
