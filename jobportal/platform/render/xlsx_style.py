"""How sheets look and print: fonts, borders, fills, page set-up and names (compliance DO-08)."""

import re
from collections.abc import Iterator

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.render.plain import clean

FONT = "맑은 고딕"
TITLE = Font(name=FONT, size=16, bold=True)
PLAIN = Font(name=FONT, size=11)
BOLD = Font(name=FONT, size=11, bold=True)
SMALL = Font(name=FONT, size=10)

THIN = Side(style="thin", color="8A949E")
BOXED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SIDES = Border(left=THIN, right=THIN)
HEAD_FILL = PatternFill("solid", fgColor="D6E0EB")
TOTAL_FILL = PatternFill("solid", fgColor="EEF2F7")
MARK_FILL = PatternFill("solid", fgColor="86AFF9")

CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=False)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)

LINE_HEIGHT = 17.0
PORTRAIT_WIDTH = 92  # about what A4 upright holds at 11 points with 20 mm margins
_MM = 1 / 25.4
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\r\t]")


def set_up_page(sheet: Worksheet, width: float) -> None:
    """A4, upright or across by the table's width, one page wide, page number at the foot."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "portrait" if width <= PORTRAIT_WIDTH else "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(
        left=20 * _MM, right=20 * _MM, top=15 * _MM, bottom=15 * _MM, header=8 * _MM, footer=8 * _MM
    )
    sheet.oddFooter.center.text = "- &P -"
    sheet.print_options.horizontalCentered = True


def sheet_names(wanted: list[str]) -> Iterator[str]:
    """Names Excel accepts, in order: 31 characters, no forbidden ones, none twice."""
    used = {"history"}  # Excel keeps this name for itself
    for name in wanted:
        safe = " ".join(_FORBIDDEN.sub(" ", clean(name)).split()).strip("'") or "표"
        candidate, nth = safe[:_LONGEST_NAME].strip(" '"), 1
        while candidate.casefold() in used:
            nth += 1
            tail = f" ({nth})"
            candidate = safe[: _LONGEST_NAME - len(tail)].strip(" '") + tail
        used.add(candidate.casefold())
        yield candidate
