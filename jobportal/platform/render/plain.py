"""A cell's value as a plain number or text, for outputs that machines and spreadsheets read."""

import re
from fractions import Fraction

from jobportal.platform.render.cells import Cell
from jobportal.platform.values.rates import decimal_text

# Characters no XML document may hold, which neither Excel nor a reader of CSV needs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Full-width signs too: an East Asian spreadsheet may read them as the narrow ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_DASHES = ("-", "－")


def clean(text: str) -> str:
    """The text without control characters and halves of characters; tab and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def looks_like_formula(text: str) -> bool:
    """True when a spreadsheet would take the text for a formula; a lone "-" is only a dash."""
    return text.startswith(_FORMULA_STARTS) and text not in _DASHES


def plain_number(value: int | Fraction) -> int | float:
    """An int when whole, else the nearest float."""
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


def shown_number(cell: Cell) -> int | float:
    """The number a spreadsheet should hold so that, with the cell's decimals, it shows the text.

    A rate keeps its unrounded percentage, unless it was cut instead of rounded when printed.
    """
    if not cell.value or decimal_text(cell.value, cell.decimals) + cell.suffix == cell.text:
        return plain_number(cell.value)
    return plain_number(Fraction(printed_digits(cell)))


def printed_digits(cell: Cell) -> str:
    """The number as printed, without commas and unit, with a minus sign: "-1234.5"."""
    if not cell.value:
        return f"{0:.{cell.decimals}f}"
    digits = cell.text.removesuffix(cell.suffix) if cell.suffix else cell.text
    return digits.replace(",", "").replace("△", "-")
