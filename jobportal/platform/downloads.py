"""Files of personal data: written once, their digest known before they leave (compliance PD-37)."""

import hashlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote

from django.http import FileResponse
from django.utils import timezone

from jobportal.platform.display import text_of
from jobportal.platform.render.csv import csv_lines
from jobportal.platform.render.xlsx_list import ListColumn, write_rows

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
MOST_FOOT = 240
PRIVACY = "개인정보 포함 – 목적 달성 후 즉시 파기"


@dataclass(frozen=True)
class MadeFile:
    """A written file, open at its beginning, with its rows and its SHA-256."""

    file: IO[bytes]
    rows: int
    digest: str

    @property
    def told(self) -> str:
        """What the access record says of the file."""
        return f"{self.rows:,}행, SHA-256 {self.digest}"

    def answer(self, name: str) -> FileResponse:
        """The file to save; its name holds no personal data and is understood by every browser."""
        response = FileResponse(self.file, content_type=content_type(name))
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        response["Cache-Control"] = "no-store"
        return response


def content_type(name: str) -> str:
    """What a file of that name is."""
    return CSV_TYPE if name.endswith(".csv") else XLSX_TYPE


def taken_by(account: str, purpose: str) -> list[str]:
    """The lines of a file or sheet that say who took it, when and what for (PD-40)."""
    return [f"출력: {account}, {text_of(timezone.now())}, {purpose}", PRIVACY]


def foot(lines: Sequence[str]) -> str:
    """The lines at the foot of a printed page, what matters most first: Excel takes 255 letters."""
    return " · ".join(reversed(lines))[:MOST_FOOT]


def made_xlsx(
    title: str,
    columns: Sequence[ListColumn | str],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[str] = (),
    page_note: str = PRIVACY,
) -> MadeFile:
    """A list as xlsx, in constant memory; what it may hold is what ``write_rows`` takes."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        written = write_rows(file, title, columns, rows, notes, page_note)
        return _measured(file, written)
    except BaseException:
        file.close()
        raise


def made_in_memory(
    title: str,
    columns: Sequence[ListColumn | str],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[str],
) -> MadeFile:
    """A list as xlsx that is never on a disk in clear: of what may leave only encrypted."""
    file = BytesIO()
    written = write_rows(file, title, columns, rows, notes, PRIVACY)
    return _measured(file, written)


def made_of(data: bytes, rows: int) -> MadeFile:
    """A file that was written elsewhere, with its rows."""
    return _measured(BytesIO(data), rows)


def made_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> MadeFile:
    """A list as CSV with nothing but its headings and rows, as another system reads it."""
    file, lines = TemporaryFile(), 0  # noqa: SIM115 - the answer closes it
    file.write(BOM_UTF8)
    for line in csv_lines(chain([headings], rows)):
        file.write(line.encode())
        lines += 1
    return _measured(file, lines - 1)


def _measured(file: IO[bytes], rows: int) -> MadeFile:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return MadeFile(file, rows, digest)
