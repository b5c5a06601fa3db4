"""Points of values are told by Korean words wherever they reach a screen."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.codes import Employment, VulnerableGroup
from jobportal.platform.rules.rubric import Choice, Method, Rubric, ScoreInput, ScoreItem
from participants.actions.scoring import score_round
from participants.models import Application, ApplicationGroup
from tests.participants.making import an_enquiry
from tests.participants.selecting import DEPENDANTS, RULES, a_round_with, an_eligible

pytestmark = pytest.mark.django_db
CODES = {word.value for word in (*VulnerableGroup, *Employment)}
GROUPS = ScoreItem(
    "GROUP-POINTS",
    "계층",
    ScoreInput.VULNERABLE_GROUPS,
    Method.LOOKUP,
    Fraction(15),
    choices=(Choice("DISABLED", Fraction(15)), Choice("VETERAN", Fraction(5))),
)
WORK = ScoreItem(
    "WORK-POINTS",
    "취업",
    ScoreInput.EMPLOYMENT,
    Method.LOOKUP,
    Fraction(10),
    choices=(Choice("UNEMPLOYED", Fraction(10)),),
)


@pytest.fixture
def round_(district):
    """A round with points by group and by employment, and one applicant of two groups."""
    rules = replace(RULES, rubric=Rubric((DEPENDANTS, GROUPS, WORK)))
    with acting("시험"):
        round_ = a_round_with(district, rules)
        one = an_eligible(round_, 1, 1)
        for group in ("DISABLED", "VETERAN"):
            ApplicationGroup(district=district, application=one, group=group).save()
        work = {"employment": "UNEMPLOYED", "employed_days": 0, "unemployed_months": 14}
        an_enquiry(one, "EMPLOYMENT", **work)
        score_round(round_)
    return round_


def test_the_score_sheet_says_which_group_gave_the_points(round_, signed_in):
    page = signed_in.get(reverse("score_sheet", args=[Application.objects.get().pk]))
    assert "국가유공자(취업보호대상), 장애인 → 장애인, 15점" in page.text
    assert "취업: 실업자 → 10점" in page.text
    assert CODES.isdisjoint(re.findall("[A-Z_]+", page.text))


def test_a_trial_offers_the_points_of_every_value_by_its_word(round_, signed_in):
    page = signed_in.get(reverse("what_if", args=[round_.pk]))
    labels = {field.label for field in page.context["form"]}
    assert {"장애인", "국가유공자(취업보호대상)", "실업자"} <= labels
    assert CODES.isdisjoint(labels)
