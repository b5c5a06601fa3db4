"""The form of a kind of record, made from its model; choices hold only the district's records."""

from functools import cache

from django import forms
from django.db import models

from jobportal.platform.fields import SpanField, WonField
from jobportal.platform.formfields import (
    KDateFormField,
    ReferenceFormField,
    SpanFormField,
    VersionField,
    WonFormField,
    refuse_resident_number,
    refuse_unusable,
)
from jobportal.platform.models import District, Record
from jobportal.platform.records import RecordKind, kinds_by_model
from jobportal.platform.scope import Reach

# Lists longer than any menu: their records are named by number.
LONG_LISTS = ("ledger", "printed-figures")


class RecordForm(forms.ModelForm):
    """A form over one record; it keeps the version it was opened with."""

    version = VersionField()
    change_reason = forms.CharField(
        label="고치는 사유",
        max_length=200,
        required=False,
        validators=[refuse_unusable, refuse_resident_number],
        help_text="적으면 변경 이력에 남습니다. 예: 결재본과 대조하여 바로잡음",
    )
    NOT_OF_THE_RECORD = ("version", "change_reason")

    def __init__(self, *args, district: District, reach: Reach, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["change_reason"]
        else:
            self.fields["change_reason"] = self.fields.pop("change_reason")
        self.instance.district = district
        self.fields["version"].initial = self.instance.version
        for field in self.fields.values():
            if isinstance(field, (forms.ModelChoiceField, ReferenceFormField)):
                model = field.kind.model if hasattr(field, "kind") else field.queryset.model
                field.queryset = reach(model).named()
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "선택하세요"

    def _get_validation_exclusions(self):
        # The district is not typed, but the unique constraints of a record are within it.
        return super()._get_validation_exclusions() - {"district"}

    @property
    def is_stale(self) -> bool:
        """True when the record was saved by someone else after this form was opened."""
        sent = self.cleaned_data.get("version")
        return self.instance.pk is not None and sent != self.instance.version


def _form_field(field: models.Field, **kwargs):
    common = {
        "label": field.verbose_name,
        "required": not field.blank,
        "help_text": field.help_text,
    }
    if isinstance(field, WonField):
        empty = None if field.null else 0
        common.pop("required")
        return WonFormField(empty_value=empty, initial=field.get_default(), **common)
    if isinstance(field, SpanField):
        return SpanFormField(**common)
    if isinstance(field, models.DateField):
        return KDateFormField(**{**common, "help_text": field.help_text or "예: 2026. 11. 21."})
    if isinstance(field, models.ForeignKey):
        kind = kinds_by_model().get(field.related_model)
        if kind is not None and kind.slug in LONG_LISTS:
            return ReferenceFormField(kind=kind, label=field.verbose_name, required=not field.blank)
    if isinstance(field, models.IntegerField) and not field.choices:
        kwargs["widget"] = forms.NumberInput(attrs={"class": "number"})
    form_field = field.formfield(**kwargs)
    if isinstance(form_field, forms.CharField):
        form_field.validators.append(refuse_unusable)
    if isinstance(form_field, forms.TypedChoiceField) and form_field.choices[0][0] in ("", None):
        form_field.choices = [("", "선택하세요"), *form_field.choices[1:]]
    return form_field


@cache
def form_class(kind: RecordKind) -> type[RecordForm]:
    """The form of a kind, its fields in the order of the pack sheet."""
    names = [field.name for field in kind.fields]
    return forms.modelform_factory(
        kind.model, form=RecordForm, fields=names, formfield_callback=_form_field
    )


def typed_values(form: RecordForm, record: Record) -> dict[str, object]:
    """What the form would write into the record, by field name."""
    typed = form.cleaned_data.items()
    return {name: value for name, value in typed if name not in form.NOT_OF_THE_RECORD}
