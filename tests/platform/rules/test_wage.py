"""Cases for the wage of a round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.wage import WageBase, WageRule


@given(st.integers(1, 50_000), st.integers(1, 8), st.sampled_from([1, 10, 100, 1_000]))
def test_a_day_is_raised_by_less_than_one_unit(hourly, hours, unit):
    daily = WageRule(daily_rounding_won=unit).daily_won(hourly, hours)
    assert daily % unit == 0
    assert 0 <= daily - hourly * hours < unit


@pytest.mark.parametrize(("age", "hours"), [(64, 5), (65, 3)])
def test_the_day_is_shorter_from_65(age, hours):
    assert WageRule().hours(age) == hours


@pytest.mark.parametrize(
    ("rule", "hourly"),
    [
        (WageRule(), 10_320),
        (WageRule(base=WageBase.LIVING), 12_121),
        (WageRule(base=WageBase.FIXED, fixed_hourly_won=11_000), 11_000),
    ],
)
def test_where_the_hourly_wage_comes_from(rule, hourly):
    assert rule.hourly_won(minimum_won=10_320, living_won=12_121) == hourly


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"base": WageBase.FIXED}, "1원 이상으로"),
        ({"fixed_hourly_won": 9_000}, "“정한 시급”일 때만"),
        ({"daily_rounding_won": 0}, "올림 단위는 1원 이상"),
        ({"hours_under_65": 9}, "8시간까지"),
        ({"hours_over_65": 0}, "1시간부터"),
        ({"days_per_week": 7}, "6일까지"),
        ({"snack_won": -1}, "간식비는 0원 이상"),
    ],
)
def test_a_wage_that_cannot_be_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        WageRule(**wrong)


@pytest.mark.parametrize(
    ("rule", "hours", "won"),
    [
        # (52,000 + 5,000) × 5 + 52,000 = 337,000 a week × 365/84
        (WageRule(), 5, 1_464_345),
        # 3 h × 5 days = 15 hours: the paid holiday is due
        (WageRule(), 3, 916_845),
        (WageRule(days_per_week=4), 3, 625_714),
        (WageRule(weekly_holiday=False, snack_won=0), 5, 1_129_762),
    ],
)
def test_what_a_person_costs_in_an_average_month(rule, hours, won):
    assert rule.monthly_won(10_320, hours) == won
