"""Cases and properties of score sheets."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.codes import AgeGroup, Employment, PremiumType, VulnerableGroup
from jobportal.platform.rules.facts import Facts, Participation, Spell
from jobportal.platform.rules.reviews import combined
from jobportal.platform.rules.rubric import (
    Band,
    Bonus,
    BonusGroup,
    Choice,
    Method,
    Penalty,
    PenaltyKind,
    Qualifier,
    ReviewMethod,
    Rubric,
    ScoreInput,
    ScoreItem,
    Stacking,
)
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.rules.scoring import Section, score
from tests.platform.rules import making

DISABLED, SINGLE, VETERAN = (
    VulnerableGroup.DISABLED,
    VulnerableGroup.SINGLE_PARENT,
    VulnerableGroup.VETERAN,
)
SCORED = Facts(
    premium_type=PremiumType.REGIONAL,
    premium_won=5_500,
    assets_won=50_000_000,
    is_household_head=False,
    dependants=3,
    vulnerable_groups=(SINGLE, DISABLED),
    participations=(Participation(date(2024, 7, 1), date(2024, 9, 30), dropped_out=True),),
)


def sheet_of(rubric: Rubric, facts: Facts):
    return score(rubric, facts, making.DAYS, making.STATUTORY)


@given(making.facts, making.days)
def test_the_total_is_the_sum_of_the_lines(facts, days):
    sheet = score(making.RUBRIC, facts, days, making.STATUTORY)
    assert sheet.total == sum(line.points for line in sheet.lines)
    assert len(sheet.lines) == 4 + 3 + 2
    assert all((line.points * 100).denominator == 1 and line.sentence for line in sheet.lines)
    assert all(line.points == 0 for line in sheet.lines if line.is_to_confirm)


def test_a_sheet_of_every_kind_of_line():
    sheet = sheet_of(making.RUBRIC, SCORED)
    assert [(line.code, line.points) for line in sheet.lines] == [
        ("INCOME", 10),
        ("ASSETS", 15),
        ("HEAD", 5),
        ("DEPENDANTS", Fraction(15, 2)),
        ("B-DISABLED", 10),
        ("B-SINGLE", 2),
        ("B-VETERAN", 0),
        ("P-NEW", 0),
        ("P-OLD", -5),
    ]
    assert sheet.total == Fraction(89, 2)
    assert sheet.is_complete
    assert [line.sentence for line in sheet.lines][:2] == [
        "가구소득: 5,500원 → 구간 6번째(지역가입자), 10점",
        "재산상황: 50,000,000원 → 구간 2번째, 15점",
    ]
    assert sheet.lines[0].band == 5
    assert sheet.lines[0].evidence == "건강보험료 조회결과"
    assert sheet.lines[5].sentence == "한부모가족: 해당, 2점(가점 더하되 한도까지, 원래 5점)"
    assert sheet.points_of("P-OLD") == -5
    assert sheet.points_of("NOTHING") == 0


def test_what_is_not_known_gives_no_points_and_says_so():
    sheet = sheet_of(making.RUBRIC, Facts(premium_won=1))
    assert sheet.total == 0
    assert not sheet.is_complete
    assert all(line.is_to_confirm for line in sheet.lines)
    assert sheet.lines[0].sentence == (
        "가구소득: 건강보험 가입유형 확인이 필요합니다. 확인될 때까지 0점으로 둡니다."
    )


@pytest.mark.parametrize(
    ("stacking", "points"),
    [(Stacking.SUM, [10, 5, 5]), (Stacking.HIGHEST, [10, 0, 0]), (Stacking.CAP, [10, 2, 0])],
)
def test_bonuses_stack_as_declared(stacking, points):
    group = BonusGroup("G", "가점", stacking, making.BONUSES, Fraction(12))
    facts = Facts(vulnerable_groups=(SINGLE, VETERAN, DISABLED))
    lines = sheet_of(Rubric((), (group,)), facts).lines
    assert [line.points for line in lines] == points


def test_a_bonus_for_residents_looks_at_the_day_of_notice():
    group = BonusGroup(
        "G", "가점", Stacking.SUM, (Bonus("R", "거주", ScoreInput.IS_RESIDENT, Fraction(3)),)
    )
    for moved_on, points in ((date(2026, 1, 2), 3), (date(2026, 1, 3), 0)):
        facts = Facts(district_stays=(Spell(moved_on),))
        assert sheet_of(Rubric((), (group,)), facts).total == points


@pytest.mark.parametrize(
    ("ended_on", "taken"),
    [
        (date(2026, 1, 2), -10),
        (date(2025, 1, 3), -10),
        (date(2025, 1, 2), -5),
        (date(2024, 1, 3), -5),
        (date(2024, 1, 2), 0),
    ],
)
def test_windows_that_meet_never_take_off_twice(ended_on, taken):
    past = (Participation(date(2020, 1, 1), ended_on, dropped_out=True),)
    rubric = Rubric((), (), making.RUBRIC.penalties)
    assert sheet_of(rubric, Facts(participations=past)).total == taken


def test_a_deduction_for_each_participation_of_the_programmes_named():
    penalty = Penalty(
        "P", "반복", PenaltyKind.PARTICIPATED, Fraction(5), is_each=True, programmes=("공공근로",)
    )
    past = tuple(
        Participation(date(year, 1, 1), date(year, 6, 30), programme)
        for year, programme in ((2020, "공공근로"), (2021, "공공근로"), (2022, "뉴딜일자리"))
    )
    sheet = sheet_of(Rubric((), (), (penalty,)), Facts(participations=past))
    assert (sheet.total, sheet.lines[0].section) == (-10, Section.PENALTY)
    assert sheet.lines[0].sentence == "반복: 참여 2건, △10점"


# ---- methods ---------------------------------------------------------------------------------


def one(method: Method, what: ScoreInput, maximum: int = 20, **options) -> Rubric:
    return Rubric((ScoreItem("A", "항목", what, method, Fraction(maximum), **options),))


def test_a_lookup_takes_the_best_value_held():
    choices = (Choice("DISABLED", Fraction(15)), Choice("VETERAN", Fraction(10)))
    rubric = one(Method.LOOKUP, ScoreInput.VULNERABLE_GROUPS, choices=choices)
    assert sheet_of(rubric, Facts(vulnerable_groups=(VETERAN, DISABLED))).total == 15
    assert sheet_of(rubric, Facts(vulnerable_groups=())).total == 0
    by_work = one(
        Method.LOOKUP, ScoreInput.EMPLOYMENT, choices=(Choice("UNEMPLOYED", Fraction(7)),)
    )
    assert sheet_of(by_work, Facts(employment=Employment.UNEMPLOYED)).total == 7


def test_the_line_of_a_lookup_says_which_of_several_values_gave_the_points():
    choices = (Choice("VETERAN", Fraction(10)), Choice("DISABLED", Fraction(15)))
    rubric = one(Method.LOOKUP, ScoreInput.VULNERABLE_GROUPS, choices=choices)
    line = sheet_of(rubric, Facts(vulnerable_groups=(VETERAN, DISABLED))).lines[0]
    assert line.sentence == "항목: 국가유공자(취업보호대상), 장애인 → 장애인, 15점"
    by_name = one(Method.LOOKUP, ScoreInput.CERTIFICATES, choices=(Choice("기사", Fraction(5)),))
    line = sheet_of(by_name, Facts(certificates=("전기기사",))).lines[0]
    assert line.sentence == "항목: 전기기사 → 기사, 5점"


some_points = st.dictionaries(st.sampled_from(VulnerableGroup), st.integers(0, 20), min_size=1)
some_groups = st.lists(st.sampled_from(VulnerableGroup), unique=True).map(tuple)


@given(some_points, some_groups, st.randoms())
def test_a_lookup_is_the_best_value_held_in_whatever_order_the_table_stands(points, held, random):
    table = [Choice(value, Fraction(number)) for value, number in points.items()]
    random.shuffle(table)
    rubric = one(Method.LOOKUP, ScoreInput.VULNERABLE_GROUPS, choices=tuple(table))
    sheet = sheet_of(rubric, Facts(vulnerable_groups=held))
    assert sheet.total == max((points.get(value, 0) for value in held), default=0)


@given(st.frozensets(st.sampled_from(VulnerableGroup)), some_groups)
def test_a_count_without_options_counts_all_and_with_them_only_those(options, held):
    counted = one(
        Method.COUNT,
        ScoreInput.VULNERABLE_GROUPS,
        points_each=Fraction(1),
        options=tuple(options),
    )
    total = sheet_of(counted, Facts(vulnerable_groups=held)).total
    assert total == len(set(held) & options if options else held)


def test_the_column_of_a_type_of_participant_is_printed_by_its_word():
    table = (Band(Fraction(20), qualifier="SPECIALIST"), Band(Fraction(5)))
    rubric = one(
        Method.BAND, ScoreInput.DEPENDANTS, qualifier=Qualifier.PARTICIPANT_TYPE, bands=table
    )
    line = sheet_of(rubric, Facts(dependants=1, participant_type="SPECIALIST")).lines[0]
    assert "구간 1번째(전문)" in line.sentence


@pytest.mark.parametrize(("count", "points"), [(-1, 0), (0, 0), (3, 7.5), (4, 10), (9, 10)])
def test_a_count_gives_no_more_than_the_highest_points(count, points):
    assert sheet_of(Rubric((making.DEPENDANTS,)), Facts(dependants=count)).total == points


def test_groups_are_counted_of_the_options_only():
    options = {"options": ("DISABLED", "VETERAN")}
    facts = Facts(vulnerable_groups=(VETERAN, DISABLED, SINGLE))
    counted = one(
        Method.COUNT, ScoreInput.VULNERABLE_GROUPS, points_each=Fraction(7), maximum=20, **options
    )
    assert sheet_of(counted, facts).total == 14
    banded = one(
        Method.BAND,
        ScoreInput.VULNERABLE_GROUPS,
        bands=making.bands((0, 1, 0), (1, 2, 10), (2, 3, 15)),
        **options,
    )
    assert sheet_of(banded, facts).total == 15


def test_a_number_outside_every_band_is_said_and_gives_nothing():
    rubric = one(Method.BAND, ScoreInput.AGE, bands=making.bands((18, 65, 5)))
    line = sheet_of(rubric, Facts(birth_on=date(1950, 1, 1))).lines[0]
    assert line.is_to_confirm
    assert "76세에 해당하는 구간이 배점표에 없습니다" in line.sentence


@pytest.mark.parametrize(
    ("what", "facts", "shown"),
    [
        (ScoreInput.INCOME_PCT, Facts(household_size=1, household_income_won=1_282_119), "50%"),
        (ScoreInput.NET_ASSETS_WON, Facts(assets_won=5, debts_won=9), "△4원"),
        (
            ScoreInput.PARTICIPATION_ROUNDS,
            Facts(participations=(Participation(date(2020, 1, 1), date(2025, 1, 2), rounds=3),)),
            "3회",
        ),
        (ScoreInput.EXPERIENCE_YEARS, Facts(experience_years=Fraction(5, 2)), "2.50년"),
    ],
)
def test_made_values_are_printed_with_their_unit(what, facts, shown):
    wide = (Band(Fraction(1)),)
    rubric = one(Method.BAND, what, bands=wide, window_months=12)
    assert sheet_of(rubric, facts).lines[0].input == shown


def test_a_column_of_the_table_by_age_group():
    table = tuple(
        Band(Fraction(points), qualifier=group)
        for group, points in ((AgeGroup.YOUTH, 20), (AgeGroup.OVER_65, 5))
    )
    rubric = one(Method.BAND, ScoreInput.DEPENDANTS, qualifier=Qualifier.AGE_GROUP, bands=table)
    assert sheet_of(rubric, Facts(dependants=1, age_group=AgeGroup.OVER_65)).total == 5
    assert not sheet_of(rubric, Facts(dependants=1)).is_complete


# ---- interviews ------------------------------------------------------------------------------


def interview(**options) -> Rubric:
    return Rubric((making.INTERVIEW,), interview_weight=40, min_reviewers=3, **options)


def marks(*values: int) -> Facts:
    return Facts(marks={"INTERVIEW": tuple(Fraction(value) for value in values)})


def test_three_reviewers_are_averaged_and_weighted_to_two_decimals():
    line = sheet_of(interview(), marks(80, 85, 85)).lines[0]
    assert line.points == Fraction(3333, 100)  # 83.33 × 40 %, half up
    assert line.sentence == "면접: 80, 85, 85 → 3명 평균, 33.33점"


def test_too_few_reviewers_or_a_mark_out_of_range_stay_open():
    assert sheet_of(interview(), marks(80, 85)).lines[0].is_to_confirm
    assert sheet_of(interview(), marks(80, 85, 101)).lines[0].is_to_confirm
    assert sheet_of(Rubric((making.INTERVIEW,), min_reviewers=0), Facts()).total == 0


@pytest.mark.parametrize(("low", "asks"), [(80, False), (79, True)])
def test_reviewers_too_far_apart_ask_for_a_discussion(low, asks):
    sheet = sheet_of(interview(spread_limit=Fraction(20)), marks(low, 90, 100))
    assert sheet.lines[0].needs_discussion is asks


def test_the_median_takes_the_middle():
    assert combined([90, 10, 80], ReviewMethod.MEDIAN) == 80
    assert combined([90, 10, 80, 85], ReviewMethod.MEDIAN) == Fraction(165, 2)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=7), st.sampled_from(ReviewMethod))
def test_a_combined_mark_lies_among_the_marks_whatever_their_order(given_marks, method):
    mark = combined(given_marks, method)
    assert min(given_marks) <= mark <= max(given_marks)
    assert mark == combined(sorted(given_marks), method)


def test_weights_count_towards_the_total():
    document = replace(making.ASSETS, max_points=Fraction(100))
    rubric = Rubric(
        (document, making.INTERVIEW), total=100, document_weight=60, interview_weight=40
    )
    facts = replace(marks(90), assets_won=0)
    assert sheet_of(rubric, facts).total == 18 + 36


@pytest.mark.parametrize(
    ("points", "text"),
    [(15, "15"), (Fraction(5, 2), "2.5"), (Fraction(1, 3), "0.33"), (-5, "△5"), (1000, "1,000")],
)
def test_points_are_printed_short(points, text):
    assert points_text(points) == text
