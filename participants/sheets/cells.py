"""How the cells of sheets of people are read: birth dates, phones, resident numbers, receipts."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import models

from jobportal.platform.intake import cells
from jobportal.platform.intake.cells import CellError, as_cell_error
from jobportal.platform.intake.columns import Column, read_cell
from jobportal.platform.intake.problems import plain_text
from jobportal.platform.masking import mask_name
from jobportal.platform.values.hangul import fold, half_width
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.residents import (
    ResidentNumber,
    parse_birth,
    parse_phone,
    parse_rrn,
)

YES_NO = ("예", "아니오")
NONE = "없음"
_EPOCH_ORDINAL = date(1899, 12, 30).toordinal()
_RECEIPT = re.compile(r"(?:(?P<round>.+)-)?(?P<number>\d{1,9})")


def read_field(field: models.Field) -> Callable[[object], object]:
    """The reading of a field's own kind: choices, numbers, days, yes or no, texts."""
    return lambda cell: read_cell(Column(0, str(field.verbose_name), field), cell)


def read_name(longest: int) -> Callable[[object], str]:
    """The reading of a name: inner spaces single."""
    return lambda cell: " ".join(cells.to_text(cell, longest).split())


def mask_typed_name(cell: object) -> str:
    """What of a name may stand in a message."""
    return mask_name(plain_text(cell)) if cell else ""


def hide(cell: object) -> str:
    """What of a resident number may stand in a message: only that there is one."""
    return "(가림)" if cell else ""


def read_dong(cell: object) -> str:
    """The name of a 동 without spaces."""
    return "".join(cells.to_text(cell, 30).split())


def read_birth(today: date) -> Callable[[object], date]:
    """The reading of a birth date: a day, 900101 (also without its leading 0), a serial number."""

    def read(cell: object) -> date:
        if isinstance(cell, (date, datetime)):
            cell = cells.to_date(cell).isoformat()
        text = half_width(plain_text(cell)).strip()
        if re.fullmatch(r"\d{5}", text):
            return _five_digits(text, today)
        if re.fullmatch(r"\d{3,4}", text):
            text = text.zfill(6)  # 000101 and 001231 without the zeros Excel dropped
        return _birth(text, today)

    return read


def _birth(text: str, today: date) -> date:
    try:
        return parse_birth(text, today)
    except ValueError as error:
        raise as_cell_error(error) from error


def _five_digits(text: str, today: date) -> date:
    """A serial number of Excel, or six digits of which Excel dropped the leading 0."""
    serial = date.fromordinal(_EPOCH_ORDINAL + int(text))
    try:
        typed = parse_birth(f"0{text}", today)
    except ValueError:
        return _birth(serial.isoformat(), today)
    raise CellError(
        f"{serial:%Y-%m-%d}인지 {typed:%Y-%m-%d}인지 알 수 없는 숫자입니다.",
        "1990-01-01처럼 연도 네 자리로 적으세요.",
    )


def read_phone(cell: object) -> str:
    """The digits of a phone number; a leading 0 that Excel dropped is put back."""
    try:
        return parse_phone(plain_text(cell))
    except ValueError as error:
        raise as_cell_error(error) from error


def read_rrn(today: date) -> Callable[[object], ResidentNumber]:
    """The reading of a resident number; Excel drops the zeros of those born in 2000 to 2009."""

    def read(cell: object) -> ResidentNumber:
        text = plain_text(cell)
        if isinstance(cell, (int, float)) and 10 <= len(text) < 13:
            text = text.zfill(13)
        try:
            return parse_rrn(text, today)
        except ValueError as error:
            raise as_cell_error(error) from error

    return read


def read_receipt(round_code: str) -> Callable[[object], int]:
    """The reading of a receipt number, as it is printed or the number alone."""

    def read(cell: object) -> int:
        text = "".join(half_width(plain_text(cell)).split())
        found = _RECEIPT.fullmatch(text)
        if found is None or not int(found["number"]):
            raise CellError("접수번호가 아닙니다.", f"{round_code}-0001이나 1처럼 번호만 적으세요.")
        if found["round"] and fold(found["round"]) != fold(round_code):
            raise CellError(
                "다른 회차의 접수번호입니다.", f"이 회차({round_code})의 접수번호를 적으세요."
            )
        return int(found["number"])

    return read


def read_choice(words: Mapping[str, str]) -> Callable[[object], str]:
    """The reading of one code (``words``: text → code, labels last)."""
    return lambda cell: cells.to_choice(cell, words)


def read_several(words: Mapping[str, str]) -> Callable[[object], tuple[str, ...]]:
    """The reading of codes parted by commas (``words``: text → code); “없음” is none at all."""

    def read(cell: object) -> tuple[str, ...]:
        text = cells.to_text(cell, 1_000)
        if fold(text) == NONE:
            return ()
        parts = [part for part in re.split(r"[,，、/\n]", text) if part.strip()]
        if not parts:
            raise CellError("값이 없습니다.", f"없으면 ‘{NONE}’이라고 적으세요.")
        return tuple(sorted({cells.to_choice(part, words) for part in parts}))

    return read


def name_key(text: str) -> str:
    """How a record is looked up by name."""
    return fold(text)


def read_one_of(named: Mapping[str, object], label: str) -> Callable[[object], object]:
    """The reading of a record by any of its names (``named``: folded name → record or None).

    None stands for a name that several records have.
    """

    def read(cell: object) -> object:
        text = cells.to_text(cell, 200)
        if name_key(text) not in named:
            raise CellError(
                settle_particles(f"이 회차의 {label}이(가) 아닙니다."),
                f"‘코드’ 시트에 있는 {label}의 코드나 이름을 적으세요.",
            )
        found = named[name_key(text)]
        if found is None:
            raise CellError(f"이름이 같은 {label} 항목이 여럿입니다.", "코드로 적으세요.")
        return found

    return read
