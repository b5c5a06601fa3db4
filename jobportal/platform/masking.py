"""What of a personal value is shown to whom: one function per item, the same everywhere.

The forms are those of the house style (compliance 7.5); "" means that it is not shown at all.
"""

import re
from datetime import date
from enum import Enum

from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import phone_text


class Audience(Enum):
    """Who reads: a staff list, the page of the one person, a form for field use, the public."""

    LIST = "list"
    DETAIL = "detail"
    PRINT = "print"
    PUBLIC = "public"


HIDDEN = "(암호화된 값)"
"""What stands for an encrypted value wherever it may not be shown."""


def mask_name(name: str, audience: Audience = Audience.LIST) -> str:
    """홍*동, 김*, 남**수, Jo** Sm***; 홍○○ for the public; in full on the person's own page."""
    name = " ".join(name.split())
    if not name or audience in (Audience.DETAIL, Audience.PRINT):
        return name
    if audience is Audience.PUBLIC:
        return name[0] + "○" * max(len(name.replace(" ", "")) - 1, 1)
    if re.search(r"[A-Za-z]", name):
        return " ".join(word[:2] + "*" * max(len(word) - 2, 1) for word in name.split())
    if len(name) < 3:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_birth(birth_on: date | None, audience: Audience = Audience.LIST) -> str:
    """90.**.** in lists, the day on the person's page, 900101 in print, 30대 for the public."""
    if birth_on is None or audience is Audience.PUBLIC:
        return ""
    match audience:
        case Audience.DETAIL:
            return kdate(birth_on)
        case Audience.PRINT:
            return f"{birth_on:%y%m%d}"
    return f"{birth_on:%y}.**.**"


def mask_rrn(digits: str, audience: Audience = Audience.LIST) -> str:
    """900101-1****** on the person's page, 900101-******* in print, elsewhere nothing."""
    match audience if digits else None:
        case Audience.DETAIL:
            return f"{digits[:6]}-{digits[6]}******"
        case Audience.PRINT:
            return f"{digits[:6]}-*******"
    return ""


def mask_phone(digits: str, audience: Audience = Audience.LIST) -> str:
    """010-****-5678 in lists, in full on the person's page and in print, never for the public."""
    if not digits or audience is Audience.PUBLIC:
        return ""
    text = phone_text(digits)
    if audience is not Audience.LIST:
        return text
    head, middle, tail = text.split("-")
    return f"{head}-{'*' * max(len(middle), 4)}-{tail}"


def mask_address(address: str, dong: str = "", audience: Audience = Audience.LIST) -> str:
    """Up to the road or the 동 in lists, only the 동 in print and for the public."""
    address = " ".join(address.split())
    match audience:
        case Audience.DETAIL:
            return address
        case Audience.PRINT | Audience.PUBLIC:
            return dong
    if not address:
        return ""
    found = _longest_road(address)
    return f"{found} ***" if found else "***"


_BUILDING = re.compile(r"\(|(지하|지|산|B)?\d+(?!\d*(로|길|가))")


def _longest_road(address: str) -> str:
    """The words before the first one that begins with a number of a building or a unit."""
    words: list[str] = []
    for word in address.split():
        if _BUILDING.match(word):
            break
        words.append(word)
    while words and not re.search(r"(시|도|구|군|읍|면|동|가|리|로|길)$", words[-1]):
        words.pop()
    return " ".join(words)


def mask_account(bank: str, digits: str, audience: Audience = Audience.LIST) -> str:
    """○○은행 ******1234 on the person's page; in lists, print and public nothing."""
    if audience is not Audience.DETAIL or not digits:
        return ""
    return f"{bank} {'*' * max(len(digits) - 4, 0)}{digits[-4:]}".strip()


def mask_email(address: str, audience: Audience = Audience.LIST) -> str:
    """ho***@korea.kr in lists, in full on the person's page, else nothing."""
    if audience is Audience.DETAIL:
        return address
    name, at, domain = address.partition("@")
    return f"{name[:2]}***{at}{domain}" if audience is Audience.LIST and at else ""
