"""Rounds under review for tests: announced rules, applicants whose enquiries came."""

from jobportal.platform.models import District
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.models import Application, Enquiry
from programs.models import Round, RoundRules
from tests.participants.making import a_person, a_round, an_application, an_enquiry
from tests.participants.placing import some_rules

K = Enquiry.Kind
CLAUSE = "공고 제3호"
CODES = (
    RuleCode.MIN_AGE,
    RuleCode.RESIDENCY,
    RuleCode.INCOME_CAP,
    RuleCode.ASSET_CAP,
    RuleCode.ONE_PER_HOUSEHOLD,
    RuleCode.REPEAT_LIMIT,
    RuleCode.DOC_INCOMPLETE,
)
RULES = RuleSet(tuple(Criterion.standard(code, CLAUSE) for code in CODES))
RICH_WON = 300_000_000


def a_round_with_rules(
    district: District, code: str = "공공근로-2026-1", rules: RuleSet = RULES, **values
) -> Round:
    """Save a round with announced rules."""
    round_ = a_round(district, code, **values)
    some_rules(round_, rules)
    return round_


def corrected(round_: Round, rules: RuleSet) -> RoundRules:
    """Announce a second version of the rules."""
    before = round_.rules.order_by("-number").first()
    version = RoundRules(
        district=round_.district,
        round=round_,
        number=before.number + 1,
        content=rules.to_data(),
        reason="자구 정정",
        published_on=before.published_on,
    )
    version.save()
    return version


def under_review(round_: Round, n: int, state: str = "UNDER_REVIEW", **values) -> Application:
    """Save the n-th applicant of a round, of whom nothing is enquired yet."""
    person = values.pop("person", None) or a_person(round_.district, n)
    return an_application(round_, person, n, state=state, **values)


def enquired(application: Application, **changed) -> Application:
    """Save enquiries that speak for the applicant, but for the values changed."""
    answers = {
        K.RESIDENCE: {
            "in_district": True,
            "district_from_on": "2015-03-02",
            "household_size": 2,
        },
        K.INCOME: {"household_income_won": 1_000_000},
        K.ASSETS: {"assets_won": 50_000_000, "debts_won": 0},
        K.PARTICIPATION: {"past": [], "concurrent": []},
    }
    for kind, values in answers.items():
        values |= {name: changed[name] for name in values if name in changed}
        an_enquiry(application, kind, **{k: v for k, v in values.items() if v is not None})
    return application


def fine(round_: Round, n: int, **values) -> Application:
    """The n-th applicant, who meets every rule."""
    return enquired(under_review(round_, n, **values))


def too_rich(round_: Round, n: int, **values) -> Application:
    """The n-th applicant, whose assets are above the cap."""
    return enquired(under_review(round_, n, **values), assets_won=RICH_WON)


def unasked(round_: Round, n: int, **values) -> Application:
    """The n-th applicant, whose income was not enquired."""
    return enquired(under_review(round_, n, **values), household_income_won=None)
