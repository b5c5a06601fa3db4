"""The form of one statutory value: from which day, how much, from where, and why it corrects."""

from collections.abc import Sequence
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
PREMIUM_SIZES = range(1, 11)
"""The household sizes of a table of premiums; one may stand empty, as 혼합 does for one person."""
MOST_SHARE = 300
"""The largest share of the median income, in per cent."""
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
        self.is_premium = kind in StatutoryValue.PREMIUMS
        self.sizes = _sizes(kind)
        if self.is_premium:
            self.fields["pct"] = forms.IntegerField(
                label="기준 중위소득 비율(%)",
                min_value=1,
                max_value=MOST_SHARE,
                widget=forms.NumberInput(attrs={"class": "number"}),
                help_text="소득 상한과 같은 비율의 표를 적습니다. 예: 70. 표에 없는 칸은 비웁니다.",
            )
        for size in self.sizes:
            field = PointsField(label=self.label(size), required=not self.is_premium)
            self.fields[f"value_{size}"] = field
        self.order_fields(["from_on", "pct", *(f"value_{size}" for size in self.sizes)])

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
        self._check_order([given.get(f"value_{size}") for size in self.sizes])
        day = given.get("from_on")
        if day and not given.get("reason") and self._exists(day):
            self.add_error(
                "reason", "같은 날부터 적용되는 값이 이미 있습니다. 고치는 사유를 적으세요."
            )
        return given

    def _check_order(self, values: list) -> None:
        known = [value for value in values if value is not None]
        if not known and not self.errors:
            self.add_error(f"value_{self.sizes[0]}", "가구원 수별 금액을 하나 이상 적으세요.")
        if known != sorted(known):
            what = "건강보험료가" if self.is_premium else "중위소득이"
            self.add_error(None, f"가구원이 많을수록 {what} 커야 합니다. 값을 확인하세요.")

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
        own = OwnValue.objects.of(self.district).filter(**same, pct=self._pct)
        return own.exists() or StatutoryValue.objects.filter(**same).exists()

    @property
    def _pct(self) -> int:
        return self.cleaned_data.get("pct") or 0

    def values(self, by: str) -> list[OwnValue]:
        """The records of the valid form, unsaved, entered now."""
        given, now = self.cleaned_data, timezone.now()
        share = 1 if self.is_amount else 100
        told = {size: given[f"value_{size}"] for size in self.sizes}
        numbers = {size: value / share for size, value in told.items() if value is not None}
        return [
            OwnValue(
                district=self.district,
                kind=self.kind,
                from_on=given["from_on"],
                size=size,
                pct=self._pct,
                value=Decimal(number.numerator) / Decimal(number.denominator),
                source=given["source"],
                reason=given["reason"],
                entered_at=now,
                entered_by=by,
            )
            for size, number in numbers.items()
        ]


def _sizes(kind: Kind) -> Sequence[int]:
    """The household sizes a kind has values for; 0 where the size does not matter."""
    if kind in StatutoryValue.PREMIUMS:
        return PREMIUM_SIZES
    return SIZES if kind == Kind.MEDIAN_INCOME else (0,)
