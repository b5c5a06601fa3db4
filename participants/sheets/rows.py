"""An uploaded file becomes the rows of a sheet; everything wrong in it is noted at its place."""

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from jobportal.platform.intake.cells import CellError, is_blank
from jobportal.platform.intake.problems import Findings, Level, Problem, plain_text
from jobportal.platform.intake.reading import RawSheet, read_source
from jobportal.platform.intake.sheets import UNREADABLE, CellValue, header_key
from jobportal.platform.values.hangul import fold
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.residents import holds_rrn
from participants.sheets.layout import (
    GUIDE,
    NOTE_SHEETS,
    PASSED_OVER,
    SheetColumn,
    SheetLayout,
    blank,
)

MOST_ROWS = 20_000
MOST_ALIKE = 20_000
"""Problems of one kind that are noted; each is marked in the user's own file."""
RRN_SHAPED = "주민등록번호로 보이는 숫자가 있습니다."
_TEMPLATE = re.compile(r"\(판 (?P<version>[^)]+)\)(?: · 회차 (?P<round>\S+))?")
_RRN_DIGITS = 13


@dataclass
class Row:
    """A row of data: what could be read, by column; blank cells have no value."""

    number: int
    cells: tuple[CellValue, ...]
    values: dict[str, object] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """The columns whose cell could not be read or is missing: that is told already."""
    is_bad: bool = False

    def get(self, key: str, default=None):
        """The value of a column, or the default for a blank cell."""
        return self.values.get(key, default)


