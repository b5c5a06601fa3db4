"""The statutory values: delivered with their sources, read by day."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from programs.models import StatutoryValue
from programs.statutory.shipped import shipped_values
from programs.statutory.timelines import insurance_rates, statutory, wage_values

pytestmark = pytest.mark.django_db


def test_every_line_of_the_file_is_in_the_database_with_source_and_confidence():
    kept = StatutoryValue.objects.values_list(
        "kind", "from_on", "size", "value", "source", "confidence"
    )
    assert set(kept) == {tuple(vars(value).values()) for value in shipped_values()}
    assert all(value.source for value in shipped_values())


def test_only_published_values_are_marked_as_sourced():
    marks = {(value.kind, value.from_on.year): value.confidence for value in shipped_values()}
    assert marks["MEDIAN_INCOME", 2026] == "SOURCED"
    assert marks["MEDIAN_INCOME", 2025] == "HIGH"
    assert marks["LIVING_WAGE_SEOUL", 2022] == "SOURCED"
    assert marks["LIVING_WAGE_SEOUL", 2024] == "HIGH"
    assert marks["PENSION_RATE", 2024] == "HIGH"


@pytest.mark.parametrize(
    ("size", "day", "won"),
    [
        (1, date(2018, 1, 1), 1_672_105),
        (4, date(2023, 12, 31), 5_400_964),
        (4, date(2024, 1, 1), 5_729_913),
        (6, date(2026, 7, 1), 8_555_952),
        (7, date(2026, 7, 1), 8_555_952 + (8_555_952 - 7_556_719)),
    ],
)
def test_the_median_income_of_a_household_on_a_day(size, day, won):
    assert statutory().median_won(size, day) == won


def test_wages_and_rates_change_on_their_day():
    wages, rates = wage_values(), insurance_rates()
    assert wages.minimum_won.at(date(2025, 12, 31)) == 10_030
    assert wages.minimum_won.at(date(2026, 1, 1)) == 10_320
    assert wages.living_won.at(date(2022, 5, 1)) == 10_766
    assert rates.employment.at(date(2022, 6, 30)) == Fraction(8, 1000)
    assert rates.employment.at(date(2022, 7, 1)) == Fraction(9, 1000)
    assert rates.pension.at(date(2026, 1, 1)) == Fraction(475, 10_000)
    assert rates.care.at(date(2026, 1, 1)) == Fraction(1314, 10_000)
    with pytest.raises(LookupError):
        wages.minimum_won.at(date(2017, 12, 31))


def test_the_page_shows_each_kind_with_its_source(signed_in):
    text = signed_in.get(reverse("statutory_values")).text
    assert "6,494,738" in text
    assert "3.595" in text
    assert "금천구 2022년 업무계획" in text
    narrowed = signed_in.get(reverse("statutory_values") + "?kind=MINIMUM_WAGE").text
    assert "10,320" in narrowed
    assert "6,494,738" not in narrowed
