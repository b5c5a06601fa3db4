"""The budget of a year at a 기준일: what is in force, executed, waiting, and month by month."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Appropriation, BudgetStatement, EarlyExecutionTarget, LedgerEntry
from budgets.models.ledger import Stage
from budgets.queries import (
    budget_at,
    budget_years,
    early_target,
    latest_ledger_day,
    running,
    statement_checks,
    waiting,
)
from jobportal.platform.values.funding import FundingSource
from tests.budgets.making import Books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]

SEPTEMBER = date(2018, 9, 30)
THOUSAND = 1_000


@pytest.fixture
def books(district) -> Books:
    return Books(district)


def test_only_changes_decided_by_the_day_are_in_force(books, district):
    line = books.line(2018)
    books.appropriate(line, date(2017, 12, 20), district_won=300)
    books.appropriate(line, date(2018, 5, 1), city_won=200)
    books.appropriate(line, date(2018, 10, 1), city_won=50)
    assert budget_at(district, 2018, SEPTEMBER).appropriated.total_won == 500
    assert budget_at(district, 2018, date(2018, 10, 1)).appropriated.total_won == 550


def test_an_amount_is_executed_once_though_it_passes_four_stages(books, district):
    line = books.line(2018)
    books.chain(line, date(2018, 3, 2), *Stage, district_won=70)
    books.spend(line, date(2018, 4, 2), district_won=30)
    assert budget_at(district, 2018, SEPTEMBER).executed.total_won == 100


def test_the_rate_is_exact_and_there_is_none_without_a_budget(books, district):
    line = books.line(2018)
    books.spend(line, date(2018, 4, 2), district_won=1)
    assert budget_at(district, 2018, SEPTEMBER).rate is None
    books.appropriate(line, date(2018, 1, 1), district_won=3)
    assert budget_at(district, 2018, SEPTEMBER).rate == Fraction(1, 3)


def test_detail_programmes_add_up_to_units_and_units_to_the_whole(books, district):
    for unit in ("가", "나"):
        for detail in ("하나", "둘"):
            line = books.line(2018, unit=unit, detail=unit + detail)
            books.appropriate(line, date(2018, 1, 1), national_won=10, city_won=5)
            books.spend(line, date(2018, 2, 1), national_won=3)
    whole = budget_at(district, 2018, SEPTEMBER)
    assert [(unit.title, len(unit.parts)) for unit in whole.parts] == [("가", 2), ("나", 2)]
    assert whole.appropriated.national_won == 40
    assert [unit.executed.total_won for unit in whole.parts] == [6, 6]
    assert whole.balance_won == 48


def test_unsplit_money_is_divided_as_the_council_briefing_of_2018_divides_it(books, district):
    """domain 6.1: 국 133,891, 시 1,559,512, 구 706,618 천원."""
    public = books.line(2018, detail="공공근로", shares="시70/구30")
    community = books.line(2018, detail="지역공동체", shares="국50/시25/구25")
    books.appropriate(public, date(2018, 1, 1), unsplit_won=2_132_238 * THOUSAND)
    books.appropriate(community, date(2018, 1, 1), unsplit_won=267_783 * THOUSAND)
    whole = budget_at(district, 2018, SEPTEMBER)
    assert whole.in_force_won(FundingSource.NATIONAL) == 133_891 * THOUSAND
    assert whole.in_force_won(FundingSource.CITY) == 1_559_512 * THOUSAND
    assert whole.in_force_won(FundingSource.DISTRICT) == 706_618 * THOUSAND
    assert whole.unallocated_won == 0


def test_unsplit_money_without_a_rule_stays_unsplit(books, district):
    books.appropriate(books.line(2018), date(2018, 1, 1), unsplit_won=500)
    whole = budget_at(district, 2018, SEPTEMBER)
    assert whole.allocated == {}
    assert whole.unallocated_won == 500


def test_what_waits_is_what_no_standing_later_stage_has_taken_up(books, district):
    line = books.line(2018)
    books.chain(line, date(2018, 3, 2), Stage.REQUESTED, district_won=5)
    books.chain(line, date(2018, 3, 2), Stage.REQUESTED, Stage.OBLIGATED, district_won=7)
    books.chain(line, date(2018, 3, 2), *Stage, district_won=11)
    *_, taken_back = books.chain(
        line, date(2018, 3, 2), Stage.REQUESTED, Stage.OBLIGATED, Stage.RESOLVED, district_won=13
    )
    books.reverse(taken_back)
    assert waiting(district, 2018, SEPTEMBER) == {Stage.REQUESTED: 5, Stage.OBLIGATED: 7 + 13}


def test_what_waited_at_an_earlier_day_waits_there_still(books, district):
    line = books.line(2018)
    request, _ = books.chain(
        line, date(2018, 3, 2), Stage.REQUESTED, Stage.OBLIGATED, district_won=7
    )
    assert waiting(district, 2018, request.on)[Stage.REQUESTED] == 7


def test_running_totals_end_where_the_budget_stands(books, district):
    line = books.line(2018)
    books.appropriate(line, date(2017, 12, 20), district_won=100)
    for month in range(1, 11):
        books.spend(line, date(2018, month, 15), district_won=month)
    totals = running(district, (2017, 2018))
    whole = budget_at(district, 2018, SEPTEMBER)
    assert totals[2018].executed_won(SEPTEMBER) == whole.executed.total_won == 45
    assert totals[2018].appropriated_won(SEPTEMBER) == 100
    assert totals[2018].executed_won(date(2018, 1, 14)) == 0
    assert totals[2017].rate(SEPTEMBER) is None


def test_the_target_in_force_is_the_next_one_due(district):
    for due, percent in ((date(2018, 3, 31), 25), (date(2018, 6, 30), 55)):
        EarlyExecutionTarget(district=district, year=2018, due_on=due, percent=percent).save()
    assert early_target(district, 2018, date(2018, 3, 31)).percent == 25
    assert early_target(district, 2018, date(2018, 4, 1)).percent == 55
    assert early_target(district, 2018, SEPTEMBER).percent == 55
    assert early_target(district, 2019, SEPTEMBER) is None


def test_a_statement_is_held_against_the_records_of_its_own_day(books, district):
    line = books.line(2018)
    books.appropriate(line, date(2018, 1, 1), district_won=100)
    books.spend(line, date(2018, 6, 1), district_won=40)
    books.spend(line, date(2018, 9, 20), district_won=9)
    BudgetStatement(
        district=district,
        unit=line.detail.unit,
        year=2018,
        as_of=date(2018, 9, 15),
        appropriated_won=100,
        executed_won=41,
    ).save()
    (check,) = statement_checks(district, 2018, SEPTEMBER)
    assert (check.appropriated_difference_won, check.executed_difference_won) == (0, -1)
    assert statement_checks(district, 2018, date(2018, 9, 14)) == []


def test_other_districts_and_other_years_do_not_count(books, district, other_district):
    theirs = Books(other_district)
    for book, year in ((theirs, 2018), (books, 2017)):
        line = book.line(year)
        book.appropriate(line, date(year, 1, 1), district_won=900)
        book.spend(line, date(year, 2, 1), district_won=800)
    mine = books.line(2018)
    books.appropriate(mine, date(2018, 1, 1), district_won=10)
    whole = budget_at(district, 2018, SEPTEMBER)
    assert (whole.appropriated.total_won, whole.executed.total_won) == (10, 0)
    assert budget_years(district) == [2018, 2017]
    assert latest_ledger_day(district) == date(2017, 2, 1)
    assert latest_ledger_day(district, 2018) is None


def test_the_number_of_queries_does_not_depend_on_the_number_of_lines(books, district):
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            budget_at(district, 2018, SEPTEMBER)
        return len(context)

    books.appropriate(books.line(2018), date(2018, 1, 1), district_won=1)
    one = asked()
    for name in "나다라":
        books.appropriate(books.line(2018, detail=name), date(2018, 1, 1), district_won=1)
    assert asked() == one == 3


def test_the_year_is_found_through_an_index(books, district):
    """Other years must cost nothing, so no whole table may be read for one year."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole whatever their indexes")
    entries = LedgerEntry.objects.filter(line__district=district, line__year=2018)
    appropriations = Appropriation.objects.filter(line__district=district, line__year=2018)
    for records in (entries.filter(LedgerEntry.executed()), appropriations):
        plan = records.order_by().values_list("line_id").explain()
        assert "budgets_line_year" in plan
        assert "SCAN budgets_" not in plan
