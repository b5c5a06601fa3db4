"""A coarse birth date: the ages stay, the birthday goes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.windows import full_years
from jobportal.platform.values.anonymous import coarse_birth

days = st.dates(date(1930, 1, 1), date(2010, 12, 31))
later = st.lists(st.dates(date(2018, 1, 1), date(2030, 12, 31)), max_size=6)


@given(days, later)
def test_every_age_stays_and_the_day_is_no_later(birth_on, starts):
    coarse = coarse_birth(birth_on, starts)
    assert coarse.year == birth_on.year
    assert coarse <= birth_on
    ages = [full_years(birth_on, day) for day in starts]
    assert [full_years(coarse, day) for day in starts] == ages


@given(days, later)
def test_people_of_the_same_ages_become_alike(birth_on, starts):
    coarse = coarse_birth(birth_on, starts)
    assert coarse_birth(coarse, starts) == coarse


def test_without_a_day_only_the_year_stays():
    assert coarse_birth(date(1961, 8, 17), []) == date(1961, 1, 1)


def test_the_day_after_a_round_began_stands_for_the_rest_of_the_year():
    assert coarse_birth(date(1961, 8, 17), [date(2026, 2, 1)]) == date(1961, 2, 2)
    assert coarse_birth(date(1961, 12, 31), [date(2024, 2, 29)]) == date(1961, 3, 1)
