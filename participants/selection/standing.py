"""Where one applicant stands: rank, cut-off, points short, and what more points would bring."""

from dataclasses import dataclass
from fractions import Fraction

from jobportal.platform.rules.rubric import BonusGroup, Rubric, Stacking
from jobportal.platform.rules.whatif import rank_with_more
from participants.selection.outcomes import Material, Row, outcome_of
from participants.selection.scores import exact, points_of


@dataclass(frozen=True)
class Raise:
    """Something that would give an applicant more points, and the rank they would have then."""

    label: str
    points: Fraction
    rank: int


@dataclass(frozen=True)
class Standing:
    """One applicant's row of the list as it would come out now, and what would raise them."""

    row: Row
    count: int
    raises: tuple[Raise, ...]


def standing_of(material: Material, receipt: str, lines: list[dict]) -> Standing:
    """Where an applicant with these lines stands; KeyError when they are not considered."""
    outcome = outcome_of(material)
    row = {one.application.receipt: one for one in outcome.rows}[receipt]
    entries = list(material.entries.values())
    ranks: dict[Fraction, int] = {}
    raises = []
    items = {code: exact(given) for code, given in points_of(lines).items()}
    for label, points in _raises(material.rules.rubric, row, items):
        if points not in ranks:
            ranks[points] = rank_with_more(entries, material.rules.tie_breaks, receipt, points)
        raises.append(Raise(label, points, ranks[points]))
    return Standing(row, len(outcome.rows), tuple(raises))


def _raises(rubric: Rubric, row: Row, items: dict[str, Fraction]) -> list[tuple[str, Fraction]]:
    """Points to the cut-off, each bonus not yet counted, and what items still leave open."""
    found = []
    if row.placing.short_by:
        found.append(("선발 최저 점수까지", row.placing.short_by))
    for group in rubric.bonuses:
        found += _bonuses(group, items)
    for item in rubric.criteria:
        most = rubric.weighted(item, item.max_points)
        found.append((f"{item.label} 만점", most - items.get(item.code, Fraction(0))))
    return [(label, points) for label, points in found if points > 0]


def _bonuses(group: BonusGroup, items: dict[str, Fraction]) -> list[tuple[str, Fraction]]:
    """What each bonus of a group would add to what the group gives already."""
    counted = sum((items.get(one.code, Fraction(0)) for one in group.bonuses), Fraction(0))
    found = []
    for bonus in group.bonuses:
        if items.get(bonus.code):
            continue
        gain = bonus.points
        if group.stacking is Stacking.HIGHEST:
            gain = bonus.points - counted
        elif group.stacking is Stacking.CAP:
            gain = min(bonus.points, group.cap - counted)
        found.append((f"가점 ‘{bonus.label}’", gain))
    return found
