"""The form of the conditions of a round, made from the catalogue of rules."""

from django import forms

from jobportal.platform.formfields import WonFormField
from jobportal.platform.rules.catalogue import CATALOGUE, ParamSpec, ParamValue
from jobportal.platform.rules.codes import DayBasis, ParamKind, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from programs.forms.text import PlainTextField

_NO_VALUE = (None, "")
_LONGEST_CLAUSE = 200
HELP = {
    "programmes": (
        "쉼표로 나누어 적으세요. 사업 이름에 이 말이 들어 있으면 그 사업으로 봅니다. "
        "예: 자활근로, 노인일자리"
    ),
    "certificates": (
        "쉼표로 나누어 적으세요. 신청서의 자격증 이름에 이 말이 들어 있으면 인정합니다. "
        "예: 직업상담사"
    ),
}


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


class NamesField(PlainTextField):
    """Names separated by commas."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        return _names(super().clean(value))


def _param_field(spec: ParamSpec) -> forms.Field:
    """The form field of one parameter; nothing is required while its condition is off."""
    common = {"label": spec.label, "required": False}
    choices = [(choice.value, choice.label) for choice in spec.choices]
    match spec.kind:
        case ParamKind.WON:
            common.pop("required")
            return WonFormField(empty_value=None, **common)
        case ParamKind.INTEGER | ParamKind.PERCENT:
            number = forms.NumberInput(attrs={"class": "number", "min": 0})
            return forms.IntegerField(min_value=0, max_value=10_000, widget=number, **common)
        case ParamKind.FLAG:
            return forms.BooleanField(**common)
        case ParamKind.CHOICE:
            return forms.ChoiceField(choices=choices, **common)
        case ParamKind.LIST if choices:
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=choices, widget=boxes, **common)
        case ParamKind.LIST:
            told = HELP.get(spec.name, "쉼표로 나누어 적으세요.")
            return NamesField(max_length=300, help_text=told, **common)
    return PlainTextField(max_length=200, **common)


class EligibilityForm(forms.Form):
    """Every condition of the catalogue: on or off, its numbers, its day, its clause."""

    def __init__(self, data=None, *, rules: RuleSet):
        super().__init__(data)
        self.rules = rules
        self.found: dict[RuleCode, Criterion] = {}
        self.given = {criterion.code: criterion for criterion in rules.criteria}
        for code in CATALOGUE:
            start = self.given.get(code) or Criterion.standard(code)
            self._add_fields(code, start, code in self.given)

    def _add_fields(self, code: RuleCode, start: Criterion, is_on: bool) -> None:
        spec = CATALOGUE[code]
        self.fields[f"{code}-on"] = forms.BooleanField(
            label=spec.label, required=False, initial=is_on
        )
        for param in spec.params:
            field = self.fields[f"{code}-{param.name}"] = _param_field(param)
            field.initial = start.params[param.name]
        self.fields[f"{code}-day"] = forms.ChoiceField(
            label="기준일",
            choices=[(day.value, day.label) for day in DayBasis],
            initial=start.day.value,
            required=False,
        )
        self.fields[f"{code}-clause"] = PlainTextField(
            label="공고문 조항",
            required=False,
            max_length=_LONGEST_CLAUSE,
            initial=start.clause,
            help_text="통지서에 나옵니다. 예: 공고문 3. 가.",
        )

    def sections(self) -> list[dict]:
        """The conditions as the page shows them, in the order of the catalogue."""
        return [
            {
                "code": code,
                "spec": spec,
                "on": self[f"{code}-on"],
                "params": [self[f"{code}-{param.name}"] for param in spec.params],
                "day": self[f"{code}-day"],
                "clause": self[f"{code}-clause"],
                "origin": self.origin(code),
            }
            for code, spec in CATALOGUE.items()
        ]

    def origin(self, code: RuleCode) -> str:
        """Where the numbers of a condition were taken from; "" for one newly switched on."""
        return self.given[code].origin if code in self.given else ""

    def clean(self):
        """Build every condition that is on; what stands against one is said at its field."""
        super().clean()
        for code in CATALOGUE:
            if self.cleaned_data.get(f"{code}-on"):
                self._build(code)
        return self.cleaned_data

    def _build(self, code: RuleCode) -> None:
        names = {param.name: f"{code}-{param.name}" for param in CATALOGUE[code].params}
        if any(name in self.errors for name in names.values()):
            return
        params = {key: self._value(key, name) for key, name in names.items()}
        missing = [names[key] for key, value in params.items() if value in _NO_VALUE]
        for name in missing:
            self.add_error(name, "켠 조건의 값이 비어 있습니다. 값을 입력하세요.")
        if missing:
            return
        day = self.cleaned_data.get(f"{code}-day") or CATALOGUE[code].default_day.value
        clause = self.cleaned_data.get(f"{code}-clause", "")
        try:
            self.found[code] = Criterion(code, params, DayBasis(day), clause, self.origin(code))
        except ValueError as error:
            self.add_error(f"{code}-on", str(error))

    def _value(self, key: str, name: str) -> ParamValue | None:
        value = self.cleaned_data.get(name)
        return tuple(value) if isinstance(value, list) else value

    def criteria(self) -> tuple[Criterion, ...]:
        """The conditions that are on, in the order of the catalogue."""
        return tuple(self.found[code] for code in CATALOGUE if code in self.found)
