"""Builds files as people and attackers hand them in: workbooks, CSV files, broken packages."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.intake.reading import read_source

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROUNDS = (("연도", "차수", "예산액(천원)"), (2018, 1, 1234), (2018, 2, 900))


def workbook_bytes(
    rows: Iterable[tuple] = ROUNDS,
    change: Callable[[Worksheet], None] = lambda sheet: None,
    title: str = "회차",
) -> bytes:
    """A workbook of one sheet, changed before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    change(sheet)
    return book_bytes(book)


def book_bytes(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_members(data: bytes, members: dict[str, bytes]) -> bytes:
    """The package with some members replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, body in members.items():
            new.writestr(name, body)
    return stream.getvalue()


def member(data: bytes, name: str) -> bytes:
    """One member of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def put(folder: Path, name: str, data: bytes) -> Path:
    """The bytes as a file of that name."""
    path = folder / name
    path.write_bytes(data)
    return path


def read_bytes(data, name="회차.xlsx"):
    """The sheets of a workbook and the sentences of its problems."""
    sheets, problems = read_source(io.BytesIO(data), name)
    return sheets, [problem.sentence for problem in problems]


def sheet_xml(body):
    """A workbook whose only sheet has this XML inside its worksheet element."""
    return with_members(
        workbook_bytes(),
        {"xl/worksheets/sheet1.xml": b"<worksheet xmlns='%b'>%b</worksheet>" % (_MAIN, body)},
    )
