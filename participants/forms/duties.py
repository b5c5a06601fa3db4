"""The forms of safety duties: a training session, health checks of many on one day."""

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from participants.models import SafetyTraining
from programs.forms.text import PlainTextField


class SessionForm(forms.Form):
    """A training session of the round."""

    kind = forms.ChoiceField(label="교육 구분", choices=SafetyTraining.Kind.choices)
    held_on = KDateFormField(label="교육일")
    title = PlainTextField(label="교육명", max_length=80, initial="안전보건교육")

    def __init__(self, data=None):
        super().__init__(data, auto_id="id_session_%s")


class ExamForm(forms.Form):
    """The day and place of health checks; what came of them is not kept."""

    on = KDateFormField(label="검진일")
    agency = PlainTextField(label="검진기관", max_length=80, required=False)

    def __init__(self, data=None):
        super().__init__(data, initial={"on": timezone.localdate()}, auto_id="id_exam_%s")
