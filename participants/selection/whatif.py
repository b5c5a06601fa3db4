"""What a changed cap, band, weight or number of posts would do to a round's list; nothing is saved.

Only what a change can touch is worked out again: eligibility under changed conditions, points of
changed parts of the scoring table, then order and posts.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from jobportal.platform.rules.assess import assess
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.findings import Outcome as Answer
from jobportal.platform.rules.quota import Pool, Project
from jobportal.platform.rules.rubric import Rubric
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.scoring import score
from jobportal.platform.rules.whatif import Comparison, Rescored, compare, rescored
from participants.enquiries.needed import kinds_for_conditions, kinds_for_points
from participants.facts import Known, facts_of
from participants.facts.narrow import narrow_facts
from participants.interviews import awaits_marks
from participants.models import Application, RuleOverride, Screening
from participants.queries import in_states
from participants.selection.outcomes import Material, Outcome, outcome_of
from participants.selection.scores import (
    entry_of,
    exact,
    hundredths,
    line_points,
    points_of,
    rests_on_items,
    sheets_of,
)
from programs.statutory.timelines import statutory

S = Application.State
_PAIRED = frozenset({RuleCode.ASSET_CAP, RuleCode.ASSET_CAP_YOUTH_EXEMPT})
"""Conditions that are answered together."""


@dataclass(frozen=True)
class Trial:
    """Rules and posts as somebody tries them."""

    rules: RuleSet
    pools: tuple[Pool, ...]
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class Answered:
    """Both lists and what differs. ``admitted`` and ``refused`` are the receipt numbers of those
    whom the changed conditions let in or keep out."""

    before: Outcome
    after: Outcome
    tried: Material
    comparison: Comparison
    rescored: tuple[Rescored, ...]
    admitted: tuple[str, ...]
    refused: tuple[str, ...]


def try_out(material: Material, trial: Trial) -> Answered:
    """What the list would come to under the trial; the material is one that points decide."""
    admitted, refused = _eligibility(material, trial.rules)
    tried = replace(
        _with_points(_without(material, refused), trial.rules),
        rules=trial.rules,
        pools=trial.pools,
        projects=trial.projects,
    )
    tried = _with_admitted(tried, admitted)
    before, after = outcome_of(material), outcome_of(tried)
    points = [{r.application.receipt: r.score for r in one.rows} for one in (before, after)]
    return Answered(
        before=before,
        after=after,
        tried=tried,
        comparison=compare(before.allocation, after.allocation, material.left),
        rescored=rescored(*points),
        admitted=tuple(one.receipt for one in admitted),
        refused=tuple(refused),
    )


def _known(
    material: Material, applications: list[Application], kinds: frozenset[str] | None
) -> dict[int, Known]:
    """The facts of the applicants: only what some enquiries tell where that is enough."""
    if kinds is None:
        return facts_of(material.round, applications)
    return narrow_facts(material.round, applications, kinds)


# ---- who may take part -----------------------------------------------------------------------


def _eligibility(material: Material, rules: RuleSet) -> tuple[list[Application], list[str]]:
    """Refused applicants the changed conditions let in, and considered ones they keep out."""
    changed = changed_conditions(material.rules, rules)
    if not changed:
        return [], []
    codes = {one.code for one in changed}
    outside = _refused_only_by(material, codes)
    inside = [
        one for receipt, one in material.applications.items() if receipt not in material.pinned
    ]
    known = _known(material, [*inside, *outside], kinds_for_conditions(codes))
    ruled = _Ruled(material, changed, known)
    admitted = [one for one in outside if ruled.meets(one)]
    return admitted, [one.receipt for one in inside if ruled.newly_fails(one)]


def changed_conditions(before: RuleSet, after: RuleSet) -> tuple[Criterion, ...]:
    """The conditions of ``after`` with other numbers than before, each with the one it is paired
    with."""
    old = {one.code: one for one in before.criteria}
    codes = {one.code for one in after.criteria if old.get(one.code) != one}
    if codes & _PAIRED:
        codes |= _PAIRED
    return tuple(one for one in after.criteria if one.code in codes)


def _refused_only_by(material: Material, codes: set[RuleCode]) -> list[Application]:
    """The ineligible who fail nothing but these conditions, and have nothing to be confirmed."""
    screenings = Screening.objects.filter(
        application__round=material.round, application__state=S.INELIGIBLE, to_confirm=""
    )
    pks = {
        pk
        for pk, not_met in screenings.values_list("application_id", "not_met")
        if not_met and set(not_met.strip("|").split("|")) <= codes
    }
    return in_states(material.round, [S.INELIGIBLE], pks)


class _Ruled:
    """The changed conditions put to applicants, officers' decisions counted in."""

    def __init__(self, material: Material, changed: tuple[Criterion, ...], known: dict):
        codes = {one.code for one in changed}
        self.changed, self.known, self.values = (
            changed,
            known,
            statutory(material.round.district_id),
        )
        self.old = tuple(one for one in material.rules.criteria if one.code in codes)
        decided = RuleOverride.objects.filter(application__round=material.round, code__in=codes)
        self.decided = {
            (pk, code): Answer(outcome)
            for pk, code, outcome in decided.values_list("application_id", "code", "outcome")
        }

    def answers(self, one: Application, criteria: tuple[Criterion, ...]) -> set[Answer]:
        """What the conditions come to for an applicant."""
        known = self.known[one.pk]
        findings = assess(criteria, known.facts, known.days, self.values)
        return {self.decided.get((one.pk, f.code), f.outcome) for f in findings}

    def meets(self, one: Application) -> bool:
        """Whether all changed conditions are known to be met."""
        return self.answers(one, self.changed) <= {Answer.MET}

    def newly_fails(self, one: Application) -> bool:
        """Whether one is not met that was not failed with the old numbers."""
        failed = Answer.NOT_MET in self.answers(one, self.changed)
        return failed and Answer.NOT_MET not in self.answers(one, self.old)


