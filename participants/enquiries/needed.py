"""Which enquiries a condition or a part of the scoring table rests on.

Nobody need ask for the others, and opening fewer is faster.
"""

from collections.abc import Iterable, Mapping

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.rubric import Qualifier, Rubric, ScoreInput
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.tiebreaks import TieField
from participants.models import Enquiry

K = Enquiry.Kind
_NONE: frozenset[str] = frozenset()

_OF_CONDITION: dict[RuleCode, frozenset[str]] = {
    RuleCode.MIN_AGE: _NONE,
    RuleCode.MAX_AGE: _NONE,
    RuleCode.RESIDENCY: frozenset({K.RESIDENCE}),
    RuleCode.WORK_ABILITY: frozenset({K.PERSONAL}),
    RuleCode.UNEMPLOYED: frozenset({K.EMPLOYMENT, K.PERSONAL}),
    RuleCode.INCOME_CAP: frozenset({K.RESIDENCE, K.INCOME, K.PREMIUM}),
    RuleCode.ASSET_CAP: frozenset({K.ASSETS}),
    RuleCode.ASSET_CAP_YOUTH_EXEMPT: frozenset({K.ASSETS}),
    RuleCode.EXCL_LIVELIHOOD_BENEFIT: frozenset({K.BENEFIT}),
    RuleCode.EXCL_UNEMPLOYMENT_BENEFIT: frozenset({K.BENEFIT}),
    RuleCode.ONE_PER_HOUSEHOLD: frozenset({K.RESIDENCE}),
    RuleCode.EXCL_STUDENT: frozenset({K.PERSONAL}),
    RuleCode.EXCL_OFFICIAL_FAMILY: frozenset({K.PERSONAL}),
    RuleCode.EXCL_PENSION: frozenset({K.EMPLOYMENT}),
    RuleCode.EXCL_FULLTIME_FARMER: frozenset({K.EMPLOYMENT}),
    RuleCode.EXCL_REGULAR_INCOME: frozenset({K.EMPLOYMENT}),
    RuleCode.EXCL_CONCURRENT: frozenset({K.PARTICIPATION}),
    RuleCode.REPEAT_LIMIT: frozenset({K.PARTICIPATION, K.RESIDENCE}),
    RuleCode.PREV_DROPOUT: frozenset({K.PARTICIPATION}),
    RuleCode.PREV_FRAUD: frozenset({K.PARTICIPATION}),
    RuleCode.DOC_INCOMPLETE: frozenset({K.PERSONAL}),
    RuleCode.EMPLOYMENT_BAN: frozenset({K.BAN}),
    RuleCode.SAME_ROUND_REAPPLY: _NONE,
    RuleCode.QUALIFICATION: _NONE,
}
"""The household of somebody, by its mark, is told with the residence."""
_ENQUIRIES_ALONE = frozenset(
    {
        RuleCode.MIN_AGE,
        RuleCode.MAX_AGE,
        RuleCode.RESIDENCY,
        RuleCode.INCOME_CAP,
        RuleCode.ASSET_CAP,
        RuleCode.ASSET_CAP_YOUTH_EXEMPT,
    }
)
"""What the application and enquiries answer: no papers, no household, no work elsewhere."""
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
_WITHOUT_ENQUIRY = {TieField.AGE_DAYS, TieField.ITEM_POINTS}


def kinds_for_conditions(codes: Iterable[RuleCode]) -> frozenset[str] | None:
    """The enquiries that answer these conditions; None when they rest on more than enquiries."""
    return _joined([_OF_CONDITION[c] if c in _ENQUIRIES_ALONE else None for c in codes])


def kinds_asked(rules: RuleSet) -> frozenset[str]:
    """Every enquiry that the conditions or the scoring table of a round look at."""
    conditions = _NONE.union(*(_OF_CONDITION[one.code] for one in rules.criteria))
    if rules.rubric is None:
        return conditions
    points = kinds_for_sheets(rules)
    return frozenset(K) if points is None else conditions | points


def kinds_for_points(rubric: Rubric) -> frozenset[str] | None:
    """The enquiries the lines of a scoring table rest on; None when they rest on more."""
    return _joined(_of_lines(rubric, _OF_INPUT))


def kinds_for_sheets(rules: RuleSet) -> frozenset[str] | None:
    """The enquiries that score sheets and their ties rest on, all else of the applicant being
    known; None when that cannot be told."""
    fields = {step.field for step in rules.tie_breaks} - _WITHOUT_ENQUIRY
    ties = [_OF_INPUT.get(ScoreInput(field.value)) for field in fields]
    without = dict.fromkeys((ScoreInput.MARK, ScoreInput.FAILED_ROUNDS), _NONE)
    return _joined([*_of_lines(rules.rubric, {**_OF_INPUT, **without}), *ties])


def _of_lines(
    rubric: Rubric, of_input: Mapping[ScoreInput, frozenset[str]]
) -> list[frozenset[str] | None]:
    inputs = {item.input for item in rubric.criteria}
    inputs |= {bonus.input for group in rubric.bonuses for bonus in group.bonuses}
    found = [of_input.get(one) for one in inputs]
    if any(item.qualifier is Qualifier.PREMIUM_TYPE for item in rubric.criteria):
        found.append(frozenset({K.PREMIUM}))
    if rubric.penalties:
        found.append(frozenset({K.PARTICIPATION}))
    return found


def _joined(kinds: list[frozenset[str] | None]) -> frozenset[str] | None:
    return None if None in kinds else _NONE.union(*kinds)
