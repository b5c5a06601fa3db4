"""A CSV file becomes rows of cells: its encoding is recognised strictly, never guessed at."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from jobportal.platform.intake.limits import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
)
from jobportal.platform.intake.refusals import FileRefused, too_many_cells
from jobportal.platform.intake.sheets import Flawed, FoundCell, checked_text

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NOT_ASCII_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_HANGUL = re.compile("[가-힣ㄱ-ㆎ]")
_SAVE_AS_UTF8 = "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장한 뒤 올리세요."

# Python keeps this limit for the whole process; twice Excel's leaves room to name a long cell.
csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_TEXT))


def decode_csv(data: bytes) -> str:
    """The text of a CSV file in UTF-8 (with or without BOM) or CP949; FileRefused otherwise."""
    if data.startswith(_UTF16_MARKS) or b"\x00" in data:
        raise FileRefused("글자 방식이 UTF-16이거나 글이 아닌 파일입니다.", _SAVE_AS_UTF8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        text = ""
    if not _is_korean(text):
        raise FileRefused("글자 방식이 UTF-8도 CP949(완성형)도 아닙니다.", _SAVE_AS_UTF8)
    return text


def _is_korean(text: str) -> bool:
    """Whether most letters outside ASCII are Hangul in use; other encodings give rare ones.

    In use are the jamo and the 2,350 syllables of KS X 1001, whose two bytes are both A1 or above.
    """
    letters = Counter(_NOT_ASCII_LETTER.findall(text))
    common = sum(
        times
        for letter, times in letters.items()
        if _HANGUL.match(letter) and min(letter.encode("cp949")) >= 0xA1
    )
    return 2 * common > letters.total()


def csv_rows(text: str) -> Iterator[tuple[int, list[FoundCell]]]:
    """Each row with the number Excel shows for it; a line break inside quotes makes no new row."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = cells = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _malformed(number + 1, error) from error
        number += 1
        while row and not row[-1].strip():
            row.pop()
        cells += len(row)
        _check_size(number, row, cells)
        yield number, [_cell(field) for field in row]


def _malformed(number: int, error: csv.Error) -> FileRefused:
    if "field limit" in str(error):
        return FileRefused(
            f"{number}행에 너무 긴 글이 있습니다.",
            f"한 칸에는 {LONGEST_TEXT:,}자까지 적고, 따옴표의 짝이 맞는지 확인하세요.",
        )
    return FileRefused(
        f"{number}행의 따옴표가 맞지 않습니다.",
        '칸의 글에 든 따옴표는 두 번("") 적고, 칸을 연 따옴표는 닫으세요.',
    )


def _check_size(number: int, row: list[str], cells: int) -> None:
    if not row:
        return
    if number > MOST_ROWS:
        raise FileRefused(f"행이 {MOST_ROWS:,}개보다 많습니다.", "파일을 나누어 올리세요.")
    if len(row) > MOST_COLUMNS:
        raise FileRefused(
            f"{number}행의 열이 {MOST_COLUMNS:,}개보다 많습니다.",
            "서식에 없는 열을 지우세요.",
        )
    if number == 1 and len(row) == 1 and re.search("[\t;]", row[0]) and row[0][0] not in "#＃※":
        raise FileRefused("칸이 쉼표로 나뉘어 있지 않습니다.", _SAVE_AS_UTF8)
    if cells > MOST_CELLS:
        raise too_many_cells(MOST_CELLS)


def _cell(field: str) -> FoundCell:
    if field.startswith("=") and len(field) > 1:
        return Flawed(field, "수식이 들어 있습니다.", "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.")
    return checked_text(field)
