"""Entering what other authorities answered about one applicant, kind by kind on one page."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import (
    KDateFormField,
    VersionField,
    refuse_resident_number,
    refuse_unusable,
)
from jobportal.platform.values.dates import kdate
from participants.actions.enquiries import Answer
from participants.enquiries.kinds import ENQUIRY_FIELDS, EnquiryField, Holds
from participants.enquiries.values import NONE, contradictions, read_value, value_text
from participants.models import Enquiry

H = Holds
NOT_ASKED = ("", "미확인")


class WonInput(forms.TextInput):
    """An amount in won, read back in words while it is typed."""

    template_name = "widgets/won_input.html"


class EnquiryFormField(forms.Field):
    """One value of an enquiry, typed as the sheet takes it; empty is not known."""

    def __init__(self, field: EnquiryField):
        self.field, self.is_wide = field, field.holds is H.HISTORY
        help_text = field.help_text or ("예: 2026. 11. 21." if field.holds is H.DAY else "")
        super().__init__(
            label=field.label, required=False, help_text=help_text, widget=_widget(field)
        )

    def clean(self, value):
        text = ", ".join(value) if isinstance(value, list) else value
        refuse_unusable((text or "").replace("\r", "").replace("\n", ""))
        try:
            return read_value(self.field, text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


def _widget(field: EnquiryField) -> forms.Widget:
    plain = {"autocomplete": "off"}
    if field.holds is H.YES_NO:
        return forms.Select(choices=[NOT_ASKED, ("예", "예"), ("아니오", "아니오")])
    if field.holds is H.CHOICE:
        return forms.Select(choices=[NOT_ASKED, *((w.label, w.label) for w in field.words)])
    if field.holds is H.CHOICES:
        labels = [NONE, *(word.label for word in field.words)]
        return forms.CheckboxSelectMultiple(choices=[(label, label) for label in labels])
    if field.holds is H.HISTORY:
        return forms.Textarea(attrs={**plain, "rows": 3})
    if field.holds is H.WON:
        return WonInput(attrs={**plain, "inputmode": "numeric", "class": "number"})
    if field.holds is H.COUNT:
        return forms.TextInput(attrs={**plain, "inputmode": "numeric", "class": "number"})
    return forms.TextInput(attrs=plain)


class EnquiryForm(forms.Form):
    """One kind of enquiry of one application; it keeps the version it was opened with."""

    looked_on = KDateFormField(label="조회일", required=False, help_text="비우면 오늘")
    source = forms.CharField(
        label="조회처·문서번호",
        max_length=100,
        required=False,
        help_text="예: 행복e음 2026-123",
        validators=[refuse_unusable, refuse_resident_number],
    )
    version = VersionField()

    def __init__(self, data=None, *, kind: str, kept: Enquiry | None, is_asked: bool = True):
        self.kind, self.kept, self.is_asked = kind, kept, is_asked
        self.label = Enquiry.Kind(kind).label
        super().__init__(data, prefix=kind.lower())
        for field in ENQUIRY_FIELDS[kind]:
            self.fields[field.name] = EnquiryFormField(field)
        if kept is not None:
            self.initial = {**_typed(kept), "version": kept.version}

    def clean_looked_on(self):
        """Nothing is enquired ahead of time."""
        day = self.cleaned_data["looked_on"]
        if day and day > timezone.localdate():
            raise ValidationError("조회일이 오늘보다 뒤입니다. 실제로 조회한 날을 적으세요.")
        return day

    def clean(self):
        for name, fault in contradictions(self.kind, self.values).items():
            self.add_error(name, fault)
        was_destroyed = self.kept is not None and not self.kept.values
        is_bare = self.cleaned_data.get("looked_on") and not self.values and not self.errors
        if is_bare and not was_destroyed:
            self.add_error(
                "looked_on",
                "조회일만 있고 조회 내용이 없습니다. 내용을 입력하거나 조회일도 비우세요.",
            )
        return self.cleaned_data

    @property
    def values(self) -> dict:
        """The values that are known, as they are kept."""
        found = {
            field.name: self.cleaned_data.get(field.name) for field in ENQUIRY_FIELDS[self.kind]
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def answer(self) -> Answer:
        """What was entered; the day of the enquiry is today unless told otherwise."""
        day = self.cleaned_data["looked_on"] or timezone.localdate()
        return Answer(
            self.kind,
            day,
            self.cleaned_data["source"],
            self.values,
            self.cleaned_data["version"],
        )

    @property
    def is_untouched(self) -> bool:
        """True when it says what is kept, or nothing where nothing was kept when it was opened."""
        if self.kept is None or self.cleaned_data["version"] is None:
            return not self.values and not self.cleaned_data["source"]
        kept = (self.kept.looked_on, self.kept.source, self.kept.values)
        answer = self.answer
        return kept == (answer.looked_on, answer.source, answer.values)

    @property
    def is_stale(self) -> bool:
        """True when somebody else entered the kind after this form was opened."""
        return self.cleaned_data["version"] != (self.kept.version if self.kept else None)

    def seen_anew(self) -> "EnquiryForm":
        """As typed, opened with the version that is kept now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(self.kept.version) if self.kept else ""
        return self

    def differences(self) -> list[dict]:
        """Each value that is kept now and is not what was typed, both as texts."""
        mine, theirs = self.values, self.kept.values if self.kept else {}
        return [
            {
                "label": f"{self.label} › {field.label}",
                "mine": value_text(field, mine.get(field.name)),
                "theirs": value_text(field, theirs.get(field.name)),
            }
            for field in ENQUIRY_FIELDS[self.kind]
            if mine.get(field.name) != theirs.get(field.name)
        ]


def _typed(kept: Enquiry) -> dict:
    """The kept values as they are typed."""
    values = kept.values
    typed = {"looked_on": kdate(kept.looked_on), "source": kept.source}
    for field in ENQUIRY_FIELDS[kept.kind]:
        text = value_text(field, values.get(field.name))
        typed[field.name] = text.split(", ") if text and field.holds is H.CHOICES else text
    return typed


class EnquiryForms:
    """The forms of all kinds for one application, in the order of the kinds.

    ``asked`` are those that the rules of the round look at; None where they are not known yet.
    """

    def __init__(self, kept: dict[str, Enquiry], asked: Collection[str] | None = None, data=None):
        self.all = [
            EnquiryForm(
                data, kind=kind, kept=kept.get(kind), is_asked=asked is None or kind in asked
            )
            for kind in ENQUIRY_FIELDS
        ]

    def is_valid(self) -> bool:
        """True when all are; each says its errors."""
        checked = [form.is_valid() for form in self.all]
        return all(checked)

    @property
    def has_errors(self) -> bool:
        """True when something must be mended."""
        return any(form.is_bound and form.errors for form in self.all)

    @property
    def touched(self) -> list[EnquiryForm]:
        """Those that say something else than what is kept."""
        return [form for form in self.all if not form.is_untouched]

    @property
    def stale(self) -> list[EnquiryForm]:
        """The touched of which somebody else entered the kind meanwhile."""
        return [form for form in self.touched if form.is_stale]

    def seen_anew(self) -> "EnquiryForms":
        """As typed, but with the versions kept now: saving again overwrites knowingly.

        Kinds that were not touched show what is kept.
        """
        stale = self.stale
        self.all = [
            EnquiryForm(kind=form.kind, kept=form.kept)
            if form.is_untouched
            else form.seen_anew()
            if form in stale
            else form
            for form in self.all
        ]
        return self
