"""A history the district alone knows speaks against an applicant, never for them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from jobportal.platform.rules.assess import Outcome, assess
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Facts, Participation
from jobportal.platform.rules.inputs import value_of
from jobportal.platform.rules.rubric import Penalty, PenaltyKind, Rubric, ScoreInput
from jobportal.platform.rules.scorelines import Basis
from jobportal.platform.rules.scoring import score
from tests.platform.rules import making

HISTORY = (
    RuleCode.EXCL_CONCURRENT,
    RuleCode.REPEAT_LIMIT,
    RuleCode.PREV_DROPOUT,
    RuleCode.PREV_FRAUD,
)
ROUNDS = (
    Participation(date(2024, 7, 1), date(2024, 12, 20), dropped_out=True),
    Participation(date(2025, 7, 1), date(2025, 12, 20), fraud=True),
)
NOW = (Participation(date(2026, 1, 2), None),)


def partial(**values) -> Facts:
    return Facts(is_history_partial=True, is_present_partial=True, **values)


def outcome(code: RuleCode, facts: Facts, **params) -> Outcome:
    (finding,) = assess((Criterion.standard(code, **params),), facts, making.DAYS, making.STATUTORY)
    return finding.outcome


@pytest.mark.parametrize("code", HISTORY)
def test_nothing_found_in_part_of_the_history_is_to_be_confirmed(code):
    assert outcome(code, partial(participations=(), concurrent=())) is Outcome.TO_CONFIRM
    assert outcome(code, Facts(participations=(), concurrent=())) is Outcome.MET


@pytest.mark.parametrize(
    ("code", "params"),
    [
        (RuleCode.EXCL_CONCURRENT, {}),
        (RuleCode.REPEAT_LIMIT, {}),
        (RuleCode.REPEAT_LIMIT, {"limit": 2, "include_current": False, "reaching_excludes": True}),
        (RuleCode.PREV_DROPOUT, {"months": 24}),
        (RuleCode.PREV_FRAUD, {}),
    ],
)
def test_what_the_district_knows_already_refuses(code, params):
    assert outcome(code, partial(participations=ROUNDS, concurrent=NOW), **params) is (
        Outcome.NOT_MET
    )


def test_work_of_other_programmes_leaves_the_limit_open():
    facts = partial(participations=ROUNDS)
    assert outcome(RuleCode.REPEAT_LIMIT, facts, programmes=("뉴딜",)) is Outcome.TO_CONFIRM


@pytest.mark.parametrize("listed", ["자활근로", "자활 근로", "희망근로, 자활근로"])
@pytest.mark.parametrize("told", ["자활근로", "자활근로사업", "2026년 자활 근로사업(시장진입형)"])
def test_a_programme_is_known_by_the_listed_part_of_its_name(told, listed):
    facts = Facts(concurrent=(Participation(date(2026, 1, 2), None, told),))
    programmes = tuple(listed.split(", "))
    assert outcome(RuleCode.EXCL_CONCURRENT, facts, programmes=programmes) is Outcome.NOT_MET
    assert outcome(RuleCode.EXCL_CONCURRENT, facts, programmes=("노인일자리",)) is Outcome.MET


def test_a_programme_is_known_by_any_name_it_bore():
    names = {"programme": "공공근로", "also_called": ("서울시민 안심일자리", "서울 동행일자리")}
    facts = Facts(participations=(Participation(date(2025, 1, 2), date(2025, 6, 30), **names),))
    for name in ("공공근로", "안심일자리", "동행일자리"):
        seen = outcome(RuleCode.REPEAT_LIMIT, facts, programmes=(name,), limit=1)
        assert seen is Outcome.NOT_MET
    assert outcome(RuleCode.REPEAT_LIMIT, facts, programmes=("뉴딜",), limit=1) is Outcome.MET


def test_past_and_present_are_partial_each_by_itself():
    facts = Facts(participations=(), concurrent=(), is_present_partial=True)
    assert outcome(RuleCode.PREV_DROPOUT, facts) is Outcome.MET
    assert outcome(RuleCode.EXCL_CONCURRENT, facts) is Outcome.TO_CONFIRM


@given(making.criteria(), making.facts, making.days)
def test_a_partial_history_only_opens_what_the_whole_one_met(criteria, facts, days):
    whole = assess(criteria, facts, days, making.STATUTORY)
    less = replace(facts, is_history_partial=True, is_present_partial=True)
    for before, after in zip(whole, assess(criteria, less, days, making.STATUTORY), strict=True):
        if before.code in HISTORY:
            assert after.outcome is not Outcome.MET or before.day is None
            assert (before.outcome is Outcome.NOT_MET) == (after.outcome is Outcome.NOT_MET)
        else:
            assert after == before


def test_rounds_of_a_partial_history_are_not_counted_for_points():
    basis = Basis(partial(participations=()), making.DAYS.as_of, making.STATUTORY)
    assert value_of(ScoreInput.PARTICIPATION_ROUNDS, basis) is None
    whole = replace(basis, facts=Facts(participations=ROUNDS))
    assert value_of(ScoreInput.PARTICIPATION_ROUNDS, whole) == 2


@pytest.mark.parametrize(
    ("past", "points", "is_open"), [((), 0, True), (ROUNDS, -10, False), (ROUNDS[1:], 0, True)]
)
def test_a_deduction_is_taken_for_what_is_known_and_else_left_open(past, points, is_open):
    penalty = Penalty("P", "중도포기", PenaltyKind.DROPPED_OUT, Fraction(10))
    rubric = Rubric((), penalties=(penalty,))
    sheet = score(rubric, partial(participations=past), making.DAYS, making.STATUTORY)
    (line,) = sheet.lines
    assert (line.points, line.is_to_confirm) == (points, is_open)
