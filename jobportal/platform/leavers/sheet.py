"""The list of the personnel system: a CSV or xlsx file to lines, or everything wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from jobportal.platform.intake.cells import CellError, is_blank, to_choice, to_date, to_text
from jobportal.platform.intake.problems import Findings, Problem
from jobportal.platform.intake.reading import read_source
from jobportal.platform.intake.sheets import RawSheet, header_key

KINDS = {"퇴직": "퇴직", "전출": "전출"}
# What a column may be called, and whether the list needs it.
TITLES = {
    "username": (("아이디", "사번", "직원번호"), True),
    "kind": (("구분",), True),
    "on": (("일자", "날짜", "발령일"), True),
    "name": (("이름", "성명"), False),
}
HEADINGS = tuple(titles[0] for titles, _ in TITLES.values())
READ: dict[str, Callable[[Any], Any]] = {
    "username": lambda value: to_text(value, 150),
    "kind": lambda value: to_choice(value, KINDS),
    "on": to_date,
    "name": lambda value: to_text(value, 40),
}


@dataclass(frozen=True)
class Leaver:
    """One line: who leaves how, the first day they are no longer here, the name if it is said."""

    row: int
    sheet: str
    username: str
    kind: str
    on: date
    name: str

    @property
    def key(self) -> str:
        """The user name as it is compared."""
        return self.username.casefold()

    def problem(self, column: str, value: Any, what: str, cure: str) -> Problem:
        """A fault of this line."""
        return Problem(self.sheet, self.row, column, value, what, cure)


def read_leavers(source: Path | BinaryIO, name: str) -> tuple[list[Leaver], list[Problem]]:
    """The lines of a file, and its faults; UTF-8 with or without BOM, CP949 and xlsx are read."""
    findings = Findings()
    sheets, _ = read_source(source, name, findings)
    found = [leaver for sheet in sheets for leaver in _lines(sheet, findings)]
    _refuse_twice(found, findings)
    return found, findings.problems()


def _lines(sheet: RawSheet, findings: Findings) -> list[Leaver]:
    places = _places(sheet, findings)
    if places is None:
        return []
    lines = [_line(sheet.name, row, cells, places, findings) for row, cells in sheet.rows]
    return [line for line in lines if line is not None]


def _places(sheet: RawSheet, findings: Findings) -> dict[str, int] | None:
    """Where each column stands; None when one that is needed is missing."""
    places = {}
    missing = []
    for field, (titles, is_needed) in TITLES.items():
        keys = [header_key(title) for title in titles]
        place = next((n for n, key in enumerate(sheet.keys) if key in keys), None)
        if place is not None:
            places[field] = place
        elif is_needed:
            missing.append("·".join(titles))
    for titles in missing:
        findings.add(
            f"‘{titles}’ 열이 없습니다.",
            f"첫 줄에 {', '.join(HEADINGS)}을 적으세요.",
            sheet=sheet.name,
            row=sheet.header_row,
        )
    return None if missing else places


def _line(sheet: str, row: int, cells, places: dict[str, int], findings: Findings) -> Leaver | None:
    values: dict[str, Any] = {"name": ""}
    is_whole = True
    for field, place in places.items():
        (title, *_), is_needed = TITLES[field]
        cell = cells[place]
        try:
            values[field] = READ[field](cell)
            if is_needed and is_blank(cell):
                raise CellError("비어 있습니다.", "값을 적으세요.")
        except CellError as error:
            is_whole = False
            findings.add(error.what, error.cure, sheet=sheet, row=row, column=title, value=cell)
    return Leaver(row=row, sheet=sheet, **values) if is_whole else None


def _refuse_twice(lines: list[Leaver], findings: Findings) -> None:
    first: dict[str, Leaver] = {}
    for line in lines:
        other = first.setdefault(line.key, line)
        if other is not line:
            findings.add(
                f"같은 아이디가 {other.row}행에도 있습니다.",
                "한 사람은 한 줄만 남기세요.",
                sheet=line.sheet,
                row=line.row,
                column=HEADINGS[0],
                value=line.username,
            )
