"""What a document printed against its table now."""

from decimal import Decimal

import pytest

from reports.checks import Cause, Kind, check_documents
from reports.checks.material import load
from reports.checks.printed import check_printed
from tests.reports.checks.records import document, invest, money_table, printed, project

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(district, acted):
    owner = project(district)
    invest(owner, 2021, 962_630)
    invest(owner, 2022, 1_588_400)
    return money_table(document(owner), owner)


def found(district):
    [checked] = load(district)
    return list(check_printed(checked))


def test_a_figure_that_agrees_is_not_raised(district, table):
    printed(table, "1,588,400")
    printed(table, " 2,551,030", column="합계")
    assert found(district) == []


def test_a_misprinted_figure_is_raised_with_both_figures(district, table):
    printed(table, "1,558,400")
    [finding] = found(district)
    assert (finding.document, finding.item, finding.kind) == ("900", "T01", Kind.PRINTED)
    assert finding.place == "900-T01 · 계 · 연차별 소요자원 / 2022년"
    assert (finding.printed, finding.computed) == ("1,558,400", "1,588,400")
    assert (finding.difference, finding.cause) == (Decimal(-30_000), Cause.TYPING)


def test_a_figure_may_be_printed_with_or_without_its_unit(district, table):
    table.params += "\nheading_year=2022"
    table.save()
    printed(table, "1,588,400", row="2022년 소요예산", column="합계")
    assert found(district) == []


def test_another_unit_is_a_difference(district, table):
    table.params += "\nheading_year=2022"
    table.save()
    printed(table, "1,588,400백만원", row="2022년 소요예산", column="합계")
    [finding] = found(district)
    assert finding.computed == "1,588,400천원"


def test_a_place_is_found_though_its_label_is_set_otherwise(district, table):
    printed(table, "1,588,400", row=" 계 ", column="연차별소요자원 /2022년")
    assert found(district) == []


def test_a_place_that_is_gone_is_raised_as_such(district, table):
    printed(table, "1,588,400", row="국비")
    [finding] = found(district)
    assert (finding.kind, finding.printed, finding.computed) == (Kind.MISSING, "1,588,400", "")
    assert finding.difference is None


def test_a_table_that_cannot_be_built_is_said_once_and_stops_nothing(district, table):
    table.params = "project=없는코드"
    table.save()
    printed(table, "1")
    printed(table, "2", row="구비")
    [finding] = check_documents(district)
    assert finding.kind == Kind.MISSING
    assert "없는코드" in finding.computed


def test_another_districts_documents_are_not_looked_at(other_district, table):
    printed(table, "1")
    assert check_documents(other_district) == []
