"""What is to be looked at before a notice: values that are still those of an earlier year."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.codes import DayBasis, RuleCode
from jobportal.platform.rules.wage import WageBase, WageRule
from jobportal.platform.values.timeline import Timeline
from programs.actions import change_rules
from programs.cautions import warnings_of
from programs.models import RoundRules
from programs.preparation import rules_of
from tests.programs.making import make_programme, make_round, with_rules
from tests.programs.views.preparing import address

pytestmark = pytest.mark.django_db
NEXT_YEAR = {
    "year": 2027,
    "half": 1,
    "notice_on": date(2026, 11, 16),
    "apply_from_on": date(2026, 11, 23),
    "apply_to_on": date(2026, 12, 4),
    "select_on": date(2027, 1, 15),
    "starts_on": date(2027, 2, 1),
    "ends_on": date(2027, 6, 30),
}


def told(version: RoundRules) -> list[str]:
    return [one.partition(" 값이")[0] for one in warnings_of(version) if "등록되지 않아" in one]


def drafted(district, **days) -> RoundRules:
    round_ = make_round(make_programme(district), "동행-다음", **days)
    return with_rules(round_, "public-works-2026-1")


def test_a_round_of_this_year_has_its_values(district):
    assert told(drafted(district)) == []


def test_next_years_wage_is_asked_for_until_it_is_entered(district, signed_in):
    version = drafted(district, **NEXT_YEAR)
    assert told(version) == ["2027년 최저임금"]  # incomes are looked at on the day of the notice
    page = signed_in.get(address("round_prepare", version.round)).text
    assert "2027. 2. 1.에도 2026년 값을 씁니다" in page
    sent = {"from_on": "2027-01-01", "value_0": "10,500", "source": "가상 고시 제1호"}
    signed_in.post(reverse("statutory_add", args=["MINIMUM_WAGE"]), sent)
    assert told(version) == []


def test_every_value_the_rules_rest_on_is_looked_at(district):
    version = drafted(district, **NEXT_YEAR)
    rules = rules_of(version)
    criteria = tuple(
        replace(one, day=DayBasis.START) if one.code is RuleCode.INCOME_CAP else one
        for one in rules.criteria
    )
    with acting("시험"):
        wage = WageRule(base=WageBase.LIVING)
        change_rules(version, replace(rules, criteria=criteria, wage=wage))
    assert told(version) == ["2027년 생활임금", "2027년 기준 중위소득"]


def test_a_value_is_in_force_since_its_day():
    values = Timeline({date(2026, 1, 1): 1, date(2027, 1, 1): 2})
    days = [date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)]
    assert [values.since(day) for day in days] == [None, date(2026, 1, 1), date(2027, 1, 1)]
