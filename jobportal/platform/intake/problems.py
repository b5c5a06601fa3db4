"""What is wrong with a handed-in file: the place, the value, the reason and the cure, in Korean."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from jobportal.platform.values.hangul import to_nfc
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.residents import holds_rrn

Level = Literal["error", "warning"]

_LONGEST_VALUE = 60
_MOST_ALIKE = 100
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(\s*[-–−.]?\s*)\d{7}(?!\d)")


@dataclass(frozen=True)
class Problem:
    """One fault in a file: errors keep it from being loaded, warnings are only shown.

    `row` is the number Excel shows at the left (the first row is 1); a fault of the whole file has
    no sheet and no row, and its value is the file's name. The value is shortened to 60 characters,
    and resident registration numbers are masked wherever they appear (compliance UX-06).
    """

    sheet: str
    row: int | None
    column: str
    value: Any
    what: str
    cure: str
    level: Level = "error"

    def __post_init__(self) -> None:
        for name in ("sheet", "column", "what", "cure"):
            object.__setattr__(self, name, settle_particles(masked_text(getattr(self, name))))
        object.__setattr__(self, "value", shown_value(self.value))

    @property
    def sentence(self) -> str:
        """Place, value, reason and cure in one line: “‘회차’ 시트 5행 ‘연도’: '20l8' — …”."""
        told = f"{self.what} {self.cure}".strip()
        if self.value and f"“{self.value}”" not in self.what:
            told = f"'{self.value}' — {told}"
        place = self.place
        return f"{place}: {told}" if place else told

    @property
    def place(self) -> str:
        """Where it is: “‘회차’ 시트 5행 ‘연도’”, or nothing for a fault of the whole file."""
        sheet = f"‘{self.sheet}’ 시트" if self.sheet else ""
        row = f"{self.row}행" if self.row else ""
        column = f"‘{self.column}’" if self.column else ""
        return " ".join(part for part in (sheet, row, column) if part)


def shown_value(value: Any) -> str:
    """A cell's value on one line, masked, without invisible characters, at most 60 characters."""
    if value is None:
        return ""
    text = masked_text(_one_line(plain_text(value)))
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def plain_text(value: Any) -> str:
    """A cell's value as text: 2018.0 is “2018”, a midnight is only its date.

    Numbers keep the 15 digits that Excel keeps, so that 0.1 + 0.2 reads as 0.3.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _float_text(value: float) -> str:
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one_line(text: str) -> str:
    """Invisible characters (controls, right-to-left marks, zero width) left out, spaces single."""
    spaced = re.sub(r"\s+", " ", to_nfc(text))
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C").strip()


def masked_text(text: str) -> str:
    """The text with every resident number in it masked; of one written oddly, every digit."""
    masked = _IDENTITY_NUMBER.sub(_mask_digits, text)
    return re.sub(r"\d", "*", masked) if holds_rrn(masked) else masked


def _mask_digits(match: re.Match[str]) -> str:
    """Hide the last seven digits; 13 digits in a row only if they begin with a day of birth."""
    year, month, day, separator = match.groups()
    looks_born = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    if not separator and not looks_born:
        return match[0]
    return f"{year}{month}{day}-*******"


class Findings:
    """The problems of one file in the order found; of those alike in a sheet the first so many.

    ``totals`` is the level of a total row: packs refuse one, lists of rows pass it over.
    """

    def __init__(self, most_alike: int = _MOST_ALIKE, totals: Level = "error") -> None:
        self.totals = totals
        self._most_alike = most_alike
        self._problems: list[Problem] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def add(
        self,
        what: str,
        cure: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: Any = "",
        level: Level = "error",
    ) -> None:
        """Note a problem; beyond the most alike in one sheet only their number is kept."""
        self._alike[sheet, what] += 1
        if self._alike[sheet, what] <= self._most_alike:
            self._problems.append(Problem(sheet, row, column, value, what, cure, level))

    def problems(self) -> list[Problem]:
        """All problems, with a closing line for each kind that was cut short."""
        left_out = [
            Problem(
                sheet,
                None,
                "",
                "",
                f"같은 문제가 {count - self._most_alike:,}곳 더 있습니다({what.rstrip('.')}).",
                "위에 적힌 곳과 같은 방법으로 고치세요.",
            )
            for (sheet, what), count in self._alike.items()
            if count > self._most_alike
        ]
        return self._problems + left_out
