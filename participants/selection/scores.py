"""The score sheet of an application (심사표): what is stored of it, and how a ranking reads it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from jobportal.platform.rules.facts import Statutory
from jobportal.platform.rules.ranking import Entry
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.scoring import Basis, ScoreLine, score
from jobportal.platform.rules.tiebreaks import TieField
from jobportal.platform.rules.tievalues import tie_text, tie_values
from jobportal.platform.values.money import half_up
from participants.enquiries.needed import kinds_for_sheets
from participants.facts import Known, facts_of
from participants.interviews import awaits_marks
from participants.models import Application, Score
from programs.models import Round
from programs.statutory.timelines import statutory

TIE = "TIE:"
"""Before the field of a tie-break, where its value stands among the inputs."""
NO_POINTS: Mapping[str, int] = MappingProxyType({})
SAID = ("total_hundredths", "lines", "inputs", "is_complete", "needs_discussion")
"""What a sheet says."""
TO_CONFIRM, DISCUSS = "to_confirm", "needs_discussion"
"""The flags of a line."""


@dataclass(frozen=True)
class Sheet:
    """What a :class:`Score` keeps, worked out and not yet written."""

    total_hundredths: int
    lines: list[dict]
    inputs: str
    is_complete: bool
    needs_discussion: bool

    def differs_from(self, row: Score) -> bool:
        """Whether the stored sheet, or these values of one (:data:`SAID`), says anything else."""
        return any(getattr(self, name) != getattr(row, name) for name in SAID)


def sheets_of(
    round_: Round, rules: RuleSet, applications: Iterable[Application]
) -> dict[int, Sheet]:
    """The sheet each application would get now, by number; the rules have a scoring table.

    Interview marks enter once the panel is closed: no total tells a reviewer what another gave.
    """
    values, is_open = statutory(round_.district_id), awaits_marks(round_, rules)
    known = facts_of(round_, applications, kinds_for_sheets(rules))
    return {
        pk: _sheet(rules, _unmarked(one) if is_open else one, values) for pk, one in known.items()
    }


def _unmarked(known: Known) -> Known:
    return replace(known, facts=replace(known.facts, marks={}))


def _sheet(rules: RuleSet, known: Known, values: Statutory) -> Sheet:
    made = score(rules.rubric, known.facts, known.days, values)
    lines = [_line(line) for line in made.lines]
    day = known.days.at(rules.rubric.day) or known.days.as_of
    ties = tie_values(rules.tie_breaks, Basis(known.facts, day, values))
    inputs = {line.code: {"input": line.input, "sentence": line.sentence} for line in made.lines}
    inputs |= {
        f"{TIE}{field}": {"input": tie_text(field, value), "sentence": "", "value": value}
        for field, value in ties.items()
    }
    return Sheet(
        total_hundredths=sum(line["points"] for line in lines),
        lines=lines,
        inputs=json.dumps(inputs, ensure_ascii=False, sort_keys=True),
        is_complete=made.is_complete,
        needs_discussion=any(line.needs_discussion for line in made.lines),
    )


def _line(line: ScoreLine) -> dict:
    flags = [(TO_CONFIRM, line.is_to_confirm), (DISCUSS, line.needs_discussion)]
    return {
        "code": line.code,
        "label": line.label,
        "section": line.section.value,
        "points": hundredths(line.points),
        "band": line.band,
        "flags": [name for name, is_set in flags if is_set],
    }


def hundredths(points: Fraction) -> int:
    """Points as a sheet keeps them; halves of a hundredth are rounded away from zero."""
    number, rest = divmod(points.numerator * 100, points.denominator)
    return half_up(points * 100) if rest else number


def exact(stored: int) -> Fraction:
    """Stored points as the rules count them."""
    return Fraction(stored, 100)


def entry_of(
    number: str, total_hundredths: int, inputs: str, points: Mapping[str, int] = NO_POINTS
) -> Entry:
    """The place in a ranking that a stored sheet asks for; once destroyed, inputs part no tie.

    ``points`` are the hundredths of its lines, where a tie may rest on them.
    """
    kept = json.loads(inputs) if inputs else {}
    fields = {
        TieField(key.removeprefix(TIE)): _tie(one["value"])
        for key, one in kept.items()
        if key.startswith(TIE)
    }
    items = {code: exact(given) for code, given in points.items()}
    return Entry(number, exact(total_hundredths), fields, items)


def _tie(value):
    return tuple(value) if isinstance(value, list) else value


def points_of(lines: Iterable[dict]) -> dict[str, int]:
    """The hundredths of each line by its code."""
    return {line["code"]: line["points"] for line in lines}


def rests_on_items(rules: RuleSet) -> bool:
    """Whether a tie may be parted by the points of a single line."""
    return any(step.field is TieField.ITEM_POINTS for step in rules.tie_breaks)


def entries_by_receipt(round_: Round, rules: RuleSet, receipts: dict[int, str]) -> dict[str, Entry]:
    """The entries of the scored of a round among these applications, whose receipts are given."""
    rows = Score.objects.filter(application__round=round_).order_by()
    items = line_points(round_) if rests_on_items(rules) else {}
    return {
        receipts[pk]: entry_of(receipts[pk], total, inputs, items.get(pk, NO_POINTS))
        for pk, total, inputs in rows.values_list("application_id", "total_hundredths", "inputs")
        if pk in receipts
    }


def line_points(round_: Round) -> dict[int, dict[str, int]]:
    """The hundredths of each line of every sheet of a round, by application; one query."""
    rows = Score.objects.filter(application__round=round_).order_by()
    return {pk: points_of(lines) for pk, lines in rows.values_list("application_id", "lines")}
