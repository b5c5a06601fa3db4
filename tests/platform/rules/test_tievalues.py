"""Cases for the values that part applicants of equal score."""

from datetime import date
from fractions import Fraction

import pytest

from jobportal.platform.rules.codes import VulnerableGroup
from jobportal.platform.rules.facts import Facts, Participation, Spell
from jobportal.platform.rules.ranking import Entry, rank
from jobportal.platform.rules.scorelines import Basis
from jobportal.platform.rules.tiebreaks import Direction, TieBreak, TieField
from jobportal.platform.rules.tievalues import tie_text, tie_values
from tests.platform.rules.making import STATUTORY

DAY = date(2026, 1, 2)
STEPS = tuple(
    TieBreak(field, order=("DISABLED",) if field is TieField.VULNERABLE_GROUPS else ())
    for field in TieField
    if field is not TieField.ITEM_POINTS
)


def values(**known) -> dict:
    return tie_values(STEPS, Basis(Facts(**known), DAY, STATUTORY))


def test_every_step_has_a_value_and_what_is_not_known_is_none():
    assert values() == {step.field: None for step in STEPS}


@pytest.mark.parametrize(
    ("field", "known", "value", "text"),
    [
        ("AGE_DAYS", {"birth_on": date(2025, 1, 2)}, 365, "태어난 지 365일"),
        ("DEPENDANTS", {"dependants": 2}, 2, "2명"),
        ("INCOME_WON", {"household_income_won": 1_200_000}, 1_200_000, "1,200,000원"),
        ("IS_RESIDENT", {"district_stays": (Spell(date(2026, 1, 3)),)}, False, "해당 없음"),
        (
            "PARTICIPATION_ROUNDS",
            {"participations": (Participation(date(2024, 1, 1), date(2024, 6, 30)),)},
            1,
            "1회",
        ),
        (
            "VULNERABLE_GROUPS",
            {"vulnerable_groups": (VulnerableGroup.DISABLED,)},
            (VulnerableGroup.DISABLED,),
            "장애인",
        ),
    ],
)
def test_a_value_on_the_day_and_its_words(field, known, value, text):
    assert values(**known)[field] == value
    assert tie_text(TieField(field), value) == text


def test_points_of_an_item_are_left_to_the_score_sheet():
    steps = (TieBreak(TieField.ITEM_POINTS, item="ASSETS"),)
    assert tie_values(steps, Basis(Facts(), DAY, STATUTORY)) == {}


def test_the_older_of_two_equals_comes_first_and_the_unknown_last():
    steps = (TieBreak(TieField.AGE_DAYS, Direction.DESC),)
    births = {"1": date(1990, 1, 1), "2": date(1960, 1, 1), "3": None}
    entries = [
        Entry(number, Fraction(50), tie_values(steps, Basis(Facts(birth_on=on), DAY, STATUTORY)))
        for number, on in births.items()
    ]
    assert [one.entry.number for one in rank(entries, steps)] == ["2", "1", "3"]
