"""What somebody takes personal data out for, asked before any file or print (compliance PD-37)."""

from django import forms
from django.core.exceptions import ValidationError

from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.values.purposes import EXAMPLE, LEAST, MOST, purpose_fault

KINDS = (
    ("REVIEW", "심사·선발"),
    ("RESULT", "결과 통보"),
    ("PLACEMENT", "배치·근무 관리"),
    ("CONTACT", "비상 연락"),
    ("REPORT", "보고·의회·감사"),
    ("STATISTICS", "통계"),
    ("OTHER", "그 밖의 업무"),
)


class PurposeForm(forms.Form):
    """The kind of the purpose and the purpose in words, which ``example`` shows."""

    example = EXAMPLE
    purpose_kind = forms.ChoiceField(label="용도", choices=[("", "선택하세요"), *KINDS])
    purpose_text = forms.CharField(
        label="목적",
        max_length=MOST,
        validators=[refuse_unusable, refuse_resident_number],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "purpose_text"
        ].help_text = f"접속기록에 남습니다. {LEAST}자 이상. 예: {self.example}"

    def clean_purpose_text(self):
        """Words that say what for."""
        text = self.cleaned_data["purpose_text"]
        if fault := purpose_fault(text, self.example):
            raise ValidationError(fault)
        return text

    @property
    def purpose(self) -> str:
        """The purpose as the access record and the footers say it."""
        kinds = dict(self.fields["purpose_kind"].choices)
        return f"{kinds[self.cleaned_data['purpose_kind']]}: {self.cleaned_data['purpose_text']}"
