"""Money by year and source, in its three shapes."""

import pytest

from budgets.models import Investment
from tests.reports.tables.papers import MILLION, built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")


def invest(owner, year, part=None, basis="PLAN", after=False, **million):
    return saved(
        Investment(
            district=owner.district,
            project=owner,
            item=part,
            year=year,
            basis=basis,
            is_after_term=after,
            **{f"{name}_won": won * MILLION for name, won in million.items()},
        )
    )


@pytest.fixture
def pledge(district):
    owner = project(district)
    invest(owner, 2019, district=466, city=16, national=188)
    invest(owner, 2020, district=397, city=97)
    return owner


def test_a_total_is_the_sum_of_all_sources_and_years(district, pledge):
    grid = built(district, "investment-matrix", project="공약", years="2019,2020", unit="MILLION")
    assert printed(grid, "계", "합계", "연차별 소요자원 / 2019년") == ["1,164", "670"]
    assert printed(grid, "시비", "합계", "연차별 소요자원 / 2020년") == ["113", "97"]


def test_a_year_without_money_prints_as_asked(district, pledge):
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        years="2018,2019",
        unit="MILLION",
        sources="DISTRICT",
        zero="BLANK",
        total_zero="ZERO",
    )
    column = "연차별 소요자원 / 2018년"
    assert printed(grid, "계", column) == ["0"]
    assert printed(grid, "구비", column) == [""]


def test_a_source_with_money_is_shown_though_nobody_asked_for_it(district, pledge):
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        years="2019",
        sources="DISTRICT",
        unit="MILLION",
    )
    assert printed(grid, "국비", "합계") == ["188"]


def test_the_year_of_the_heading_is_a_figure_of_its_own(district, pledge):
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        years="2019,2020",
        heading_year=2020,
    )
    assert printed(grid, "2020년 소요예산", "합계") == ["494,000천원"]


def test_parts_without_sources_stand_under_the_whole_and_are_not_added_to_it(district, pledge):
    invest(pledge, 2019, item(pledge), unsplit=315)
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        items="공약-1,공약-2",
        years="2019,2020",
        shape="PLEDGE_ITEMS",
        last_year_label="2020.6.",
        unit="MILLION",
    )
    assert printed(grid, "계", "2019년", "2020.6.") == ["670", "494"]
    assert printed(grid, "과제 1 / -", "계", "2020.6.") == ["315", "-"]
    assert printed(grid, "과제 2 / -", "계") == ["-"]


def test_the_term_is_apart_from_the_years_after_it(district, pledge):
    invest(pledge, 2021, after=True, district=50)
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        years="2019,2020",
        shape="TERM",
        unit="MILLION",
    )
    assert printed(grid, "총계", "계", "임기 내 / 소계", "임기 후") == ["1,214", "1,164", "50"]


def test_money_spent_is_not_money_planned(district, pledge):
    invest(pledge, 2019, basis="ACTUAL", city=10)
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        basis="ACTUAL",
        years="2019",
        shape="TERM",
        unit="MILLION",
    )
    assert printed(grid, "총계", "계") == ["10"]


def test_one_part_alone_can_be_asked_for(district, pledge):
    invest(pledge, 2019, item(pledge), district=7)
    grid = built(
        district,
        "investment-matrix",
        project="공약",
        items="공약-1",
        years="2019",
        unit="MILLION",
    )
    assert printed(grid, "계", "합계") == ["7"]


def test_every_amount_opens_its_records(district, pledge):
    grid = built(district, "investment-matrix", project="공약", years="2019,2020")
    cells = grid.cells_by_label()
    source = cells["국비", "합계"].sources[0]
    assert source.kind == "investments"
    assert source.ids == (pledge.investments.get(year=2019).pk,)
    assert cells["기타", "합계"].sources[0].query[0] == ("project", str(pledge.pk))
