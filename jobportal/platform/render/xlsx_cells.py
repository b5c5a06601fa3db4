"""What may be written into a cell of a workbook: safe text, numbers and their formats."""

import math
import unicodedata
from typing import Any

from openpyxl.cell import Cell as SheetCell

from jobportal.platform.render.cells import Cell, Kind
from jobportal.platform.render.plain import clean, looks_like_formula, shown_number

LONGEST_TEXT = 32_767  # Excel cuts longer text without a word


class TextTooLong(ValueError):
    """A text that Excel would cut."""


def safe_cell(target: SheetCell, value: Any) -> None:
    """Write a value so that no text becomes a formula, and none is lost or broken.

    Raises TextTooLong for a text over 32,767 characters.
    """
    if not isinstance(value, str):
        target.value = value
        return
    text = checked_text(value, target.coordinate)
    target.value = text
    if text:
        target.data_type = "s"
    if looks_like_formula(text):
        target.quotePrefix = True


def checked_text(value: str, place: str) -> str:
    """The text without control characters; refused when Excel would cut it."""
    text = clean(value)
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(
            f"{place} 칸의 글이 {len(text):,}자입니다. 엑셀 한 칸에는 {LONGEST_TEXT:,}자까지 "
            "들어가므로 글을 나누어 주세요."
        )
    return text


def cell_value(cell: Cell) -> int | float | str:
    """A number in the printed unit, or the printed text where there is no number."""
    return shown_number(cell) if cell.is_number and cell.value is not None else cell.text


def number_format(cell: Cell) -> str:
    """The format that shows the cell's number as printed (compliance 7.2), else General."""
    if not cell.is_number or cell.value is None:
        return "General"
    suffix = _quoted(cell.suffix)
    places = "." + "0" * cell.decimals if cell.decimals else ""
    digits = ("0" if cell.kind is Kind.RATE and abs(cell.value) < 1000 else "#,##0") + places
    return f'{digits}{suffix};"△"{digits}{suffix};{_zero_format(cell, places, suffix)}'


def _zero_format(cell: Cell, places: str, suffix: str) -> str:
    if cell.kind in (Kind.MONEY, Kind.COUNT):
        return _quoted("-" if cell.value else cell.text)
    return f"0{places}{suffix}" if cell.value or cell.text[:1].isdigit() else _quoted(cell.text)


def _quoted(text: str) -> str:
    return '"' + clean(text).replace('"', "”") + '"' if text else ""


def text_width(text: str) -> int:
    """The width of the longest line in half-width characters; a Korean letter takes two."""
    return max((_line_width(line) for line in text.split("\n")), default=0)


def line_count(text: str, width: float) -> int:
    """How many lines the text takes in a column of that width."""
    room = max(width - 1, 1)
    return sum(max(1, math.ceil(_line_width(line) / room)) for line in text.split("\n"))


def _line_width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)
