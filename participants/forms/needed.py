"""Fields a draft may leave empty, but nothing that is handed in: marked as needed all the same."""

from django import forms


def mark_needed(form: forms.BaseForm, *names: str) -> None:
    """Have these fields shown as 필수, and announced as such; leaving one empty is no error."""
    for name in names:
        form.fields[name].is_needed = True
        form.fields[name].widget.attrs["aria-required"] = "true"
