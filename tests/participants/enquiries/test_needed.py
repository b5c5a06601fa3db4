"""Which enquiries points rest on: to open no others changes no sheet."""

import pytest

from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from participants.enquiries.needed import kinds_for_sheets
from participants.models import Application, ApplicationGroup, Enquiry
from participants.selection.scores import sheets_of
from programs.rulesets.shipped import shipped_rules
from tests.participants.making import an_enquiry
from tests.participants.screening_making import a_round_with_rules, under_review
from tests.participants.selecting import RULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
SCORED = {key: one.rules for key, one in shipped_rules().items() if one.rules.rubric}
TOLD = {
    "RESIDENCE": {"in_district": True, "district_from_on": "2015-03-02", "household_size": 3},
    "INCOME": {"household_income_won": 1_234_000},
    "PREMIUM": {"premium_won": 51_000, "premium_type": "WORKPLACE"},
    "ASSETS": {"assets_won": 55_000_000, "debts_won": 5_000_000},
    "EMPLOYMENT": {"employment": "UNEMPLOYED", "employed_days": 40, "unemployed_months": 14},
    "PARTICIPATION": {
        "past": [
            {"programme": "공공근로", "from_on": "2025-03-03", "to_on": "2025-06-30"},
            {
                "programme": "뉴딜",
                "from_on": "2025-08-01",
                "to_on": "2025-09-30",
                "dropped_out": True,
            },
        ],
        "concurrent": [],
    },
    "BENEFIT": {"has_livelihood": False, "has_unemployment": False},
    "PERSONAL": {"is_able_to_work": True, "student_state": "NONE"},
}


def somebody(district, rules: RuleSet) -> Application:
    """An applicant of whom everything is enquired, who is of a group and was refused before."""
    round_ = a_round_with_rules(district, rules=rules)
    one = under_review(round_, 1, dependants=1, household_size=3, experience_years="2.5")
    ApplicationGroup(district=district, application=one, group="DISABLED").save()
    for kind, values in TOLD.items():
        an_enquiry(one, kind, **values)
    return one


def same_with_all(one: Application, rules: RuleSet, monkeypatch) -> bool:
    """Whether the sheet is the one that all enquiries opened would give."""
    (mine,) = sheets_of(one.round, rules, [one]).values()
    monkeypatch.setattr("participants.selection.scores.kinds_for_sheets", lambda rules: None)
    (whole,) = sheets_of(one.round, rules, [one]).values()
    return mine == whole


@pytest.mark.parametrize("key", sorted(SCORED))
def test_the_delivered_tables_score_alike(district, monkeypatch, key):
    rules = SCORED[key]
    assert kinds_for_sheets(rules) < set(Enquiry.Kind)
    assert same_with_all(somebody(district, rules), rules, monkeypatch)


@pytest.mark.parametrize("field", sorted(set(TieField) - {TieField.ITEM_POINTS}))
def test_ties_are_parted_alike(district, monkeypatch, field):
    order = ("DISABLED",) if field is TieField.VULNERABLE_GROUPS else ()
    rules = RuleSet(rubric=RULES.rubric, tie_breaks=(TieBreak(field, order=order),))
    assert same_with_all(somebody(district, rules), rules, monkeypatch)
