"""The delivered rule sets: each is read whole, and holds what domain 3.1 says of its period."""

from fractions import Fraction

import pytest

from jobportal.platform.rules.codes import DayBasis, RuleCode
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.wage import WageBase
from programs.models import Programme, StatutoryValue
from programs.rulesets.shipped import in_force, period_of, shipped_for, shipped_rules

KEYS = sorted(shipped_rules())
LOTS = "student-parttime"
WON = 10_000
YEARS = range(2018, 2027)

# Round: income cap in % of the median income (None: not stated), asset cap in 만원.
SEOUL = {
    "2018-H1": (60, 20_000),
    "2018-H2": (60, 20_000),
    "2019-H1": (65, 20_000),
    "2020-H1": (65, 20_000),
    "2020-H2": (65, 20_000),
    "2021-H1": (None, 20_000),
    "2021-H2": (70, 30_000),
    "2022-H2": (70, 40_000),
    "2023-H1": (75, 40_000),
    "2024-H2": (80, 49_900),
    "2025-H1": (80, 49_900),
    "2025-H2": (80, 49_900),
    "2026-H1": (85, 49_900),
}


def criteria(key: str) -> dict:
    return {criterion.code: criterion for criterion in shipped_rules()[key].rules.criteria}


@pytest.mark.parametrize("key", KEYS)
def test_a_file_is_read_whole_and_says_where_it_comes_from(key):
    shipped = shipped_rules()[key]
    assert RuleSet.from_data(shipped.rules.to_data()) == shipped.rules
    assert shipped.programme in Programme.Kind.values
    assert shipped.periods == tuple(sorted(shipped.periods))
    assert shipped.source
    assert set(shipped.confidences.values()) <= set(StatutoryValue.Confidence.values)
    assert all(shipped.origins.values())
    assert all(criterion.origin for criterion in shipped.rules.criteria)
    assert not any(criterion.clause for criterion in shipped.rules.criteria)


@pytest.mark.parametrize("key", [key for key in KEYS if key != LOTS])
def test_points_are_an_example_and_only_the_sourced_income_block_says_otherwise(key):
    rules = shipped_rules()[key].rules
    assert rules.is_example
    assert rules.rubric.total == 100
    sourced = [item.code for item in rules.rubric.criteria if item.is_sourced]
    is_seoul = shipped_rules()[key].programme == "PUBLIC_WORKS"
    assert sourced == (["INCOME"] if is_seoul else [])


@pytest.mark.parametrize(("period", "caps"), SEOUL.items())
def test_public_works_hold_the_caps_of_their_round(period, caps):
    shipped = in_force("PUBLIC_WORKS", period)
    assert shipped.states(period)
    found, (income, assets) = criteria(shipped.key), caps
    if income is None:
        assert RuleCode.INCOME_CAP not in found
        assert any("소득 상한" in note for note in shipped.notes)
    else:
        assert found[RuleCode.INCOME_CAP].params["pct"] == income
    assert found[RuleCode.ASSET_CAP].params["amount_won"] == assets * WON
    assert found[RuleCode.MIN_AGE].params["age"] == 18
    assert found[RuleCode.MIN_AGE].day is DayBasis.START


def test_every_round_of_public_works_since_2018_has_a_set_to_start_from():
    rounds = [period_of(year, half) for year in YEARS for half in (1, 2)]
    sets = [in_force("PUBLIC_WORKS", period) for period in rounds]
    assert all(sets)
    unstated = [p for p, s in zip(rounds, sets, strict=True) if not s.states(p)]
    assert unstated == ["2019-H2", "2022-H1", "2023-H2", "2024-H1", "2026-H2"]


def test_debts_were_deducted_in_2018_only():
    deducting = [
        key
        for key in KEYS
        if RuleCode.ASSET_CAP in criteria(key)
        and criteria(key)[RuleCode.ASSET_CAP].params["deducts_debts"]
    ]
    assert deducting == ["public-works-2018"]


def test_benefit_and_student_exclusions_end_with_2025():
    gone = {
        RuleCode.EXCL_LIVELIHOOD_BENEFIT,
        RuleCode.EXCL_UNEMPLOYMENT_BENEFIT,
        RuleCode.EXCL_STUDENT,
    }
    assert gone <= criteria("public-works-2025").keys()
    assert not gone & criteria("public-works-2026-1").keys()


def test_two_participations_in_two_years_with_this_one_from_2024():
    limit = criteria("public-works-2024-2")[RuleCode.REPEAT_LIMIT].params
    assert (limit["window_years"], limit["limit"], limit["include_current"]) == (2, 2, True)


def test_community_jobs_by_year():
    early, late = criteria("community-2019"), criteria("community-2024")
    assert early[RuleCode.INCOME_CAP].params["pct"] == 65
    assert early[RuleCode.ASSET_CAP].params["amount_won"] == 20_000 * WON
    assert late[RuleCode.INCOME_CAP].params["pct"] == 70
    assert late[RuleCode.ASSET_CAP].params["amount_won"] == 49_900 * WON
    assert late[RuleCode.EXCL_UNEMPLOYMENT_BENEFIT].day is DayBasis.NOTICE
    assert late[RuleCode.REPEAT_LIMIT].params["window_years"] == 3
    assert late[RuleCode.REPEAT_LIMIT].params["reaching_excludes"]
    specialist = criteria("community-specialist-2020")
    assert not {RuleCode.INCOME_CAP, RuleCode.ASSET_CAP} & specialist.keys()
    assert specialist[RuleCode.MAX_AGE].params["age"] == 64


