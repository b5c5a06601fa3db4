"""Sums of figures that must agree, or of which one is the limit."""

from decimal import Decimal

import pytest

from reports.checks import Cause, Kind
from reports.checks.material import load
from reports.checks.ties import check_ties
from tests.reports.checks.records import (
    COLUMN,
    document,
    invest,
    money_table,
    printed,
    project,
    tie,
)

pytestmark = pytest.mark.django_db

Y21, Y22 = COLUMN.format(2021), COLUMN.format(2022)


@pytest.fixture
def table(district, acted):
    owner = project(district)
    invest(owner, 2021, 300)
    invest(owner, 2022, 500)
    invest(owner, 2022, 900, basis="ACTUAL")
    return money_table(document(owner), owner)


def found(district):
    [checked] = load(district)
    return list(check_ties(checked))


def test_sums_that_agree_are_not_raised(district, table):
    tie(table.document, [(table, "계", "합계")], [(table, "계", Y21), (table, "계", Y22)])
    assert found(district) == []


def test_the_left_figure_counts_as_it_was_printed(district, table):
    printed(table, "850", column="합계")
    tie(
        table.document,
        [(table, "계", "합계")],
        [(table, "구비", Y21), (table, "구비", Y22)],
        cause="SCOPE",
        title="총액과 연도별 합계",
    )
    [finding] = found(district)
    assert (finding.kind, finding.place) == (Kind.TIE, "총액과 연도별 합계")
    assert (finding.printed, finding.computed) == ("850", "800")
    assert (finding.difference, finding.cause) == (Decimal(50), Cause.SCOPE)
    assert finding.item == "T01"


def test_the_right_figure_counts_as_computed(district, table):
    printed(table, "999")
    tie(table.document, [(table, "구비", Y22)], [(table, "계", Y22)])
    assert found(district) == []


def test_a_part_may_be_subtracted(district, table):
    record = tie(table.document, [(table, "계", "합계"), (table, "계", Y21)], [(table, "계", Y22)])
    last = record.parts.get(order=2)
    last.is_subtracted = True
    last.save()
    assert found(district) == []


def test_what_exceeds_its_limit_is_raised_with_the_percentage(district, table):
    spent = money_table(table.document, table_owner(table), code="T02", basis="ACTUAL")
    tie(
        table.document,
        [(spent, "계", Y22)],
        [(table, "계", Y22)],
        relation="AT_MOST",
        title="2022년 집행액과 계획",
    )
    [finding] = found(district)
    assert finding.kind == Kind.LIMIT
    assert finding.place_text == "2022년 집행액과 계획 (180.0%)"
    assert (finding.printed, finding.computed) == ("900", "500")
    assert finding.difference == Decimal(400)


def test_less_than_the_limit_is_in_order(district, table):
    tie(table.document, [(table, "계", Y21)], [(table, "계", Y22)], relation="AT_MOST")
    assert found(district) == []


def test_a_tie_to_a_place_that_is_gone_says_so(district, table):
    tie(table.document, [(table, "계", "합계")], [(table, "시비", Y22)], title="총액")
    [finding] = found(district)
    assert finding.kind == Kind.MISSING
    assert finding.place == "총액 · 900-T01 · 시비 · 연차별 소요자원 / 2022년"


def table_owner(item):
    return type(item.document.department).objects.get().projects.get()
