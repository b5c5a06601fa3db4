"""How far along something is, in words: 정상, 주의, 부진; the thresholds are said beside them."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django import forms

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.values.money import Unit, in_unit, number_text
from jobportal.platform.values.rates import percent

WATCH_GAP = Fraction(10, 100)
LATE_GAP = Fraction(20, 100)


class State(NamedTuple):
    """A word of state and the class that colours it."""

    word: str
    css: str


GOOD = State("정상", "status-good")
WATCH = State("주의", "status-watch")
LATE = State("부진", "status-late")
OVER = State("초과", "status-late")


def thresholds(measure: str, against: str) -> str:
    """What the words mean, e.g. of 집행률 against 기간 경과율."""
    watch, late = percent(WATCH_GAP, 0), percent(LATE_GAP, 0)
    return (
        f"{GOOD.word}: {measure}이 {against}보다 {watch}%p 넘게 낮지 않음, "
        f"{WATCH.word}: {watch}%p 넘게 낮음, {LATE.word}: {late}%p 넘게 낮음"
    )


def state_of(rate: Fraction | None, expected: Fraction) -> State | None:
    """The state of a rate against what is expected by now; None without a rate."""
    if rate is None:
        return None
    gap = expected - rate
    if gap > LATE_GAP:
        return LATE
    return WATCH if gap > WATCH_GAP else GOOD


def rate_text(rate: Fraction | None) -> str:
    """A rate in percent with one decimal, without its sign; - without a rate."""
    return "-" if rate is None else percent(rate)


def thousands(won: int) -> str:
    """Won in 천원; - for nothing, △ below zero (compliance 7.2)."""
    return number_text(in_unit(won, Unit.THOUSAND)) if won else "-"


def points(difference: Fraction) -> str:
    """A difference of two rates in percentage points, △ below zero."""
    return f"{percent(difference)}%p"


class PeriodForm(forms.Form):
    """The fiscal year and the 기준일 a page is asked for."""

    year = forms.TypedChoiceField(label="연도", coerce=int)
    as_of = KDateFormField(label="기준일", required=False)

    def __init__(self, data=None, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [(year, f"{year}년") for year in years]
        self.fields["year"].error_messages["invalid_choice"] = (
            "%(value)s년의 자료가 없습니다. 목록에 있는 연도를 고르세요."
        )

    def clean_as_of(self) -> date | None:
        """Empty means the latest day there are records of."""
        return self.cleaned_data["as_of"]
