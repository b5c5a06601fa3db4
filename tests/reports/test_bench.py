"""The benchmark compares like with like: its hand-written SQL gives what the pages show."""

from collections import Counter
from datetime import date

import pytest

from budgets.models.ledger import Stage
from budgets.queries import Sums, budget_at, running, statement_checks, waiting
from jobportal.platform.intake.packs import PackCheck
from programs.queries import QUARTERS, indicator_progress
from reports.bench import sql
from reports.bench.data import Size, build
from reports.bench.measure import pages, run_statement
from reports.bench.papers import write_pack

pytestmark = pytest.mark.django_db

SMALL = Size(years=2, entries=300, details=20, indicators=4)


@pytest.fixture
def bench(db):
    return build(SMALL)


@pytest.fixture
def by_hand(bench):
    return run_statement(bench, sql.DASHBOARD)


def of_part(rows, part: str) -> dict:
    return {(key, day): amounts for name, key, day, *amounts in rows if name == part}


def test_the_district_has_as_much_as_was_asked_for(bench):
    rows = run_statement(bench, sql.LEDGER)
    reversals = rows[0][0] - SMALL.entries
    assert 0 <= reversals <= SMALL.entries // 50
    assert len(indicator_progress(bench.district, bench.year, bench.as_of)) == SMALL.indicators


def test_the_sums_of_the_dashboard_are_those_of_the_statement(bench, by_hand):
    whole = budget_at(bench.district, bench.year, bench.as_of)
    for part, sums in (("in force", whole.appropriated), ("executed", whole.executed)):
        assert Sums.of(Sums(*row) for row in of_part(by_hand, part).values()) == sums
    assert whole.executed.total_won > 0


def test_the_running_totals_are_those_of_the_statement(bench, by_hand):
    totals = running(bench.district, (bench.year - 1, bench.year))
    for part, at in (("in force by day", "appropriated_won"), ("executed by day", "executed_won")):
        sums = Counter()
        for (year, _), (won, *_) in of_part(by_hand, part).items():
            sums[year] += won
        for year, total in totals.items():
            assert getattr(total, at)(date(year, 12, 31)) == sums[year]


def test_what_waits_is_that_of_the_statement(bench, by_hand):
    rows = of_part(by_hand, "waiting")
    found = waiting(bench.district, bench.year, bench.as_of)
    assert found == {stage: rows[0, stage][0] for stage in (Stage.REQUESTED, Stage.OBLIGATED)}


def test_the_stated_day_is_that_of_the_statement(bench, by_hand):
    checks = statement_checks(bench.district, bench.year, bench.as_of)
    in_force = of_part(by_hand, "in force, stated day")
    spent = of_part(by_hand, "executed, stated day")
    for check in checks:
        key = (check.statement.unit_id, "")
        assert sum(in_force[key]) == check.appropriated_won
        assert sum(spent[key]) == check.executed_won
    assert len(checks) == 10


def test_the_quarters_of_the_indicators_are_those_of_the_statement(bench):
    rows = run_statement(bench, sql.ACHIEVEMENTS)
    by_hand = {(pk, quarter): value for pk, quarter, _, value, _ in rows}
    for progress in indicator_progress(bench.district, bench.year, bench.as_of):
        for quarter in QUARTERS:
            known = progress.quarter_results.get(quarter)
            assert by_hand[progress.indicator.pk, quarter] == (known.value if known else None)


def test_every_page_of_the_benchmark_answers(bench, client):
    client.force_login(bench.user)
    for page in pages(bench):
        assert client.get(page.url).status_code == 200, page.url


def test_the_pack_of_the_benchmark_is_clean(bench, tmp_path):
    result = PackCheck(write_pack(tmp_path / "pack", bench.district, bench.year, 50), "pack").result
    assert result.is_clean
    assert [count.created for count in result.counts] == [50]
