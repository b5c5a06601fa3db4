"""Cells, and how an amount, a count, a rate or a mark becomes printed text (house style)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from jobportal.platform.values.figure import Figure, Origin, Source
from jobportal.platform.values.money import Unit, half_up, number_text
from jobportal.platform.values.rates import Rounding, decimal_text

MARK_ON = "■"
CHOICE_ON, CHOICE_OFF = "☑", "☐"
HIDDEN = "*"
"""What stands for a figure that is not published, as too few people are behind it."""

Amount = Figure | int | Fraction | None


class Kind(StrEnum):
    """What a cell holds, which decides how it is written, aligned and formatted."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    NUMBER = "number"
    MARK = "mark"
    CHOICE = "choice"
    BLANK = "blank"


NUMERIC = frozenset({Kind.COUNT, Kind.MONEY, Kind.RATE, Kind.NUMBER})


@dataclass(frozen=True)
class Cell:
    """One cell: the value in the printed unit and the exact text as printed.

    A rate's value is the unrounded percentage (Fraction); a mark's and a choice's is a bool.
    `suffix` is a unit printed after the number (명), `sources` the records behind it.
    """

    value: Any = None
    text: str = ""
    kind: Kind = Kind.TEXT
    origin: Origin = Origin.TEXT
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False
    align: str = ""
    sources: tuple[Source, ...] = ()
    formula: str = ""
    decimals: int = 0
    suffix: str = ""

    @property
    def is_number(self) -> bool:
        """True when the column is read as figures, also where this one is missing."""
        return self.kind in NUMERIC

    def span(self, columns: int = 1, rows: int = 1) -> "Cell":
        """The same cell over several columns and rows."""
        return replace(self, colspan=columns, rowspan=rows)


def money(figure: Amount, unit: Unit, zero: str = "-", none: str = "", suffix: str = "") -> Cell:
    """An amount in won shown in `unit`, rounded half up; nothing at all prints as `zero`.

    An amount that only rounds to nothing prints "0", so that it is not taken for none.
    """
    given = _figure(figure)
    if given.value is None:
        return _missing(given, Kind.MONEY, none)
    shown = half_up(Fraction(given.value) / unit.won)
    return _whole(given, shown, Kind.MONEY, zero, suffix)


def count(figure: Amount, zero: str = "-", none: str = "", suffix: str = "") -> Cell:
    """A number of people, cases or posts; with suffix "명" printed "734명".

    Raises ValueError for a figure that is not whole.
    """
    given = _figure(figure)
    if given.value is None:
        return _missing(given, Kind.COUNT, none)
    if Fraction(given.value).denominator != 1:
        raise ValueError(f"A count must be whole, not {given.value}.")
    return _whole(given, int(given.value), Kind.COUNT, zero, suffix)


def rate(
    figure: Amount,
    decimals: int = 1,
    none: str = "-",
    suffix: str = "",
    zero: str | None = None,
    mode: Rounding = Rounding.HALF_UP,
) -> Cell:
    """A ratio (1 is the whole) as a percentage; `none` when there is no denominator.

    The value keeps the unrounded percentage. A rate of nothing prints 0.0 unless `zero` is given.
    """
    given = _figure(figure)
    if given.value is None:
        return _missing(given, Kind.RATE, none)
    percentage = Fraction(given.value) * 100
    return _decimal(given, percentage, Kind.RATE, decimals, suffix, zero, mode)


def number(
    figure: Figure | Decimal | Fraction | int | None,
    decimals: int = 0,
    none: str = "",
    suffix: str = "",
    zero: str | None = None,
) -> Cell:
    """A measure such as 189.02 (㎡), rounded half up to `decimals`."""
    given = _figure(Fraction(figure) if isinstance(figure, Decimal) else figure)
    if given.value is None:
        return _missing(given, Kind.NUMBER, none)
    return _decimal(given, Fraction(given.value), Kind.NUMBER, decimals, suffix, zero)


