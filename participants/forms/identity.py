"""A roster with resident numbers: which rounds, what for, for whom (compliance PD-39)."""

from django import forms

from participants.forms.results import RosterForm
from participants.rosters.identity import IdentityUse


class IdentityForm(RosterForm):
    """As any roster, but the use is the kind of its purpose."""

    example = "7월 참여자 건강보험 자격취득 신고"
    purpose_kind = None
    preset = forms.ChoiceField(
        label="쓰임", choices=[("", "선택하세요"), *((one.value, one.label) for one in IdentityUse)]
    )
    field_order = ("scope", "preset", "purpose_text", "audience")

    @property
    def use(self) -> IdentityUse:
        """What the numbers are needed for."""
        return IdentityUse(self.cleaned_data["preset"])

    @property
    def purpose(self) -> str:
        return f"{self.use.label.partition(' (')[0]}: {self.cleaned_data['purpose_text']}"
