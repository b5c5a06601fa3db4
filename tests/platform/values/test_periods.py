"""Cases for period keys, labels and borders, mayoral terms and printed month counts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.periods import (
    Half,
    Period,
    PeriodKind,
    Term,
    months_between,
    parse_period,
    printed_months,
    term_of,
    year_of,
)

years = st.integers(min_value=1999, max_value=2100)
days = st.dates(min_value=date(1999, 1, 1), max_value=date(2100, 12, 31))


@st.composite
def periods(draw):
    first = draw(st.integers(2000 * 12, 2050 * 12))
    return Period(first, first + draw(st.integers(0, 40)))


@pytest.mark.parametrize(
    ("key", "kind", "label", "start", "end"),
    [
        ("2026", "YEAR", "2026년", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H2", "HALF", "2026년 하반기", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q2", "QUARTER", "2026년 2/4분기", date(2026, 4, 1), date(2026, 6, 30)),
        ("2024-M02", "MONTH", "2024년 2월", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-M01..M09", "RANGE", "2026년 1월~9월", date(2026, 1, 1), date(2026, 9, 30)),
        (
            "2026-M11..2027-M02",
            "RANGE",
            "2026년 11월~2027년 2월",
            date(2026, 11, 1),
            date(2027, 2, 28),
        ),
    ],
)
def test_a_key_names_a_period_with_its_label_and_borders(key, kind, label, start, end):
    period = parse_period(key)
    assert (period.key, str(period)) == (key, key)
    assert (period.kind, period.label) == (PeriodKind[kind], label)
    assert (period.start, period.end) == (start, end)


def test_a_range_of_the_same_months_is_the_half_year_itself():
    assert parse_period("2026-M01..M06") == Period.of_half(2026, Half.FIRST)
    assert parse_period("2026-M01..M06").key == "2026-H1"


def test_six_months_across_the_halves_are_a_range():
    assert parse_period("2026-M04..M09").kind is PeriodKind.RANGE


@pytest.mark.parametrize("key", ["", "26", "2026-H3", "2026-Q0", "2026-3", "2026-M1", "２０２６"])
def test_what_is_no_key_is_refused_with_examples(key):
    with pytest.raises(ValueError, match="2026-Q2"):
        parse_period(key)


def test_a_month_that_does_not_exist_or_a_reversed_range_is_refused():
    with pytest.raises(ValueError, match="1부터 12까지"):
        parse_period("2026-M13")
    with pytest.raises(ValueError, match="끝이 시작보다 빠릅니다"):
        parse_period("2026-M05..M03")


@given(periods())
def test_every_period_is_found_again_by_its_key(period):
    assert parse_period(period.key) == period


@given(years)
def test_months_quarters_and_halves_each_partition_the_year(year):
    whole = Period.of_year(year)
    for parts in (whole.months, whole.quarters, whole.halves, whole.years):
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        for before, after in pairwise(parts):
            assert after.start - before.end == timedelta(1)


@given(days)
def test_a_day_lies_in_exactly_one_month_quarter_and_half_of_its_year(day):
    year = year_of(day)
    assert year.contains(day)
    for parts in (year.months, year.quarters, year.halves):
        assert sum(part.contains(day) for part in parts) == 1


@given(days, periods())
def test_containing_a_day_is_lying_between_the_borders(day, period):
    assert period.contains(day) == (period.start <= day <= period.end)


def test_the_schedules_of_both_pledge_cards_have_their_quarters():
    first = Period.between(date(2018, 1, 1), date(2022, 12, 31)).quarters
    second = Period.between(date(2022, 7, 1), date(2026, 12, 31)).quarters
    assert (len(first), len(second)) == (20, 18)
    assert second[0].key == "2022-Q3"


def test_a_term_begins_and_ends_with_a_half_year():
    term = Term(8)
    assert (term.label, term.start, term.end) == (
        "민선8기",
        date(2022, 7, 1),
        date(2026, 6, 30),
    )
    keys = [year.key for year in Term(7).years]
    assert keys == ["2018-H2", "2019", "2020", "2021", "2022-H1"]
    assert len(term.quarters) == 16


def test_a_term_is_found_by_a_day_on_either_side_of_its_border():
    assert term_of(date(2022, 6, 30)) == Term(7)
    assert term_of(date(2022, 7, 1)) == Term(8)
    with pytest.raises(ValueError, match="민선2기부터"):
        term_of(date(1998, 6, 30))


@given(days)
def test_every_day_lies_in_the_term_it_is_given(day):
    assert term_of(day).contains(day)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 7, 1), date(2024, 11, 30), 5),
        (date(2023, 7, 1), date(2023, 12, 31), 6),
        (date(2024, 3, 15), date(2024, 7, 12), 5),
        (date(2026, 11, 1), date(2027, 2, 1), 4),
        (date(2026, 3, 1), date(2026, 3, 1), 1),
    ],
)
def test_a_printed_length_counts_the_calendar_months_touched(start, end, months):
    assert months_between(start, end) == months
    assert printed_months(start, end) == f"{months}개월"
