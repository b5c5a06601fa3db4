"""Small rules and made-up facts for the tests of the rules."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from jobportal.platform.rules.codes import (
    AgeGroup,
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    RuleCode,
    Sex,
    StudentState,
    VulnerableGroup,
)
from jobportal.platform.rules.criteria import CATALOGUE, Criterion, DayBasis, ParamKind
from jobportal.platform.rules.facts import Days, Facts, Participation, Spell, Statutory
from jobportal.platform.rules.rubric import (
    Band,
    Bonus,
    BonusGroup,
    Choice,
    Method,
    Penalty,
    PenaltyKind,
    Rubric,
    ScoreInput,
    ScoreItem,
    Stacking,
    Stage,
)
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.sourced import INCOME_2019
from jobportal.platform.rules.tiebreaks import Direction, TieBreak, TieField
from jobportal.platform.values.timeline import Timeline

DAYS = Days(
    as_of=date(2026, 1, 15),
    notice=date(2026, 1, 2),
    apply=date(2026, 1, 9),
    start=date(2026, 2, 2),
)
MEDIAN_2026 = {1: 2_564_238, 2: 4_199_292, 3: 5_359_036, 4: 6_494_738, 5: 7_556_719, 6: 8_555_952}
STATUTORY = Statutory(
    median_income=Timeline({date(2026, 1, 1): MEDIAN_2026}),
    premium_limits=Timeline({date(2026, 1, 1): {(60, PremiumType.WORKPLACE, 1): 55_000}}),
)
EVERY_RULE = tuple(Criterion.standard(code, "공고 3.") for code in RuleCode)


def bands(*rows: tuple[int | None, int | None, int]) -> tuple[Band, ...]:
    """Bands from lower (included) to upper (not included), with points."""
    return tuple(
        Band(
            Fraction(points),
            lower=None if lower is None else Fraction(lower),
            upper=None if upper is None else Fraction(upper),
        )
        for lower, upper, points in rows
    )


ASSETS = ScoreItem(
    "ASSETS",
    "재산상황",
    ScoreInput.ASSETS_WON,
    Method.BAND,
    Fraction(30),
    bands=bands((None, 50_000_000, 30), (50_000_000, 200_000_000, 15), (200_000_000, None, 0)),
)
HEAD = ScoreItem(
    "HEAD",
    "세대주",
    ScoreInput.IS_HOUSEHOLD_HEAD,
    Method.FLAG,
    Fraction(10),
    choices=(Choice("YES", Fraction(10)), Choice("NO", Fraction(5))),
)
DEPENDANTS = ScoreItem(
    "DEPENDANTS",
    "부양가족수",
    ScoreInput.DEPENDANTS,
    Method.COUNT,
    Fraction(10),
    points_each=Fraction(5, 2),
)
INTERVIEW = ScoreItem(
    "INTERVIEW",
    "면접",
    ScoreInput.MARK,
    Method.MANUAL,
    Fraction(100),
    stage=Stage.INTERVIEW,
)


def bonus(code: str, points: int, group: VulnerableGroup) -> Bonus:
    return Bonus(code, group.label, ScoreInput.VULNERABLE_GROUPS, Fraction(points), group)


BONUSES = (
    bonus("B-DISABLED", 10, VulnerableGroup.DISABLED),
    bonus("B-SINGLE", 5, VulnerableGroup.SINGLE_PARENT),
    bonus("B-VETERAN", 5, VulnerableGroup.VETERAN),
)
RUBRIC = Rubric(
    (INCOME_2019, ASSETS, HEAD, DEPENDANTS),
    (BonusGroup("BONUS", "가점", Stacking.CAP, BONUSES, Fraction(12)),),
    (
        Penalty("P-NEW", "1년 안 중도포기", PenaltyKind.DROPPED_OUT, Fraction(10), 12),
        Penalty("P-OLD", "1~2년 중도포기", PenaltyKind.DROPPED_OUT, Fraction(5), 24, 12),
    ),
    total=65,
)
TIE_BREAKS = (
    TieBreak(TieField.VULNERABLE_GROUPS, order=("DISABLED", "FEMALE_HEAD", "SINGLE_PARENT")),
    TieBreak(TieField.ASSETS_WON, Direction.ASC),
)
RULES = RuleSet(EVERY_RULE, RUBRIC, TIE_BREAKS, source="공공근로 표준(안)", is_example=True)

# ---- made-up facts ---------------------------------------------------------------------------

dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))
amounts = st.integers(-(10**12), 10**15)
counts = st.integers(-3, 40)
spells = st.builds(Spell, dates, st.none() | dates)
participations = st.builds(
    Participation,
    dates,
    st.none() | dates,
    st.sampled_from(["공공근로", "노인일자리", ""]),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)


def tuples(items, size: int = 4):
    return st.lists(items, max_size=size).map(tuple)


KNOWN = {
    "birth_on": dates,
    "sex": st.sampled_from(Sex),
    "district_stays": tuples(spells),
    "city_stays": tuples(spells),
    "is_able_to_work": st.booleans(),
    "employment": st.sampled_from(Employment),
    "is_recognised_homeless": st.booleans(),
    "household_size": counts,
    "household_income_won": amounts,
    "premium_type": st.sampled_from(PremiumType),
    "premium_won": amounts,
    "assets_won": amounts,
    # Debts are never negative: they only ever lower the assets that count.
    "debts_won": st.integers(0, 10**15),
    "livelihood_benefits": tuples(spells),
    "unemployment_benefits": tuples(spells),
    "household_participants": counts,
    "student_state": st.sampled_from(StudentState),
    "official_relations": tuples(st.sampled_from(OfficialRelation)),
    "receives_pension": st.booleans(),
    "is_farmer": st.booleans(),
    "spouse_is_farmer": st.booleans(),
    "has_regular_income": st.booleans(),
    "spouse_has_regular_income": st.booleans(),
    "has_business": st.booleans(),
    "spouse_has_business": st.booleans(),
    "participations": tuples(participations),
    "family_participations": tuples(participations),
    "concurrent": tuples(participations),
    "missing_documents": tuples(st.sampled_from(["동의서", "건강보험증 사본"]), 2),
    "has_applied_in_round": st.booleans(),
    "certificates": tuples(st.sampled_from(["직업상담사", "사회복지사"]), 2),
    "experience_years": st.fractions(0, 40, max_denominator=12),
    "dependants": counts,
    "is_household_head": st.booleans(),
    "vulnerable_groups": tuples(st.sampled_from(VulnerableGroup)),
    "employed_days": counts,
    "unemployed_months": counts,
    "failed_rounds": counts,
    "participant_type": st.sampled_from(["일반", "전문"]),
    "age_group": st.sampled_from(AgeGroup),
}
full_facts = st.fixed_dictionaries(
    {
        **KNOWN,
        "documents_due_on": st.none() | dates,
        "has_false_documents": st.booleans(),
        "bans": st.dictionaries(st.sampled_from(Ban), st.booleans()),
    }
)
facts = st.builds(
    lambda known, hidden: Facts(**{k: v for k, v in known.items() if k not in hidden}),
    full_facts,
    st.sets(st.sampled_from(sorted(KNOWN))),
)
days = st.builds(Days, dates, st.none() | dates, st.none() | dates, st.none() | dates)


def _param(spec):
    words = st.sampled_from([choice.value for choice in spec.choices] or ["직업상담사", "공공근로"])
    return {
        ParamKind.INTEGER: st.integers(0, 10_000) | st.integers(0, 40),
        ParamKind.WON: st.integers(0, 10**9),
        ParamKind.PERCENT: st.integers(0, 1_000),
        ParamKind.FLAG: st.booleans(),
        ParamKind.CHOICE: words,
        ParamKind.TEXT: st.text(max_size=10),
        ParamKind.LIST: tuples(words, 3),
    }[spec.kind]


@st.composite
def criteria(draw) -> tuple[Criterion, ...]:
    """Any conditions with any numbers an officer could give them."""
    codes = draw(st.lists(st.sampled_from(RuleCode), unique=True))
    return tuple(
        Criterion(
            code,
            {spec.name: draw(_param(spec)) for spec in CATALOGUE[code].params},
            draw(st.sampled_from(DayBasis)),
            draw(st.sampled_from(["", "공고 3."])),
        )
        for code in codes
    )
