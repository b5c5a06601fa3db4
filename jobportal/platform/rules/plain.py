"""Frozen records of the rules as plain JSON data and back, errors naming their place in Korean."""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_EXACT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6}|/[1-9][0-9]{0,11})?")


@cache
def labels_of(kind: type) -> dict[str, str]:
    """Field → the Korean label people see, from ``field: Annotated[type, "label"]``."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        part.name: getattr(hints[part.name], "__metadata__", (part.name,))[0]
        for part in fields(kind)
    }


@cache
def _types_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def to_data(value: Any) -> Any:
    """Records, codes, days, exact numbers and tuples as dict, str, int or "n/d", and list."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {part.name: to_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    return value


def from_data(kind: type[Record], data: object, where: str) -> Record:
    """Read a record back; a field with a default may be absent, an unknown one is refused.

    ValueError in Korean says where, what is wrong and how to mend it.
    """
    if not isinstance(data, Mapping):
        raise ValueError(f"{where}: 항목 묶음(객체)이 아닙니다. 형식을 확인해 주세요.")
    hints = _types_of(kind)
    known = {part.name: part for part in fields(kind)}
    if unknown := [str(key) for key in data if key not in known]:
        raise ValueError(f"{where}: “{', '.join(unknown)}”: 알 수 없는 항목입니다. 지워 주세요.")
    given = {}
    for name, part in known.items():
        place = f"{where} › {labels_of(kind)[name]}"
        if name in data:
            given[name] = _read(hints[name], data[name], place)
        elif part.default is MISSING and part.default_factory is MISSING:
            raise ValueError(f"{place}: 값이 빠졌습니다. 값을 입력해 주세요.")
    try:
        return kind(**given)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def _read(kind: Any, data: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin is types.UnionType:
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if data is None else _read(options[0], data, where)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise ValueError(f"{where}: 목록이 아닙니다. 목록으로 입력해 주세요.")
        inner = get_args(kind)[0]
        return tuple(_read(inner, item, f"{where} {at}번째") for at, item in enumerate(data, 1))
    if is_dataclass(kind):
        return from_data(kind, data, where)
    if origin is not None:
        return _read_mapping(*get_args(kind), data, where)
    return _read_value(kind, data, where)


def _read_mapping(key_kind: Any, item_kind: Any, data: object, where: str) -> dict:
    if not isinstance(data, Mapping):
        raise ValueError(f"{where}: 항목 묶음(객체)이 아닙니다. 형식을 확인해 주세요.")
    if get_origin(item_kind) is types.UnionType:
        return dict(data)  # values of several kinds, judged by the record that holds them
    return {
        _read(key_kind, key, where): _read(item_kind, item, f"{where} › {key}")
        for key, item in data.items()
    }


def _read_value(kind: type, data: object, where: str) -> Any:
    if issubclass(kind, Enum):
        if data in [member.value for member in kind]:
            return kind(data)
        options = ", ".join(str(member.value) for member in kind)
        raise ValueError(f"{where}: “{data}” 값은 쓸 수 없습니다. {options} 중에서 골라 주세요.")
    if kind is Fraction:
        return read_points(data, where)
    if kind is date:
        return _read_day(data, where)
    if type(data) is not kind:
        word = {int: "정수", bool: "예/아니오", str: "글"}[kind]
        raise ValueError(f"{where}: “{data}” 값이 {word} 꼴이 아닙니다. 고쳐 입력해 주세요.")
    return data


def _read_day(data: object, where: str) -> date:
    if isinstance(data, date):
        return data
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise ValueError(
            f"{where}: “{data}” 값은 날짜로 읽을 수 없습니다. 2026-07-01처럼 입력해 주세요."
        ) from None


def read_points(data: object, where: str) -> Fraction:
    """An exact number from 15, "2.5" or "5/2"; a binary float is refused as inexact."""
    if type(data) is int:
        return Fraction(data)
    if isinstance(data, str) and _EXACT.fullmatch(data):
        return Fraction(data)
    raise ValueError(
        f"{where}: “{data}” 값은 점수로 읽을 수 없습니다. 15 또는 2.5처럼 입력해 주세요."
    )
