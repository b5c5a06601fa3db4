"""The form of a round's wage rule."""

from django import forms

from jobportal.platform.formfields import WonFormField
from jobportal.platform.rules.wage import WageBase, WageRule


def _hours(label: str, most: int = 8) -> forms.IntegerField:
    number = forms.NumberInput(attrs={"class": "number"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=number)


class WageForm(forms.Form):
    """Hourly base, hours a day by age, and what is paid beside the wage."""

    base = forms.ChoiceField(
        label="시급 기준", choices=[(base.value, base.label) for base in WageBase]
    )
    fixed_hourly_won = WonFormField(
        label="정한 시급", help_text="시급 기준이 ‘정한 시급’일 때만 적습니다."
    )
    daily_rounding_won = WonFormField(
        label="일급 올림 단위",
        help_text="시급 × 시간을 이 단위로 올립니다. 1,000원이면 45,180원이 46,000원이 됩니다. "
        "올리지 않으면 1원입니다.",
    )
    hours_under_65 = _hours("65세 미만 하루 시간")
    hours_over_65 = _hours("65세 이상 하루 시간")
    days_per_week = _hours("주 근무일", most=6)
    snack_won = WonFormField(label="간식비(하루)")
    weekly_holiday = forms.BooleanField(label="주휴수당 지급", required=False)

    def __init__(self, data=None, *, wage: WageRule):
        super().__init__(data, initial=vars(wage) | {"base": wage.base.value})
        self.wage: WageRule | None = None

    def clean(self):
        """Build the wage rule; what stands against it is said above the form."""
        given = super().clean()
        if not self.errors:
            try:
                self.wage = WageRule(**{**given, "base": WageBase(given["base"])})
            except ValueError as error:
                self.add_error(None, str(error))
        return given
