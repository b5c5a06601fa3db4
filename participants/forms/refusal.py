"""What the notice of refusal needs: its day, how long and where objections are taken."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import (
    KDateFormField,
    refuse_resident_number,
    refuse_unusable,
)
from jobportal.platform.terms import HolidaysUnknown, term_end
from participants.announcing.refusal_notice import Objection
from participants.forms.publication import LONGEST_TERM
from participants.forms.purpose import PurposeForm

_TEXT = {"validators": [refuse_unusable, refuse_resident_number]}


class RefusalForm(PurposeForm):
    """The day of the notice, the term in workdays after it, the place, the contact."""

    told_on = KDateFormField(label="통보일")
    appeal_days = forms.IntegerField(
        label="이의신청 기간(근무일)",
        min_value=1,
        max_value=LONGEST_TERM,
        help_text="통보일 다음 날부터 토요일·일요일·공휴일을 빼고 셉니다.",
        widget=forms.NumberInput(attrs={"class": "number"}),
    )
    appeal_place = forms.CharField(
        label="이의신청 내는 곳",
        max_length=100,
        help_text="예: 구청 3층 일자리정책과(방문·우편)",
        **_TEXT,
    )
    contact = forms.CharField(
        label="문의처", max_length=100, help_text="예: 일자리정책과 02-000-0000", **_TEXT
    )
    document_number = forms.CharField(
        label="문서번호",
        max_length=40,
        required=False,
        help_text="예: 일자리정책과-1234",
        **_TEXT,
    )
    field_order = (
        *("told_on", "appeal_days", "appeal_place", "contact", "document_number"),
        *("purpose_kind", "purpose_text"),
    )

    def __init__(self, data=None, *, known: dict[str, str] | None = None, **kwargs):
        initial = {
            "told_on": timezone.localdate(),
            "appeal_days": settings.APPEAL_WORKDAYS,
            "purpose_kind": "RESULT",
            **(known or {}),
        }
        super().__init__(data, initial=initial, **kwargs)

    def clean(self):
        """The last day of objections, counted by the holidays the portal knows."""
        data = super().clean()
        if "told_on" in data and "appeal_days" in data:
            try:
                data["until_on"] = term_end(data["told_on"], data["appeal_days"])
            except HolidaysUnknown as error:
                raise ValidationError(str(error)) from error
        return data

    @property
    def objection(self) -> Objection:
        """Until when and where one may object."""
        return Objection(self.cleaned_data["until_on"], self.cleaned_data["appeal_place"])
