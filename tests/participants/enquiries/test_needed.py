"""Which enquiries points and conditions rest on: without the others nothing comes out otherwise."""

import pytest

from jobportal.platform.rules.assess import assess
from jobportal.platform.rules.codes import Ban, OfficialRelation, RuleCode, StudentState
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from participants.enquiries.needed import kinds_asked, kinds_for_sheets
from participants.facts import facts_of
from participants.models import Application, ApplicationGroup, Enquiry
from participants.selection.scores import sheets_of
from programs.rulesets.shipped import shipped_rules
from programs.statutory.timelines import statutory
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
AGAINST = {
    "RESIDENCE": {"in_district": False, "household_size": 1},
    "INCOME": {"household_income_won": 99_000_000},
    "PREMIUM": {"premium_won": 900_000, "premium_type": "REGIONAL"},
    "ASSETS": {"assets_won": 9_000_000_000},
    "EMPLOYMENT": {
        **{"employment": "EMPLOYED", "has_regular_income": True, "has_business": True},
        **{"receives_pension": True, "is_farmer": True},
    },
    "PARTICIPATION": {
        "past": [
            {
                **{"programme": "공공근로", "from_on": "2025-01-02", "to_on": "2025-12-30"},
                **{"dropped_out": True, "fraud": True},
            }
        ],
        "concurrent": [{"programme": "뉴딜", "from_on": "2025-01-02", "to_on": ""}],
    },
    "BENEFIT": {"has_livelihood": True, "has_unemployment": True},
    "PERSONAL": {
        **{"is_able_to_work": False, "is_recognised_homeless": True, "has_false_documents": True},
        "student_state": next(iter(set(StudentState) - {"NONE"})).value,
        "official_relations": [next(iter(OfficialRelation)).value],
    },
    "BAN": {ban.value: True for ban in Ban},
}


def somebody(district, rules: RuleSet, told: dict = TOLD) -> Application:
    """An applicant of whom everything is enquired, who is of a group and was refused before."""
    round_ = a_round_with_rules(district, rules=rules)
    one = under_review(round_, 1, dependants=1, household_size=3, experience_years="2.5")
    ApplicationGroup(district=district, application=one, group="DISABLED").save()
    for kind, values in told.items():
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


@pytest.mark.parametrize("told", [TOLD, AGAINST], ids=["for", "against"])
@pytest.mark.parametrize("code", list(RuleCode))
def test_a_condition_answers_alike_without_what_it_does_not_ask_for(district, code, told):
    rules = RuleSet((Criterion.standard(code),))
    one = somebody(district, rules, told)
    mine, whole = (
        facts_of(one.round, [one], kinds)[one.pk] for kinds in (kinds_asked(rules), None)
    )
    values = statutory(district.pk)
    assert assess(rules.criteria, mine.facts, mine.days, values) == assess(
        rules.criteria, whole.facts, whole.days, values
    )


def test_a_round_asks_for_what_its_conditions_and_its_table_look_at():
    conditions = (Criterion.standard(RuleCode.RESIDENCY), Criterion.standard(RuleCode.MIN_AGE))
    assert kinds_asked(RuleSet(conditions)) == {"RESIDENCE"}
    assert kinds_asked(RuleSet(conditions, RULES.rubric)) == {"RESIDENCE"}
    assert kinds_asked(SCORED["public-works-2026-1"]) >= {"ASSETS", "PARTICIPATION", "BAN"}
    assert "BENEFIT" not in kinds_asked(SCORED["public-works-2026-1"])
