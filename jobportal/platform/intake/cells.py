"""One cell as typed becomes one value: numbers, won, dates, yes or no, texts and choices."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from jobportal.platform.intake.problems import plain_text
from jobportal.platform.intake.sheets import UNREADABLE, Flawed, checked_text
from jobportal.platform.values.dates import Precision, parse_kdate
from jobportal.platform.values.hangul import fold, half_width, to_nfc
from jobportal.platform.values.money import Unit, parse_won
from jobportal.platform.values.unseen import ZERO_WIDTH

Code = TypeVar("Code")


class CellError(ValueError):
    """A cell that cannot be taken as it is: what is wrong and how to mend it, both in Korean."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what} {cure}")
        self.what = what
        self.cure = cure


_SIGNS = "△▲-−–"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LOOKS_GROUPED = re.compile(r"[0-9][0-9,]*(?:\.[0-9,]+)?")
_LONGEST_NUMBER = 20
_LONGEST_LIST = 12
_EXCEL_DAY_ZERO = date(1899, 12, 30)  # day 1 is 1900-01-01, counting Excel's 29 February 1900
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415  # 1950-01-01 and 2100-12-31
_TRUE = frozenset(("예", "네", "y", "yes", "o", "○", "◯", "1", "true", "참"))
_FALSE = frozenset(("아니오", "아니요", "n", "no", "x", "×", "0", "false", "거짓"))


def is_blank(value: Any) -> bool:
    """Whether there is nothing to read: empty, only spaces, or a fault that is already reported."""
    if value is None or value is UNREADABLE:
        return True
    return isinstance(value, str) and not _typed(value)


def to_int(value: Any, *, least: int = -(2**31), most: int = 2**31 - 1) -> int | None:
    """A whole number from `least` to `most`, both included; None when blank.

    Reads 1,234, full-width digits, △5, -5, (5) and 5.0; refuses units, fractions and exponents.
    """
    number = _number(value)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellError("소수점이 있는 수입니다.", "소수점이 없는 수로 입력하세요.")
    _check_range(number, least, most)
    return int(number)


def to_decimal(
    value: Any,
    places: int,
    *,
    least: int | Decimal | None = None,
    most: int | Decimal | None = None,
    percent: bool = False,
) -> Decimal | None:
    """An exact number with at most `places` decimals, from `least` to `most`; None when blank.

    With `percent` the number counts hundredths and may be followed by %: “61.7%” and “61.7” are
    both 61.7. More decimals are refused, not rounded.
    """
    if percent and isinstance(value, str):
        value = re.sub(r"(?<=\S)\s*%$", "", half_width(_typed(value)))
    number = _number(value)
    if number is None:
        return None
    exact = number.quantize(Decimal(1).scaleb(-places))
    if exact != number:
        raise CellError(
            f"소수점 아래가 {places}자리보다 깁니다." if places else "소수점이 있는 수입니다.",
            f"소수점 아래 {places}자리까지 입력하세요."
            if places
            else "소수점이 없는 수로 입력하세요.",
        )
    _check_range(exact, least, most)
    return exact


def to_won(value: Any, unit: Unit) -> int | None:
    """Whole won of an amount typed in `unit` or with its own unit (1,234천원); None when blank."""
    if is_blank(value):
        return None
    _refuse_other_kinds(value)
    try:
        return parse_won(_typed(value), unit)
    except ValueError as error:
        raise as_cell_error(error) from error


def to_date(value: Any) -> date | None:
    """One day; None when blank. Months, periods, and moments with a time of day are refused.

    Reads Excel dates and their serial numbers (1950 to 2100), 2018. 7. 2., 2018-07-02, 20180702.
    """
    if is_blank(value):
        return None
    if isinstance(value, (datetime, date)):
        return _day_of(value)
    if isinstance(value, (bool, time, timedelta)):
        raise CellError("날짜가 아닙니다.", "2018. 7. 2.처럼 입력하세요.")
    text = _typed(value)
    if (serial := _serial(text)) is not None:
        return _EXCEL_DAY_ZERO + timedelta(days=serial)
    try:
        span = parse_kdate(text)
    except ValueError as error:
        raise as_cell_error(error) from error
    if span.precision is not Precision.DAY or span.start != span.end:
        raise CellError("하루를 가리키는 날짜가 아닙니다.", "2018. 7. 2.처럼 날까지 적으세요.")
    return span.start


def to_bool(value: Any) -> bool | None:
    """Yes or no as people mark it (예/아니오, Y/N, O/X, ○/×, 1/0, TRUE/FALSE); None when blank."""
    if is_blank(value):
        return None
    word = fold(_typed(value))
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellError("예 또는 아니오가 아닙니다.", "‘예’나 ‘아니오’로 입력하세요.")


