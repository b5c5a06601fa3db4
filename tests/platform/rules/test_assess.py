"""Properties of assessment that hold for any facts, and the cases that no paper states."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jobportal.platform.rules.assess import Eligibility, Outcome, assess, verdict
from jobportal.platform.rules.codes import IncomeSource, PremiumType, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Days, Facts, Participation, Statutory
from jobportal.platform.rules.windows import full_years, months_before
from tests.platform.rules import making


@given(making.criteria(), making.facts, making.days)
def test_every_condition_gets_one_answer_whatever_the_facts(criteria, facts, days):
    findings = assess(criteria, facts, days, making.STATUTORY)
    assert [finding.code for finding in findings] == [criterion.code for criterion in criteria]
    assert all(finding.sentence and finding.limit and finding.seen for finding in findings)


@given(making.criteria(), making.full_facts, st.data())
def test_learning_a_fact_never_makes_a_met_condition_open_again(criteria, known, data):
    hidden = data.draw(st.sets(st.sampled_from(sorted(making.KNOWN)), min_size=1))
    learnt = data.draw(st.sampled_from(sorted(hidden)))
    before = Facts(**{name: value for name, value in known.items() if name not in hidden})
    after = replace(before, **{learnt: known[learnt]})
    old = {f.code: f.outcome for f in assess(criteria, before, making.DAYS, making.STATUTORY)}
    new = {f.code: f.outcome for f in assess(criteria, after, making.DAYS, making.STATUTORY)}
    assert [c for c in old if (old[c], new[c]) == (Outcome.MET, Outcome.TO_CONFIRM)] == []


def test_nothing_known_is_nothing_refused():
    findings = assess(making.EVERY_RULE, Facts(), making.DAYS, Statutory())
    answered = {f.code: f.outcome for f in findings if f.outcome is not Outcome.TO_CONFIRM}
    # Asking for no certificate and no experience is met by everyone.
    assert answered == {RuleCode.QUALIFICATION: Outcome.MET}
    assert verdict(findings) is Eligibility.TO_CONFIRM


def test_no_condition_at_all_is_eligible():
    assert verdict(assess((), Facts(), making.DAYS, Statutory())) is Eligibility.ELIGIBLE


@given(making.facts)
def test_one_refusal_outweighs_all_else(facts):
    findings = assess(making.EVERY_RULE, facts, making.DAYS, making.STATUTORY)
    assume(any(finding.outcome is Outcome.NOT_MET for finding in findings))
    assert verdict(findings) is Eligibility.INELIGIBLE


def only(criterion: Criterion, facts: Facts, days: Days = making.DAYS):
    (finding,) = assess((criterion,), facts, days, making.STATUTORY)
    return finding


@pytest.mark.parametrize(
    ("won", "outcome"), [(55_000, Outcome.MET), (55_001, Outcome.NOT_MET), (None, "TO_CONFIRM")]
)
def test_income_measured_by_the_premium(won, outcome):
    criterion = Criterion.standard(RuleCode.INCOME_CAP, source=IncomeSource.PREMIUM)
    facts = Facts(household_size=1, premium_type=PremiumType.WORKPLACE, premium_won=won)
    assert only(criterion, facts).outcome == outcome


def test_a_premium_without_a_published_limit_is_to_be_confirmed():
    criterion = Criterion.standard(RuleCode.INCOME_CAP, source=IncomeSource.PREMIUM)
    facts = Facts(household_size=2, premium_type=PremiumType.REGIONAL, premium_won=1)
    assert "고시 금액 확인이 필요합니다" in only(criterion, facts).sentence


def test_a_day_before_any_published_median_is_to_be_confirmed():
    days = replace(making.DAYS, notice=date(2025, 12, 31))
    facts = Facts(household_size=1, household_income_won=0)
    finding = only(Criterion.standard(RuleCode.INCOME_CAP), facts, days)
    assert finding.outcome is Outcome.TO_CONFIRM


@given(st.integers(0, 10**8), st.integers(1, 12), st.integers(0, 200))
def test_income_is_compared_without_rounding(income, size, pct):
    medians = making.MEDIAN_2026
    median = medians[6] + (size - 6) * (medians[6] - medians[5]) if size > 6 else medians[size]
    facts = Facts(household_size=size, household_income_won=income)
    finding = only(Criterion.standard(RuleCode.INCOME_CAP, pct=pct), facts)
    assert (finding.outcome is Outcome.MET) is (income * 100 <= pct * median)


@pytest.mark.parametrize(
    ("limit", "reaching", "outcome"),
    [(3, False, "MET"), (2, False, "NOT_MET"), (3, True, "NOT_MET"), (4, True, "MET")],
)
def test_reaching_the_limit_of_rounds(limit, reaching, outcome):
    past = (
        Participation(date(2024, 7, 1), date(2024, 12, 20)),
        Participation(date(2025, 7, 1), date(2025, 12, 20)),
        Participation(date(2026, 2, 2), None),  # the round itself is not counted twice
        Participation(date(2022, 7, 1), date(2024, 2, 1)),  # ended the day before the window
    )
    criterion = Criterion.standard(
        RuleCode.REPEAT_LIMIT, limit=limit, reaching_excludes=reaching, include_current=True
    )
    assert only(criterion, Facts(participations=past)).outcome == outcome


def test_a_refusal_names_the_participations_it_rests_on():
    past = (
        Participation(date(2025, 7, 1), date(2025, 12, 20), reference="배치-7"),
        Participation(date(2025, 1, 2), date(2025, 6, 30), reference="배치-3", dropped_out=True),
    )
    facts = Facts(participations=past, concurrent=(replace(past[0], to_on=None),))
    codes = (RuleCode.REPEAT_LIMIT, RuleCode.PREV_DROPOUT, RuleCode.EXCL_CONCURRENT)
    named = [only(Criterion.standard(code), facts).references for code in codes]
    assert named == [("배치-3", "배치-7"), ("배치-3",), ("배치-7",)]


def test_days_of_participation_are_cut_to_the_window():
    past = (Participation(date(2020, 1, 1), None),)
    criterion = Criterion.standard(RuleCode.REPEAT_LIMIT, measure="DAYS", window_years=1)
    assert only(criterion, Facts(participations=past)).seen == "365일"


def test_a_known_excess_refuses_though_the_family_is_not_looked_at():
    past = tuple(Participation(date(2025, 7, 1), date(2025, 12, 20)) for _ in range(3))
    criterion = Criterion.standard(RuleCode.REPEAT_LIMIT, family=True)
    assert only(criterion, Facts(participations=past)).outcome is Outcome.NOT_MET
    assert only(criterion, Facts(participations=())).outcome is Outcome.TO_CONFIRM


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 3, 1), date(2026, 2, 28), 17),
        (date(2008, 3, 1), date(2026, 3, 1), 18),
    ],
)
def test_full_years(born, day, years):
    assert full_years(born, day) == years


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 1, 15), 13, date(2024, 12, 15)),
        (date(2026, 1, 15), 10_000 * 12, date.min),
    ],
)
def test_months_before(day, months, before):
    assert months_before(day, months) == before
