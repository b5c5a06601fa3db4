"""Plans of programmes, their results by year, and rounds to come."""

from datetime import date

import pytest

from programs.models import AnnualResult, ProgrammePlan
from tests.reports.tables.papers import (
    MILLION,
    built,
    item,
    printed,
    programme,
    project,
    round_,
    saved,
)

pytestmark = pytest.mark.usefixtures("acted")

COST = "사업비(백만원) / "


def plan(part, order, title, city=0, district=0, **values):
    return saved(
        ProgrammePlan(
            district=part.district,
            item=part,
            code=f"계획{order}",
            order=order,
            title=title,
            city_won=city * MILLION,
            district_won=district * MILLION,
            **values,
        )
    )


def test_a_plan_adds_people_and_money_by_source(district):
    part = item(project(district))
    plan(part, 1, "자체 일자리", district=6_757, planned_persons=2_480, matching="구100")
    plan(part, 2, "동행일자리", 12_499, 5_548, planned_persons=2_485, matching="시70/구30")
    grid = built(district, "programme-plan", items="공약-1", sources="CITY,DISTRICT")
    assert printed(grid, "계", "선발인원", COST + "계", COST + "시비", COST + "구비") == [
        "4,965명",
        "24,804",
        "12,499",
        "12,305",
    ]
    assert printed(grid, "자체 일자리", COST + "시비", COST + "재원비율") == ["-", "전액 구비"]
    assert printed(grid, "동행일자리", COST + "재원비율") == ["시 70:구 30"]


def test_a_target_of_projects_is_told_in_words_and_notes_stand_below(district):
    part = item(project(district))
    plan(
        part,
        1,
        "공모",
        planned_projects=6,
        planned_persons=100,
        outcome="취·창업 지원",
        note="사업종료",
    )
    plan(part, 2, "뉴딜", planned_persons=130, outcome="취업")
    grid = built(
        district,
        "programme-plan",
        items="공약-1",
        columns="TARGET",
        target_label="선정 목표",
        total_outcome="취·창업",
    )
    assert printed(grid, "공모", "선정 목표") == ["6개 사업 선정, 100명 취·창업 지원"]
    assert printed(grid, "뉴딜", "선정 목표") == ["130명 취업"]
    assert printed(grid, "계", "선정 목표") == ["230명 취·창업"]
    assert grid.notes == ("공모: 사업종료",)


def test_results_of_years_say_what_they_count(district):
    works = programme(district, "공공", (date(2018, 1, 1), "공공일자리"))
    deal = programme(district, "뉴딜", (date(2018, 1, 1), "뉴딜일자리"), kind="NEW_DEAL")
    for owner, year, outcome, projects, persons in (
        (works, 2022, "SELECTED", None, 2_421),
        (deal, 2021, "EMPLOYED_OR_STARTED", 3, 57),
        (deal, 2022, "NO_CALL", None, None),
    ):
        saved(
            AnnualResult(
                district=district,
                programme=owner,
                year=year,
                outcome=outcome,
                projects=projects,
                persons=persons,
            )
        )
    grid = built(district, "annual-results", programmes="공공", grouped="뉴딜", years="2021,2022")
    assert printed(grid, "공공일자리", "2021", "2022") == ["-", "2,421명"]
    row = "일자리 공모 사업 / 뉴딜일자리"
    assert printed(grid, row, "2021", "2022") == ["3개 사업 57명 취·창업", "공모 미실시"]


def test_rounds_of_a_half_year_bear_the_name_of_their_first_day(district):
    works = programme(
        district,
        "공공",
        (date(2021, 1, 1), "안심일자리"),
        (date(2023, 7, 1), "동행일자리"),
    )
    round_(works, date(2023, 2, 1), date(2023, 6, 30), planned_posts=508)
    round_(
        works,
        date(2024, 7, 1),
        date(2024, 11, 30),
        planned_posts=415,
        apply_from_on=date(2024, 5, 1),
        select_on=date(2024, 6, 30),
    )
    grid = built(district, "upcoming-rounds", half=2)
    columns = ("선발인원(명)", "모집 및 선발", "모집 및 선발 (2)", "운영")
    assert printed(grid, "동행일자리", *columns) == [
        "415",
        "▶모집: 2024. 5.",
        "▶선발: 2024. 6.",
        "2024. 7. 1.~11. 30.(5개월)",
    ]
    assert printed(grid, "소계", "선발인원(명)") == ["415"]
    earlier = built(district, "upcoming-rounds", round_year=2023, half=1)
    assert printed(earlier, "안심일자리", "운영") == ["2023. 2. 1.~6. 30.(5개월)"]


def test_a_round_over_the_turn_of_the_year_says_both_years(district):
    works = programme(district, "공공", (date(2021, 1, 1), "안심일자리"))
    round_(works, date(2024, 11, 1), date(2025, 2, 28))
    grid = built(district, "upcoming-rounds", half=2)
    assert printed(grid, "안심일자리", "운영") == ["2024. 11. 1.~2025. 2. 28.(4개월)"]