class SheetRows:
    """The rows of a file, read by a layout. Nothing is looked up and nothing written here."""

    def __init__(self, layout: SheetLayout, source: BinaryIO, name: str):
        self.layout, self.file_name = layout, name
        self.findings = Findings(MOST_ALIKE, totals="warning")
        self.rows: list[Row] = []
        self.places: dict[str, int] = {}
        self._values: dict[tuple, object] = {}
        sheets, problems = read_source(source, name, self.findings)
        self._unreadable = {(p.sheet, p.row) for p in problems if p.level == "error"}
        self.sheet = self._chosen(sheets)
        self._check_template(sheets)
        if self.sheet is not None and self._find_columns(self.sheet):
            self._read(self.sheet)

    @property
    def problems(self) -> list[Problem]:
        """Everything found in the file and in the sheet that is read, by row; others are not
        looked at."""
        found = self.findings.problems()
        if self.sheet is not None:
            found = [problem for problem in found if problem.sheet in ("", self.sheet.name)]
        return sorted(found, key=lambda problem: problem.row or 0)

    @property
    def errors(self) -> list[Problem]:
        """What stands against loading the file."""
        return [problem for problem in self.problems if problem.level == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """What somebody should look at, but does not stand against loading."""
        return [problem for problem in self.problems if problem.level == "warning"]

    @property
    def is_clean(self) -> bool:
        """True when nothing stands against loading the file."""
        return self.sheet is not None and not self.errors

    @property
    def bad_count(self) -> int:
        """How many rows have something wrong."""
        return sum(row.is_bad for row in self.rows)

    def problem(self, row: Row, key: str, what: str, cure: str, level: Level = "error") -> None:
        """Note something at a column of a row; where the column is missing, at the anchor's."""
        key = key if key in self.places else self.layout.anchor
        at = self.places[key]
        self.findings.add(
            what,
            cure,
            sheet=self.sheet.name,
            row=row.number,
            column=self.sheet.header[at],
            value=self.layout.column(key).shown(row.cells[at]),
            level=level,
        )
        if level == "error":
            row.is_bad = True

    def _chosen(self, sheets: list[RawSheet]) -> RawSheet | None:
        """The sheet of the layout's name, else the only one that may be it."""
        rest = [one for one in sheets if fold(one.name) not in map(fold, NOTE_SHEETS)]
        named = [one for one in rest if fold(one.name) == fold(self.layout.name)]
        if named or len(rest) == 1:
            return (named or rest)[0]
        if rest:
            self.findings.add(
                f"‘{self.layout.name}’ 시트를 찾을 수 없습니다.",
                f"올릴 시트의 이름을 ‘{self.layout.name}’처럼 고치거나 그 시트만 남기세요.",
                value=self.file_name,
            )
        elif sheets:
            self._note_no_rows()
        return None

    def _note_no_rows(self) -> None:
        self.findings.add(
            "올릴 줄이 없습니다.", "양식의 예시 줄 아래에 값을 적으세요.", value=self.file_name
        )

    def _check_template(self, sheets: list[RawSheet]) -> None:
        """A template says its edition and its round in the title of its first sheet."""
        guide = next((one for one in sheets if fold(one.name) == fold(GUIDE)), None)
        told = _TEMPLATE.search(" ".join(guide.header)) if guide else None
        if told is None:
            return
        if told["version"] != self.layout.version:
            self.findings.add(
                f"옛 양식(판 {told['version']})입니다. 지금 양식은 판 {self.layout.version}입니다.",
                "양식을 다시 내려받아 자료를 옮기세요.",
                value=self.file_name,
            )
        if told["round"] and told["round"] != self.layout.round_code:
            self.findings.add(
                f"다른 회차({told['round']})의 양식입니다.",
                f"{told['round']} 회차에 올리거나, 이 회차({self.layout.round_code})의 양식을 "
                "받아 자료를 옮기세요.",
                value=self.file_name,
            )

    def _find_columns(self, sheet: RawSheet) -> bool:
        """Note which column stands where; False when headings are unknown or missing."""
        known = {
            header_key(heading): column
            for column in self.layout.columns
            for heading in (column.label, *column.aliases)
        }
        refused = {header_key(heading): words for heading, words in self.layout.refused.items()}
        passed = set(map(header_key, PASSED_OVER))
        before = len(self.problems)
        for index, key in enumerate(sheet.keys):
            column = known.get(key)
            if column is not None and column.key in self.places:
                self._note_heading(index, "같은 뜻의 열이 두 번 있습니다.", "하나만 남기세요.")
            elif column is not None:
                self.places[column.key] = index
            elif key in refused:
                self._note_heading(index, *refused[key])
            elif key and key not in passed:
                self._note_heading(
                    index,
                    "이 시트에 없는 열입니다.",
                    "양식의 열 이름과 똑같이 적거나 그 열을 지우세요.",
                )
        self._note_missing()
        return len(self.problems) == before

    def _note_heading(self, index: int, what: str, cure: str) -> None:
        title = self.sheet.header[index]
        self.findings.add(
            what, cure, sheet=self.sheet.name, row=self.sheet.header_row, column=title, value=title
        )

    def _note_missing(self) -> None:
        for column in self.layout.columns:
            missing = column.key not in self.places and column.unless not in self.places
            if column.is_needed and missing:
                self.findings.add(
                    settle_particles(f"꼭 있어야 하는 열 ‘{column.label}’이(가) 없습니다."),
                    "양식대로 열을 넣으세요.",
                    sheet=self.sheet.name,
                    row=self.sheet.header_row,
                )

    def _read(self, sheet: RawSheet) -> None:
        if not sheet.rows:
            self._note_no_rows()
        if len(sheet.rows) > MOST_ROWS:
            self.findings.add(
                f"줄이 {MOST_ROWS:,}개보다 많습니다.",
                "파일을 나누어 올리세요.",
                value=self.file_name,
            )
            return
        columns = [column for column in self.layout.columns if column.key in self.places]
        for number, cells in sheet.rows:
            row = Row(number, cells, is_bad=(sheet.name, number) in self._unreadable)
            filled = [one for one in columns if not is_blank(cells[self.places[one.key]])]
            if not filled and not row.is_bad:
                continue  # a numbered line that was left empty
            for column in filled:
                self._read_cell(row, column)
            self._check_needed(row, {column.key for column in filled})
            self.rows.append(row)

    def _read_cell(self, row: Row, column: SheetColumn) -> None:
        try:
            value = self._value(column, row.cells[self.places[column.key]])
        except CellError as error:
            self.problem(row, column.key, error.what, error.cure)
            row.unread.add(column.key)
            return
        if value is not None:
            row.values[column.key] = value

    def _value(self, column: SheetColumn, cell: CellValue) -> object:
        """The value of a cell; what was typed before is not read again."""
        typed = column.key, type(cell), cell
        if typed not in self._values:
            _refuse_rrn(column, cell)
            self._values[typed] = column.read(cell)
        return self._values[typed]

    def _check_needed(self, row: Row, filled: set[str]) -> None:
        """Needed cells are filled, unless the row is about something that is there already.

        A cell that could not be read is not blank: its fault is told already.
        """
        row.unread |= {k for k, at in self.places.items() if row.cells[at] is UNREADABLE}
        told = filled | row.unread
        is_known = self.layout.existing in told
        for column in self.layout.columns:
            if not column.is_needed or (is_known and column.key != self.layout.anchor):
                continue
            if column.key not in told and column.unless not in told:
                error = blank()
                self.problem(row, column.key, error.what, error.cure)
                row.unread.add(column.key)


def _refuse_rrn(column: SheetColumn, cell: CellValue) -> None:
    if column.holds_rrn:
        return
    text = plain_text(cell)
    if len(text) >= _RRN_DIGITS and holds_rrn(text):
        raise CellError(
            RRN_SHAPED,
            f"‘{column.label}’에는 주민등록번호를 적을 수 없습니다. 그 숫자를 지우세요.",
        )
