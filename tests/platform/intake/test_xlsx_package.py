"""Dangerous and broken packages: bombs, entities, macros, passwords, foreign and cut files."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobportal.platform.intake import xlsx_package
from tests.platform.intake.nasty import (
    read_bytes,
    sheet_xml,
    with_members,
    workbook_bytes,
)

SHEET = "xl/worksheets/sheet1.xml"
SAVE_AS_XLSX = "엑셀에서 ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요."
DAMAGED = (
    "'회차.xlsx' — 엑셀 파일이 손상되어 읽을 수 없습니다. "
    "엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요."
)
DECLARATION = (
    "'회차.xlsx' — XML 선언(DTD·개체)이 든 파일이어서 읽지 않았습니다. "
    "값만 새 엑셀 파일에 옮겨 저장한 뒤 올리세요."
)
TOO_LARGE = (
    "'회차.xlsx' — 압축을 풀면 지나치게 커지는 파일이어서 읽지 않았습니다. "
    "필요한 값만 새 파일에 옮겨 저장한 뒤 올리세요."
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<sst><si><t>&b;</t></si></sst>"
)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert read_bytes(with_members(workbook_bytes(), {"xl/media/a.bin": b"0" * 30_000_000})) == (
        [],
        [TOO_LARGE],
    )


def test_the_sum_of_all_members_is_limited(monkeypatch):
    monkeypatch.setattr(xlsx_package, "LARGEST_UNZIPPED", 2_000)
    assert read_bytes(workbook_bytes()) == ([], [TOO_LARGE])


def test_too_many_members_are_refused():
    members = {f"xl/media/{number}.bin": b"0" for number in range(2_001)}
    assert read_bytes(with_members(workbook_bytes(), members)) == (
        [],
        [
            "'회차.xlsx' — 엑셀 파일 안에 든 조각이 2,000개보다 많습니다. "
            "그림과 개체를 지우고 다시 저장한 뒤 올리세요."
        ],
    )


@pytest.mark.parametrize(
    "name", ["xl/sharedStrings.xml", SHEET, "[Content_Types].xml", "xl/media/image1.png"]
)
def test_a_billion_laughs_are_refused_in_any_member(name):
    assert read_bytes(with_members(workbook_bytes(), {name: LAUGHS})) == ([], [DECLARATION])


def test_a_declaration_in_utf_16_and_an_outside_entity_are_refused():
    wide = LAUGHS.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for body in (wide, outside):
        data = with_members(workbook_bytes(), {"xl/sharedStrings.xml": body})
        assert read_bytes(data) == ([], [DECLARATION])


def test_macros_and_links_to_other_files_are_refused():
    assert read_bytes(with_members(workbook_bytes(), {"xl/vbaProject.bin": b"\x00"}))[1] == [
        "'회차.xlsx' — 매크로가 든 파일입니다. ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요."
    ]
    links = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert read_bytes(with_members(workbook_bytes(), links))[1] == [
        "'회차.xlsx' — 다른 파일을 끌어오는 연결이 든 파일입니다. "
        "엑셀의 [데이터]-[연결 편집]에서 연결을 끊고 값으로 바꾼 뒤 올리세요."
    ]


def test_a_password_is_told_from_an_old_workbook():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    assert read_bytes(ole + "EncryptedPackage".encode("utf-16-le"))[1] == [
        "'회차.xlsx' — 암호가 걸린 엑셀 파일입니다. "
        "엑셀의 [파일]-[정보]-[통합 문서 보호]에서 암호를 지우고 올리세요."
    ]
    assert read_bytes(ole)[1] == [
        f"'회차.xlsx' — 내용이 예전 엑셀 형식(.xls)인 .xlsx 파일입니다. {SAVE_AS_XLSX}"
    ]


def test_a_zip_with_a_password_is_refused():
    data = bytearray(workbook_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 1)
    assert read_bytes(bytes(data))[1] == [
        "'회차.xlsx' — 암호가 걸린 파일입니다. 암호를 풀고 다시 올리세요."
    ]


@pytest.mark.parametrize(
    "data", ["연도\n2018".encode(), b"<html><table></table></html>", b"%PDF-1.7", b"\x00" * 100]
)
def test_something_else_named_xlsx_is_refused(data):
    assert read_bytes(data) == (
        [],
        [f"'회차.xlsx' — 확장자는 .xlsx인데 내용은 엑셀 파일이 아닙니다. {SAVE_AS_XLSX}"],
    )


def test_an_ordinary_zip_and_a_word_document_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("회차.csv", "연도\n")
    assert read_bytes(stream.getvalue())[1] == [
        "'회차.xlsx' — 엑셀 파일이 아니라 압축 파일(zip)입니다. "
        "압축을 풀고 안에 든 엑셀 파일(.xlsx)이나 CSV 파일을 올리세요."
    ]
    word = with_members(stream.getvalue(), {"[Content_Types].xml": b"<Types/>", "word/a.xml": b""})
    assert read_bytes(word)[1] == [
        "'회차.xlsx' — 엑셀이 아닌 다른 문서입니다. 내려받은 엑셀 서식(.xlsx)에 입력해 올리세요."
    ]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl\\..\\..\\evil.xml"])
def test_a_member_that_leads_outside_is_refused(name):
    assert read_bytes(with_members(workbook_bytes(), {name: b"<a/>"})) == ([], [DAMAGED])


def test_a_truncated_workbook_is_refused():
    data = workbook_bytes()
    for part in (0.1, 0.5, 0.99):
        assert read_bytes(data[: int(len(data) * part)]) == ([], [DAMAGED])


@pytest.mark.parametrize(
    "body",
    [
        b"<sheetData><row r='2'><c r='A2'><v>1</v></c></row><row r='1'/></sheetData>",
        b"<sheetData><row r='1048577'><c r='A1048577'><v>1</v></c></row></sheetData>",
        b"<sheetData><row r='x'><c r='A1'><v>1</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='A1' t='s'><v>999</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='ZZZZ1'><v>1</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='A1'><v>NaN</v></c></row></sheetData>",
        b"<sheetData><row r='1'>",
    ],
)
def test_a_sheet_of_broken_xml_is_refused(body):
    assert read_bytes(sheet_xml(body)) == ([], [DAMAGED])


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_package, "MOST_CELLS", 8)
    assert read_bytes(workbook_bytes())[1] == [
        "'회차.xlsx' — 칸이 8개보다 많습니다. 쓰지 않는 행과 열을 지우거나 파일을 나누어 올리세요."
    ]


@pytest.mark.parametrize("limit", ["MOST_ELEMENTS", "MOST_SMALL_PART_ELEMENTS"])
def test_too_many_elements_are_refused(limit, monkeypatch):
    monkeypatch.setattr(xlsx_package, limit, 5)
    assert read_bytes(workbook_bytes())[1] == [
        "'회차.xlsx' — 서식이나 개체가 지나치게 많은 파일입니다. "
        "필요한 값만 새 파일에 옮겨 저장한 뒤 올리세요."
    ]


# Written once: a workbook carries the time of its writing, and so is never quite as long again.
WHOLE = workbook_bytes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_byte_never_raises(data):
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    sheets, problems = read_bytes(bytes(whole))
    assert sheets or problems