def _without(material: Material, refused: list[str]) -> Material:
    gone = set(refused)
    kept = {key: one for key, one in material.applications.items() if key not in gone}
    return replace(material, applications=kept)


def _with_admitted(material: Material, admitted: list[Application]) -> Material:
    """The material with those let in, scored by the tried table."""
    if not admitted:
        return material
    made = sheets_of(material.round, material.rules, admitted)
    entries = {
        one.receipt: entry_of(
            one.receipt,
            made[one.pk].total_hundredths,
            made[one.pk].inputs,
            points_of(made[one.pk].lines),
        )
        for one in admitted
    }
    applications = {**material.applications, **{one.receipt: one for one in admitted}}
    return replace(material, applications=applications, entries={**material.entries, **entries})


# ---- points ----------------------------------------------------------------------------------


def changed_parts(before: Rubric, after: Rubric) -> Rubric:
    """The scoring table cut down to what differs: only its lines need to be worked out again."""
    return replace(
        after,
        criteria=tuple(
            new
            for old, new in zip(before.criteria, after.criteria, strict=True)
            if old != new or before.weighted(old, 1) != after.weighted(new, 1)
        ),
        bonuses=tuple(
            new for old, new in zip(before.bonuses, after.bonuses, strict=True) if old != new
        ),
        penalties=tuple(
            new for old, new in zip(before.penalties, after.penalties, strict=True) if old != new
        ),
        total=None,
    )


def _with_points(material: Material, rules: RuleSet) -> Material:
    """The material with the points the tried table gives."""
    parts = changed_parts(material.rules.rubric, rules.rubric)
    if not (parts.criteria or parts.bonuses or parts.penalties):
        return material
    chosen = list(material.applications.values())
    known = _known(material, chosen, kinds_for_points(parts))
    is_open = awaits_marks(material.round, material.rules)
    values = statutory(material.round.district_id)
    points, has_items = line_points(material.round), rests_on_items(rules)
    entries = {}
    for one in chosen:
        facts = known[one.pk].facts
        if is_open:
            facts = replace(facts, marks={})
        sheet = score(parts, facts, known[one.pk].days, values)
        new = {line.code: hundredths(line.points) for line in sheet.lines}
        entries[one.receipt] = replace(
            material.entries[one.receipt],
            score=exact(sum({**points[one.pk], **new}.values())),
            items=_items({**points[one.pk], **new}) if has_items else {},
        )
    return replace(material, entries=entries)


def _items(points: dict[str, int]) -> dict[str, Fraction]:
    return {code: exact(given) for code, given in points.items()}