def to_text(value: Any, max_length: int | None = None) -> str:
    """Composed text (NFC) with plain spaces and line ends, trimmed; "" when blank.

    Refused when it holds control characters or is longer than `max_length` characters.
    """
    if is_blank(value):
        return ""
    text = _typed(value)
    found = checked_text(text)
    if isinstance(found, Flawed):
        raise CellError(found.what, found.cure)
    if max_length is not None and len(text) > max_length:
        raise CellError(f"글이 {len(text):,}자입니다.", f"{max_length:,}자 안으로 줄여 입력하세요.")
    return text


def to_choice(value: Any, choices: Mapping[str, Code]) -> Code | None:
    """The code that a typed code or label stands for (`choices`: text → code); None when blank.

    Spaces, hyphens, width and letter case do not matter. When it is refused, the cure names the
    last text of each code, so put labels after codes.
    """
    if is_blank(value):
        return None
    word = fold(_typed(value))
    codes = {code for text, code in choices.items() if fold(text) == word}
    if len(codes) == 1:
        return codes.pop()
    labels = list({code: text for text, code in choices.items()}.values())
    more = f" 등 {len(labels)}가지" if len(labels) > _LONGEST_LIST else ""
    raise CellError(
        "뜻이 두 가지인 값입니다." if codes else "정해진 값이 아닙니다.",
        f"{', '.join(labels[:_LONGEST_LIST])}{more} 가운데 하나로 입력하세요.",
    )


def _typed(value: Any) -> str:
    """What was typed: composed, without invisible characters, spaces and line ends made plain."""
    text = ZERO_WIDTH.sub("", to_nfc(plain_text(value)))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()


def _number(value: Any) -> Decimal | None:
    if is_blank(value):
        return None
    _refuse_other_kinds(value)
    typed = half_width(_typed(value)).strip()
    body, negative = _split_sign(typed)
    if not (_NUMBER.fullmatch(body) or _GROUPED.fullmatch(body)) or len(body) > _LONGEST_NUMBER:
        raise _number_error(body)
    number = Decimal(body.replace(",", ""))
    return -number if negative else number


def _split_sign(body: str) -> tuple[str, bool]:
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1].strip(), True
    if body[:1] in _SIGNS:
        return body[1:].lstrip(), True
    return body.removeprefix("+"), False


def _number_error(body: str) -> CellError:
    if not body:
        return CellError("숫자가 없습니다.", "값이 없으면 비워 두고, 0이면 0을 입력하세요.")
    if len(body) > _LONGEST_NUMBER:
        return CellError("숫자가 너무 깁니다.", "자릿수를 확인하세요.")
    if _LOOKS_GROUPED.fullmatch(body):
        return CellError(
            "쉼표 자리가 맞지 않습니다.",
            "쉼표를 세 자리마다 찍거나 모두 지우고 입력하세요.",
        )
    return CellError("숫자가 아닙니다.", "단위나 글자 없이 1234처럼 숫자만 입력하세요.")


def _refuse_other_kinds(value: Any) -> None:
    if isinstance(value, bool):
        raise CellError("숫자 칸에 참·거짓 값이 들어 있습니다.", "숫자를 입력하세요.")
    if isinstance(value, (date, time, timedelta)):
        raise CellError(
            "숫자 칸에 날짜나 시각이 들어 있습니다.",
            "칸 서식을 ‘일반’으로 바꾸고 숫자를 다시 입력하세요.",
        )


def _check_range(number: Decimal, least: int | Decimal | None, most: int | Decimal | None) -> None:
    if least is not None and number < least:
        raise CellError(f"{least:,}보다 작습니다.", f"{least:,} 이상으로 입력하세요.")
    if most is not None and number > most:
        raise CellError(f"{most:,}보다 큽니다.", f"{most:,} 이하로 입력하세요.")


def _day_of(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    if value.time() != time(0):
        raise CellError("날짜에 시각이 붙어 있습니다.", "시각을 지우고 날짜만 입력하세요.")
    return value.date()


def _serial(text: str) -> int | None:
    """The serial number of a day: five digits, which no other way of writing a date has."""
    digits = half_width(text)
    if len(digits) != 5 or not _NUMBER.fullmatch(digits) or "." in digits:
        return None
    return int(digits) if _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL else None


def as_cell_error(error: ValueError) -> CellError:
    """The reason and the cure of a Korean sentence: “…다. …세요.”."""
    what, stop, cure = str(error).partition("니다. ")
    return CellError(what + stop.rstrip(), cure)
