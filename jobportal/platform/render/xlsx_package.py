"""The fixed parts of a one-sheet xlsx file: styles, workbook, and the frame of the sheet."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from jobportal.platform.render.plain import clean
from jobportal.platform.render.xlsx_style import FONT, PORTRAIT_WIDTH, sheet_names

SHEET = "xl/worksheets/sheet1.xml"
ROW_HEIGHT = 16.5
"""Points of a row of one line; without it LibreOffice cuts the letters off."""

# Positions in cellXfs below.
PLAIN, TITLE, HEAD, TEXT, WHOLE, RATE, NUMBER, DATE, MOMENT, QUOTED = range(10)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FORMATS = {
    164: '#,##0;"△"#,##0;"-"',
    165: '0.0;"△"0.0;0.0',
    166: '#,##0.00;"△"#,##0.00;0.00',
    167: 'yyyy". "m". "d"."',
    168: 'yyyy". "m". "d". "hh:mm',
}
_XFS = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
    '<xf numFmtId="0" fontId="2" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" '
    'applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" '
    'wrapText="1"/></xf>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/>',
    *(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="1" xfId="0" '
        'applyNumberFormat="1" applyBorder="1"/>'
        for number in _FORMATS
    ),
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" '
    'applyBorder="1"/>',
)


def fixed_parts(title: str) -> Iterator[tuple[str, str]]:
    """Every part but the sheet itself, by its name in the archive."""
    (name,) = sheet_names([title])
    yield (
        "[Content_Types].xml",
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]),
    )
    quoted = escape("'" + name.replace("'", "''") + "'")
    yield (
        "xl/workbook.xml",
        f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name={quoteattr(clean(name))} sheetId="1" r:id="rId1"/></sheets>'
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"{quoted}!$2:$2</definedName></definedNames></workbook>",
    )
    yield "xl/styles.xml", _styles()


def opening(widths: Iterable[float]) -> str:
    """The sheet up to its first row: fit to one page wide, headings frozen, widths and height."""
    columns = "".join(
        f'<col min="{c}" max="{c}" width="{width:.1f}" customWidth="1"/>'
        for c, width in enumerate(widths, start=1)
    )
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{ROW_HEIGHT}"/><cols>{columns}</cols><sheetData>'
    )


def closing(columns: int, last_row: int, page_note: str = "") -> str:
    """The sheet after its last row: filter buttons, A4, margins, the page number beside a note."""
    noted = f"&amp;L{escape(page_note.replace('&', '&&'))}&amp;R" if page_note else "&amp;C"
    corner = f"{get_column_letter(columns)}{last_row}"
    upright = "portrait" if columns * 12 <= PORTRAIT_WIDTH else "landscape"
    return (
        f'</sheetData><autoFilter ref="A2:{corner}"/>'
        '<pageMargins left="0.787" right="0.787" top="0.591" bottom="0.591" header="0.315" '
        'footer="0.315"/>'
        f'<pageSetup paperSize="9" orientation="{upright}" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{noted}- &amp;P -</oddFooter></headerFooter></worksheet>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    opened = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return f"{_DECLARATION}{opened}{listed}</Relationships>"


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in _FORMATS.items()
    )
    fonts = "".join(
        f'<font>{bold}<sz val="{size}"/><name val="{FONT}"/></font>'
        for size, bold in ((11, ""), (16, "<b/>"), (11, "<b/>"))
    )
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF8A949E"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return (
        f'{_DECLARATION}<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="{len(_FORMATS)}">{formats}</numFmts><fonts count="3">{fonts}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
        '<fgColor rgb="FFD6E0EB"/></patternFill></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{sides}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(_XFS)}">{"".join(_XFS)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
