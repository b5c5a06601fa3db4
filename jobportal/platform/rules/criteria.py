"""A condition of a round: a rule code with its numbers, the day it rests on and its clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated

from jobportal.platform.rules.catalogue import CATALOGUE, ParamSpec, ParamValue, RuleSpec
from jobportal.platform.rules.codes import DayBasis, ParamKind, RuleCode
from jobportal.platform.values.money import LARGEST_WON, spell_won

__all__ = [
    "CATALOGUE",
    "Criterion",
    "DayBasis",
    "ParamKind",
    "ParamSpec",
    "ParamValue",
    "RuleCode",
    "RuleSpec",
    "param_text",
]

_LARGEST = {
    ParamKind.INTEGER: 10_000,
    ParamKind.WON: LARGEST_WON,
    ParamKind.PERCENT: 1_000,
}


@dataclass(frozen=True)
class Criterion:
    """One condition switched on; `params` holds exactly the parameters of its CATALOGUE entry.

    `clause` is the article of the round's own notice, printed for the applicant; `origin` says
    where its numbers were taken from, for the officer alone. Unknown, missing or ill-typed
    parameters are refused with a Korean ValueError.
    """

    code: Annotated[RuleCode, "조건"]
    params: Annotated[Mapping[str, ParamValue], "기준값"] = field(hash=False)
    day: Annotated[DayBasis, "기준일"]
    clause: Annotated[str, "공고문 조항"] = ""
    origin: Annotated[str, "기준의 출처"] = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", RuleCode(self.code))
        object.__setattr__(self, "day", DayBasis(self.day))
        checked = _checked(self.code, self.params)
        object.__setattr__(self, "params", MappingProxyType(checked))

    @classmethod
    def standard(cls, code: RuleCode, clause: str = "", **changed: ParamValue) -> "Criterion":
        """The condition with its usual numbers and day, some of its parameters changed."""
        spec = CATALOGUE[code]
        usual = {param.name: param.default for param in spec.params}
        return cls(code, usual | changed, spec.default_day, clause)

    def __reduce__(self) -> tuple:
        # A mapping proxy can be neither pickled nor copied deeply; the plain values can.
        return Criterion, (self.code, dict(self.params), self.day, self.clause, self.origin)


def _checked(code: RuleCode, params: Mapping[str, object]) -> dict[str, ParamValue]:
    specs = {param.name: param for param in CATALOGUE[code].params}
    if unknown := sorted(set(params) - set(specs)):
        raise ValueError(
            f"[{code.label}] “{', '.join(unknown)}” 항목은 이 조건에 없습니다. 지워 주세요."
        )
    for spec in specs.values():
        if spec.name not in params:
            raise ValueError(f"[{code.label}] “{spec.label}” 값이 빠졌습니다. 값을 입력해 주세요.")
    return {name: _checked_value(code, spec, params[name]) for name, spec in specs.items()}


def _checked_value(code: RuleCode, spec: ParamSpec, value: object) -> ParamValue:
    if spec.kind in _LARGEST:
        return _checked_number(code, spec, value)
    if spec.kind is ParamKind.FLAG and type(value) is bool:
        return value
    allowed = [choice.value for choice in spec.choices]
    if spec.kind is ParamKind.CHOICE and value in allowed:
        return str(value)
    if spec.kind is ParamKind.TEXT and isinstance(value, str):
        return value
    if spec.kind is ParamKind.LIST and isinstance(value, list | tuple):
        items = tuple(str(item) for item in value if isinstance(item, str) and item.strip())
        if len(items) == len(value) and (not allowed or set(items) <= set(allowed)):
            return items
    options = ", ".join(choice.label for choice in spec.choices)
    asked = (
        f"{options} 중에서 골라 주세요." if options else f"{spec.kind.label} 값으로 고쳐 주세요."
    )
    raise ValueError(f"[{code.label}] “{spec.label}”에 “{value}” 값은 쓸 수 없습니다. {asked}")


def _checked_number(code: RuleCode, spec: ParamSpec, value: object) -> int:
    largest = _LARGEST[spec.kind]
    if type(value) is int and 0 <= value <= largest:
        return value
    raise ValueError(
        f"[{code.label}] “{spec.label}”에 “{value}” 값은 쓸 수 없습니다. "
        f"0부터 {largest:,}까지의 정수를 입력해 주세요."
    )


_OF_NONE = {"programmes": "모든 사업"}
"""What an empty list of a parameter means, where that is not “none”."""


def param_text(spec: ParamSpec, value: ParamValue) -> str:
    """A parameter as people read it: “2억 원”, “60%”, “예”, the labels of its choices."""
    labels = {choice.value: choice.label for choice in spec.choices}
    if spec.kind is ParamKind.FLAG:
        return "예" if value else "아니오"
    if spec.kind is ParamKind.WON:
        return spell_won(value)
    if spec.kind is ParamKind.PERCENT:
        return f"{value}%"
    if spec.kind is ParamKind.LIST:
        none = _OF_NONE.get(spec.name, "없음")
        return ", ".join(labels.get(item, item) for item in value) or none
    return labels.get(value, str(value))
