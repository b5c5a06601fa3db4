"""An xlsx file is examined as a zip of XML before anything reads it (compliance SC-16)."""

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.utils import column_index_from_string

from jobportal.platform.intake.limits import (
    HIGHEST_RATIO,
    LARGEST_UNZIPPED,
    LAST_EXCEL_ROW,
    MOST_CELLS,
    MOST_ELEMENTS,
    MOST_MEMBERS,
    MOST_SMALL_PART_ELEMENTS,
    RATIO_MATTERS_FROM,
)
from jobportal.platform.intake.refusals import FileRefused, damaged, too_many_cells

_DIRECTORY_ENTRY = b"PK\x01\x02"
_XML_ENDINGS = (".xml", ".rels")
_TRUE = ("1", "true")
_LARGE_PARTS = ("worksheet", "sst", "pivotCacheRecords")


@dataclass
class SheetFacts:
    """What reading row by row cannot tell about a sheet: its true extent, merges, hidden parts."""

    last_row: int = 0
    last_column: int = 0
    last_cell: str = ""  # the written cell that is farthest down, then right
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)  # only those with something written
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def refuse_too_many_members(data: bytes) -> None:
    """Count the entries of the zip directory in the bytes, before the directory is built."""
    if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
        raise FileRefused(
            f"엑셀 파일 안에 든 조각이 {MOST_MEMBERS:,}개보다 많습니다.",
            "그림과 개체를 지우고 다시 저장한 뒤 올리세요.",
        )


def examine_package(archive: ZipFile) -> dict[str, SheetFacts]:
    """Refuse a dangerous or foreign package; otherwise the facts of each sheet by its part name.

    Every member is examined, whatever its name, because a workbook may name any of them as a sheet.
    """
    members = archive.infolist()
    _refuse_bombs(members)
    names = {member.filename for member in members}
    _refuse_foreign(names)
    facts, cells, elements = {}, 0, 0
    for member in members:
        with archive.open(member) as stream:
            part = _Part(MOST_CELLS - cells, MOST_ELEMENTS - elements)
            part.read(stream, must_be_xml=member.filename.lower().endswith(_XML_ENDINGS))
        cells, elements = cells + part.cells, elements + part.elements
        if part.root == "worksheet":
            facts[member.filename] = part.facts
    return facts


def _refuse_bombs(members: list[ZipInfo]) -> None:
    for member in members:
        if member.flag_bits & 0x1:
            raise FileRefused("암호가 걸린 파일입니다.", "암호를 풀고 다시 올리세요.")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _leads_outside(member):
            raise damaged()
        is_large = member.file_size > RATIO_MATTERS_FROM
        if is_large and member.file_size > HIGHEST_RATIO * member.compress_size:
            raise _too_large()
    if sum(member.file_size for member in members) > LARGEST_UNZIPPED:
        raise _too_large()


def _leads_outside(member: ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in name.split("/")


def _too_large() -> FileRefused:
    return FileRefused(
        "압축을 풀면 지나치게 커지는 파일이어서 읽지 않았습니다.",
        "필요한 값만 새 파일에 옮겨 저장한 뒤 올리세요.",
    )


def _refuse_foreign(names: set[str]) -> None:
    if "[Content_Types].xml" not in names:
        raise FileRefused(
            "엑셀 파일이 아니라 압축 파일(zip)입니다.",
            "압축을 풀고 안에 든 엑셀 파일(.xlsx)이나 CSV 파일을 올리세요.",
        )
    if not any(name.startswith("xl/") for name in names):
        raise FileRefused(
            "엑셀이 아닌 다른 문서입니다.", "내려받은 엑셀 서식(.xlsx)에 입력해 올리세요."
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(
            "매크로가 든 파일입니다.",
            "‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요.",
        )
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise FileRefused(
            "다른 파일을 끌어오는 연결이 든 파일입니다.",
            "엑셀의 [데이터]-[연결 편집]에서 연결을 끊고 값으로 바꾼 뒤 올리세요.",
        )


class _Part:
    """One member read as a stream of XML: declarations of types and entities are refused."""

    def __init__(self, most_cells: int, most_elements: int) -> None:
        self.root = ""
        self.cells = 0
        self.elements = 0
        self.facts = SheetFacts()
        self._most_cells = most_cells
        self._most_elements = most_elements
        self._row = 0
        self._column = 0
        self._cell = ""
        self._row_hidden = False
        self._on: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._at_cell,
            "v": self._at_content,
            "is": self._at_content,
            "f": self._at_content,
            "row": self._at_row,
            "col": self._at_columns,
            "mergeCell": self._at_merge,
        }

    def read(self, stream: IO[bytes], must_be_xml: bool) -> None:
        """Go through the member; one that is not XML is passed over unless it must be."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_declaration
        parser.StartElementHandler = self._at_root
        self._parser = parser
        try:
            parser.ParseFile(stream)
        except (expat.ExpatError, ValueError) as error:
            if must_be_xml:
                raise damaged() from error

    def _refuse_declaration(self, *_: object) -> None:
        raise FileRefused(
            "XML 선언(DTD·개체)이 든 파일이어서 읽지 않았습니다.",
            "값만 새 엑셀 파일에 옮겨 저장한 뒤 올리세요.",
        )

    def _at_root(self, name: str, _: dict[str, str]) -> None:
        self.root = name.rpartition(":")[2]
        if self.root not in _LARGE_PARTS:
            self._most_elements = min(self._most_elements, MOST_SMALL_PART_ELEMENTS)
        is_sheet = self.root == "worksheet"
        self._parser.StartElementHandler = self._at_sheet_element if is_sheet else self._at_element

    def _at_element(self, _name: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self._most_elements:
            raise FileRefused(
                "서식이나 개체가 지나치게 많은 파일입니다.",
                "필요한 값만 새 파일에 옮겨 저장한 뒤 올리세요.",
            )

    def _at_sheet_element(self, name: str, attributes: dict[str, str]) -> None:
        self._at_element(name, attributes)
        handler = self._on.get(name.rpartition(":")[2])
        if handler is not None:
            handler(attributes)

    def _at_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        # Rows out of order would be lost without a word.
        if not self._row < number <= LAST_EXCEL_ROW:
            raise damaged()
        self._row, self._column = number, 0
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _at_cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > self._most_cells:
            raise too_many_cells(MOST_CELLS)
        self._cell = attributes.get("r", "")
        letters = self._cell.rstrip("0123456789")
        self._column = column_index_from_string(letters) if letters else self._column + 1

    def _at_content(self, _: dict[str, str]) -> None:
        facts = self.facts
        facts.last_column = max(facts.last_column, self._column)
        if self._row > facts.last_row:
            facts.last_row = self._row
            if self._row_hidden:
                facts.hidden_rows.append(self._row)
        facts.last_cell = self._cell

    def _at_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            span = int(attributes["min"]), int(attributes["max"])
            self.facts.hidden_columns.append(span)

    def _at_merge(self, attributes: dict[str, str]) -> None:
        self.facts.merged.append(attributes["ref"])
