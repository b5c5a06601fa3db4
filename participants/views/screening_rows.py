"""The rows of a round's screening list: masked, with the rules that are not met or open."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.rules.findings import Eligibility, Outcome
from participants.actions.screening import WAITING
from participants.forms import screening as choices
from participants.models import Application, RuleOverride, Screening
from participants.screenings import labels
from participants.standings import Standings
from programs.models import RoundRules

S = Application.State
NOT_LISTED = frozenset({S.DRAFT, S.WITHDRAWN})
STAGES: dict[str, frozenset[str]] = {
    choices.WAITING: frozenset(WAITING),
    choices.REVIEW: frozenset({S.UNDER_REVIEW}),
    choices.CONFIRMED: frozenset(set(S) - NOT_LISTED - {*WAITING, S.UNDER_REVIEW}),
}
"""The states of each stage of the screening."""


def narrowed(records: QuerySet, asked: dict) -> QuerySet:
    """The applications that fit what was asked for; drafts and the withdrawn never do."""
    records = records.exclude(state__in=NOT_LISTED)
    if asked.get("state"):
        records = records.filter(state__in=STAGES[asked["state"]])
    if asked.get("result") == choices.UNSCREENED:
        records = records.filter(screenings__isnull=True)
    elif asked.get("result"):
        records = records.filter(screenings__result=asked["result"])
    if asked.get("dong"):
        records = records.filter(person__dong=asked["dong"])
    if asked.get("rule"):
        records = _answered(records, asked["rule"], asked.get("outcome", ""))
    return records


def _answered(records: QuerySet, code: str, outcome: str) -> QuerySet:
    """Those of whom a rule was answered so; without an answer, those it does not simply pass."""
    bars = f"|{code}|"
    decided = RuleOverride.objects.filter(application=OuterRef("pk"), code=code)
    not_met = Exists(Screening.objects.filter(application=OuterRef("pk"), not_met__contains=bars))
    to_confirm = Exists(
        Screening.objects.filter(application=OuterRef("pk"), to_confirm__contains=bars)
    )
    match outcome:
        case Outcome.NOT_MET:
            return records.filter(not_met)
        case Outcome.TO_CONFIRM:
            return records.filter(to_confirm)
        case Outcome.MET:
            return records.filter(~not_met, ~to_confirm, screenings__isnull=False)
        case choices.DECIDED:
            return records.filter(Exists(decided))
    return records.filter(not_met | to_confirm | Exists(decided))


def rows_of(
    applications: Iterable[Application],
    rules: RoundRules | None,
    known: Standings,
    address: str,
    again: frozenset[int],
) -> list[dict]:
    """The rows of a page of the list, each leading to an address.

    ``known`` is what was read of the round, ``again`` are those to be screened again.
    """
    return [
        {
            **_row(one, known, rules),
            "url": reverse(address, args=[one.pk]),
            "again": one.pk in again,
        }
        for one in applications
    ]


def _row(application: Application, known: Standings, rules: RoundRules | None) -> dict:
    person, held = application.person, known.of[application.pk]
    is_review = application.state == S.UNDER_REVIEW
    return {
        "receipt": application.receipt,
        "name": mask_name(person.name),
        "birth": mask_birth(person.birth_on),
        "dong": person.dong,
        "state": application.get_state_display(),
        "result": Eligibility(held.result).label if held.result else "미심사",
        "code": held.result,
        "is_stale": bool(held.result and is_review and rules and held.rules_id != rules.pk),
        "not_met": labels(held.not_met),
        "to_confirm": labels(held.to_confirm),
        "decided": len(known.overrides.get(application.pk, ())),
    }
