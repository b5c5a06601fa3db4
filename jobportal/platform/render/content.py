"""What stands inside a cell of a page: its text, words for its signs, a link to its records."""

import re

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from jobportal.platform.render.cells import CHOICE_OFF, CHOICE_ON, HIDDEN, Cell, Kind

_BOXES = re.compile(f"(?=[{CHOICE_ON}{CHOICE_OFF}])")


def content(cell: Cell, url: str | None = None) -> SafeString:
    """The inside of a cell, escaped, linked to `url` when there is one (compliance 3.3 rule 6)."""
    inside = _inside(cell)
    if not url or not inside:
        return inside
    return format_html('<a class="figure-link" href="{}">{}</a>', url, inside)


def _inside(cell: Cell) -> SafeString:
    if cell.kind is Kind.MARK:
        return _spoken(cell.text, "해당" if cell.value else "해당 없음")
    if cell.kind is Kind.CHOICE:
        parts = (_option(part) for part in _BOXES.split(cell.text) if part)
        return mark_safe(" ".join(parts))  # noqa: S308 - each part was escaped
    if said := _said(cell):
        return _spoken(cell.text, said)
    return with_breaks(cell.text)


def with_breaks(text: str) -> SafeString:
    """Escaped text whose line breaks are kept."""
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped


def _said(cell: Cell) -> str:
    """What is read aloud in place of the text; empty when the text speaks for itself."""
    if cell.text == "-":
        return "없음"
    if cell.text == HIDDEN:
        return f"비공개({settings.SMALL_CELL_THRESHOLD}명 미만)"
    if cell.is_number and cell.text.startswith("△"):
        return f"감소 {cell.text[1:]}"
    return ""


def _spoken(shown: str, said: str) -> SafeString:
    words = format_html('<span class="sr-only">{}</span>', said)
    if not shown:
        return words
    return format_html('<span aria-hidden="true">{}</span>{}', shown, words)


def _option(part: str) -> SafeString:
    words = part[1:].strip()
    if part[0] == CHOICE_ON:
        inside = _spoken(part.strip(), f"선택함 {words}")
        return format_html('<span class="choice-on">{}</span>', inside)
    if part[0] == CHOICE_OFF:
        inside = _spoken(part.strip(), f"선택 안 함 {words}")
        return format_html('<span class="choice-off">{}</span>', inside)
    return conditional_escape(part.strip())
