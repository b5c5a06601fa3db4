"""What identifies a resident, as text: resident numbers, birth dates, phone numbers, full age."""

import re
from dataclasses import dataclass
from datetime import date

from jobportal.platform.values.date_reading import parse_kdate
from jobportal.platform.values.hangul import half_width
from jobportal.platform.values.unseen import ZERO_WIDTH

# The seventh digit says century and sex; 5 to 8 are registered foreigners. 9 and 0 (born before
# 1900) are no longer alive to apply.
_CENTURIES = {1: 1900, 2: 1900, 3: 2000, 4: 2000, 5: 1900, 6: 1900, 7: 2000, 8: 2000}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_BREAK = r"[\s\-‐‑‒–—―−_./·~]{0,3}"
_DIGIT = re.compile(r"\d")
_SHAPES = (
    re.compile(rf"(?<!\d)(\d{{2}})[ .]?(\d{{2}})[ .]?(\d{{2}}){_BREAK}([1-8])(\d{{6}})(?!\d)"),
    # every digit by itself: 9 0 0 1 0 1 - 1 2 3 4 5 6 7
    re.compile(rf"(?<!\d)(\d \d) (\d \d) (\d \d){_BREAK}([1-8])((?: \d){{6}})(?! ?\d)"),
)
OLDEST = 120
"""Nobody is older than so many years; an earlier birth date is a slip."""
_TOO_OLD = f"{OLDEST}세가 넘는 생년월일입니다. 연도를 다시 확인하세요. 예: 1990-01-01"


@dataclass(frozen=True)
class ResidentNumber:
    """A resident or foreigner registration number, read.

    ``sex`` is MALE or FEMALE. A failed checksum is only worth a warning: numbers issued since
    October 2020 have random digits in its place (주민등록법 시행규칙, 2020. 10. 5.).
    """

    digits: str
    birth_on: date
    sex: str
    is_foreigner: bool
    has_checksum: bool


def parse_rrn(text: str, today: date) -> ResidentNumber:
    """Read thirteen digits, with or without hyphen; raises ValueError saying what is wrong."""
    digits = _digits(_plain(text))
    if len(digits) != 13 or re.search(r"[^\d\s\-‐‑‒–—―−]", _plain(text)):
        raise ValueError("주민등록번호는 숫자 13자리로 입력하세요. 예: 900101-1234567")
    kind = int(digits[6])
    if kind not in _CENTURIES:
        raise ValueError("주민등록번호의 일곱째 숫자는 1~8이어야 합니다. 신분증을 다시 확인하세요.")
    birth_on = _birth(digits[:6], kind)
    if birth_on is None:
        raise ValueError(
            f"주민등록번호 앞 여섯 자리({digits[:2]}년 {digits[2:4]}월 {digits[4:6]}일)는 없는 "
            "날짜입니다. 신분증을 다시 확인하세요."
        )
    if birth_on > today:
        raise ValueError(
            "주민등록번호의 생년월일이 오늘보다 뒤입니다. 일곱째 숫자를 다시 확인하세요."
        )
    return ResidentNumber(
        digits=digits,
        birth_on=birth_on,
        sex="MALE" if kind % 2 else "FEMALE",
        is_foreigner=kind >= 5,
        has_checksum=has_checksum(digits),
    )


def has_checksum(digits: str) -> bool:
    """True when the last of thirteen digits is the checksum of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    base = 13 if int(digits[6]) in (5, 6, 7, 8) else 11
    return (base - total % 11) % 10 == int(digits[12])


def holds_rrn(text: str) -> bool:
    """True when a text holds what looks like a resident number: thirteen digits with a real date.

    Full-width digits, a missing hyphen and spaces hide none; phone and account numbers, whose
    digits are grouped otherwise or make no date, are none (compliance PD-02).
    """
    if len(text) < 13 or len(_DIGIT.findall(text)) < 13:
        return False
    plain = _plain(text)
    for shape in _SHAPES:
        for match in shape.finditer(plain):
            year, month, day, kind, _ = match.groups()
            if _birth(_digits(year + month + day), int(kind)) is not None:
                return True
    return False


def _birth(six: str, kind: int) -> date | None:
    try:
        return date(_CENTURIES[kind] + int(six[:2]), int(six[2:4]), int(six[4:6]))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Half-width, ASCII digits, nothing invisible."""
    narrow = half_width(ZERO_WIDTH.sub("", text)).replace("\u00a0", " ")
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in narrow)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())


def parse_birth(text: str, today: date) -> date:
    """Read a birth date: 900101, 90. 1. 1., 19900101, 1990-01-01, 1990. 1. 1.

    Two digits of a year mean the 2000s only for those at least 15 this year. Raises ValueError for
    a day that does not exist, lies ahead, or makes somebody older than :data:`OLDEST`.
    """
    plain = _plain(text).strip()
    if short := re.fullmatch(r"[’'‘]?(\d\d)((?:\d{4})|(?:\s*[-./]\s*\d.*))", plain):
        century = 2000 if 2000 + int(short[1]) + 15 <= today.year else 1900
        plain = f"{century + int(short[1])}{short[2]}"
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    if re.match(r"1[0-8]\d{2}\D", plain):
        raise ValueError(_TOO_OLD)
    example = "생년월일은 900101이나 1990-01-01처럼 입력하세요."
    try:
        span = parse_kdate(plain)
    except ValueError as error:
        raise ValueError(
            f"‘{text.strip()}’: 없는 날짜이거나 읽을 수 없습니다. {example}"
        ) from error
    if span.start != span.end:
        raise ValueError(f"생년월일은 하루여야 합니다. {example}")
    if fault := birth_fault(span.start, today):
        raise ValueError(fault)
    return span.start


def birth_fault(birth_on: date, today: date) -> str:
    """Why nobody living can be born on a day; "" when somebody can."""
    if birth_on > today:
        return "생년월일이 오늘보다 뒤입니다. 연도를 다시 확인하세요. 예: 1990-01-01"
    if full_age(birth_on, today) > OLDEST:
        return _TOO_OLD
    return ""


def full_age(birth_on: date, day: date) -> int:
    """Full years of age on a day (만 나이); who is born on 29 February ages on 1 March."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


_PHONE = re.compile(r"01[016789]\d{7,8}|02\d{7,8}|0[3-6]\d{8,9}|070\d{8}|050\d{8,9}")


def parse_phone(text: str) -> str:
    """The digits of a Korean phone number; a leading 0 that Excel dropped is put back.

    Eight digits without one are a number of the district whose area code nobody typed. Raises
    ValueError for what is no phone number.
    """
    plain = _plain(text).strip()
    digits = re.sub(r"^\+?82-?0?", "0", re.sub(r"[\s().\-‐‑‒–—―−]", "", plain))
    if len(digits) >= 9 and _PHONE.fullmatch(f"0{digits}"):
        digits = f"0{digits}"
    if not _PHONE.fullmatch(digits):
        raise ValueError(
            "전화번호를 읽을 수 없습니다. 지역번호나 010부터 입력하세요. 예: 010-0000-1234"
        )
    return digits


def rrn_text(digits: str) -> str:
    """A resident number as it is written in full: 900101-1234567."""
    return f"{digits[:6]}-{digits[6:]}" if digits else ""


def phone_text(digits: str) -> str:
    """Digits with hyphens: 010-1234-5678, 02-123-4567."""
    if not digits:
        return ""
    head = 2 if digits.startswith("02") else 4 if digits.startswith("050") else 3
    return f"{digits[:head]}-{digits[head:-4]}-{digits[-4:]}"
