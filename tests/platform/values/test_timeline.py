"""Cases for values that take effect on a date."""

from datetime import date

import pytest

from jobportal.platform.values.timeline import Timeline

NAMES = Timeline(
    {
        date(2023, 7, 1): "서울 동행일자리",
        date(2010, 1, 1): "공공근로",
        date(2020, 1, 1): "서울시민 안심일자리",
    }
)


def test_a_value_is_in_force_from_its_own_day_until_the_next():
    assert NAMES.at(date(2019, 12, 31)) == "공공근로"
    assert NAMES.at(date(2020, 1, 1)) == "서울시민 안심일자리"
    assert NAMES.at(date(2030, 1, 1)) == "서울 동행일자리"


def test_before_the_first_day_there_is_no_value():
    with pytest.raises(LookupError, match="2009-12-31에 적용되는 값이 없습니다"):
        NAMES.at(date(2009, 12, 31))


def test_an_empty_timeline_has_no_value_on_any_day():
    with pytest.raises(LookupError, match="등록해 주세요"):
        Timeline({}).at(date(2026, 1, 1))


def test_its_values_are_listed_from_the_oldest():
    assert [day.year for day, _ in NAMES.items()] == [2010, 2020, 2023]


def test_changing_the_mapping_it_was_made_from_changes_nothing():
    wages = {date(2018, 1, 1): 7_530}
    timeline = Timeline(wages)
    wages[date(2017, 1, 1)] = 6_470
    with pytest.raises(LookupError):
        timeline.at(date(2017, 6, 1))
