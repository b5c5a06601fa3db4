"""Form fields of the house: amounts with a visible unit, official dates, spans, references."""

from django import forms
from django.core.exceptions import ValidationError

from jobportal.platform.models.ranges import MOST_WON
from jobportal.platform.records import RecordKind
from jobportal.platform.values.dates import kdate, kperiod, parse_kdate
from jobportal.platform.values.money import Unit, number_text, parse_won
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from jobportal.platform.values.residents import holds_rrn
from jobportal.platform.values.spans import Span
from jobportal.platform.values.unseen import HOW_TO_MEND, unusable_fault

UNITS = [(unit.value, unit.label) for unit in (Unit.WON, Unit.THOUSAND, Unit.MILLION)]


def refuse_unusable(text: str) -> None:
    """Refuse control characters, which no list can show, and marks that turn what is read."""
    if fault := unusable_fault(text):
        raise ValidationError(f"{fault} {HOW_TO_MEND}")


def refuse_resident_number(text: str) -> None:
    """Refuse what looks like a resident number, where the record itself cannot (PD-02)."""
    if holds_rrn(text):
        raise ValidationError(
            "주민등록번호로 보이는 숫자가 있습니다. 그 숫자를 지우거나 생년월일로 바꾸세요."
        )


class VersionField(forms.Field):
    """The version a form was opened with; None for what no record can have, which is then stale."""

    widget = forms.HiddenInput
    MOST = 2**31 - 1

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        number = record_number(str(value or ""))
        return number if number is not None and number <= self.MOST else None


class WonWidget(forms.MultiWidget):
    """An amount and the unit it is typed in."""

    template_name = "widgets/won.html"
    use_fieldset = False

    def __init__(self, attrs=None):
        text = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        unit = forms.Select(choices=UNITS, attrs={"aria-label": "금액 단위"})
        super().__init__([text, unit], attrs)

    def id_for_label(self, id_):
        """The label names the amount, not the unit."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value):
        return ["" if value is None else number_text(value), Unit.WON.value]


class WonFormField(forms.MultiValueField):
    """Whole won, typed in 원, 천원 or 백만원; an empty optional amount is 0 or nothing."""

    widget = WonWidget

    def __init__(self, *, empty_value: int | None = 0, **kwargs):
        self.empty_won = empty_value
        kwargs["required"] = False
        fields = [forms.CharField(required=False), forms.ChoiceField(choices=UNITS)]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values):
        text, unit = (*values, "", "")[:2]
        if not (text or "").strip():
            return self.empty_won
        try:
            won = parse_won(text, Unit(unit or Unit.WON.value))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if abs(won) > MOST_WON:
            raise ValidationError("금액이 너무 큽니다. 단위를 확인하세요.")
        return won


class KDateFormField(forms.CharField):
    """A day, typed as an office types it (20261121, 2026-11-21, 2026. 11. 21.)."""

    default_validators = [refuse_unusable]

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "예: 2026. 11. 21.")
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else kdate(value)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            span = parse_kdate(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if span.start != span.end:
            raise ValidationError("날짜 하루를 입력하세요. 예: 2026. 11. 21.")
        return span.start


class SpanFormField(forms.CharField):
    """A span of days (2024. 2. ~ 3.)."""

    default_validators = [refuse_unusable]

    def __init__(self, **kwargs):
        if not kwargs.get("help_text"):
            kwargs["help_text"] = "예: 2024. 2. ~ 3.  또는 2018. 7. 2."
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, Span):
            return kperiod(value.start, value.end, value.precision)
        return value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return Span.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ReferenceFormField(forms.CharField):
    """A record of a long list, named by its code instead of chosen from a menu."""

    default_validators = [refuse_unusable]

    def __init__(self, *, kind: RecordKind, **kwargs):
        self.kind, self.queryset = kind, kind.model.objects.none()
        named = kind.field(kind.key[0]).verbose_name
        kwargs["help_text"] = settle_particles(f"{named}을(를) 적으세요.")
        super().__init__(max_length=80, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            record = self.queryset.filter(pk=value).first()
            return getattr(record, self.kind.key[0]) if record else ""
        return value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        record = self.queryset.filter(**{self.kind.key[0]: text}).first()
        if record is None:
            raise ValidationError(
                f"‘{text}’: {self.kind.label}에 그런 번호가 없습니다. 목록에서 확인하세요."
            )
        return record
