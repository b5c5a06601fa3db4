"""A sheet as people lay it out becomes one header and its rows: notes, examples, totals told."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from openpyxl.utils import get_column_letter

from jobportal.platform.intake.limits import LONGEST_TEXT
from jobportal.platform.intake.problems import Findings, plain_text
from jobportal.platform.values.hangul import fold, to_nfc
from jobportal.platform.values.unseen import HOW_TO_MEND, ZERO_WIDTH, unusable_fault


class Unread(Enum):
    """The mark that stands where a cell could not be read; its problem is already reported."""

    UNREADABLE = "UNREADABLE"


UNREADABLE = Unread.UNREADABLE

CellValue = str | int | float | bool | datetime | date | time | timedelta | Unread | None


@dataclass(frozen=True)
class Flawed:
    """A cell that may not be read, and why; it becomes a problem only if its row is data."""

    value: str
    what: str
    cure: str


FoundCell = CellValue | Flawed


@dataclass(frozen=True)
class RawSheet:
    """A sheet as handed in: its column titles and its data rows with their Excel row numbers.

    Every row is as long as the header. Empty cells are None; cells whose problem is already
    reported are UNREADABLE. Titles are for showing; compare them with `header_key`.
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[int, tuple[CellValue, ...]]]
    header_row: int = 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The column titles folded for comparing."""
        return tuple(header_key(title) for title in self.header)


_REQUIRED_MARK = re.compile(r"\s*(?:[(（\[]\s*(?:필수|선택)\s*(?:입력)?\s*[)）\]]|[*＊※★])\s*$")
_NOTE_STARTS = ("※", "#", "＃")
_EXAMPLE = re.compile(r"예시(?!\w)")
_TOTALS = frozenset(("계", "합계", "소계", "총계", "총합계"))


def header_key(title: str) -> str:
    """A column title for comparing: “ 연 도 (필수)”, “연도*” and “연도” are the same column."""
    return fold(ZERO_WIDTH.sub("", _without_mark(to_nfc(title))))


def checked_text(text: str) -> FoundCell:
    """The text of a cell, None when it is blank, or what keeps it from being read."""
    if not text or not ZERO_WIDTH.sub("", text).strip():
        return None
    if len(text) > LONGEST_TEXT:
        return Flawed(
            text,
            f"글이 {len(text):,}자입니다.",
            f"한 칸에는 {LONGEST_TEXT:,}자까지 들어가므로 글을 나누세요.",
        )
    if fault := unusable_fault(text):
        return Flawed(text, fault, HOW_TO_MEND)
    return text


def shape_sheet(
    name: str, rows: Iterable[tuple[int, Sequence[FoundCell]]], findings: Findings
) -> RawSheet | None:
    """Find the header and the data rows of a sheet; None when nothing is written in it.

    The header is the first row with a value that does not begin with ※ or #. Rows below it that
    begin with the word “예시” are left out, and so are blank rows, lines holding only a ※ note and
    total rows, which are told at the level of the findings. Columns without a title and titles
    that occur twice are errors.
    """
    written = ((number, row) for number, row in rows if _first(row) is not None)
    found = next((at for at in written if not _first_text(at[1]).startswith(_NOTE_STARTS)), None)
    if found is None:
        return None
    number, row = found
    header = tuple(_title(cell) for cell in _trimmed(row))
    _check_titles(name, number, row, header, findings)
    body = _Body(name, header, findings)
    return RawSheet(name, header, list(body.read(written)), number)


def _check_titles(
    sheet: str, row: int, cells: Sequence[FoundCell], header: tuple[str, ...], findings: Findings
) -> None:
    seen: dict[str, str] = {}
    for index, title in enumerate(header):
        cell, letter = cells[index], get_column_letter(index + 1)
        if isinstance(cell, Flawed):
            findings.add(
                cell.what, cell.cure, sheet=sheet, row=row, column=f"{letter}열", value=cell.value
            )
        elif title and (first := seen.setdefault(header_key(title), letter)) != letter:
            findings.add(
                f"열 제목이 {first}열과 {letter}열에 두 번 있습니다.",
                "한 열을 지우거나 제목을 고치세요.",
                sheet=sheet,
                row=row,
                column=title,
            )


class _Body:
    """The rows under the header, read once from top to bottom."""

    def __init__(self, sheet: str, header: tuple[str, ...], findings: Findings) -> None:
        self._sheet = sheet
        self._header = header
        self._findings = findings
        self._untitled: set[int] = set()

    def read(
        self, rows: Iterable[tuple[int, Sequence[FoundCell]]]
    ) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
        at_top = True
        for number, row in rows:
            first = _first_text(row)
            at_top = at_top and _EXAMPLE.match(first) is not None
            if at_top or _is_note(row, first):
                continue
            if fold(first) in _TOTALS:
                self._tell_total(number, row, first)
                continue
            self._check_untitled(number, row)
            yield number, self._values(number, row)

    def _values(self, number: int, row: Sequence[FoundCell]) -> tuple[CellValue, ...]:
        width = len(self._header)
        cells = [self._value(number, index, row[index]) for index in range(min(width, len(row)))]
        return tuple(cells) + (None,) * (width - len(cells))

    def _value(self, number: int, index: int, cell: FoundCell) -> CellValue:
        if not isinstance(cell, Flawed):
            return cell
        column = self._header[index] or f"{get_column_letter(index + 1)}열"
        self._findings.add(
            cell.what,
            cell.cure,
            sheet=self._sheet,
            row=number,
            column=column,
            value=cell.value,
        )
        return UNREADABLE

    def _check_untitled(self, number: int, row: Sequence[FoundCell]) -> None:
        for index, cell in enumerate(row):
            titled = index < len(self._header) and self._header[index]
            if cell is None or titled or index in self._untitled:
                continue
            self._untitled.add(index)
            self._findings.add(
                "제목이 없는 열에 값이 있습니다.",
                "열 제목을 적거나 그 열의 값을 지우세요.",
                sheet=self._sheet,
                row=number,
                column=f"{get_column_letter(index + 1)}열",
                value=_shown(cell),
            )

    def _tell_total(self, number: int, row: Sequence[FoundCell], first: str) -> None:
        index = next(at for at, cell in enumerate(row) if cell is not None)
        titled = index < len(self._header) and self._header[index]
        is_error = self._findings.totals == "error"
        self._findings.add(
            "합계 행입니다." if is_error else "합계 행이어서 읽지 않았습니다.",
            "합계는 자동으로 계산하므로 합계 행은 지우세요.",
            sheet=self._sheet,
            row=number,
            column=titled or f"{get_column_letter(index + 1)}열",
            value=first,
            level=self._findings.totals,
        )


def _first(row: Sequence[FoundCell]) -> FoundCell:
    return next((cell for cell in row if cell is not None), None)


def _first_text(row: Sequence[FoundCell]) -> str:
    return ZERO_WIDTH.sub("", to_nfc(plain_text(_shown(_first(row))))).strip()


def _shown(cell: FoundCell) -> CellValue:
    return cell.value if isinstance(cell, Flawed) else cell


def _is_note(row: Sequence[FoundCell], first: str) -> bool:
    return first.startswith("※") and sum(cell is not None for cell in row) == 1


def _trimmed(row: Sequence[FoundCell]) -> Sequence[FoundCell]:
    width = max(index for index, cell in enumerate(row) if cell is not None) + 1
    return row[:width]


def _title(cell: FoundCell) -> str:
    if cell is None:
        return ""
    text = " ".join(ZERO_WIDTH.sub("", to_nfc(plain_text(_shown(cell)))).split())
    return _without_mark(text)


def _without_mark(title: str) -> str:
    bare = title.strip()
    while (shorter := _REQUIRED_MARK.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare
