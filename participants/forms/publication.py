"""The announcement of a list: when, how long appeals are taken, what the notices print."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField, VersionField, refuse_unusable
from jobportal.platform.terms import term_days
from participants.actions.publishing import MOST_DAYS_AHEAD, is_announced
from participants.models import Publication

LONGEST_TERM = 60
"""Days for which an appeal may be open at most."""


class PublicationForm(forms.ModelForm):
    """A new announcement, or the correction of one: its day stays once that day has come."""

    published_on = KDateFormField(
        label="발표일",
        help_text=f"오늘부터 {MOST_DAYS_AHEAD}일 안. 그날이 오기 전에는 고칠 수 있습니다.",
    )
    appeal_days = forms.IntegerField(
        label="이의신청 기간(근무일)",
        min_value=1,
        max_value=LONGEST_TERM,
        help_text=(
            "발표일 다음 날부터 토요일·일요일·공휴일을 빼고 셉니다. 법으로 정한 기간이 없어 구에서 "
            "정합니다."
        ),
        widget=forms.NumberInput(attrs={"class": "number"}),
    )
    remove_on = KDateFormField(
        label="게시 종료일", help_text="이날이 지나면 누리집에서 명단을 내립니다."
    )
    version = VersionField()

    class Meta:
        model = Publication
        fields = (
            "published_on",
            "remove_on",
            "contact",
            "appeal_place",
            "document_number",
            "bring",
        )

    field_order = (
        *("published_on", "appeal_days", "remove_on", "contact", "appeal_place"),
        *("document_number", "bring", "version"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact", "appeal_place", "document_number", "bring"):
            self.fields[name].validators.append(refuse_unusable)
        self.fields["version"].initial = self.instance.version
        if self.instance.pk:
            if is_announced(self.instance.published_on):
                del self.fields["published_on"]
            told = self.instance
            days = term_days(told.published_on, told.appeal_until_on)
            self.fields["appeal_days"].initial = days
        else:
            today = timezone.localdate()
            self.fields["published_on"].initial = today
            self.fields["appeal_days"].initial = settings.APPEAL_WORKDAYS
            self.fields["remove_on"].initial = today + timedelta(days=settings.PUBLICATION_DAYS)

    @property
    def is_stale(self) -> bool:
        """True when somebody else saved the announcement after this form was opened."""
        return self.instance.pk is not None and (
            self.cleaned_data.get("version") != self.instance.version
        )
