"""What a rule found: met, not met or to be confirmed, with what was seen and what was needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobportal.platform.rules.codes import DayBasis, RuleCode, Word


class Outcome(Word):
    """The answer of one rule; what is not known is neither a pass nor a refusal."""

    MET = "MET", "충족"
    NOT_MET = "NOT_MET", "미충족"
    TO_CONFIRM = "TO_CONFIRM", "확인 필요"


class Eligibility(Word):
    """The answer of all rules together."""

    ELIGIBLE = "ELIGIBLE", "적격"
    INELIGIBLE = "INELIGIBLE", "부적격"
    TO_CONFIRM = "TO_CONFIRM", "확인 필요"


def cited(clause: str) -> str:
    """The clause as a sentence ends with it; "" for none."""
    return f" [{clause}]" if clause else ""


@dataclass(frozen=True)
class Answer:
    """The answer of one rule before its day and clause are put to it."""

    outcome: Outcome
    seen: str
    limit: str
    text: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One stored answer; `sentence` is what the refusal notice prints.

    `references` are those of the earlier participations a refusal rests on.
    """

    code: RuleCode
    outcome: Outcome
    seen: str
    limit: str
    basis: DayBasis
    day: date | None
    clause: str
    sentence: str
    references: tuple[str, ...] = ()


def met(seen: str, limit: str, text: str) -> Answer:
    """The condition holds."""
    return Answer(Outcome.MET, seen, limit, text)


def not_met(seen: str, limit: str, text: str, references: tuple[str, ...] = ()) -> Answer:
    """The condition is known not to hold."""
    return Answer(Outcome.NOT_MET, seen, limit, text, references)


def unknown(what: str, limit: str) -> Answer:
    """The fact `what` is missing, so nobody can say yet."""
    return Answer(Outcome.TO_CONFIRM, "미확인", limit, f"{what} 확인이 필요합니다.")


def verdict(findings: Iterable[Finding]) -> Eligibility:
    """INELIGIBLE when one rule is not met, else TO_CONFIRM when one is open, else ELIGIBLE."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.NOT_MET in outcomes:
        return Eligibility.INELIGIBLE
    return Eligibility.TO_CONFIRM if Outcome.TO_CONFIRM in outcomes else Eligibility.ELIGIBLE
