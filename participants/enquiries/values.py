"""One value of an enquiry as it is typed, and back: the form and the sheet read it alike."""

from datetime import date

from jobportal.platform.intake import cells
from jobportal.platform.intake.cells import CellError, as_cell_error, is_blank
from jobportal.platform.rules.codes import Word
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.money import Unit
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.residents import holds_rrn
from participants.enquiries.kinds import (
    ENQUIRY_FIELDS,
    EnquiryField,
    Holds,
    history_text,
    parse_history,
)

NONE = "없음"
LONGEST_TEXT = 40
MOST_WON = 10**12
_SPANS = (
    ("livelihood_from_on", "livelihood_to_on"),
    ("unemployment_from_on", "unemployment_to_on"),
    ("city_from_on", "district_from_on"),
)
"""Days of which the first may not be later than the second."""
_NEEDS = {
    "district_from_on": "in_district",
    "livelihood_from_on": "has_livelihood",
    "livelihood_to_on": "has_livelihood",
    "unemployment_from_on": "has_unemployment",
    "unemployment_to_on": "has_unemployment",
}
"""Days that mean nothing beside a “no”."""


def read_value(field: EnquiryField, text: object) -> object:
    """The value as ``Enquiry.values`` keeps it; None when nothing was typed.

    ``text`` is what a person typed or what a cell of a sheet holds (a number, a date). Amounts are
    whole won of at least 0. Bad text is a :class:`CellError`, a Korean ValueError saying what is
    wrong and how to mend it.
    """
    return None if is_blank(text) else _READERS[field.holds](field, text)


def value_text(field: EnquiryField, value: object) -> str:
    """The value as people read it and as :func:`read_value` reads it again; "" for None."""
    return "" if value is None else _WRITERS[field.holds](field, value)


def contradictions(kind: str, values: dict) -> dict[str, str]:
    """What of the values of a kind cannot be true together: the sentence by name of the value."""
    labels = {field.name: field.label for field in ENQUIRY_FIELDS[kind]}
    faults = {}
    for first, last in _SPANS:
        if values.get(first) and values.get(last) and values[first] > values[last]:
            faults[last] = (
                f"{labels[first]}보다 빠릅니다. {labels[first]}과 {labels[last]}을 확인하세요."
            )
    for name, needed in _NEEDS.items():
        if values.get(name) and values.get(needed) is False:
            faults[name] = settle_particles(
                f"‘{labels[needed]}’이(가) ‘아니오’인데 날짜가 있습니다. 둘 가운데 하나를 고치세요."
            )
    return faults


def _won(_: EnquiryField, text: object) -> int:
    won = cells.to_won(text, Unit.WON)
    if won < 0:
        raise CellError("0원보다 작습니다.", "0 이상의 금액으로 입력하세요.")
    if won > MOST_WON:
        raise CellError("금액이 너무 큽니다.", "단위를 확인하고 원 단위로 입력하세요.")
    return won


def _day(_: EnquiryField, text: object) -> str:
    return cells.to_date(text).isoformat()


def _words(field: EnquiryField) -> dict[str, Word]:
    """What may be typed for a coded value: the code or the label."""
    return {word.value: word for word in field.words} | {word.label: word for word in field.words}


def _choices(field: EnquiryField, text: object) -> list[str]:
    parts = [part for part in str(text).replace("、", ",").split(",") if part.strip()]
    if [part.strip() for part in parts] == [NONE]:
        return []
    codes = {cells.to_choice(part, _words(field)).value for part in parts}
    if not codes:
        raise CellError("값이 없습니다.", f"없으면 ‘{NONE}’이라고 적으세요.")
    return [word.value for word in field.words if word.value in codes]


def _text(_: EnquiryField, text: object) -> str:
    read = cells.to_text(text, LONGEST_TEXT)
    if holds_rrn(read):
        raise CellError("주민등록번호로 보이는 숫자가 있습니다.", "지우고 다시 입력하세요.")
    return read


def _history(_: EnquiryField, text: object) -> list[dict]:
    read = cells.to_text(text, 4000)
    if holds_rrn(read):
        raise CellError("주민등록번호로 보이는 숫자가 있습니다.", "지우고 다시 입력하세요.")
    try:
        return parse_history(read)
    except ValueError as error:
        raise as_cell_error(error) from error


_READERS = {
    Holds.WON: _won,
    Holds.COUNT: lambda field, text: cells.to_int(text, least=field.least, most=field.most),
    Holds.DAY: _day,
    Holds.YES_NO: lambda field, text: cells.to_bool(text),
    Holds.CHOICE: lambda field, text: cells.to_choice(text, _words(field)).value,
    Holds.CHOICES: _choices,
    Holds.TEXT: _text,
    Holds.HISTORY: _history,
}
_WRITERS = {
    Holds.WON: lambda field, value: f"{value:,}",
    Holds.COUNT: lambda field, value: f"{value:,}",
    Holds.DAY: lambda field, value: kdate(date.fromisoformat(value)),
    Holds.YES_NO: lambda field, value: "예" if value else "아니오",
    Holds.CHOICE: lambda field, value: field.words(value).label,
    Holds.CHOICES: lambda field, value: (
        ", ".join(field.words(code).label for code in value) or NONE
    ),
    Holds.TEXT: lambda field, value: value,
    Holds.HISTORY: lambda field, value: history_text(value),
}
