"""The rules of a round put again to applicants, as things stand today, before a post is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jobportal.platform.rules.assess import assess
from jobportal.platform.rules.findings import Eligibility, Finding, Outcome, verdict
from participants.facts import facts_of
from participants.models import Application, Screening
from participants.screenings import (
    Overrides,
    code_text,
    kept_results,
    overrides_of,
    with_overrides,
)
from programs.models import RoundRules
from programs.preparation import announced_rules, rules_of
from programs.statutory.timelines import statutory


@dataclass(frozen=True)
class Recheck:
    """The answer of all rules together, and every one of them."""

    result: Eligibility
    findings: tuple[Finding, ...]

    @property
    def against(self) -> tuple[Finding, ...]:
        """The findings that are not met or still to be confirmed."""
        return tuple(one for one in self.findings if one.outcome is not Outcome.MET)


def is_outdated(row: Screening, application: Application) -> bool:
    """True when a screening of somebody under review would answer otherwise today."""
    is_review = application.state == Application.State.UNDER_REVIEW
    return is_review and differs(row, recheck([application])[application.pk])


def differs(row: Screening, now: Recheck) -> bool:
    """True when the answers of today lead to another result, or to the same for other reasons."""
    refused = [one for one in now.findings if one.outcome is Outcome.NOT_MET]
    if (row.result, row.not_met) != (now.result, code_text(one.code for one in refused)):
        return True
    seen = row.seen_by_code if refused else {}
    return any(seen.get(one.code, {}).get("seen") != one.seen for one in refused)


def is_overtaken(row: Screening, rules: RoundRules, now: Recheck) -> bool:
    """True when a screening was made with other rules than these or would answer otherwise now."""
    return row.rules_id != rules.pk or differs(row, now)


def overtaken(
    rules: RoundRules | None,
    applications: Iterable[Application],
    decided: Mapping[int, Overrides] | None = None,
) -> frozenset[int]:
    """Who is to be screened again before the result is confirmed, by number.

    Of applications of one round that have been read with their person; only those under review
    that were screened. A fixed number of queries; nobody without announced rules. ``decided`` are
    the officers' decisions by application where they have been read.
    """
    review = [one for one in applications if one.state == Application.State.UNDER_REVIEW]
    if rules is None or not review:
        return frozenset()
    kept = kept_results(one.pk for one in review)
    now = _answers(rules, [one for one in review if one.pk in kept], decided)
    return frozenset(pk for pk, row in kept.items() if is_overtaken(row, rules, now[pk]))


def assessed(
    rules: RoundRules | None, applications: list[Application]
) -> dict[int, tuple[Finding, ...]]:
    """Every rule's answer today for applications of the round of the rules, by number."""
    if not applications:
        return {}
    round_ = applications[0].round
    criteria, values = rules_of(rules).criteria if rules else (), statutory(round_.district_id)
    known = facts_of(round_, applications)
    return {pk: assess(criteria, one.facts, one.days, values) for pk, one in known.items()}


def recheck(applications: Iterable[Application]) -> dict[int, Recheck]:
    """The answers for applications of one round, by number; a fixed number of queries.

    An officer's decision on a rule stands. The applications have been read with their person.
    """
    applications = list(applications)
    if not applications:
        return {}
    return _answers(announced_rules(applications[0].round), applications)


def _answers(
    rules: RoundRules | None,
    applications: list[Application],
    decided: Mapping[int, Overrides] | None = None,
) -> dict[int, Recheck]:
    answers = assessed(rules, applications)
    decided, found = overrides_of(answers) if decided is None else decided, {}
    for pk, raw in answers.items():
        findings = with_overrides(raw, decided.get(pk, {}))
        found[pk] = Recheck(verdict(findings), findings)
    return found
