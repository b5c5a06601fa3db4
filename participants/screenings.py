"""Questions about screenings: what each rule answered, what an officer decided, who was refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jobportal.platform.rules.codes import DayBasis, RuleCode
from jobportal.platform.rules.findings import Finding, Outcome, cited
from participants.models import Application, RuleOverride, Screening
from participants.queries import consent_form
from programs.preparation import NO_CLAUSE, own_clause

Overrides = Mapping[str, RuleOverride]


@dataclass(frozen=True)
class Ruling:
    """One rule's answer as it is kept, with the officer's decision beside it.

    ``seen`` and ``sentence`` are "" once what was seen has been destroyed.
    """

    code: RuleCode
    machine: Outcome
    seen: str
    limit: str
    basis: DayBasis
    day: date | None
    clause: str
    sentence: str
    references: tuple[str, ...]
    override: RuleOverride | None

    @property
    def outcome(self) -> Outcome:
        """What counts: the officer's decision, else the rule's answer."""
        return Outcome(self.override.outcome) if self.override else self.machine

    @property
    def reason(self) -> str:
        """Why it is not met, as the refusal notice says it, with the article of the notice."""
        if self.machine is Outcome.NOT_MET and self.sentence:
            return self.sentence if self.clause else f"{self.sentence}{cited(NO_CLAUSE)}"
        clause = cited(self.clause or NO_CLAUSE)
        if self.override:
            return f"{self.code.label}: {self.override.reason}{clause}"
        return f"{self.code.label}: {self.limit} 조건을 충족하지 않습니다.{clause}"


def rulings(screening: Screening, overrides: Overrides) -> list[Ruling]:
    """Every rule's answer of a screening in the order of the notice."""
    seen = screening.seen_by_code
    return [_ruling(line, seen.get(line["code"], {}), overrides) for line in screening.lines]


def _ruling(line: dict, seen: dict[str, str], overrides: Overrides) -> Ruling:
    clause, sentence = own_clause(line["clause"]), seen.get("sentence", "")
    if not clause:
        sentence = sentence.removesuffix(cited(line["clause"]))
    return Ruling(
        code=RuleCode(line["code"]),
        machine=Outcome(line["outcome"]),
        seen=seen.get("seen", ""),
        limit=line["limit"],
        basis=DayBasis(line["basis"]),
        day=date.fromisoformat(line["day"]) if line["day"] else None,
        clause=clause,
        sentence=sentence,
        references=tuple(line["references"]),
        override=overrides.get(line["code"]),
    )


def with_overrides(findings: Iterable[Finding], overrides: Overrides) -> tuple[Finding, ...]:
    """The findings as they count: where an officer decided, that and their reason."""
    return tuple(
        replace(one, outcome=Outcome(decided.outcome), sentence=decided.reason)
        if (decided := overrides.get(one.code))
        else one
        for one in findings
    )


def overrides_of(pks: Iterable[int]) -> dict[int, dict[str, RuleOverride]]:
    """The officers' decisions by application and rule; one query."""
    found: dict[int, dict[str, RuleOverride]] = {}
    for one in RuleOverride.objects.filter(application__in=pks).order_by():
        found.setdefault(one.application_id, {})[one.code] = one
    return found


def reasons_of(pks: Iterable[int]) -> dict[int, list[str]]:
    """Every reason each application was refused for, as its notice says it; [] without any.

    Two queries; who was not screened is not among them.
    """
    pks = list(pks)
    decided = overrides_of(pks)
    return {
        row.application_id: [
            one.reason
            for one in rulings(row, decided.get(row.application_id, {}))
            if one.outcome is Outcome.NOT_MET
        ]
        for row in Screening.objects.filter(application__in=pks).order_by()
    }


def refusal_reasons(application: Application) -> list[str]:
    """Every reason one application was refused for; [] without any."""
    return reasons_of([application.pk]).get(application.pk, [])


def codes_in(text: str) -> list[RuleCode]:
    """The rules of ``Screening.not_met`` or ``to_confirm``."""
    return [RuleCode(code) for code in text.split("|") if code]


def code_text(codes: Iterable[str]) -> str:
    """The rules as ``Screening.not_met`` keeps them, so that one is found between its bars."""
    joined = "|".join(codes)
    return f"|{joined}|" if joined else ""


def labels(text: str) -> str:
    """The names of the rules of ``Screening.not_met`` or ``to_confirm``, by commas."""
    return ", ".join(code.label for code in codes_in(text))


def kept_screenings(pks: Iterable[int]) -> dict[int, Screening]:
    """The screenings by application; one query."""
    return {row.application_id: row for row in Screening.objects.filter(application__in=pks)}


def kept_results(pks: Iterable[int]) -> dict[int, Screening]:
    """The screenings by application for who asks for the result and not for every line; one
    query."""
    rows = Screening.objects.filter(application__in=pks).defer("lines")
    return {row.application_id: row for row in rows}


def missing_consents(application: Application) -> list[str]:
    """The mandatory items without a consent that holds, by title; the whole form when there is
    none. They are those of the form the applicant answered, else of the one in force on the day of
    receipt."""
    answers = list(application.consents.select_related("item__form"))
    form = answers[0].item.form if answers else None
    form = form or consent_form(application.round, application.received_on)
    if form is None:
        return ["동의서"]
    held = {answer.item_id for answer in answers if answer.holds}
    return [item.title for item in form.items.filter(is_mandatory=True) if item.pk not in held]
