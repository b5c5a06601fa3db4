"""The dashboards ask at most twenty times, and as often for three records as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import BudgetStatement, EarlyExecutionTarget
from programs.models import Indicator, IndicatorResult, IndicatorTarget
from tests.budgets.making import Books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]

MOST_QUERIES = 20
YEAR = 2026


def fill(books: Books, n: int) -> None:
    """The n-th record of everything the two pages show."""
    district = books.district
    line = books.line(YEAR, unit=f"단위{n}", detail=f"세부{n}", shares="시70/구30")
    books.appropriate(line, date(YEAR, 1, n), unsplit_won=1_000)
    books.spend(line, date(YEAR, 2, n), city_won=10)
    BudgetStatement(
        district=district, unit=line.detail.unit, year=YEAR, as_of=date(YEAR, 1, 31)
    ).save()
    EarlyExecutionTarget(
        district=district, year=YEAR, due_on=date(YEAR, 6, n), percent=10 * n
    ).save()
    indicator = Indicator(
        district=district, code=f"i{n}", title=f"지표 {n}", unit="명", aggregation="SUM"
    )
    indicator.save()
    IndicatorTarget(district=district, indicator=indicator, year=YEAR, value=10).save()
    IndicatorResult(
        district=district, indicator=indicator, year=YEAR, value=5, as_of=date(YEAR, 3, n)
    ).save()


@pytest.mark.parametrize("url", ["/dashboard/", "/achievements/"])
def test_a_page_needs_as_many_queries_for_three_records_as_for_one(url, district, signed_in):
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert signed_in.get(url).status_code == 200
        return len(context)

    books = Books(district)
    fill(books, 1)
    one = asked()
    fill(books, 2)
    fill(books, 3)
    assert asked() == one
    assert one <= MOST_QUERIES
