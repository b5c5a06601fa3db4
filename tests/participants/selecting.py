"""Made-up rounds with scored applicants for tests of selection: points come from dependants."""

from fractions import Fraction

from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.rules.codes import RuleCode, VulnerableGroup
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.rubric import (
    Bonus,
    BonusGroup,
    Method,
    Rubric,
    ScoreInput,
    ScoreItem,
    Stacking,
    Stage,
)
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.tiebreaks import Direction, TieBreak, TieField
from participants.models import Application
from programs.models import Round
from tests.participants.making import a_person, a_round, an_application
from tests.participants.placing import some_rules

S = Application.State
DEPENDANTS = ScoreItem(
    "DEPENDANTS",
    "부양가족수",
    ScoreInput.DEPENDANTS,
    Method.COUNT,
    Fraction(60),
    points_each=Fraction(5),
    evidence="주민등록등본",
)
ASSETS = ScoreItem(
    "ASSETS", "재산", ScoreInput.ASSETS_WON, Method.COUNT, Fraction(10), points_each=Fraction(1)
)
MOTIVE = ScoreItem(
    "MOTIVE",
    "지원동기",
    ScoreInput.MARK,
    Method.MANUAL,
    Fraction(20),
    stage=Stage.INTERVIEW,
)
BONUSES = BonusGroup(
    "BONUS",
    "가점",
    Stacking.SUM,
    (
        Bonus(
            "B-DISABLED",
            "장애인",
            ScoreInput.VULNERABLE_GROUPS,
            Fraction(3),
            VulnerableGroup.DISABLED,
        ),
        Bonus("B-HEAD", "세대주", ScoreInput.IS_HOUSEHOLD_HEAD, Fraction(12)),
    ),
)
ONE_PER_HOUSEHOLD = Criterion.standard(RuleCode.ONE_PER_HOUSEHOLD)
TIES = (TieBreak(TieField.AGE_DAYS, Direction.DESC),)
RULES = RuleSet((ONE_PER_HOUSEHOLD,), Rubric((DEPENDANTS,), (BONUSES,)), TIES)
WITH_INTERVIEW = RuleSet(
    (), Rubric((DEPENDANTS, MOTIVE), min_reviewers=2, spread_limit=Fraction(5)), TIES
)
LOTTERY = RuleSet((ONE_PER_HOUSEHOLD,))


def a_user(district: District, name: str, role: str = "STAFF") -> User:
    """A member of the district by a made-up name."""
    user = User.objects.create_user(f"{district.code}-{name}", password="x", name=name)
    give(user, district, role, "시험")
    return user


def a_round_with(district: District, rules: RuleSet = RULES, posts: int = 3, **values) -> Round:
    """A round announced with these rules, its posts in the first of two work projects."""
    round_ = a_round(district, planned_posts=posts, **values)
    for project, count in zip(round_.work_projects.order_by("code"), (posts, 0), strict=True):
        project.posts = count
        project.save()
    some_rules(round_, rules)
    return round_


def an_eligible(round_: Round, n: int, dependants: int = 0, **values) -> Application:
    """The n-th resident, eligible, with so many dependants (5 points each)."""
    person = a_person(round_.district, n, **values.pop("person", {}))
    return an_application(
        round_,
        person,
        n,
        **{
            "state": S.ELIGIBLE,
            "household_size": dependants + 1,
            "dependants": dependants,
            **values,
        },
    )


def eligible_round(district: District, dependants: list[int], **values) -> Round:
    """A round with one eligible applicant for each number of dependants."""
    round_ = a_round_with(district, **values)
    for n, count in enumerate(dependants, start=1):
        an_eligible(round_, n, count)
    return round_


def states_of(round_: Round) -> list[str]:
    """The states of the round's applications by receipt number."""
    found = Application.objects.filter(round=round_).order_by("number")
    return list(found.values_list("state", flat=True))
