"""Where a file of people goes: what leaves the office is registered first (compliance PD-10)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import (
    KDateFormField,
    refuse_resident_number,
    refuse_unusable,
)
from participants.forms.purpose import PurposeForm
from participants.models import Provision

INSIDE, OUTSIDE = "INSIDE", "OUTSIDE"
AUDIENCES = (
    (INSIDE, "구청 부서: 구청 안에서 이 업무에만 씁니다"),
    (OUTSIDE, "외부 기관: 수행기관, 다른 기관, 다른 목적에 쓰는 곳에 줍니다"),
)
ASKED_OUTSIDE = ("receiver", "basis", "until_on", "measures")
MEASURES = "목적 외 이용과 재제공 금지, 이용이 끝나면 바로 파기하고 결과 통보"


def _text(label: str, longest: int, **kwargs) -> forms.CharField:
    checks = [refuse_unusable, refuse_resident_number]
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=longest, validators=checks, widget=widget, **kwargs
    )


class OutgoingForm(PurposeForm):
    """The purpose, and for others outside all that the register asks (개인정보 제3자 제공 대장)."""

    audience = forms.ChoiceField(label="받는 곳", choices=AUDIENCES, widget=forms.RadioSelect)
    receiver = _text("제공받는 기관", 80, help_text="예: 국민건강보험공단 가상지사")
    basis = _text(
        "제공 근거",
        150,
        help_text="법률의 조항이나 정보주체의 동의. 예: 개인정보 보호법 제17조제1항제1호(동의)",
    )
    until_on = KDateFormField(
        label="이용 기한",
        help_text="받은 기관이 언제까지 쓰는지 적습니다. 예: 2026. 12. 31.",
    )
    measures = _text("요청할 안전성 확보 조치", 200, initial=MEASURES)

    def clean_until_on(self):
        """A day that is not over."""
        day = self.cleaned_data["until_on"]
        if day and day < timezone.localdate():
            raise ValidationError("이용 기한이 이미 지났습니다. 오늘이나 그 뒤의 날을 적으세요.")
        return day

    def clean(self):
        """What is asked for others outside never holds up what stays inside."""
        cleaned = super().clean()
        if not self.is_outside:
            for name in ASKED_OUTSIDE:
                self.errors.pop(name, None)
        return cleaned

    @property
    def is_outside(self) -> bool:
        """Whether it leaves the office."""
        return self.cleaned_data.get("audience") == OUTSIDE

    def provision(self, **values) -> Provision:
        """The entry for the register; ``values`` are what the page knows of the file itself."""
        asked = {name: self.cleaned_data[name] for name in ASKED_OUTSIDE if name in self.fields}
        return Provision(**{**asked, "purpose": self.purpose, **values})
