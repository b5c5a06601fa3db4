"""Bonuses and deductions of a score sheet, each as a line of its own."""

from collections.abc import Iterable
from fractions import Fraction

from jobportal.platform.rules.facts import Participation
from jobportal.platform.rules.history_rules import frauds_of, of_programmes
from jobportal.platform.rules.inputs import counts_as, value_of, value_text
from jobportal.platform.rules.rubric import Bonus, BonusGroup, Penalty, PenaltyKind, Stacking
from jobportal.platform.rules.scorelines import Basis, ScoreLine, Section, points_text
from jobportal.platform.rules.windows import months_before

_ZERO = Fraction(0)
_OPEN = "확인이 필요합니다. 확인될 때까지 0점으로 둡니다."


def bonus_lines(group: BonusGroup, basis: Basis) -> list[ScoreLine]:
    """One line per bonus of the group; what stacking takes away is said on the line.

    HIGHEST counts the largest (the first of equals); CAP counts in the order declared until the
    cap is used up.
    """
    held = [_is_held(bonus, basis) for bonus in group.bonuses]
    pairs = list(zip(group.bonuses, held, strict=True))
    counted = _stacked(group, [bonus.points if has else _ZERO for bonus, has in pairs])
    lines = []
    for (bonus, is_held), points in zip(pairs, counted, strict=True):
        if is_held is None:
            text = f"{bonus.label}: {bonus.input.label} {_OPEN}"
            lines.append(ScoreLine.to_confirm(bonus.code, bonus.label, Section.BONUS, text))
            continue
        shown = "해당" if is_held else "해당 없음"
        text = f"{bonus.label}: {shown}, {points_text(points)}점"
        if is_held and points < bonus.points:
            text += f"({group.label} {group.stacking.label}, 원래 {points_text(bonus.points)}점)"
        lines.append(ScoreLine(bonus.code, bonus.label, Section.BONUS, shown, points, text))
    return lines


def _is_held(bonus: Bonus, basis: Basis) -> bool | None:
    value = value_of(bonus.input, basis)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return any(counts_as(bonus.input, held, bonus.value) for held in value)
    return bonus.value in (str(value), value_text(bonus.input, value))


def _stacked(group: BonusGroup, points: list[Fraction]) -> list[Fraction]:
    if group.stacking is Stacking.SUM or not points:
        return points
    if group.stacking is Stacking.HIGHEST:
        best = points.index(max(points))
        return [point if at == best else _ZERO for at, point in enumerate(points)]
    left, counted = group.cap, []
    for point in points:
        counted.append(min(point, left))
        left -= counted[-1]
    return counted


def penalty_lines(penalties: Iterable[Penalty], basis: Basis) -> list[ScoreLine]:
    """One line per deduction, with points at or below 0."""
    return [_penalty_line(penalty, basis) for penalty in penalties]


def _penalty_line(penalty: Penalty, basis: Basis) -> ScoreLine:
    facts, count = basis.facts, _occurrences(penalty, basis)
    if not count and (facts.participations is None or facts.is_history_partial):
        text = f"{penalty.label}: 이전 참여 이력 {_OPEN}"
        return ScoreLine.to_confirm(penalty.code, penalty.label, Section.PENALTY, text)
    taken = penalty.points * (count if penalty.is_each else min(count, 1))
    shown = f"{penalty.kind.label} {count}건"
    text = f"{penalty.label}: {shown}, {points_text(-taken)}점"
    return ScoreLine(penalty.code, penalty.label, Section.PENALTY, shown, -taken, text)


def _occurrences(penalty: Penalty, basis: Basis) -> int:
    """Those that ended after `window_months` ago and not after `after_months` ago.

    A year-old end belongs to the window from 12 months, not to the one up to 12 months, so that
    two windows that meet never take off twice.
    """
    months = penalty.window_months
    latest = months_before(basis.day, penalty.after_months)
    found = of_programmes(_counting(penalty, basis), {"programmes": penalty.programmes})
    return sum(
        1
        for item in found
        if (not months or (item.to_on or basis.day) > months_before(basis.day, months))
        and (item.to_on or basis.day) <= latest
        and item.from_on < basis.day
    )


def _counting(penalty: Penalty, basis: Basis) -> list[Participation]:
    """What the deduction is for, whenever it was."""
    if penalty.kind is PenaltyKind.FRAUD:
        return frauds_of(basis.facts)
    past = basis.facts.participations or ()
    is_counted = penalty.kind is PenaltyKind.PARTICIPATED
    return [item for item in past if is_counted or item.dropped_out]
