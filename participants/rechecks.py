"""The rules of a round put again to applicants, as things stand today, before a post is given."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jobportal.platform.rules.assess import assess
from jobportal.platform.rules.findings import Eligibility, Finding, Outcome, verdict
from participants.facts import facts_of
from participants.models import Application, RuleOverride
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


def recheck(applications: Iterable[Application]) -> dict[int, Recheck]:
    """The answers for applications of one round, by number; a fixed number of queries.

    An officer's decision on a rule stands. The applications have been read with their person.
    """
    applications = list(applications)
    if not applications:
        return {}
    round_ = applications[0].round
    announced = announced_rules(round_)
    criteria = rules_of(announced).criteria if announced else ()
    known, values = facts_of(round_, applications), statutory()
    decided = _overrides(applications)
    found = {}
    for pk, one in known.items():
        findings = tuple(
            replace(finding, outcome=decided.get((pk, finding.code.value), finding.outcome))
            for finding in assess(criteria, one.facts, one.days, values)
        )
        found[pk] = Recheck(verdict(findings), findings)
    return found


def _overrides(applications: list[Application]) -> dict[tuple[int, str], Outcome]:
    rows = RuleOverride.objects.filter(application__in=applications)
    return {
        (pk, code): Outcome(outcome)
        for pk, code, outcome in rows.values_list("application", "code", "outcome")
    }
