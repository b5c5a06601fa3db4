"""Sums that records state twice."""

from decimal import Decimal

import pytest

from programs.models import Indicator, IndicatorTarget
from reports.checks import Kind
from reports.checks.material import load
from reports.checks.sums import check_sums
from tests.reports.checks.records import document, invest, money_table, part, project, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(district, acted):
    owner = project(district)
    money_table(document(owner), owner)
    return owner


def found(district, *shown):
    [checked] = load(district)
    checked.named.update(shown)
    return [(f.kind, f.printed, f.computed, f.difference) for f in check_sums(checked)]


@pytest.mark.parametrize(
    ("weights", "raised"),
    [((30, 70), []), ((30, 60), [(Kind.SUM, "100", "90", Decimal(10))]), ((None, None), [])],
)
def test_weights_make_a_hundred(district, owner, weights, raised):
    for order, weight in enumerate(weights, start=1):
        part(owner, order, weight=weight)
    assert found(district) == raised


def targets(owner, aggregation, year_value, *quarters):
    indicator = saved(
        Indicator(
            district=owner.district,
            code="지표",
            title="취업연계 인원",
            unit="명",
            aggregation="SUM",
            quarter_aggregation=aggregation,
        )
    )
    for quarter, value in enumerate((year_value, *quarters)):
        if value is not None:
            saved(
                IndicatorTarget(
                    district=owner.district,
                    indicator=indicator,
                    year=2024,
                    quarter=quarter,
                    value=value,
                )
            )
    return indicator


def test_quarters_make_the_year(district, owner):
    assert found(district, targets(owner, "SUM", 1_370, 342, 342, 343, 343)) == []


def test_quarters_that_do_not_make_the_year_are_raised(district, owner):
    indicator = targets(owner, "SUM", 1_370, 342, 342, 343, 333)
    assert found(district, indicator) == [(Kind.SUM, "1,370", "1,360", Decimal(10))]


@pytest.mark.parametrize("aggregation", ["LAST", "AVERAGE", "NONE"])
def test_quarters_that_do_not_add_up_are_not_added(district, owner, aggregation):
    assert found(district, targets(owner, aggregation, 1, 1, 1, 1, 1)) == []


def test_a_year_without_quarters_is_not_judged(district, owner):
    assert found(district, targets(owner, "SUM", 1_370)) == []


def test_parts_make_the_project_by_year(district, owner):
    first, second = part(owner, 1), part(owner, 2)
    invest(owner, 2021, 19)
    invest(owner, 2021, 19, item=second)
    invest(owner, 2022, 670)
    invest(owner, 2022, 315, item=first)
    invest(owner, 2022, 355, item=second)
    assert found(district) == []


def test_parts_that_do_not_make_the_project_are_raised(district, owner):
    first, second = part(owner, 1), part(owner, 2)
    invest(owner, 2022, 670)
    invest(owner, 2022, 315, item=first)
    invest(owner, 2022, 350, item=second)
    assert found(district) == [(Kind.SUM, "670", "665", Decimal(5))]


def test_a_project_of_which_only_some_parts_state_money_is_not_judged(district, owner):
    first, _ = part(owner, 1), part(owner, 2)
    invest(owner, 2022, 670)
    invest(owner, 2022, 315, item=first)
    assert found(district) == []
