"""The values score items look at, taken from the facts of one applicant."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from jobportal.platform.rules.facts import Facts
from jobportal.platform.rules.history_rules import rounds_within
from jobportal.platform.rules.naming import is_called
from jobportal.platform.rules.scorelines import Basis
from jobportal.platform.rules.scorewords import COLUMNS, WORDS, Qualifier, ScoreInput
from jobportal.platform.rules.windows import months_before
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import decimal_text, ratio

Value = int | Fraction | bool | str | tuple[str, ...]

_PLAIN = {
    ScoreInput.PREMIUM_WON: "premium_won",
    ScoreInput.INCOME_WON: "household_income_won",
    ScoreInput.ASSETS_WON: "assets_won",
    ScoreInput.FAILED_ROUNDS: "failed_rounds",
    ScoreInput.EMPLOYED_DAYS: "employed_days",
    ScoreInput.UNEMPLOYED_MONTHS: "unemployed_months",
    ScoreInput.DEPENDANTS: "dependants",
    ScoreInput.HOUSEHOLD_SIZE: "household_size",
    ScoreInput.EXPERIENCE_YEARS: "experience_years",
    ScoreInput.IS_HOUSEHOLD_HEAD: "is_household_head",
    ScoreInput.EMPLOYMENT: "employment",
    ScoreInput.VULNERABLE_GROUPS: "vulnerable_groups",
    ScoreInput.CERTIFICATES: "certificates",
}
_LABELS = {word.value: word.label for kind in (*WORDS.values(), *COLUMNS.values()) for word in kind}


def value_of(what: ScoreInput, basis: Basis, window_months: int = 0) -> Value | None:
    """The value on the day; None when it, or anything it rests on, is not known."""
    if what in _PLAIN:
        return getattr(basis.facts, _PLAIN[what])
    return _MADE[what](basis, window_months)


def _income_pct(basis: Basis, _: int) -> Fraction | None:
    facts = basis.facts
    size = facts.household_size
    if facts.household_income_won is None or size is None or size < 1:
        return None
    try:
        median = basis.statutory.median_won(size, basis.day)
    except LookupError:
        return None
    return ratio(facts.household_income_won * 100, median)


def _net_assets(basis: Basis, _: int) -> int | None:
    assets, debts = basis.facts.assets_won, basis.facts.debts_won
    return None if assets is None or debts is None else assets - debts


def _rounds(basis: Basis, window_months: int) -> int | None:
    if basis.facts.participations is None or basis.facts.is_history_partial:
        return None
    since = months_before(basis.day, window_months) if window_months else date.min
    return rounds_within(basis.facts.participations, since, basis.day)


def _age(basis: Basis, _: int) -> int | None:
    return basis.facts.age_at(basis.day)


def _is_resident(basis: Basis, _: int) -> bool | None:
    stays = basis.facts.district_stays
    return None if stays is None else any(stay.covers(basis.day) for stay in stays)


_MADE: dict[ScoreInput, Callable[[Basis, int], Value | None]] = {
    ScoreInput.INCOME_PCT: _income_pct,
    ScoreInput.NET_ASSETS_WON: _net_assets,
    ScoreInput.PARTICIPATION_ROUNDS: _rounds,
    ScoreInput.AGE: _age,
    ScoreInput.IS_RESIDENT: _is_resident,
    ScoreInput.MARK: lambda _basis, _months: None,
}


def qualifier_of(what: Qualifier, facts: Facts) -> str | None:
    """The column of the band table the applicant is in; None when not known."""
    return {
        Qualifier.PREMIUM_TYPE: facts.premium_type,
        Qualifier.PARTICIPANT_TYPE: facts.participant_type,
        Qualifier.AGE_GROUP: facts.age_group,
    }[what]


def counts_as(what: ScoreInput, held: str, wanted: str) -> bool:
    """Whether something held is the one meant: the same code, or a certificate so called."""
    return is_called(held, wanted) if what is ScoreInput.CERTIFICATES else held == wanted


def choice_text(value: str) -> str:
    """The Korean word of a code, or the text itself."""
    return _LABELS.get(value, value)


def value_text(what: ScoreInput, value: Value) -> str:
    """The value as the 심사표 prints it: “24,000원”, “2명”, “해당”, “장애인, 한부모가족”."""
    if isinstance(value, bool):
        return "해당" if value else "해당 없음"
    if isinstance(value, tuple):
        return ", ".join(sorted(choice_text(item) for item in value)) or "없음"
    if isinstance(value, str):
        return choice_text(value)
    unit = what.label.rpartition("(")[2].rstrip(")") if "(" in what.label else ""
    is_whole = value.denominator == 1
    return (number_text(int(value)) if is_whole else decimal_text(value, 2)) + unit
