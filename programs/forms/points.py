"""The form field of exact points and bounds: 15, 2.5 or 50,000, never a binary float."""

from fractions import Fraction

from django import forms

from jobportal.platform.rules.plain import read_points
from jobportal.platform.values.hangul import half_width


def exact_text(value: Fraction | int) -> str:
    """Exact points as people type them: 15, 2.5, 50,000; thirds stay 1/3."""
    number = Fraction(value)
    if number.denominator == 1:
        return f"{number.numerator:,}"
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
        if digits > 6:
            return str(number)
    whole, rest = divmod(abs(number) * 10**digits, 10**digits)
    sign = "-" if number < 0 else ""
    return f"{sign}{int(whole):,}.{int(rest):0{digits}}"


class PointsField(forms.CharField):
    """An exact number of 0 or more; empty is None when it is not required."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        number = forms.TextInput(
            attrs={"class": "number", "inputmode": "decimal", "autocomplete": "off"}
        )
        super().__init__(max_length=20, widget=number, **kwargs)

    def prepare_value(self, value):
        return exact_text(value) if isinstance(value, Fraction | int) else value

    def clean(self, value):
        text = half_width(super().clean(value)).replace(",", "").strip()
        if not text:
            return None
        try:
            points = read_points(text, str(self.label))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if points < 0:
            raise forms.ValidationError("0 이상의 수를 입력하세요.")
        return points
