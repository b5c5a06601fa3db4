"""Consents and papers of one application, one field per item of the form in force."""

from datetime import date

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from participants.forms.needed import mark_needed
from participants.models import Consent, ConsentForm, RequiredDocument, SubmittedDocument

S = SubmittedDocument.State


class ConsentsForm(forms.Form):
    """Each item by itself; optional ones begin unchecked (개인정보 보호법 제22조)."""

    consent_on = KDateFormField(label="동의일", required=False, help_text="비우면 접수일로 합니다.")
    consent_method = forms.ChoiceField(
        label="동의 방법", choices=Consent.Method.choices, initial=Consent.Method.PAPER
    )

    def __init__(self, *args, form: ConsentForm | None, kept: dict[int, Consent], **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.items = list(form.items.all()) if form else []
        for item in self.items:
            known = kept.get(item.pk)
            parts = [item.purpose, item.data_items, item.kept_for]
            parts += [f"제공받는 자: {item.receiver}"] if item.receiver else []
            self.fields[f"consent_{item.pk}"] = forms.BooleanField(
                label=f"{item.get_category_display()}: {item.title}",
                required=False,
                initial=bool(known and known.holds),
                help_text=" / ".join(parts),
            )
        mark_needed(self, *(f"consent_{item.pk}" for item in self.items if item.is_mandatory))
        first = next(iter(kept.values()), None)
        if first:
            self.fields["consent_on"].initial = first.on
            self.fields["consent_method"].initial = first.method

    def clean_consent_on(self):
        """Consent is not given ahead of time."""
        day = self.cleaned_data["consent_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("동의일이 오늘보다 뒤입니다. 동의서의 날짜를 적으세요.")
        return day

    @property
    def item_fields(self) -> list:
        """The fields of the items, in order."""
        return [self[f"consent_{item.pk}"] for item in self.items]

    def refuse_incomplete(self) -> None:
        """For an application that is submitted: every mandatory item is agreed to (PD-05)."""
        if not self.items:
            self.add_error(
                None,
                "접수일에 쓰는 동의서 양식이 없어 접수할 수 없습니다. ‘동의서 양식’에서 먼저 "
                "등록하세요. 입력한 내용은 임시저장할 수 있습니다.",
            )
        for item in self.items:
            name = f"consent_{item.pk}"
            if item.is_mandatory and not self.cleaned_data.get(name):
                self.add_error(name, "동의해야 접수할 수 있습니다. 동의서에 표시했는지 확인하세요.")

    def answers(self, day: date) -> list[Consent]:
        """The answers; consent withdrawn earlier stays withdrawn unless given anew."""
        on = self.cleaned_data["consent_on"] or day
        made = []
        for item in self.items:
            known, is_given = self.kept.get(item.pk), self.cleaned_data[f"consent_{item.pk}"]
            if known and known.withdrawn_on and not is_given:
                continue
            made.append(
                Consent(
                    item=item,
                    is_given=is_given,
                    on=on,
                    method=self.cleaned_data["consent_method"],
                )
            )
        return made


class PapersForm(forms.Form):
    """The state of each required paper, as it is handed in."""

    def __init__(
        self,
        *args,
        documents: list[RequiredDocument],
        kept: dict[int, SubmittedDocument],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.documents, self.kept = documents, kept
        for document in documents:
            known = kept.get(document.pk)
            states = [S.MISSING, S.SUBMITTED]
            if known and known.state == S.REQUESTED:
                states.insert(0, S.REQUESTED)
            if not document.is_mandatory:
                states.append(S.NOT_APPLICABLE)
            self.fields[f"paper_{document.pk}"] = forms.ChoiceField(
                label=document.name,
                choices=[(state.value, state.label) for state in states],
                initial=known.state if known else S.MISSING,
                help_text=document.who,
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self, day: date) -> list[SubmittedDocument]:
        """The papers; when one was asked for, and until when, stays with it."""
        made = []
        for document in self.documents:
            known = self.kept.get(document.pk)
            state = self.cleaned_data[f"paper_{document.pk}"] or S.MISSING
            came = known.submitted_on if known and known.submitted_on else day
            made.append(
                SubmittedDocument(
                    document=document,
                    state=state,
                    submitted_on=came if state == S.SUBMITTED else None,
                    requested_on=known.requested_on if known else None,
                    due_on=known.due_on if known else None,
                )
            )
        return made
