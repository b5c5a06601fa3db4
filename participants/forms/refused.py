"""Where what an action refuses is told: beside the field it names, else at the top of the page."""

from django import forms

from jobportal.platform.refused import Refused


def told_beside(form: forms.BaseForm | None, refused: Refused) -> str:
    """Put the refusal at its field; gives its words for the top when the form has no such field."""
    if form is None or refused.field not in form.fields:
        return str(refused)
    form.add_error(refused.field, str(refused))
    return ""
