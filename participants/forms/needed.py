"""What the fields of intake share: marked as needed though a draft may leave them empty, and the
id of the list that suggests names of 동."""

from django import forms

KNOWN_DONGS = "known-dongs"
"""The id of the list in ``participants/known_dongs.html``."""


def mark_needed(form: forms.BaseForm, *names: str) -> None:
    """Have these fields shown as 필수, and announced as such; leaving one empty is no error."""
    for name in names:
        form.fields[name].is_needed = True
        form.fields[name].widget.attrs["aria-required"] = "true"
