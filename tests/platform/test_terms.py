"""Terms in workdays over weekends and holidays, by the holidays the office keeps."""

from datetime import date

import pytest

from jobportal.platform.models import Holiday
from jobportal.platform.terms import HolidaysUnknown, term_days, term_end

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # an ordinary week, then one over a weekend
        (date(2026, 6, 22), 3, date(2026, 6, 25)),
        (date(2026, 6, 26), 1, date(2026, 6, 29)),
        # Seollal 2026 is on 16 to 18 February, Monday to Wednesday
        (date(2026, 2, 12), 2, date(2026, 2, 19)),
        (date(2026, 2, 12), 10, date(2026, 3, 4)),
        # Chuseok 2026: 24 to 26 September; National Foundation Day on a Saturday, made up on Monday
        (date(2026, 9, 23), 1, date(2026, 9, 28)),
        (date(2026, 10, 2), 1, date(2026, 10, 6)),
        # over the turn of the year
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
        # announced on a Saturday
        (date(2026, 6, 27), 1, date(2026, 6, 29)),
    ],
)
def test_the_first_day_does_not_count_nor_do_closed_days(start, days, end):
    assert term_end(start, days) == end
    assert term_days(start, end) == days


def test_a_closing_day_of_the_office_lengthens_a_term():
    Holiday.objects.create(on=date(2026, 6, 23), name="개청기념일")
    assert term_end(date(2026, 6, 22), 1) == date(2026, 6, 24)


def test_a_year_without_holidays_is_not_guessed():
    with pytest.raises(HolidaysUnknown, match="2091년 공휴일이 등록되어 있지 않아"):
        term_end(date(2091, 6, 1), 3)
    last = Holiday.objects.last().on.year
    with pytest.raises(HolidaysUnknown, match=str(last + 1)):
        term_end(date(last, 12, 30), 5)


def test_a_term_that_ends_before_it_begins_has_no_days():
    assert term_days(date(2026, 6, 22), date(2026, 6, 22)) == 0
    assert term_days(date(2026, 6, 22), date(2026, 6, 1)) == 0


def test_a_term_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        term_end(date(2026, 2, 12), 10)
