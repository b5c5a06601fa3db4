"""What differs between two versions of a rule set, in the words officers read."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction

from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import Word
from jobportal.platform.rules.criteria import Criterion, param_text
from jobportal.platform.rules.inputs import choice_text
from jobportal.platform.rules.plain import labels_of
from jobportal.platform.rules.rubric import Choice
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.rules.tiebreaks import TieBreak
from jobportal.platform.values.money import number_text

_NONE = "없음"


@dataclass(frozen=True)
class Change:
    """One difference: where, by labels from the outside in, what stood there and what stands."""

    path: str
    before: str
    after: str


def difference(old: object, new: object) -> list[Change]:
    """Every change from one rule set (or part of one) to another of the same kind.

    Parts with a code are matched by it, points of a value by the value, others (bands, tie-breaks)
    by their place.
    """
    return list(_records((), old, new))


def _records(path: tuple[str, ...], old: object, new: object) -> Iterator[Change]:
    labels = labels_of(type(old))
    for part in fields(old):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if before == after:
            continue
        if part.name == "tie_breaks":
            before, after = _steps_in_words(old), _steps_in_words(new)
        if isinstance(old, Criterion) and part.name == "params":
            yield from _params(path, old, new)
        else:
            yield from _values((*path, labels[part.name]), before, after)


def _steps_in_words(rules: object) -> tuple[TieBreak, ...]:
    """The steps of the order of equal scores, a score item by its name instead of its code."""
    names = {item.code: item.label for item in rules.rubric.criteria} if rules.rubric else {}
    return tuple(replace(step, item=names.get(step.item, "")) for step in rules.tie_breaks)


def _params(path: tuple[str, ...], old: Criterion, new: Criterion) -> Iterator[Change]:
    for spec in CATALOGUE[old.code].params:
        before, after = old.params[spec.name], new.params[spec.name]
        if before != after:
            texts = (param_text(spec, before), param_text(spec, after))
            yield _change((*path, spec.label), *texts)


def _values(path: tuple[str, ...], before: object, after: object) -> Iterator[Change]:
    if isinstance(before, tuple) and isinstance(after, tuple) and _holds_records(before, after):
        yield from _lists(path, before, after)
    elif is_dataclass(before) and type(before) is type(after):
        yield from _records(path, before, after)
    else:
        yield _change(path, text_of(before), text_of(after))


def _holds_records(*groups: tuple) -> bool:
    return any(is_dataclass(item) for group in groups for item in group)


def _lists(path: tuple[str, ...], before: tuple, after: tuple) -> Iterator[Change]:
    old, new = _keyed(before), _keyed(after)
    for key in [*old, *(key for key in new if key not in old)]:
        one, other = old.get(key), new.get(key)
        place = (*path, _name(other or one, key))
        if one is None or other is None:
            yield _change(place, text_of(one), text_of(other))
        elif one != other:
            yield from _records(place, one, other)
    shared = [[key for key in group if key in old and key in new] for group in (old, new)]
    if shared[0] != shared[1]:
        names = [
            ", ".join(_name(source[key], key) for key in order)
            for source, order in zip((old, new), shared, strict=True)
        ]
        yield _change((*path, "순서"), *names)


def _keyed(items: tuple) -> dict[object, object]:
    return {_key(item, at): item for at, item in enumerate(items, start=1)}


def _key(item: object, at: int) -> object:
    return item.value if isinstance(item, Choice) else getattr(item, "code", at)


def _name(item: object, key: object) -> str:
    if isinstance(item, Criterion):
        return item.code.label
    if isinstance(item, Choice):
        return choice_text(item.value)
    return getattr(item, "label", None) or f"{key}번째"


def _change(path: tuple[str, ...], before: str, after: str) -> Change:
    return Change(" › ".join(path), before, after)


def text_of(value: object) -> str:
    """A value as people read it, a code by its word; a whole record as its filled-in parts."""
    if value is None or value == "" or value == ():
        return _NONE
    if isinstance(value, Word):
        return value.label
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, Fraction):
        return points_text(value)
    if isinstance(value, int):
        return number_text(value)
    if isinstance(value, tuple):
        return ", ".join(text_of(item) for item in value)
    return _summary(value) if is_dataclass(value) else choice_text(str(value))


def _summary(record: object) -> str:
    if isinstance(record, Criterion):
        parts = [
            f"{spec.label} {param_text(spec, record.params[spec.name])}"
            for spec in CATALOGUE[record.code].params
        ]
        return ", ".join([*parts, f"기준일 {record.day.label}"])
    if isinstance(record, Choice):
        return f"{choice_text(record.value)} {points_text(record.points)}점"
    labels = labels_of(type(record))
    shown = [
        f"{labels[part.name]} {text_of(getattr(record, part.name))}"
        for part in fields(record)
        if part.name not in ("code", "label") and getattr(record, part.name) != part.default
    ]
    return ", ".join(shown) or "기본값"
