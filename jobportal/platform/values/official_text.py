"""The body of an official document: numbered items, ended by “끝.”.

행정업무의 운영 및 혁신에 관한 규정 시행규칙 제2조제1항, 제4조제5항.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
_MOST = len(_SYLLABLES)
_DATE = re.compile(r"(\d{4}\.) (\d{1,2}\.)(?: (\d{1,2}\.))?")
END = "\u00a0\u00a0끝."
"""“끝.” stands one full character, two narrow ones, after the text."""


@dataclass(frozen=True)
class Item:
    """One item and those under it."""

    text: str
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Line:
    """An item as it is printed: how deep it stands, its mark, its text."""

    level: int
    mark: str
    text: str


def item(text: str, *under: "str | Item") -> Item:
    """An item; those under it may be given as bare texts."""
    return Item(text, tuple(Item(one) if isinstance(one, str) else one for one in under))


def numbered(items: Sequence[Item], is_ended: bool = True) -> tuple[Line, ...]:
    """The lines of a body, 1. → 가. → 1) → 가); an item that stands alone bears no mark.

    The last line ends with “끝.” unless something, e.g. a table, follows. Dates are not broken over
    lines. More than 28 items of one level, or more than four levels, are a ValueError.
    """
    lines = list(_lines(items, 0))
    if is_ended and lines:
        last = lines[-1]
        lines[-1] = Line(last.level, last.mark, last.text + END)
    return tuple(lines)


def _lines(items: Sequence[Item], level: int) -> Iterator[Line]:
    if len(items) > _MOST or (items and level > 3):
        raise ValueError(f"items of one level: {len(items)}, levels: {level + 1}")
    for place, one in enumerate(items):
        yield Line(level, _mark(place, level) if len(items) > 1 else "", _unbroken(one.text))
        yield from _lines(one.items, level + 1)


def _unbroken(text: str) -> str:
    """The text with its dates kept on one line."""
    return _DATE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _mark(place: int, level: int) -> str:
    word = _SYLLABLES[place] if level % 2 else str(place + 1)
    return f"{word}{'.' if level < 2 else ')'}"
