"""Which enquiries a condition or a part of the scoring table rests on; opening fewer is faster."""

from collections.abc import Iterable

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.rubric import Qualifier, Rubric, ScoreInput
from participants.models import Enquiry

K = Enquiry.Kind
_NONE: frozenset[str] = frozenset()

_OF_CONDITION: dict[RuleCode, frozenset[str]] = {
    RuleCode.MIN_AGE: _NONE,
    RuleCode.MAX_AGE: _NONE,
    RuleCode.RESIDENCY: frozenset({K.RESIDENCE}),
    RuleCode.INCOME_CAP: frozenset({K.RESIDENCE, K.INCOME, K.PREMIUM}),
    RuleCode.ASSET_CAP: frozenset({K.ASSETS}),
    RuleCode.ASSET_CAP_YOUTH_EXEMPT: frozenset({K.ASSETS}),
}
_OF_INPUT: dict[ScoreInput, frozenset[str]] = {
    ScoreInput.PREMIUM_WON: frozenset({K.PREMIUM}),
    ScoreInput.INCOME_WON: frozenset({K.INCOME}),
    ScoreInput.INCOME_PCT: frozenset({K.INCOME, K.RESIDENCE}),
    ScoreInput.ASSETS_WON: frozenset({K.ASSETS}),
    ScoreInput.NET_ASSETS_WON: frozenset({K.ASSETS}),
    ScoreInput.PARTICIPATION_ROUNDS: frozenset({K.PARTICIPATION}),
    ScoreInput.EMPLOYED_DAYS: frozenset({K.EMPLOYMENT}),
    ScoreInput.UNEMPLOYED_MONTHS: frozenset({K.EMPLOYMENT}),
    ScoreInput.EMPLOYMENT: frozenset({K.EMPLOYMENT}),
    ScoreInput.DEPENDANTS: _NONE,
    ScoreInput.HOUSEHOLD_SIZE: frozenset({K.RESIDENCE}),
    ScoreInput.AGE: _NONE,
    ScoreInput.EXPERIENCE_YEARS: _NONE,
    ScoreInput.IS_HOUSEHOLD_HEAD: _NONE,
    ScoreInput.IS_RESIDENT: frozenset({K.RESIDENCE}),
    ScoreInput.VULNERABLE_GROUPS: _NONE,
    ScoreInput.CERTIFICATES: _NONE,
}


def kinds_for_conditions(codes: Iterable[RuleCode]) -> frozenset[str] | None:
    """The enquiries that answer these conditions; None when they rest on more than enquiries."""
    return _joined([_OF_CONDITION.get(code) for code in codes])


def kinds_for_points(rubric: Rubric) -> frozenset[str] | None:
    """The enquiries the lines of a scoring table rest on; None when they rest on more."""
    inputs = {item.input for item in rubric.criteria}
    inputs |= {bonus.input for group in rubric.bonuses for bonus in group.bonuses}
    found = [_OF_INPUT.get(one) for one in inputs]
    if any(item.qualifier is Qualifier.PREMIUM_TYPE for item in rubric.criteria):
        found.append(frozenset({K.PREMIUM}))
    if rubric.penalties:
        found.append(frozenset({K.PARTICIPATION}))
    return _joined(found)


def _joined(kinds: list[frozenset[str] | None]) -> frozenset[str] | None:
    return None if None in kinds else _NONE.union(*kinds)
