"""Points of one applicant by the scoring table, every line kept so that the 심사표 reprints."""

from collections.abc import Mapping
from fractions import Fraction

from jobportal.platform.rules.adjustments import bonus_lines, penalty_lines
from jobportal.platform.rules.facts import Days, Facts, Statutory
from jobportal.platform.rules.inputs import (
    choice_text,
    counts_as,
    qualifier_of,
    value_of,
    value_text,
)
from jobportal.platform.rules.reviews import combined
from jobportal.platform.rules.rubric import Method, Rubric, ScoreItem
from jobportal.platform.rules.scorelines import Basis, ScoreLine, ScoreSheet, Section, points_text
from jobportal.platform.values.money import half_up

__all__ = ["Basis", "ScoreLine", "ScoreSheet", "Section", "score"]


def score(rubric: Rubric, facts: Facts, days: Days, statutory: Statutory) -> ScoreSheet:
    """The sheet of one applicant: a line per item, bonus and deduction; the total is their sum.

    What is not known gives a line to be confirmed with 0 points. Each line is rounded half up to
    two decimals after weighting, so that the printed lines add up to the printed total. Facts are
    looked at on the rubric's day, while that is not settled on the day of the enquiry.
    """
    basis = Basis(facts, days.at(rubric.day) or days.as_of, statutory)
    lines = [_line(rubric, item, basis) for item in rubric.criteria]
    for group in rubric.bonuses:
        lines += bonus_lines(group, basis)
    lines += penalty_lines(rubric.penalties, basis)
    return ScoreSheet(tuple(lines))


def _line(rubric: Rubric, item: ScoreItem, basis: Basis) -> ScoreLine:
    if item.method is Method.MANUAL:
        return _reviewed(rubric, item, basis.facts.marks)
    value = value_of(item.input, basis, item.window_months)
    if value is None:
        return _open(item, f"{item.input.label} 확인이 필요합니다.")
    shown = value_text(item.input, value)
    if item.method is Method.BAND:
        return _banded(rubric, item, basis, value, shown)
    if item.method is Method.COUNT:
        counted = _count(item, value)
        points = min(item.points_each * counted, item.max_points)
        return _given(rubric, item, shown, points, f"{counted} × {points_text(item.points_each)}점")
    return _looked_up(rubric, item, value, shown)


def _looked_up(rubric: Rubric, item: ScoreItem, value: object, shown: str) -> ScoreLine:
    """The best of the values held; of somebody who may hold several, the line says which."""
    keys = _keys(value)
    held = [c for c in item.choices if any(counts_as(item.input, key, c.value) for key in keys)]
    if not held:
        return _given(rubric, item, shown, Fraction(0))
    best = max(held, key=lambda choice: choice.points)
    why = choice_text(best.value) if isinstance(value, tuple) else ""
    return _given(rubric, item, shown, best.points, why)


def _banded(rubric: Rubric, item: ScoreItem, basis: Basis, value: object, shown: str) -> ScoreLine:
    column = "" if item.qualifier is None else qualifier_of(item.qualifier, basis.facts)
    if column is None:
        return _open(item, f"{item.qualifier.label} 확인이 필요합니다.")
    number = value
    if isinstance(value, tuple):
        number = _count(item, value) if item.options else len(value)
    for at, band in enumerate(item.bands):
        if band.qualifier in ("", column) and band.holds(number):
            where = f"구간 {at + 1}번째" + (f"({choice_text(column)})" if column else "")
            return _given(rubric, item, shown, band.points, where, at)
    return _open(item, f"{shown}에 해당하는 구간이 배점표에 없습니다. 배점표를 확인해 주세요.")


def _count(item: ScoreItem, value: object) -> int:
    """Whole things counted: the members of a list (of the options), or the number cut down."""
    if isinstance(value, tuple):
        return len({held for held in value if not item.options or _is_option(item, held)})
    return max(int(value), 0)


def _is_option(item: ScoreItem, held: str) -> bool:
    return any(counts_as(item.input, held, option) for option in item.options)


def _keys(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("YES",) if value else ("NO",)
    return tuple(value) if isinstance(value, tuple) else (str(value),)


def _given(
    rubric: Rubric,
    item: ScoreItem,
    shown: str,
    points: Fraction,
    why: str = "",
    band: int | None = None,
) -> ScoreLine:
    weighted = _rounded(rubric.weighted(item, points))
    sentence = f"{item.label}: {shown} → {f'{why}, ' if why else ''}{points_text(weighted)}점"
    return ScoreLine(
        item.code, item.label, Section.ITEM, shown, weighted, sentence, band, item.evidence
    )


def _rounded(points: Fraction) -> Fraction:
    has_two_decimals = 100 % points.denominator == 0
    return points if has_two_decimals else Fraction(half_up(points, 2))


def _open(item: ScoreItem, text: str) -> ScoreLine:
    sentence = f"{item.label}: {text} 확인될 때까지 0점으로 둡니다."
    return ScoreLine.to_confirm(item.code, item.label, Section.ITEM, sentence, item.evidence)


def _reviewed(
    rubric: Rubric, item: ScoreItem, marks: Mapping[str, tuple[Fraction, ...]]
) -> ScoreLine:
    given = marks.get(item.code, ())
    if len(given) < rubric.min_reviewers or not given:
        least = max(rubric.min_reviewers, 1)
        return _open(item, f"심사위원 {least}명의 점수가 필요하나 {len(given)}명만 냈습니다.")
    if any(not 0 <= mark <= item.max_points for mark in given):
        return _open(item, f"심사 점수가 0~{points_text(item.max_points)}점을 벗어납니다.")
    mark = combined(given, rubric.review_method)
    shown = ", ".join(points_text(one) for one in sorted(given))
    line = _given(rubric, item, shown, mark, f"{len(given)}명 {rubric.review_method.label}")
    spread = max(given) - min(given)
    if rubric.spread_limit is None or spread <= rubric.spread_limit:
        return line
    return line.for_discussion(
        f"{line.sentence} (최고·최저 점수 차 {points_text(spread)}점: 협의가 필요합니다)"
    )