def test_what_is_for_some_people_alone_is_offered_to_a_programme_named_after_them():
    def offered(kind: str, period: str, name: str) -> str:
        return in_force(kind, period, name).key

    for year in range(2020, 2024):
        assert offered("COMMUNITY_JOBS", f"{year}-H1", "지역공동체 일자리") == "community-2019"
    specialists = "지역공동체 일자리(전문 인력)"
    assert offered("COMMUNITY_JOBS", "2020-H2", specialists) == "community-specialist-2020"
    assert offered("NEW_DEAL", "2024-H1", "뉴딜일자리") == "new-deal"
    assert offered("NEW_DEAL", "2024-H1", "청년 뉴딜일자리") == "new-deal-youth"


def test_a_district_is_not_offered_the_rules_of_anothers_own_programme():
    hope, general = "동네방네 금천 희망 일자리사업", "강감찬 관악형 민생안정 일자리"
    assert in_force("DISTRICT_OWN", "2024-H1", hope).key == "geumcheon-hope-2022"
    assert in_force("DISTRICT_OWN", "2024-H1", general).key == "gangganchan-2023"
    assert in_force("DISTRICT_OWN", "2026-H2", general).key == "gangganchan-2025"
    assert in_force("DISTRICT_OWN", "2026-H2", "우리 구 일자리") is None


def test_the_other_programmes():
    assert criteria("new-deal-youth")[RuleCode.MAX_AGE].params["age"] == 39
    assert criteria("new-deal")[RuleCode.RESIDENCY].params["area"] == "CITY"
    assert criteria("new-deal")[RuleCode.REPEAT_LIMIT].params["limit"] == 23
    assert shipped_rules()["new-deal"].rules.wage.base is WageBase.LIVING
    midlife = criteria("midlife-career")
    assert (midlife[RuleCode.MIN_AGE].params["age"], midlife[RuleCode.MAX_AGE].params["age"]) == (
        50,
        69,
    )
    assert midlife[RuleCode.QUALIFICATION].params["years"] == 3
    assert criteria("geumcheon-hope-2022")[RuleCode.MAX_AGE].params["age"] == 64
    assert len(shipped_for("DISTRICT_OWN")) == 4


def test_only_the_new_deal_is_known_to_ask_for_a_reviewer_from_outside():
    asked = {
        key: (rubric.min_reviewers, rubric.min_external)
        for key in KEYS
        if (rubric := shipped_rules()[key].rules.rubric) and rubric.min_external
    }
    assert asked == {"new-deal": (3, 1), "new-deal-youth": (3, 1)}
    notes = (shipped_rules()[key].notes for key in asked)
    assert all("심사위원 3명 이상(외부 1명 이상)은 출처가 있고" in note[0] for note in notes)


def test_dependants_left_the_gangganchan_table_in_2025():
    tables = {
        key: {item.code for item in shipped_rules()[key].rules.rubric.criteria}
        for key in ("gangganchan-2023", "gangganchan-2025")
    }
    assert tables["gangganchan-2023"] - tables["gangganchan-2025"] == {"DEPENDANTS"}


# Domain 4.1: monthly premium in won, kind of insurance, points.
@pytest.mark.parametrize(
    ("key", "column", "won", "points"),
    [
        ("public-works-2018", "", 19_999, 15),
        ("public-works-2018", "", 20_000, 10),
        ("public-works-2018", "", 30_000, 5),
        ("public-works-2018", "", 50_000, 0),
        ("public-works-2019-1", "WORKPLACE", 23_999, 15),
        ("public-works-2019-1", "WORKPLACE", 24_000, 10),
        ("public-works-2019-1", "WORKPLACE", 36_000, 5),
        ("public-works-2019-1", "WORKPLACE", 60_000, 0),
        ("public-works-2019-1", "REGIONAL", 5_499, 15),
        ("public-works-2019-1", "REGIONAL", 5_500, 10),
        ("public-works-2019-1", "REGIONAL", 8_200, 5),
        ("public-works-2019-1", "REGIONAL", 13_500, 0),
        ("public-works-2026-1", "MIXED", 35_999, 10),
    ],
)
def test_the_sourced_income_block(key, column, won, points):
    items = {item.code: item for item in shipped_rules()[key].rules.rubric.criteria}
    bands = [b for b in items["INCOME"].bands if b.qualifier == column and b.holds(Fraction(won))]
    assert [band.points for band in bands] == [points]


# Domain 5.2: hourly wage, hours, printed daily wage.
@pytest.mark.parametrize(
    ("hourly", "hours", "daily"),
    [(7_530, 6, 46_000), (8_350, 5, 42_000), (9_160, 3, 28_000), (10_320, 5, 52_000)],
)
def test_a_days_wage_is_raised_to_the_next_thousand(hourly, hours, daily):
    assert shipped_rules()["public-works-2018"].rules.wage.daily_won(hourly, hours) == daily


def test_a_tie_prefers_the_groups_in_the_printed_order():
    (step,) = shipped_rules()["public-works-2026-1"].rules.tie_breaks
    assert step.order == ("DISABLED", "FEMALE_HEAD", "SINGLE_PARENT", "MARRIAGE_MIGRANT")
