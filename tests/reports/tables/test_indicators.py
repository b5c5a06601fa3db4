"""Targets and results of indicators, and how far a pledge is fulfilled."""

from datetime import date

import pytest

from programs.models import IndicatorResult, IndicatorTarget
from tests.reports.tables.papers import built, indicator, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")


def target(owner, year, value, quarter=0):
    saved(
        IndicatorTarget(
            district=owner.district, indicator=owner, year=year, quarter=quarter, value=value
        )
    )


def result(owner, year, value, as_of=date(2024, 3, 31), **values):
    saved(
        IndicatorResult(
            district=owner.district, indicator=owner, year=year, value=value, as_of=as_of, **values
        )
    )


def test_targets_of_years_add_up_and_a_year_without_one_is_a_dash(district):
    owner = indicator(item(project(district)))
    for year, value in ((2019, 30), (2020, 30), (2021, 55)):
        target(owner, year, value)
    grid = built(
        district,
        "indicator-targets",
        project="공약",
        years="2018,2019,2020,2021",
        last_year_label="2021.6.",
    )
    assert printed(grid, "과제 1", "단위", "목표", "2018년", "2021.6.") == ["명", "115", "-", "55"]


def test_a_note_follows_each_value_and_the_total_says_its_unit(district):
    owner = indicator(item(project(district)), unit="회", value_note="운영")
    for year in (2022, 2023):
        target(owner, year, 1)
    grid = built(district, "indicator-targets", project="공약", years="2022,2023", numbered="예")
    assert printed(grid, "1 / 과제 1", "목표", "2022") == ["2회 (운영)", "1 (운영)"]


def test_quarters_add_up_as_the_indicator_says(district):
    owner = project(district)
    people, centre = indicator(item(owner)), indicator(item(owner, 2), quarter_aggregation="LAST")
    for quarter, value in ((1, 342), (2, 342), (3, 343), (4, 343)):
        target(people, 2024, value, quarter)
        target(centre, 2024, 1, quarter)
    grid = built(district, "indicator-quarters", project="공약")
    assert printed(grid, "과제 1", "2024년 목표 / 계", "2024년 목표 / 3/4") == ["1,370", "343"]
    assert printed(grid, "과제 2", "2024년 목표 / 계") == ["1"]


def test_results_known_on_the_day_are_held_against_all_targets(district):
    owner = indicator(item(project(district)))
    for year, value in ((2019, 100), (2020, 35)):
        target(owner, year, value)
    result(owner, 2019, 50, date(2019, 12, 31))
    result(owner, 2019, 69, date(2020, 12, 31))
    result(owner, 2020, 43, date(2020, 12, 31))
    result(owner, 2020, 99, date(2021, 12, 31))
    grid = built(
        district,
        "indicator-results",
        date(2020, 12, 31),
        project="공약",
        years="2019,2020,2021",
        decimals=0,
    )
    columns = ("실적", "2019년", "2020년", "2021년", "이행률")
    assert printed(grid, "과제 1", *columns) == ["112", "69", "43", "", "83%"]


def test_a_cumulative_result_is_not_added_to_the_years_it_covers(district):
    owner = indicator(item(project(district)))
    for year in (2022, 2023, 2024):
        target(owner, year, 2_000)
    result(owner, 2023, 2_305)
    result(owner, 2024, 4_278, is_cumulative=True)
    grid = built(district, "fulfilment-summary", project="공약")
    assert printed(grid, "1", "목표", "실적", "사업 이행률(%)") == ["6,000", "4,278", "71.3"]


def test_the_total_fulfilment_is_made_from_unrounded_shares(district):
    figures = [(30, 5200, 4278), (20, 5480, 2108), (20, 915, 360), (20, 300, 222), (10, 5, 3)]
    owner = project(district, items=5)
    for order, (weight, aimed, reached) in enumerate(figures, 1):
        part = item(owner, order)
        part.weight = weight
        part.save()
        own = indicator(part)
        target(own, 2024, aimed)
        result(own, 2024, reached)
    grid = built(district, "fulfilment-summary", project="공약")
    shares = [printed(grid, str(n), "사업 이행률(%)")[0] for n in range(1, 6)]
    assert shares == ["82.3", "38.5", "39.3", "74.0", "60.0"]
    assert printed(grid, "총 이행률(%)", "사업 이행률(%)") == ["61.0"]


def test_without_a_result_there_is_no_total(district):
    owner = project(district, items=1)
    part = item(owner)
    part.weight = 100
    part.save()
    target(indicator(part), 2024, 10)
    grid = built(district, "fulfilment-summary", project="공약")
    assert printed(grid, "총 이행률(%)", "사업 이행률(%)") == ["-"]
