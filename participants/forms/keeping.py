"""The form of a duty to keep a person's data that another law sets."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from programs.forms.text import PlainTextField

MOST_YEARS = 30


class KeepingForm(forms.Form):
    """Which law, why, and until which day."""

    law = PlainTextField(
        label="근거 법령",
        max_length=100,
        help_text="법령과 조문. 예: 근로기준법 제42조",
    )
    reason = PlainTextField(
        label="보존 사유",
        max_length=200,
        help_text="예: 임금 지급 내역의 회계검사에 대비",
    )
    until_on = KDateFormField(
        label="보존 기한", help_text="이날까지 보관합니다. 그다음 날부터 파기할 수 있습니다."
    )

    def clean_until_on(self):
        """A day to come, within a working life."""
        until, today = self.cleaned_data["until_on"], timezone.localdate()
        if until <= today:
            raise ValidationError("보존 기한을 오늘 뒤의 날로 적으세요.")
        if until > today + timedelta(days=MOST_YEARS * 366):
            raise ValidationError(f"보존 기한은 {MOST_YEARS}년 안의 날로 적으세요.")
        return until
