"""What the rules are told of an applicant by the enquiries."""

from datetime import date

import pytest

from jobportal.platform.rules.codes import (
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    Sex,
    StudentState,
)
from jobportal.platform.rules.facts import Spell
from participants.enquiries.kinds import ENQUIRY_FIELDS
from participants.enquiries.values import read_value
from participants.models import Enquiry
from tests.participants.facts.told import facts, known
from tests.participants.making import TODAY, an_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
K = Enquiry.Kind


def test_without_any_enquiry_only_what_the_applicant_wrote_is_known(application):
    application.household_size, application.dependants, application.is_head = 3, 2, True
    told = facts(application)
    assert (told.birth_on, told.sex) == (date(1990, 1, 1), Sex.MALE)
    assert (told.household_size, told.dependants, told.is_household_head) == (3, 2, True)
    asked = [
        *("district_stays", "city_stays", "household_income_won", "premium_type", "premium_won"),
        *("assets_won", "debts_won", "livelihood_benefits", "unemployment_benefits"),
        *("employment", "employed_days", "unemployed_months", "has_regular_income"),
        *("has_business", "receives_pension", "is_farmer", "is_able_to_work", "student_state"),
        *("official_relations", "is_recognised_homeless", "spouse_is_farmer"),
    ]
    assert {name: getattr(told, name) for name in asked} == dict.fromkeys(asked)
    assert told.bans == {}
    assert told.has_false_documents is False
    assert (told.participations, told.is_history_partial) == ((), True)
    assert (told.concurrent, told.is_present_partial) == ((), True)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            K.RESIDENCE,
            {
                "in_district": True,
                "district_from_on": "2020-03-02",
                "city_from_on": "2010-01-05",
                "household_size": 4,
            },
            {
                "district_stays": (Spell(date(2020, 3, 2)),),
                "city_stays": (Spell(date(2010, 1, 5)),),
                "household_size": 4,
            },
        ),
        (K.RESIDENCE, {"in_district": False}, {"district_stays": (), "city_stays": None}),
        (K.RESIDENCE, {"in_district": True}, {"district_stays": None, "city_stays": None}),
        (
            K.RESIDENCE,
            {"in_district": False, "city_from_on": "2010-01-05"},
            {"district_stays": (), "city_stays": (Spell(date(2010, 1, 5)),)},
        ),
        (
            K.RESIDENCE,
            {"in_district": True, "district_from_on": "2020-03-02"},
            {"city_stays": (Spell(date(2020, 3, 2)),)},
        ),
        (K.INCOME, {"household_income_won": 0}, {"household_income_won": 0}),
        (
            K.PREMIUM,
            {"premium_type": "MIXED", "premium_won": 55_000},
            {"premium_type": PremiumType.MIXED, "premium_won": 55_000},
        ),
        (K.ASSETS, {"assets_won": 5, "debts_won": 7}, {"assets_won": 5, "debts_won": 7}),
        (
            K.BENEFIT,
            {"has_livelihood": False, "has_unemployment": True},
            {"livelihood_benefits": (), "unemployment_benefits": (Spell(date.min),)},
        ),
        (
            K.BENEFIT,
            {
                "has_livelihood": True,
                "livelihood_from_on": "2025-01-01",
                "livelihood_to_on": "2025-06-30",
            },
            {
                "livelihood_benefits": (Spell(date(2025, 1, 1), date(2025, 6, 30)),),
                "unemployment_benefits": None,
            },
        ),
        (
            K.EMPLOYMENT,
            {
                "employment": "DAY_LABOUR",
                "employed_days": 0,
                "unemployed_months": 7,
                "has_regular_income": False,
                "has_business": True,
                "spouse_has_regular_income": False,
                "spouse_has_business": False,
                "receives_pension": False,
                "is_farmer": False,
                "spouse_is_farmer": True,
            },
            {
                "employment": Employment.DAY_LABOUR,
                "employed_days": 0,
                "unemployed_months": 7,
                "has_regular_income": False,
                "has_business": True,
                "spouse_has_regular_income": False,
                "spouse_has_business": False,
                "receives_pension": False,
                "is_farmer": False,
                "spouse_is_farmer": True,
            },
        ),
        (
            K.PARTICIPATION,
            {"past": [], "concurrent": []},
            {
                "participations": (),
                "concurrent": (),
                "is_history_partial": False,
                "is_present_partial": False,
            },
        ),
        (
            K.PERSONAL,
            {
                "is_able_to_work": True,
                "is_recognised_homeless": False,
                "student_state": "NIGHT",
                "official_relations": ["CHILD"],
                "has_false_documents": True,
            },
            {
                "is_able_to_work": True,
                "is_recognised_homeless": False,
                "student_state": StudentState.NIGHT,
                "official_relations": (OfficialRelation.CHILD,),
                "has_false_documents": True,
            },
        ),
        (K.PERSONAL, {"official_relations": []}, {"official_relations": ()}),
        (
            K.BAN,
            {"CORRUPTION": False, "CHILD_ABUSE": True},
            {"bans": {Ban.CORRUPTION: False, Ban.CHILD_ABUSE: True}},
        ),
    ],
)
def test_each_kind_of_enquiry_becomes_facts(application, kind, values, expected):
    an_enquiry(application, kind, **values)
    told = facts(application)
    assert {name: getattr(told, name) for name in expected} == expected


def test_every_value_that_can_be_entered_becomes_a_fact(application):
    """Nothing is typed in vain: each value, alone, changes what is known."""
    typed = {
        "WON": "1",
        "COUNT": "9",
        "DAY": "2020-01-01",
        "YES_NO": "예",
        "CHOICES": "없음",
        "HISTORY": "없음",
    }
    beside = {"district_from_on": "in_district", "in_district": "district_from_on"}
    beside |= {
        f"{name}_{end}_on": f"has_{name}"
        for name in ("livelihood", "unemployment")
        for end in ("from", "to")
    }
    for kind, fields in ENQUIRY_FIELDS.items():
        record, sample = an_enquiry(application, kind), {}
        for field in fields:
            text = typed.get(field.holds.name) or (field.words and next(iter(field.words)).label)
            sample[field.name] = read_value(field, text) if text else "세대-1"
        for name, value in sample.items():
            given = {beside[name]: sample[beside[name]]} if name in beside else {}
            told = []
            for record.values in (given, {**given, name: value}):
                record.save()
                told.append(facts(application))
            # A household's code is kept with the application itself.
            assert (told[0] != told[1]) is (name != "household_code"), name
        record.delete()


def test_a_destroyed_enquiry_tells_nothing_more(application):
    kept = an_enquiry(application, K.ASSETS, assets_won=1)
    kept.values = {}
    kept.save()
    assert facts(application).assets_won is None


def test_the_enquiry_tells_the_household_better_than_the_applicant(application):
    application.household_size = 5
    an_enquiry(application, K.RESIDENCE, household_size=2)
    assert facts(application).household_size == 2


def test_the_day_of_the_enquiry_is_the_newest_one_and_today_without_any(application):
    assert known(application).days.as_of == TODAY()
    an_enquiry(application, K.INCOME, date(2026, 5, 1))
    an_enquiry(application, K.ASSETS, date(2026, 5, 9))
    days = known(application).days
    round_ = application.round
    assert days.as_of == date(2026, 5, 9)
    assert (days.notice, days.apply) == (round_.notice_on, round_.apply_to_on)
    assert days.start == round_.starts_on
