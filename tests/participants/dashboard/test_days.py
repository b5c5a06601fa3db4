"""Applications by day, beside those of the last round."""

from datetime import date, timedelta

import pytest

from participants.daily import day_lines
from tests.participants.dashboard.reading import page_of
from tests.participants.making import TODAY, a_person, a_round, an_application

pytestmark = pytest.mark.django_db


def test_days_stand_beside_those_of_the_last_round(district, round_, staff, signed_in):
    before = a_round(
        district,
        f"공공근로-{TODAY().year - 1}-1",
        apply_from_on=date(TODAY().year - 1, 5, 1),
        apply_to_on=date(TODAY().year - 1, 5, 10),
    )
    first = round_.apply_from_on
    received = [(round_, first), (round_, first), (round_, first + timedelta(days=2))]
    received += [(before, before.apply_from_on + timedelta(days=1))]
    for n, (one, day) in enumerate(received, start=1):
        an_application(one, a_person(district, n), n, received_on=day)
    page = page_of(signed_in, round_)
    assert page.context["last"] == before
    lines = [tuple(line.values())[1:] for line in page.context["lines"]]
    assert lines[:3] == [("2", "2", "0", "0"), ("0", "2", "1", "1"), ("1", "3", "0", "1")]
    assert len(lines) == 11  # the whole period
    assert "이번 회차 2건, 지난 회차" in page.text


def test_a_last_round_without_applications_is_not_compared_with(district, round_, signed_in):
    a_round(district, f"공공근로-{TODAY().year - 1}-1")
    an_application(round_, a_person(district, 1), 1, received_on=round_.apply_from_on)
    page = page_of(signed_in, round_)
    assert page.context["last"] is None
    assert "같은 순서 날과 견줍니다" not in page.text


def test_an_application_before_the_period_counts_on_its_first_day(round_):
    early = {round_.apply_from_on - timedelta(days=3): 4}
    [first, *_] = day_lines(round_, early, None, {}, TODAY())
    assert first.heads == 4


def test_days_to_come_are_empty_and_very_long_periods_go_by_weeks(round_):
    round_.apply_from_on = TODAY() - timedelta(days=2)
    round_.apply_to_on = TODAY() + timedelta(days=5)
    lines = day_lines(round_, {TODAY(): 3}, None, {}, TODAY())
    assert [line.heads for line in lines] == [0, 0, 3]
    round_.apply_from_on = TODAY() - timedelta(days=100)
    weeks = day_lines(round_, {TODAY(): 3}, None, {}, TODAY())
    assert len(weeks) == 15
    assert weeks[-1].total == 3
    assert weeks[0].label.endswith("부터")


def test_a_round_without_dates_and_applications_says_what_to_do(district, signed_in, acted):
    bare = a_round(district, apply_from_on=None, apply_to_on=None)
    assert "‘회차 준비’에서 접수 기간을 정하세요." in page_of(signed_in, bare).text
