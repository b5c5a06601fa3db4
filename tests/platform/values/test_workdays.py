"""Cases for operating days and the list of Korean public holidays behind them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.money import half_up
from jobportal.platform.values.periods import Period
from jobportal.platform.values.workdays import (
    add_workdays,
    is_workday,
    operating_days,
    public_holidays,
    read_holidays,
)

days = st.dates(min_value=date(2017, 1, 1), max_value=date(2028, 12, 31))
ALL_HOLIDAYS = public_holidays(date(2017, 1, 1), date(2028, 12, 31))


def test_the_shelter_means_of_2021_come_out_as_the_district_printed_them():
    users = [1351, 1433, 2034, 1921, 1527, 2009, 2049, 1908, 1689]
    months = Period.of_year(2021).months[:9]
    open_days = [operating_days(month.start, month.end, ALL_HOLIDAYS) for month in months]
    means = [half_up(Fraction(count, of)) for count, of in zip(users, open_days, strict=True)]
    assert open_days == [20, 18, 22, 22, 19, 22, 22, 21, 19]
    assert means == [68, 80, 92, 87, 80, 91, 93, 91, 89]
    assert half_up(Fraction(sum(users), sum(open_days))) == 86


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "ELECTION",
            "2017-05-09 2018-06-13 2020-04-15 2022-03-09 2022-06-01 2024-04-10 2025-06-03 "
            "2026-06-03 2028-04-12",
        ),
        ("TEMPORARY", "2017-10-02 2020-08-17 2023-10-02 2024-10-01 2025-01-27"),
    ],
)
def test_elections_and_temporary_holidays_are_all_listed(kind, expected):
    found = [str(holiday.day) for holiday in read_holidays() if holiday.kind == kind]
    assert found == expected.split()


def test_the_list_is_in_order_names_each_day_once_and_knows_four_kinds():
    listed = [holiday.day for holiday in read_holidays()]
    assert listed == sorted(set(listed))
    assert {holiday.kind for holiday in read_holidays()} == {
        "LEGAL",
        "SUBSTITUTE",
        "ELECTION",
        "TEMPORARY",
    }
    assert all(holiday.name for holiday in read_holidays())


def test_a_substitute_holiday_is_always_a_weekday():
    substitutes = [holiday for holiday in read_holidays() if holiday.kind == "SUBSTITUTE"]
    assert all(holiday.day.weekday() < 5 for holiday in substitutes)
    assert date(2021, 8, 16) in {holiday.day for holiday in substitutes}


@pytest.mark.parametrize("year", range(2017, 2029))
def test_every_year_has_the_fixed_holidays(year):
    fixed = [(1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25)]
    assert all(date(year, month, day) in ALL_HOLIDAYS for month, day in fixed)


def test_a_year_outside_the_list_is_refused_and_not_counted_without_holidays():
    with pytest.raises(ValueError, match="2017년부터 2028년까지"):
        public_holidays(date(2028, 12, 1), date(2029, 1, 31))


def test_only_the_holidays_of_the_period_are_given():
    assert public_holidays(date(2021, 5, 1), date(2021, 5, 31)) == {
        date(2021, 5, 5),
        date(2021, 5, 19),
    }


@given(days, st.integers(min_value=0, max_value=400))
def test_operating_days_are_the_workdays_counted_one_by_one(start, length):
    end = start + timedelta(length)
    each = [start + timedelta(number) for number in range(length + 1)]
    counted = sum(is_workday(day, ALL_HOLIDAYS) for day in each)
    assert operating_days(start, end, ALL_HOLIDAYS) == counted


def test_a_reversed_period_is_refused():
    with pytest.raises(ValueError, match="빠릅니다"):
        operating_days(date(2021, 2, 1), date(2021, 1, 1), ())


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2021, 8, 13), 1, date(2021, 8, 17)),
        (date(2021, 8, 17), -1, date(2021, 8, 13)),
        (date(2021, 8, 15), 0, date(2021, 8, 15)),
        (date(2021, 9, 17), 3, date(2021, 9, 27)),
    ],
)
def test_workdays_are_added_over_weekends_and_holidays(start, count, day):
    assert add_workdays(start, count, ALL_HOLIDAYS) == day


@given(days, st.integers(min_value=1, max_value=60))
def test_adding_workdays_lands_on_a_workday_with_that_many_in_between(start, count):
    end = add_workdays(start, count, ALL_HOLIDAYS)
    assert is_workday(end, ALL_HOLIDAYS)
    assert operating_days(start + timedelta(1), end, ALL_HOLIDAYS) == count
