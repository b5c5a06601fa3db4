"""The forms of an interview: when and where, who reviews, and a reviewer's marks."""

from fractions import Fraction

from django import forms

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.models import User
from jobportal.platform.rules.rubric import ScoreItem
from jobportal.platform.rules.scorelines import points_text
from participants.models import InterviewSheet
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField


class PanelForm(forms.Form):
    """The day and the place of the interview."""

    held_on = KDateFormField(label="면접일")
    place = PlainTextField(label="장소", max_length=80, required=False)


class ReviewerForm(forms.Form):
    """A further seat on the panel."""

    user = forms.ModelChoiceField(User.objects.none(), label="심사위원", empty_label="고르세요")
    is_external = forms.BooleanField(label="외부위원", required=False)

    def __init__(self, data=None, *, users, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["user"].queryset = users


class ReopenForm(forms.Form):
    """Why marking is opened again."""

    reason = PlainTextField(label="사유", max_length=200, help_text="예: 채점 착오 정정")


class MarkForm(forms.Form):
    """A reviewer's marks for one applicant: 0 to the most of each item, at most two decimals.

    Submitted ones are all there; a draft may have gaps. Changing what was submitted needs a reason.
    """

    def __init__(self, data=None, *, items: list[ScoreItem], sheet: InterviewSheet | None):
        super().__init__(data)
        self.items, self.is_submitted = items, bool(sheet and sheet.submitted_at)
        kept = sheet.marks if sheet else {}
        for item in items:
            field = PointsField(
                label=f"{item.label} (0~{points_text(item.max_points)}점)",
                initial=Fraction(kept[item.code]) if item.code in kept else None,
            )
            self.fields[self.name(item)] = field
        if items and data is None:
            self.fields[self.name(items[0])].widget.attrs["autofocus"] = True
        self.fields["opinion"] = PlainTextField(
            label="심사 의견",
            max_length=500,
            required=False,
            initial=sheet.opinion if sheet else "",
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        if self.is_submitted:
            self.fields["reason"] = PlainTextField(
                label="고치는 까닭", max_length=200, help_text="예: 협의 결과 반영"
            )

    def only_show(self) -> None:
        """Nothing is changed any more: the marks are there to be read."""
        self.fields.pop("reason", None)
        for field in self.fields.values():
            field.disabled = True

    @staticmethod
    def name(item: ScoreItem) -> str:
        """The name of the field of an item."""
        return f"mark-{item.code}"

    @property
    def is_submit(self) -> bool:
        """Whether the sheet is to be submitted; a submitted one never becomes a draft again."""
        return self.is_submitted or self.data.get("action") != "draft"

    def clean(self):
        """Marks lie within their item; a submitted sheet has all of them."""
        given = super().clean()
        for item in self.items:
            name = self.name(item)
            mark = given.get(name)
            if mark is None:
                if self.is_submit and name not in self.errors:
                    self.add_error(name, "제출하려면 점수를 적으세요.")
            elif mark > item.max_points:
                most = points_text(item.max_points)
                self.add_error(name, f"0점부터 {most}점까지 적을 수 있습니다.")
            elif (mark * 100).denominator != 1:
                self.add_error(name, "소수점 아래 둘째 자리까지 적으세요. 예: 12.5")
        return given

    def marks(self) -> dict[str, Fraction]:
        """The marks given, by the code of the item."""
        found = {item.code: self.cleaned_data.get(self.name(item)) for item in self.items}
        return {code: mark for code, mark in found.items() if mark is not None}
