"""What is said of a request to see one's own data before it is answered (법 제35조)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.values.dates import kdate

WHO = (
    ("IN_PERSON", "본인 방문, 신분증 확인"),
    ("AGENT", "대리인 방문, 위임장과 신분증 확인"),
    ("SIGNED", "전자서명으로 본인 확인"),
)


class DisclosureForm(forms.Form):
    """When the person asked, and how the office knows that it is they."""

    received_on = KDateFormField(label="요구를 받은 날")
    verified = forms.ChoiceField(label="본인 확인", choices=[("", "선택하세요"), *WHO])

    def __init__(self, data=None):
        super().__init__(data, initial={"received_on": timezone.localdate()})

    def clean_received_on(self):
        """Nobody asks tomorrow."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("요구를 받은 날을 오늘이나 그 전의 날로 적으세요.")
        return day

    @property
    def purpose(self) -> str:
        """The request as the access record keeps it."""
        told = dict(WHO)[self.cleaned_data["verified"]]
        return f"열람 요구 {kdate(self.cleaned_data['received_on'])} 접수, {told}"
