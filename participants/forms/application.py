"""What somebody applies for: household, vulnerable groups, preferences, where it was received."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField, VersionField
from jobportal.platform.rules.codes import VulnerableGroup
from participants.forms.needed import KNOWN_DONGS, mark_needed
from participants.models import Application
from participants.taking import FIELDS, received_fault
from programs.forms.text import PlainTextField
from programs.models import Round, WorkProject


class ApplicationForm(forms.ModelForm):
    """One application of a round; it keeps the version it was opened with and its token."""

    received_on = KDateFormField(label="접수일")
    groups = forms.MultipleChoiceField(
        label="취업취약계층",
        choices=[(group.value, group.label) for group in VulnerableGroup],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = VersionField()
    token = forms.RegexField(r"^[A-Za-z0-9_-]{20,40}$", widget=forms.HiddenInput)

    class Meta:
        model = Application
        fields = FIELDS

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        self.instance.district, self.instance.round = round_.district, round_
        self.fields["version"].initial = self.instance.version
        projects = WorkProject.objects.of(round_.district).filter(round=round_)
        for name in ("first_choice", "second_choice"):
            self.fields[name].queryset = projects
            self.fields[name].empty_label = "고르지 않음"
        self.fields["participant_type"].required = False  # most programmes know one type only
        self.fields["reception_dong"].widget.attrs["list"] = KNOWN_DONGS
        self.fields["reception_dong"].help_text = "동주민센터에서 받았으면 꼭 적습니다."
        if self["channel"].value() == Application.Channel.DONG_OFFICE:
            mark_needed(self, "reception_dong")
        for name in ("household_size", "dependants", "experience_years"):
            self.fields[name].widget.attrs["class"] = "number"
        if self.instance.pk:
            self.fields["groups"].initial = [row.group for row in self.instance.groups.all()]

    def clean_received_on(self):
        """The day lies in the announced days of application and not ahead."""
        day = self.cleaned_data["received_on"]
        if fault := received_fault(self.round, day, timezone.localdate()):
            raise ValidationError(fault)
        return day

    def _get_validation_exclusions(self):
        # The person comes with the other form; the token is checked where it is saved.
        return super()._get_validation_exclusions() - {"district"} | {"token", "person"}

    @property
    def is_stale(self) -> bool:
        """True when somebody else saved the application after this form was opened."""
        sent = self.cleaned_data.get("version")
        return self.instance.pk is not None and sent != self.instance.version


class CorrectionForm(forms.Form):
    """Why an application is corrected although its review has begun."""

    correction_reason = PlainTextField(
        label="고치는 사유",
        max_length=200,
        help_text="심사를 시작한 신청서라 사유를 남깁니다. 예: 가구원 수 오기(이의신청 인용)",
    )
