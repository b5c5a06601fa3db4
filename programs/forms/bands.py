"""The part of the scoring table's form that holds the bands of an item, and a band in words."""

from collections.abc import Iterator
from fractions import Fraction

from django import forms

from jobportal.platform.rules.inputs import choice_text
from jobportal.platform.rules.rubric import Band, ScoreItem
from jobportal.platform.rules.scorewords import COLUMNS
from programs.forms.item_part import ItemPart
from programs.forms.points import PointsField, exact_text

_LOWER = [("True", "이상"), ("False", "초과")]
_UPPER = [("False", "미만"), ("True", "이하")]
_NAMES = ("qualifier", "lower", "lower_inclusive", "upper", "upper_inclusive", "points")


def _side(label: str, choices: list, is_inclusive: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=lambda value: value == "True",
        initial=str(is_inclusive),
        required=False,
    )


class BandFields:
    """Fields of every band of an item and of a further one; an emptied band goes."""

    def _add_bands(self, part: ItemPart) -> None:
        bands = part.item.bands
        for at in range(part.band_count):
            self._add_band(part, at, bands[at] if at < len(bands) else None)

    def _add_band(self, part: ItemPart, at: int, band: Band | None) -> None:
        start = band or Band(Fraction(0))
        if part.item.qualifier:
            columns = [(word.value, word.label) for word in COLUMNS[part.item.qualifier]]
            self.fields[part.band(at, "qualifier")] = forms.ChoiceField(
                label="구분",
                choices=[("", "모두"), *columns],
                required=False,
                initial=start.qualifier,
            )
        lower = self.fields[part.band(at, "lower")] = PointsField(label="하한")
        lower.initial = start.lower
        self.fields[part.band(at, "lower_inclusive")] = _side(
            "하한 포함", _LOWER, start.lower_inclusive
        )
        upper = self.fields[part.band(at, "upper")] = PointsField(label="상한")
        upper.initial = start.upper
        self.fields[part.band(at, "upper_inclusive")] = _side(
            "상한 포함", _UPPER, start.upper_inclusive
        )
        points = self.fields[part.band(at, "points")] = PointsField(label="점수")
        points.initial = band.points if band else None

    def _bands(self, part: ItemPart, given: dict) -> Iterator[Band]:
        for at in range(part.band_count):
            row = {name: given[part.band(at, name)] for name in ("lower", "upper", "points")}
            if all(value is None for value in row.values()):
                continue
            if row["points"] is None:
                raise ValueError(f"[{part.item.label}] 구간 {at + 1}번째의 점수를 입력하세요.")
            yield Band(
                qualifier=given.get(part.band(at, "qualifier"), ""),
                lower_inclusive=given[part.band(at, "lower_inclusive")],
                upper_inclusive=given[part.band(at, "upper_inclusive")],
                **row,
            )

    def band_rows(self, part: ItemPart) -> list[dict]:
        """The fields of every row, by name."""
        rows = [{name: part.band(at, name) for name in _NAMES} for at in range(part.band_count)]
        return [
            {name: self[field] for name, field in row.items() if field in self.fields}
            for row in rows
        ]


def column_words(item: ScoreItem, qualifier: str) -> str:
    """The column of a band in words: 직장가입자; "" for one that holds for everyone."""
    return choice_text(qualifier) if item.qualifier else ""


def band_words(item: ScoreItem, band: Band) -> str:
    """A band in words: “직장가입자 24,000 이상 36,000 미만”."""
    words = [column_words(item, band.qualifier)] if band.qualifier else []
    if band.lower is not None and band.lower == band.upper:
        return " ".join([*words, exact_text(band.lower)])
    if band.lower is not None:
        words.append(f"{exact_text(band.lower)} {'이상' if band.lower_inclusive else '초과'}")
    if band.upper is not None:
        words.append(f"{exact_text(band.upper)} {'이하' if band.upper_inclusive else '미만'}")
    if band.lower is None and band.upper is None:
        words.append("값과 관계없이")
    return " ".join(words)
