"""A printed matching rule against the amounts by source."""

from decimal import Decimal

import pytest

from budgets.models import MatchingRule
from programs.models import ProgrammePlan
from reports.checks import Kind
from reports.checks.matching import check_matching
from reports.checks.material import load
from tests.reports.checks.records import (
    appropriate,
    detail,
    document,
    line,
    money_table,
    part,
    project,
    saved,
)

pytestmark = pytest.mark.django_db

MILLION = 1_000_000


@pytest.fixture
def owner(district, acted):
    owner = project(district)
    money_table(document(owner), owner)
    return owner


def plan(owner, matching, **amounts):
    return saved(
        ProgrammePlan(
            district=owner.district,
            code=f"계획-{matching}",
            item=part(owner, 1),
            order=1,
            title="동행일자리",
            matching=matching,
            **amounts,
        )
    )


def found(district):
    [checked] = load(district)
    return list(check_matching(checked))


def test_a_rule_that_the_amounts_do_not_follow_is_raised(district, owner):
    plan(owner, "시70/구30", city_won=12_499 * MILLION, district_won=5_548 * MILLION)
    [finding] = found(district)
    assert finding.kind == Kind.MATCHING
    assert (finding.printed, finding.computed) == ("시 70:구 30", "시 69.26:구 30.74")
    assert finding.difference == Decimal("0.74")


def test_amounts_rounded_to_their_unit_follow_the_rule(district, owner):
    plan(owner, "시75/구25", city_won=1_060 * MILLION, district_won=353 * MILLION)
    assert found(district) == []


def test_money_whose_source_is_not_stated_is_not_judged(district, owner):
    plan(owner, "시70/구30", city_won=MILLION, unsplit_won=5 * MILLION)
    assert found(district) == []


def test_a_plan_no_document_shows_is_not_raised(district, owner):
    elsewhere = project(district, "다른사업")
    plan(elsewhere, "시70/구30", city_won=MILLION, district_won=MILLION)
    assert found(district) == []


def test_amounts_that_cancel_out_raise_nothing(district, owner):
    plan(owner, "시70/구30", city_won=MILLION, district_won=-MILLION)
    assert found(district) == []


@pytest.mark.parametrize(("city", "raised"), [(700, 0), (600, 1)])
def test_a_budget_line_is_held_against_its_rule(district, owner, city, raised):
    rule = saved(
        MatchingRule(district=district, code="공공근로", from_year=2022, shares="시70/구30")
    )
    own = line(detail(owner.department), matching=rule)
    appropriate(own, city_won=city * 1_000, district_won=(1_000 - city) * 1_000)
    assert len(found(district)) == raised
