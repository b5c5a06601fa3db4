"""The part of the scoring table's form that holds values with their points, and what is counted."""

from collections.abc import Iterator
from fractions import Fraction

from django import forms

from jobportal.platform.rules.inputs import choice_text
from jobportal.platform.rules.rubric import Choice, Method, ScoreInput
from jobportal.platform.rules.scorewords import LISTS, WORDS
from programs.forms.eligibility import NamesField
from programs.forms.item_part import ItemPart
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField

LONGEST_VALUE = 60
_COUNTING = (Method.COUNT, Method.BAND)


def values_of(what: ScoreInput) -> list[tuple[str, str]]:
    """The closed list an input takes its values from, as choices of a form; none for names."""
    return [(word.value, word.label) for word in WORDS.get(what, ())]


def _value_field(what: ScoreInput) -> forms.Field:
    if values := values_of(what):
        return forms.ChoiceField(label="값", choices=[("", "빈 줄"), *values], required=False)
    return PlainTextField(label="값", max_length=LONGEST_VALUE, required=False)


def _options_field(what: ScoreInput) -> forms.Field:
    if values := values_of(what):
        return forms.MultipleChoiceField(
            label="세는 항목",
            choices=values,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="표시한 것만 셉니다. 하나도 표시하지 않으면 모두 셉니다.",
        )
    return NamesField(
        label="세는 항목",
        required=False,
        max_length=300,
        help_text=(
            "쉼표로 나누어 적으세요. 이름에 이 말이 들어 있는 것만 셉니다. 비워 두면 모두 셉니다. "
            "예: 직업상담사, 산업기사"
        ),
    )


def counts_members(part: ItemPart) -> bool:
    """Whether the item counts the members of a list."""
    return part.item.input in LISTS and part.item.method in _COUNTING


class ValueFields:
    """Fields of the points of every value of an item and of a few more; an emptied row goes."""

    def _add_values(self, part: ItemPart) -> None:
        choices = part.item.choices
        if part.item.method is Method.FLAG:
            for at, choice in enumerate(choices):
                self.fields[f"{part.key}-choice-{at}"] = PointsField(
                    label=choice_text(choice.value), required=True, initial=choice.points
                )
        for at in range(part.value_count):
            self._add_value(part, at, choices[at] if at < len(choices) else None)
        if counts_members(part):
            options = self.fields[f"{part.key}-options"] = _options_field(part.item.input)
            options.initial = part.item.options

    def _add_value(self, part: ItemPart, at: int, choice: Choice | None) -> None:
        value = self.fields[part.value(at, "value")] = _value_field(part.item.input)
        value.initial = choice.value if choice else ""
        points = self.fields[part.value(at, "points")] = PointsField(label="점수")
        points.initial = choice.points if choice else None

    def _check_values(self, part: ItemPart, given: dict) -> None:
        """A row has both its value and its points, or neither."""
        for at, (value, points) in enumerate(self._value_rows(part, given)):
            if value and points is None:
                self.add_error(part.value(at, "points"), "이 값의 점수를 적으세요. 예: 5")
            if not value and points is not None:
                words = "점수를 받을 값을 적거나 점수를 지우세요."
                self.add_error(part.value(at, "value"), words)

    def _value_rows(self, part: ItemPart, given: dict) -> list[tuple[str, Fraction | None]]:
        rows = range(part.value_count)
        return [(given[part.value(at, "value")], given[part.value(at, "points")]) for at in rows]

    def _choices(self, part: ItemPart, given: dict) -> Iterator[Choice]:
        if part.item.method is Method.FLAG:
            for at, choice in enumerate(part.item.choices):
                yield Choice(choice.value, given[f"{part.key}-choice-{at}"])
        for value, points in self._value_rows(part, given):
            if value:
                yield Choice(value, points)

    def _options(self, part: ItemPart, given: dict) -> tuple[str, ...]:
        return tuple(given.get(f"{part.key}-options", part.item.options))

    def flag_points(self, part: ItemPart) -> list:
        """The fields of the points of 해당 and 해당 없음."""
        names = [f"{part.key}-choice-{at}" for at in range(len(part.item.choices))]
        return [self[name] for name in names if name in self.fields]

    def value_rows(self, part: ItemPart) -> list[tuple]:
        """The field of the value and of its points in every row."""
        rows = range(part.value_count)
        return [(self[part.value(at, "value")], self[part.value(at, "points")]) for at in rows]
