"""How the selection list of a round comes about: who is considered, ranked, given which post.

Everything is worked out from stored score sheets, applications, posts and placements, so the same
records give the same list whatever the order they are read in.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from jobportal.platform.rules.allocation import Allocation, Candidate, Pin, Placing, allocate
from jobportal.platform.rules.lottery import lottery
from jobportal.platform.rules.quota import Pool, Project
from jobportal.platform.rules.ranking import Entry, rank
from jobportal.platform.rules.ruleset import RuleSet
from participants.facts import age_group
from participants.models import Application, Placement, Selection
from participants.queries import in_states
from participants.selection.quota import household_limit, pools_of, projects_of
from participants.selection.scores import entries_by_receipt
from programs.models import Round, RoundRules, WorkProject
from programs.preparation import announced_rules, rules_of

S = Application.State
LISTED = (S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.PLACED)
"""States of those on an approved list."""
SCORED = (S.SCORED, *LISTED)
"""Who is considered where points decide."""
DRAWN = (S.ELIGIBLE, *LISTED)
"""Who is considered where lots decide."""
CONSIDERED = frozenset({*SCORED, *DRAWN})


@dataclass(frozen=True)
class Material:
    """What a list is made from. Applications, score entries and pins are by receipt number.

    ``unscored`` have no score sheet although points decide: they cannot be considered.
    """

    round: Round
    version: RoundRules
    rules: RuleSet
    applications: dict[str, Application]
    entries: dict[str, Entry]
    pools: tuple[Pool, ...]
    projects: tuple[Project, ...]
    project_ids: dict[str, int]
    pinned: dict[str, Pin]
    unscored: tuple[Application, ...] = ()

    @property
    def is_lottery(self) -> bool:
        """Whether lots decide: the rules have no scoring table."""
        return self.rules.rubric is None

    @property
    def method(self) -> str:
        """As a :class:`Selection` keeps it."""
        return Selection.Method.LOTTERY if self.is_lottery else Selection.Method.SCORE

    @cached_property
    def left(self) -> frozenset[str]:
        """The receipt numbers of those who were placed and left again: they hold no post."""
        gone = (receipt for receipt, pin in self.pinned.items() if not pin.holds)
        return frozenset(receipt for receipt in gone if receipt in self.applications)

    @cached_property
    def project_codes(self) -> dict[int, str]:
        """The code of each work project by its number."""
        return {pk: code for code, pk in self.project_ids.items()}


@dataclass(frozen=True)
class Row:
    """One line of a list: who, at which rank and score, with what outcome and tie."""

    application: Application
    rank: int
    score: Fraction | None
    placing: Placing
    tie: str


@dataclass(frozen=True)
class Outcome:
    """A whole list in the order of rank, with the allocation it rests on."""

    rows: tuple[Row, ...]
    allocation: Allocation


def material_of(round_: Round) -> Material | None:
    """What the round's list is made from now; None without announced rules."""
    version = announced_rules(round_)
    if version is None:
        return None
    rules = rules_of(version)
    states = DRAWN if rules.rubric is None else SCORED
    found = {one.receipt: one for one in in_states(round_, states)}
    numbers = {one.pk: receipt for receipt, one in found.items()}
    entries = {} if rules.rubric is None else entries_by_receipt(round_, rules, numbers)
    without = {} if rules.rubric is None else {r: found[r] for r in found if r not in entries}
    projects = WorkProject.objects.of(round_.district).filter(round=round_)
    return Material(
        round=round_,
        version=version,
        rules=rules,
        applications={receipt: found[receipt] for receipt in found if receipt not in without},
        entries=entries,
        pools=pools_of(round_),
        projects=projects_of(round_),
        project_ids=dict(projects.values_list("code", "pk")),
        pinned=_pinned(round_, numbers),
        unscored=tuple(without.values()),
    )


def _pinned(round_: Round, numbers: dict[int, str]) -> dict[str, Pin]:
    """Those placed already: where they are or, once they left, were last."""
    rows = Placement.objects.filter(round=round_, application__state=S.PLACED)
    rows = rows.exclude(state=Placement.State.CANCELLED).order_by("from_on", "pk")
    found: dict[str, Pin] = {}
    for pk, pool, project, state in rows.values_list(
        "application_id", "pool", "project__code", "state"
    ):
        if pk in numbers:
            found[numbers[pk]] = Pin(pool, project, holds=state in Placement.HOLDING)
    return found


def outcome_of(material: Material, seed: str = "") -> Outcome:
    """The list the material comes to; ``seed`` is what lots are drawn with.

    An empty seed where lots decide, or the same receipt twice, is a Korean ValueError.
    """
    places = drawn(material, seed) if material.is_lottery else ranked(material)
    allocation = allocate(
        candidates_of(material, places),
        material.pools,
        material.projects,
        household_limit(material.rules),
        material.pinned,
    )
    rows = (
        Row(material.applications[one.number], place.rank, place.score, one, place.tie)
        for one in allocation.placings
        for place in (places[one.number],)
    )
    return Outcome(tuple(rows), allocation)


@dataclass(frozen=True)
class Place:
    """A place in the order of a round, with what parted it from its equals."""

    rank: int
    score: Fraction | None
    tie: str


def ranked(material: Material) -> dict[str, Place]:
    """Everyone's place by points, in order."""
    entries = [material.entries[receipt] for receipt in material.applications]
    return {
        one.entry.number: Place(one.rank, one.entry.score, one.broken_by)
        for one in rank(entries, material.rules.tie_breaks)
    }


def drawn(material: Material, seed: str) -> dict[str, Place]:
    """Everyone's place by lot, in order; the digest that decided it stands for the tie."""
    return {
        one.number: Place(one.order, None, f"추첨값 {one.digest}")
        for one in lottery(material.applications, seed)
    }


def candidates_of(material: Material, places: dict[str, Place]) -> list[Candidate]:
    """Everyone as the allocation reads them."""
    return [_candidate(material, receipt, place) for receipt, place in places.items()]


def _candidate(material: Material, receipt: str, place: Place) -> Candidate:
    one = material.applications[receipt]
    wanted = (one.first_choice_id, one.second_choice_id)
    return Candidate(
        number=receipt,
        rank=place.rank,
        score=place.score,
        household=one.household,
        age_group=age_group(one.person.birth_on, material.round),
        participant_type=one.participant_type,
        preferences=tuple(
            material.project_codes[pk] for pk in wanted if pk in material.project_codes
        ),
        accepts_any=one.accepts_any,
        certificates=one.certificate_list,
        experience_years=Fraction(one.experience_years or 0),
    )