def text(
    words: str,
    origin: Origin = Origin.TEXT,
    sources: Iterable[Source] = (),
    formula: str = "",
    align: str = "",
    colspan: int = 1,
    rowspan: int = 1,
) -> Cell:
    """Words, or a sentence with figures in it when `origin` says they were computed."""
    return Cell(
        value=words,
        text=words,
        origin=origin,
        sources=tuple(sources),
        formula=formula,
        align=align,
        colspan=colspan,
        rowspan=rowspan,
    )


def header(
    words: str,
    colspan: int = 1,
    rowspan: int = 1,
    origin: Origin = Origin.TEXT,
    sources: Iterable[Source] = (),
    align: str = "",
) -> Cell:
    """A cell of the body that names its row or, in a card, the cells beside or under it."""
    plain = text(words, origin, sources, align=align, colspan=colspan, rowspan=rowspan)
    return replace(plain, is_header=True)


def mark(on: bool, origin: Origin = Origin.RECORD, sources: Iterable[Source] = ()) -> Cell:
    """A cell of a schedule, shaded when work is planned then."""
    shown = MARK_ON if on else ""
    return Cell(value=on, text=shown, kind=Kind.MARK, origin=origin, sources=tuple(sources))


def choice(
    on: bool, label: str, origin: Origin = Origin.RECORD, sources: Iterable[Source] = ()
) -> Cell:
    """One option of a form with its box ticked or not."""
    shown = f"{CHOICE_ON if on else CHOICE_OFF} {label}"
    return Cell(value=on, text=shown, kind=Kind.CHOICE, origin=origin, sources=tuple(sources))


def choices(
    parts: Iterable[tuple[bool, str] | str],
    origin: Origin = Origin.RECORD,
    sources: Iterable[Source] = (),
) -> Cell:
    """Several options in one cell; a bare string among them is printed between ("(", ")").

    The value is the chosen labels as one text, joined by ", ".
    """
    listed = list(parts)
    chosen = ", ".join(part[1] for part in listed if not isinstance(part, str) and part[0])
    shown = " ".join(part if isinstance(part, str) else choice(*part).text for part in listed)
    shown = shown.replace("( ", "(").replace(" )", ")")
    return Cell(value=chosen, text=shown, kind=Kind.CHOICE, origin=origin, sources=tuple(sources))


def hidden(kind: Kind = Kind.COUNT) -> Cell:
    """A figure that is not published: no value, no records, no formula leads to it."""
    return Cell(text=HIDDEN, kind=kind, origin=Origin.COMPUTED)


def blank(colspan: int = 1, rowspan: int = 1) -> Cell:
    """A cell with nothing to say: not yet known, or not applicable."""
    return Cell(kind=Kind.BLANK, colspan=colspan, rowspan=rowspan)


def _figure(given: Amount) -> Figure:
    return given if isinstance(given, Figure) else Figure(given, Origin.RECORD, (), "")


def _cell(given: Figure, value: int | Fraction | None, shown: str, kind: Kind) -> Cell:
    return Cell(
        value=value,
        text=shown,
        kind=kind,
        origin=given.origin,
        sources=tuple(given.sources),
        formula=given.formula,
    )


def _missing(given: Figure, kind: Kind, shown: str) -> Cell:
    return _cell(given, None, shown, kind)


def _whole(given: Figure, shown: int, kind: Kind, zero: str, suffix: str) -> Cell:
    printed = number_text(shown) if given.value else zero
    printed = printed + suffix if printed[-1:].isdigit() else printed
    return replace(_cell(given, shown, printed, kind), suffix=suffix)


def _decimal(
    given: Figure,
    value: Fraction,
    kind: Kind,
    decimals: int,
    suffix: str,
    zero: str | None,
    mode: Rounding = Rounding.HALF_UP,
) -> Cell:
    printed = decimal_text(value, decimals, mode) + suffix
    if value == 0 and zero is not None:
        printed = zero
    return replace(_cell(given, value, printed, kind), decimals=decimals, suffix=suffix)
