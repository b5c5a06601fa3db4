"""Free text of a form: what looks like a resident number is refused at the field."""

from django import forms

from jobportal.platform.formfields import refuse_resident_number, refuse_unusable


class PlainTextField(forms.CharField):
    """A text that holds no resident number and no signs that nobody sees."""

    default_validators = [refuse_unusable, refuse_resident_number]
