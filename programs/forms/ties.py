"""The form that adds a step to the order of equal scores."""

from django import forms

from jobportal.platform.rules.codes import VulnerableGroup
from jobportal.platform.rules.rubric import Rubric
from jobportal.platform.rules.tiebreaks import Direction, TieBreak, TieField

PREFERRED = 6


class TieBreakForm(forms.Form):
    """One step: what is looked at, which end comes first, or the groups in their order."""

    field = forms.ChoiceField(
        label="보는 값", choices=[(field.value, field.label) for field in TieField]
    )
    direction = forms.ChoiceField(
        label="방향",
        choices=[(way.value, way.label) for way in Direction],
        initial=Direction.DESC.value,
        help_text="세대주·거주 같은 예/아니오는 ‘큰 쪽 먼저’가 ‘예’를 먼저 둡니다.",
    )

    def __init__(self, data=None, *, rubric: Rubric | None):
        super().__init__(data)
        items = rubric.criteria if rubric else ()
        self.fields["item"] = forms.ChoiceField(
            label="고려요소",
            required=False,
            choices=[("", "해당 없음"), *((item.code, item.label) for item in items)],
            help_text="‘고려요소 점수’를 볼 때만 고릅니다.",
        )
        groups = [("", "없음"), *((group.value, group.label) for group in VulnerableGroup)]
        for place in range(1, PREFERRED + 1):
            self.fields[f"order_{place}"] = forms.ChoiceField(
                label=f"{place}순위 계층", required=False, choices=groups
            )
        self.fields["order_1"].help_text = "‘취업취약계층’을 볼 때만 고릅니다."
        self.step: TieBreak | None = None

    def clean(self):
        """Build the step; what stands against it is said above the form."""
        given = super().clean()
        if self.errors:
            return given
        order = tuple(given[f"order_{n}"] for n in range(1, PREFERRED + 1) if given[f"order_{n}"])
        if len(set(order)) < len(order):
            self.add_error(None, "같은 계층을 두 번 골랐습니다. 한 번만 고르세요.")
            return given
        try:
            self.step = TieBreak(
                TieField(given["field"]), Direction(given["direction"]), order, given["item"]
            )
        except ValueError as error:
            self.add_error(None, str(error))
        return given
