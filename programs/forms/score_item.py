"""The form that puts a new item into a round's scoring table."""

from dataclasses import replace
from fractions import Fraction

from django import forms

from jobportal.platform.rules.rubric import (
    Band,
    Choice,
    Method,
    Qualifier,
    Rubric,
    ScoreInput,
    ScoreItem,
    Stage,
)
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField


class ScoreItemForm(forms.Form):
    """A new item of the table, begun with an open band or its plainest values."""

    label = PlainTextField(label="고려요소 이름", max_length=60)
    input = forms.ChoiceField(
        label="보는 값", choices=[(item.value, item.label) for item in ScoreInput]
    )
    method = forms.ChoiceField(
        label="점수 방식",
        choices=[(way.value, way.label) for way in Method if way is not Method.LOOKUP],
    )
    max_points = PointsField(label="최고 점수", required=True)
    qualifier = forms.ChoiceField(
        label="구분",
        required=False,
        choices=[("", "구분 없음"), *((part.value, part.label) for part in Qualifier)],
    )
    evidence = PlainTextField(label="확인 자료", required=False, max_length=60)

    def __init__(self, data=None, *, rubric: Rubric):
        super().__init__(data)
        self.rubric, self.item = rubric, None

    def clean(self):
        """Build the item with a code of its own."""
        given = super().clean()
        if not self.errors:
            try:
                self.item = self._item(given)
            except ValueError as error:
                self.add_error(None, str(error))
        return given

    def _item(self, given: dict) -> ScoreItem:
        method, most = Method(given["method"]), given["max_points"]
        codes = {item.code for item in self.rubric.criteria}
        code = next(c for n in range(1, len(codes) + 2) if (c := f"ITEM{n}") not in codes)
        plain: dict = {}
        if method is Method.BAND:
            plain["bands"] = (Band(Fraction(0)),)
        elif method is Method.FLAG:
            plain["choices"] = (Choice("YES", most), Choice("NO", Fraction(0)))
        return ScoreItem(
            code=code,
            label=given["label"],
            input=ScoreInput(given["input"]),
            method=method,
            max_points=most,
            qualifier=Qualifier(given["qualifier"]) if given["qualifier"] else None,
            points_each=Fraction(1) if method is Method.COUNT else Fraction(0),
            stage=Stage.INTERVIEW if method is Method.MANUAL else Stage.DOCUMENT,
            evidence=given["evidence"],
            **plain,
        )

    def rubric_with_item(self) -> Rubric:
        """The table with the item at its end; a stated total grows by the item's points."""
        rubric = replace(self.rubric, total=None, criteria=(*self.rubric.criteria, self.item))
        if self.rubric.total is None:
            return rubric
        grown = sum(rubric.weighted(item, item.max_points) for item in rubric.criteria)
        return replace(rubric, total=int(grown)) if grown == int(grown) else rubric
