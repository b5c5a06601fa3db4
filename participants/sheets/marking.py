"""The user's own file given back: the same rows, a comment on each bad cell, counts in front."""

import re
from collections import defaultdict
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.intake.csv_source import csv_rows, decode_csv
from jobportal.platform.intake.problems import Problem, masked_text, plain_text
from jobportal.platform.values.hangul import to_nfc
from participants.sheets.layout import REPORT
from participants.sheets.plan import Plan
from participants.sheets.rows import RRN_SHAPED, SheetRows
from participants.sheets.template import fit_to_paper, head, put, write_lines

AUTHOR = "업무포털 점검"
MOST_LISTED = 2_000
"""Problems listed in the sheet in front; the cells are all marked."""
_BAD = PatternFill("solid", fgColor="FFC7CE")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)(?::[A-Z]{1,3}\d+)?")
_LETTERS = re.compile(r"([A-Z]{1,3})열")
_HEADINGS = (
    ("행", 16),
    ("항목", 22),
    ("입력한 값", 24),
    ("잘못된 점", 48),
    ("고치는 방법", 56),
)


class CannotMark(Exception):
    """A file that could be read but not be written again."""


def marked_workbook(plan: Plan, data: bytes) -> bytes:
    """The file with its bad cells marked; marks of an earlier check are taken off first.

    Raises :class:`CannotMark` when there is no sheet to mark or the workbook cannot be kept.
    """
    rows = plan.rows
    if rows.sheet is None:
        raise CannotMark
    try:
        book, sheet = _opened(rows, data)
    except Exception as error:  # parts that are not read may be broken in any way
        raise CannotMark from error
    if REPORT in book.sheetnames:
        book.remove(book[REPORT])
    _take_off_marks(sheet)
    problems = rows.errors
    for (row, index), found in _by_cell(rows, problems).items():
        _mark(sheet.cell(row, index), found)
    _write_report(book.create_sheet(REPORT, 0), plan, problems)
    book.active = 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(rows: SheetRows, data: bytes) -> tuple[Workbook, Worksheet]:
    """The workbook and the sheet that was read; of a CSV file a workbook with the same rows."""
    if rows.file_name.lower().endswith(".xlsx"):
        book = load_workbook(BytesIO(data), keep_links=False)
        named = {to_nfc(one.title).strip(): one for one in book.worksheets}
        return book, named[rows.sheet.name]
    book = Workbook()
    sheet = book.active
    sheet.title = rows.layout.name
    for number, cells in csv_rows(decode_csv(data)):
        for index, cell in enumerate(cells, start=1):
            put(sheet.cell(number, index), getattr(cell, "value", cell))
    return book, sheet


def _take_off_marks(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _by_cell(rows: SheetRows, problems: list[Problem]) -> dict[tuple[int, int], list[Problem]]:
    found = defaultdict(list)
    places = {title: index for index, title in enumerate(rows.sheet.header, start=1)}
    for one in problems:
        if one.row is not None:
            found[one.row, _column_of(one, places)].append(one)
    return found


def _column_of(problem: Problem, places: dict[str, int]) -> int:
    """The column of a problem: by its title, its letters, or the range it names; else the first."""
    if problem.column in places:
        return places[problem.column]
    if named := _LETTERS.fullmatch(problem.column):
        return column_index_from_string(named[1])
    if not problem.column and (named := _PLACE.fullmatch(str(problem.value))):
        return column_index_from_string(named[1])
    return 1


def _mark(cell: Cell, problems: list[Problem]) -> None:
    cell.fill = _BAD
    if isinstance(cell, MergedCell):
        return  # only the first cell of a merged range holds a value or a comment
    if any(one.what == RRN_SHAPED for one in problems):
        put(cell, masked_text(plain_text(cell.value)))
    told = "\n".join(f"{one.what} {one.cure}" for one in problems)
    cell.comment = Comment(told, AUTHOR, width=320, height=110)


def _write_report(sheet: Worksheet, plan: Plan, problems: list[Problem]) -> None:
    rows = plan.rows
    counts = (
        ("점검한 줄", len(rows.rows)),
        ("신규", plan.created),
        ("변경", plan.changed),
        ("동일", plan.same),
        ("오류가 있는 줄", rows.bad_count),
        ("고칠 곳", len(problems)),
    )
    put(sheet.cell(1, 1), f"{rows.layout.name} 점검 결과")
    sheet.cell(1, 1).font = Font(size=14, bold=True)
    put(sheet.cell(2, 1), "아무것도 저장하지 않았습니다. 색칠한 칸만 고쳐 그대로 다시 올리세요.")
    for number, (label, count) in enumerate(counts, start=4):
        put(sheet.cell(number, 1), label)
        put(sheet.cell(number, 2), count)
        sheet.cell(number, 2).number_format = "#,##0"
    first = len(counts) + 5
    fit_to_paper(sheet, first)
    for index, (heading, width) in enumerate(_HEADINGS, start=1):
        head(sheet.cell(first, index), heading)
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, one in enumerate(problems[:MOST_LISTED], start=first + 1):
        write_lines(sheet, number, (one.row, one.column, one.value, one.what, one.cure))
