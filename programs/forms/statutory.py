"""The form of one statutory value: from which day, how much, from where, and why it corrects."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField
from programs.models import OwnValue, StatutoryValue

Kind = StatutoryValue.Kind
SIZES = range(1, 7)
"""The household sizes of a table of median incomes; larger ones are worked out from the last."""
FIRST_DAY = date(2010, 1, 1)
MOST_DAYS_AHEAD = 550
_MOST_WON = 99_999_999
_MOST_PERCENT = 100


class OwnValueForm(forms.Form):
    """A value of a kind, whole won or a rate in per cent; of the median income one per size."""

    from_on = KDateFormField(label="적용 시작일")
    source = PlainTextField(
        label="출처", max_length=150, help_text="예: 고용노동부고시 제2026-00호(2026. 8. 5.)"
    )
    reason = PlainTextField(
        label="고치는 사유",
        max_length=200,
        required=False,
        help_text="같은 날부터 적용되는 값이 이미 있으면 적습니다.",
    )

    def __init__(self, data=None, *, kind: Kind, district):
        super().__init__(data)
        self.kind, self.district = kind, district
        self.sizes = SIZES if kind == Kind.MEDIAN_INCOME else (0,)
        for size in self.sizes:
            self.fields[f"value_{size}"] = PointsField(label=self.label(size), required=True)
        self.order_fields(["from_on", *(f"value_{size}" for size in self.sizes)])

    @property
    def is_amount(self) -> bool:
        """True for won, False for a rate."""
        return self.kind in StatutoryValue.AMOUNTS

    def label(self, size: int) -> str:
        """The name of a value with its unit."""
        unit = "원" if self.is_amount else "%"
        return f"{size}인 가구({unit})" if size else f"값({unit})"

    def clean_from_on(self):
        """A day an office can mean."""
        day = self.cleaned_data["from_on"]
        last = timezone.localdate() + timedelta(days=MOST_DAYS_AHEAD)
        if not FIRST_DAY <= day <= last:
            raise forms.ValidationError("적용 시작일의 연도를 확인하세요.")
        return day

    def clean(self):
        """Whole won, rates below 100 %, incomes that rise with the size; a correction says why."""
        given = super().clean()
        for size in self.sizes:
            self._check_value(f"value_{size}")
        values = [given.get(f"value_{size}") for size in self.sizes]
        if None not in values and values != sorted(values):
            self.add_error(None, "가구원이 많을수록 중위소득이 커야 합니다. 값을 확인하세요.")
        day = given.get("from_on")
        if day and not given.get("reason") and self._exists(day):
            self.add_error(
                "reason", "같은 날부터 적용되는 값이 이미 있습니다. 고치는 사유를 적으세요."
            )
        return given

    def _check_value(self, name: str) -> None:
        value = self.cleaned_data.get(name)
        if value is None:
            return
        if not value:
            self.add_error(name, "0보다 큰 값을 적으세요.")
        elif self.is_amount and (value.denominator != 1 or value > _MOST_WON):
            self.add_error(name, f"{_MOST_WON:,}원까지의 정수로 적으세요.")
        elif not self.is_amount and (value >= _MOST_PERCENT or (value * 10_000).denominator != 1):
            self.add_error(name, "100보다 작은 %로, 소수 네 자리까지 적으세요. 예: 4.75")

    def _exists(self, day: date) -> bool:
        same = {"kind": self.kind, "from_on": day}
        own = OwnValue.objects.of(self.district).filter(**same)
        return own.exists() or StatutoryValue.objects.filter(**same).exists()

    def values(self, by: str) -> list[OwnValue]:
        """The records of the valid form, unsaved, entered now."""
        given, now = self.cleaned_data, timezone.now()
        share = 1 if self.is_amount else 100
        numbers = {size: given[f"value_{size}"] / share for size in self.sizes}
        return [
            OwnValue(
                district=self.district,
                kind=self.kind,
                from_on=given["from_on"],
                size=size,
                value=Decimal(number.numerator) / Decimal(number.denominator),
                source=given["source"],
                reason=given["reason"],
                entered_at=now,
                entered_by=by,
            )
            for size, number in numbers.items()
        ]
