"""An xlsx workbook becomes raw sheets: formulas, merged cells and hidden parts are told."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from zipfile import ZipFile

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader, ReadOnlyWorksheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape

from jobportal.platform.intake.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from jobportal.platform.intake.problems import Findings, plain_text
from jobportal.platform.intake.refusals import FileRefused, damaged
from jobportal.platform.intake.sheets import (
    Flawed,
    FoundCell,
    RawSheet,
    checked_text,
    shape_sheet,
)
from jobportal.platform.intake.xlsx_package import (
    SheetFacts,
    examine_package,
    refuse_too_many_members,
)
from jobportal.platform.intake.xlsx_rows import cells_of
from jobportal.platform.values.hangul import to_nfc

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_workbook(data: bytes, findings: Findings) -> list[RawSheet]:
    """The sheets of a workbook in their order; FileRefused when it cannot or may not be read."""
    refuse_too_many_members(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of features that are not read here
            return _read(data, findings)
    except FileRefused:
        raise
    except Exception as error:  # a broken package fails anywhere in the parser, with any class
        raise damaged() from error


class _Sheet(ReadOnlyWorksheet):
    """A sheet whose extent is known (SheetFacts), so that it is not gone through to find it."""

    def _get_size(self) -> None:
        """Left out: of a file that does not tell its extent, openpyxl reads every row for it."""


class _Reader(ExcelReader):
    """Openpyxl's reader of everything but the rows."""

    def read_worksheets(self) -> None:
        """Have the sheets at hand; pages of charts hold no rows and are only noted."""
        self.has_charts = False
        for sheet, part in self.parser.find_sheets():
            if "chartsheet" in part.Type:
                self.has_charts = True
            elif part.target in self.valid_files:
                found = _Sheet(self.wb, sheet.name, part.target, self.shared_strings)
                found.sheet_state = sheet.state
                self.wb._sheets.append(found)


def _read(data: bytes, findings: Findings) -> list[RawSheet]:
    with ZipFile(io.BytesIO(data)) as archive:
        facts = examine_package(archive)
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    reader.read()
    with reader.archive:
        if reader.wb.epoch == CALENDAR_MAC_1904:
            raise FileRefused(
                "1904 날짜 체계를 쓰는 파일이어서 날짜가 어긋날 수 있습니다.",
                "엑셀 옵션의 ‘1904 날짜 체계 사용’을 끄고 날짜를 확인해 저장한 뒤 올리세요.",
            )
        parts = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
        sheets = [sheet for sheet in reader.wb.worksheets if parts.get(sheet.title) in facts]
        if not sheets:
            raise damaged() if not reader.has_charts else _no_sheet()
        if len(sheets) > MOST_SHEETS:
            raise FileRefused(
                f"시트가 {MOST_SHEETS:,}개보다 많습니다.", "쓰지 않는 시트를 지우세요."
            )
        found = (_read_sheet(sheet, facts[parts[sheet.title]], findings) for sheet in sheets)
        return [sheet for sheet in found if sheet is not None]


def _no_sheet() -> FileRefused:
    return FileRefused("표가 든 시트가 없습니다.", "내려받은 서식에 입력해 올리세요.")


def _read_sheet(
    source: ReadOnlyWorksheet, facts: SheetFacts, findings: Findings
) -> RawSheet | None:
    name = to_nfc(source.title).strip()
    if facts.last_row > MOST_ROWS or facts.last_column > MOST_COLUMNS:
        _refuse_extent(name, facts, findings)
        return None
    if not facts.last_row:
        return None
    sheet = shape_sheet(name, _rows(source, facts), findings)
    if sheet is not None:
        _tell_merged(sheet, facts, findings)
        _tell_hidden(sheet, facts, source.sheet_state != "visible", findings)
    return sheet


def _refuse_extent(name: str, facts: SheetFacts, findings: Findings) -> None:
    findings.add(
        f"{MOST_ROWS:,}행 {get_column_letter(MOST_COLUMNS)}열을 벗어난 칸에 값이 있습니다.",
        "멀리 떨어진 칸의 값을 지우거나 표를 나누어 올리세요.",
        sheet=name,
        value=facts.last_cell,
    )


def _rows(source: ReadOnlyWorksheet, facts: SheetFacts) -> Iterator[tuple[int, list[FoundCell]]]:
    """The rows down to the last one with something written, each as wide as the widest."""
    for number, cells in cells_of(source):
        if number > facts.last_row:
            return
        row: list[FoundCell] = [None] * facts.last_column
        for cell in cells:
            if cell.column <= facts.last_column:
                row[cell.column - 1] = _found(cell)
        yield number, row


def _found(cell: ReadOnlyCell) -> FoundCell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Flawed(
            str(getattr(value, "text", value)),
            "수식이 들어 있습니다.",
            "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
        )
    if cell.data_type == "e":
        return Flawed(str(value), "엑셀 오류 값입니다.", "오류를 고치고 값을 다시 입력하세요.")
    if isinstance(value, str):
        return checked_text(unescape(value).replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, (bool, date, time, timedelta)):
        return value
    return _number(value, cell.number_format)


def _number(value: int | float, number_format: str) -> int | float | str:
    """The number; one that Excel shows as a percentage as people see it: 0.617 is “61.7%”."""
    if "%" not in _LITERAL.sub("", number_format):
        return value
    return plain_text(float(Decimal(plain_text(float(value))) * 100)) + "%"


def _tell_merged(sheet: RawSheet, facts: SheetFacts, findings: Findings) -> None:
    for merged in facts.merged:
        _, first_row, _, last_row = range_boundaries(merged)
        if last_row >= sheet.header_row:
            findings.add(
                "병합된 칸이 있습니다.",
                "병합을 풀고 칸마다 값을 채우세요.",
                sheet=sheet.name,
                row=first_row,
                value=merged,
            )


def _tell_hidden(sheet: RawSheet, facts: SheetFacts, is_hidden: bool, findings: Findings) -> None:
    if is_hidden:
        _warn(sheet, "숨긴 시트입니다.", None, "", findings)
    numbers = {number for number, _ in sheet.rows}
    for first, last in _runs([row for row in facts.hidden_rows if row in numbers]):
        place = f"{first}행" if first == last else f"{first}~{last}행"
        _warn(sheet, "숨긴 행이 있습니다.", first, place, findings)
    for first, last in facts.hidden_columns:
        titles = [title for title in sheet.header[first - 1 : last] if title]
        if titles:
            _warn(sheet, "숨긴 열이 있습니다.", None, ", ".join(titles), findings)


def _warn(sheet: RawSheet, what: str, row: int | None, value: str, findings: Findings) -> None:
    findings.add(
        what,
        "숨긴 값도 함께 읽었으니, 넣지 않을 값이면 지우고 다시 올리세요.",
        sheet=sheet.name,
        row=row,
        value=value,
        level="warning",
    )


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as their first and last: 5, 6, 7, 9 give (5, 7) and (9, 9)."""
    first = last = 0
    for number in numbers:
        if number != last + 1:
            if first:
                yield first, last
            first = number
        last = number
    if first:
        yield first, last
