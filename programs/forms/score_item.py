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
from jobportal.platform.rules.scorewords import FLAGS, WORDS
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField
from programs.forms.values import LONGEST_VALUE, values_of

WORD_INPUTS = tuple(what for what in WORDS if what not in FLAGS)
LOOKED_UP = (*WORD_INPUTS, ScoreInput.CERTIFICATES)
"""The inputs that 값별 점수 is for; bands say of a number when it lies outside the table."""


def _instead_of_lookup(what: ScoreInput) -> Method:
    if what is ScoreInput.MARK:
        return Method.MANUAL
    return Method.FLAG if what in FLAGS else Method.BAND


class ScoreItemForm(forms.Form):
    """A new item of the table, begun with an open band, its best value or its plainest values."""

    label = PlainTextField(label="고려요소 이름", max_length=60)
    input = forms.ChoiceField(
        label="보는 값", choices=[(item.value, item.label) for item in ScoreInput]
    )
    method = forms.ChoiceField(
        label="점수 방식",
        choices=[(way.value, way.label) for way in Method],
        help_text=f"‘값별 점수’는 {', '.join(what.label for what in LOOKED_UP)}에 씁니다.",
    )
    max_points = PointsField(label="최고 점수", required=True)
    best = forms.ChoiceField(
        label="최고 점수를 받는 값",
        required=False,
        choices=[("", "해당 없음"), *((what.label, values_of(what)) for what in WORD_INPUTS)],
        help_text="‘값별 점수’일 때 고릅니다. 다른 값과 점수는 저장한 뒤 배점표에서 더합니다.",
    )
    best_certificate = PlainTextField(
        label="최고 점수를 받는 자격증",
        required=False,
        max_length=LONGEST_VALUE,
        help_text="자격증의 ‘값별 점수’일 때 이름에 든 말을 적습니다. 예: 직업상담사",
    )
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
        if given.get("method") == Method.LOOKUP and given.get("input"):
            self._check_lookup(ScoreInput(given["input"]), given)
        if not self.errors:
            try:
                self.item = self._item(given)
            except ValueError as error:
                self.add_error(None, str(error))
        return given

    def _check_lookup(self, what: ScoreInput, given: dict) -> None:
        """The input has values to be looked up, and the best of them is one of its own."""
        if what not in LOOKED_UP:
            words = f"‘{what.label}’에는 ‘{_instead_of_lookup(what).label}’ 방식을 고르세요."
            self.add_error("method", words)
        elif what is ScoreInput.CERTIFICATES:
            if not given.get("best_certificate") and "best_certificate" not in self.errors:
                self.add_error("best_certificate", "자격증 이름을 적으세요. 예: 직업상담사")
        elif given.get("best") not in dict(values_of(what)) and "best" not in self.errors:
            self.add_error("best", f"‘{what.label}’의 값 가운데 하나를 고르세요.")

    def _item(self, given: dict) -> ScoreItem:
        method, most = Method(given["method"]), given["max_points"]
        codes = {item.code for item in self.rubric.criteria}
        code = next(c for n in range(1, len(codes) + 2) if (c := f"ITEM{n}") not in codes)
        plain: dict = {}
        if method is Method.BAND:
            plain["bands"] = (Band(Fraction(0)),)
        elif method is Method.FLAG:
            plain["choices"] = (Choice("YES", most), Choice("NO", Fraction(0)))
        elif method is Method.LOOKUP:
            is_named = given["input"] == ScoreInput.CERTIFICATES
            plain["choices"] = (Choice(given["best_certificate" if is_named else "best"], most),)
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
