"""The values by which applicants of equal score are parted, taken from the facts of one of them."""

from collections.abc import Iterable

from jobportal.platform.rules.inputs import Value, value_of, value_text
from jobportal.platform.rules.rubric import ScoreInput
from jobportal.platform.rules.scorelines import Basis
from jobportal.platform.rules.tiebreaks import TieBreak, TieField


def tie_values(steps: Iterable[TieBreak], basis: Basis) -> dict[TieField, Value | None]:
    """What each step looks at on the day of the basis; None is not known.

    Steps over the points of a score item are left out: those stand on the score sheet.
    """
    fields = {step.field for step in steps if step.field is not TieField.ITEM_POINTS}
    return {field: _value(field, basis) for field in TieField if field in fields}


def _value(field: TieField, basis: Basis) -> Value | None:
    if field is not TieField.AGE_DAYS:
        return value_of(ScoreInput(field.value), basis)
    birth_on = basis.facts.birth_on
    return None if birth_on is None else (basis.day - birth_on).days


def tie_text(field: TieField, value: Value | None) -> str:
    """The value as the score sheet prints it."""
    if value is None:
        return "미확인"
    if field is TieField.AGE_DAYS:
        return f"태어난 지 {value:,}일"
    return value_text(ScoreInput(field.value), value)
