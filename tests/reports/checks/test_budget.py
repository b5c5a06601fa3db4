"""The finance system against the ledger; the figures are those of the first studied document."""

from datetime import date
from decimal import Decimal

import pytest

from reports.checks import Cause, Kind
from reports.checks.budget import check_budget
from reports.checks.material import load
from tests.reports.checks.records import (
    appropriate,
    detail,
    document,
    line,
    money_table,
    project,
    spend,
    statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(district, acted):
    owner = project(district)
    money_table(document(owner), owner)
    first = detail(owner.department, "공공근로")
    second = detail(owner.department, "지역공동체", unit=first.unit)
    return line(first), line(second)


def found(district):
    [checked] = load(district)
    return [(f.kind, f.printed, f.computed, f.difference) for f in check_budget(checked)]


def test_a_unit_programme_equal_to_its_details_is_in_order(district, lines):
    first, second = lines
    appropriate(first, unsplit_won=2_132_238_000)
    appropriate(second, unsplit_won=267_783_000)
    spend(first, "1", city_won=1_000_000_000)
    statement(first.detail.unit, 2_400_021, 1_000_000)
    assert found(district) == []


def test_appropriation_and_execution_are_raised_apart(district, lines):
    first, second = lines
    appropriate(first, unsplit_won=2_132_238_000)
    appropriate(second, unsplit_won=267_783_000)
    spend(first, "1", city_won=1_378_422_000)
    statement(first.detail.unit, 2_402_681, 1_377_982)
    assert found(district) == [
        (Kind.BUDGET, "2,402,681", "2,400,021", Decimal(2_660)),
        (Kind.BUDGET, "1,377,982", "1,378,422", Decimal(-440)),
    ]


def test_only_what_is_booked_up_to_the_day_of_the_statement_counts(district, lines):
    first, _ = lines
    appropriate(first, district_won=500_000)
    appropriate(first, on=date(2022, 12, 1), seq=2, district_won=900_000)
    spend(first, "1", district_won=100_000)
    spend(first, "2", on=date(2022, 11, 1), district_won=300_000)
    spend(first, "3", stage="OBLIGATED", district_won=300_000)
    statement(first.detail.unit, 500, 100)
    assert found(district) == []


def test_the_latest_statement_not_after_the_day_of_the_document_counts(district, lines):
    first, _ = lines
    appropriate(first, district_won=500_000)
    statement(first.detail.unit, 400, 0, as_of=date(2022, 6, 30))
    statement(first.detail.unit, 500, 0)
    statement(first.detail.unit, 999, 0, as_of=date(2022, 12, 31))
    assert found(district) == []


def test_a_unit_programme_without_lines_says_nothing(district, lines):
    statement(lines[0].detail.unit, 119_926, 67_002)
    assert found(district) == []


def test_a_detail_programme_that_spends_more_than_it_has_is_raised(district, lines):
    first, _ = lines
    appropriate(first, district_won=500_000)
    spend(first, "1", district_won=800_000)
    [checked] = load(district)
    [finding] = check_budget(checked)
    assert (finding.kind, finding.cause) == (Kind.LIMIT, Cause.SCOPE)
    assert finding.place_text == "세부사업 공공근로 집행액: 예산액을 넘음(천원) (160.0%)"
    assert (finding.printed, finding.computed) == ("800", "500")


def test_amounts_that_are_no_whole_thousand_are_shown_in_won(district, lines):
    first, _ = lines
    appropriate(first, district_won=500_001)
    statement(first.detail.unit, 500, 0)
    assert found(district) == [(Kind.BUDGET, "500,000", "500,001", Decimal(-1))]
