"""Puts every condition of a round to the facts of one applicant and keeps every answer."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from jobportal.platform.rules import history_rules, household_rules, person_rules
from jobportal.platform.rules.codes import DayBasis, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Days, Facts, Statutory
from jobportal.platform.rules.findings import (
    Answer,
    Eligibility,
    Finding,
    Outcome,
    cited,
    unknown,
    verdict,
)
from jobportal.platform.values.date_printing import kdate

__all__ = ["Eligibility", "Finding", "Outcome", "assess", "verdict"]

RULES: dict[RuleCode, Callable[..., Answer]] = {
    RuleCode.MIN_AGE: person_rules.min_age,
    RuleCode.MAX_AGE: person_rules.max_age,
    RuleCode.RESIDENCY: person_rules.residency,
    RuleCode.WORK_ABILITY: person_rules.work_ability,
    RuleCode.UNEMPLOYED: person_rules.unemployed,
    RuleCode.INCOME_CAP: household_rules.income_cap,
    RuleCode.ASSET_CAP: household_rules.asset_cap,
    RuleCode.ASSET_CAP_YOUTH_EXEMPT: household_rules.youth_exemption,
    RuleCode.EXCL_LIVELIHOOD_BENEFIT: household_rules.livelihood_benefit,
    RuleCode.EXCL_UNEMPLOYMENT_BENEFIT: household_rules.unemployment_benefit,
    RuleCode.ONE_PER_HOUSEHOLD: household_rules.one_per_household,
    RuleCode.EXCL_STUDENT: person_rules.student,
    RuleCode.EXCL_OFFICIAL_FAMILY: person_rules.official_family,
    RuleCode.EXCL_PENSION: person_rules.pension,
    RuleCode.EXCL_FULLTIME_FARMER: person_rules.farmer,
    RuleCode.EXCL_REGULAR_INCOME: person_rules.regular_income,
    RuleCode.EXCL_CONCURRENT: history_rules.concurrent,
    RuleCode.REPEAT_LIMIT: history_rules.repeat_limit,
    RuleCode.PREV_DROPOUT: history_rules.previous_dropout,
    RuleCode.PREV_FRAUD: history_rules.previous_fraud,
    RuleCode.DOC_INCOMPLETE: person_rules.documents,
    RuleCode.EMPLOYMENT_BAN: person_rules.employment_ban,
    RuleCode.SAME_ROUND_REAPPLY: person_rules.reapply,
    RuleCode.QUALIFICATION: person_rules.qualification,
}


def assess(
    criteria: Iterable[Criterion], facts: Facts, days: Days, statutory: Statutory
) -> tuple[Finding, ...]:
    """One finding per condition, in their order; no answer stops the others.

    An unknown fact, or a day of the round not yet settled, gives TO_CONFIRM, never a refusal.
    """
    criteria, on = tuple(criteria), {basis: days.at(basis) for basis in DayBasis}
    answers = {c.code: _answer(c, facts, on[c.day], statutory) for c in criteria}
    _exempt_youth(criteria, answers, facts, days)
    return tuple(_finding(c, answers[c.code], on[c.day]) for c in criteria)


def _answer(criterion: Criterion, facts: Facts, day: date | None, statutory: Statutory) -> Answer:
    if day is None:
        return unknown(f"{criterion.day.label}(아직 정해지지 않음)", criterion.code.label)
    return RULES[criterion.code](criterion.params, facts, day, statutory)


def _exempt_youth(
    criteria: tuple[Criterion, ...], answers: dict[RuleCode, Answer], facts: Facts, days: Days
) -> None:
    cap, exempt = RuleCode.ASSET_CAP, RuleCode.ASSET_CAP_YOUTH_EXEMPT
    if cap not in answers or exempt not in answers:
        return
    criterion = next(c for c in criteria if c.code is exempt)
    age = facts.age_at(days.at(criterion.day))
    is_exempt = None if age is None else age <= criterion.params["age"]
    answers[cap], answers[exempt] = household_rules.with_exemption(
        answers[cap], answers[exempt], is_exempt
    )


def _finding(criterion: Criterion, answer: Answer, day: date | None) -> Finding:
    since = _since(criterion.day, day)
    return Finding(
        code=criterion.code,
        outcome=answer.outcome,
        seen=answer.seen,
        limit=answer.limit,
        basis=criterion.day,
        day=day,
        clause=criterion.clause,
        sentence=f"{since}{answer.text}{cited(criterion.clause)}",
        references=answer.references,
    )


@lru_cache(maxsize=64)  # a round has a few days, and each stands in every answer
def _since(basis: DayBasis, day: date | None) -> str:
    return f"{basis.label}({kdate(day)}) 기준 " if day else ""
