"""Forms of a round itself: cloning it, correcting its notice, confirming its publication."""

from django import forms

from jobportal.platform.formfields import KDateFormField
from programs.actions import CloneTarget
from programs.forms.text import PlainTextField
from programs.models import Half, Round, clash_faults
from programs.preparation import DATES, label_of


class CloneForm(forms.Form):
    """The code, half-year and dates of a round made from an earlier one."""

    code = PlainTextField(label="코드", max_length=50)
    year = forms.IntegerField(label="연도", min_value=2000, max_value=2100)
    half = forms.TypedChoiceField(label="반기", choices=Half.choices, coerce=int)
    seq = forms.IntegerField(
        label="차수",
        min_value=1,
        max_value=99,
        help_text="같은 기간에 함께 운영하는 모집이면 차수를 다르게 하세요.",
    )
    is_additional = forms.BooleanField(
        label="추가모집",
        required=False,
        help_text="복사하는 회차의 빈 자리를 다시 모집할 때 표시합니다. 그 회차에 신청한 사람은 "
        "신청할 수 없습니다.",
    )

    def __init__(self, data=None, *, source: Round, initial: dict | None = None):
        super().__init__(data, initial=initial)
        self.source = source
        for name in DATES:
            required = name in ("starts_on", "ends_on")
            self.fields[name] = KDateFormField(label=label_of(name), required=required)

    def clean(self):
        """Refuse a code or 차수 in use, dates out of order and a round that overlaps another."""
        given = super().clean()
        if self.errors:
            return given
        new = Round(
            district=self.source.district,
            programme=self.source.programme,
            **{name: given[name] for name in ("code", "year", "half", "seq", *DATES)},
        )
        faults = clash_faults(new)
        for name, words in faults.items():
            self.add_error(name, words)
        try:
            new.validate_constraints(exclude=faults)
        except forms.ValidationError as error:
            self.add_error(None, error.messages)
        return given

    def target(self) -> CloneTarget:
        """What was asked for."""
        given = self.cleaned_data
        days = {name: given[name] for name in DATES}
        return CloneTarget(
            given["code"], given["year"], given["half"], given["seq"], days, given["is_additional"]
        )


class CorrectionForm(forms.Form):
    """Why an announced round is corrected."""

    reason = PlainTextField(
        label="정정 사유",
        max_length=200,
        help_text="변경 이력과 정정 공고에 남습니다. 예: 시 지침 변경으로 재산 상한을 고침",
    )


class PublishForm(forms.Form):
    """The day of the notice and, for delivered numbers, that the office has checked them."""

    published_on = KDateFormField(label="공고(확정)일")

    def __init__(self, data=None, *, is_example: bool, initial: dict | None = None):
        super().__init__(data, initial=initial)
        if is_example:
            self.fields["is_checked"] = forms.BooleanField(
                label="기준 확인",
                help_text="선발 기준에 예시 값이 들어 있습니다. 우리 구의 방침과 같은지 확인했으면 "
                "표시하세요.",
                error_messages={
                    "required": "예시 값을 우리 구의 방침과 견주어 확인한 뒤 표시하세요."
                },
            )
