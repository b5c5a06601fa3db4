"""Nasty workbooks: bombs, entities, formulas, merges, hidden parts, far cells, broken packages."""

import io
import tracemalloc
import warnings
import zipfile
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jobportal.platform.intake import xlsx_package
from jobportal.platform.intake.cells import to_date, to_int, to_text, to_won
from jobportal.platform.intake.reading import read_source
from jobportal.platform.intake.sheets import UNREADABLE
from jobportal.platform.values.money import Unit
from tests.platform.intake.nasty import (
    ROUNDS,
    book_bytes,
    member,
    put,
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
WITH_STRINGS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b'


def read(data, name="회차.xlsx"):
    """The sheets of a workbook and the sentences of its problems."""
    sheets, problems = read_source(io.BytesIO(data), name)
    return sheets, [problem.sentence for problem in problems]


def sheet_xml(body):
    """A workbook whose only sheet has this XML inside its worksheet element."""
    return with_members(workbook_bytes(), {SHEET: WITH_STRINGS % body + b"</worksheet>"})


def test_a_plain_workbook_is_read_from_a_path_and_from_an_upload(tmp_path):
    data = workbook_bytes()
    (sheet,), problems = read_source(put(tmp_path, "회차.xlsx", data))
    assert problems == []
    assert (sheet.name, sheet.header) == ("회차", ROUNDS[0])
    assert sheet.rows == [(2, ROUNDS[1]), (3, ROUNDS[2])]
    assert read(data)[0][0] == sheet


def test_every_kind_of_value_comes_as_excel_keeps_it():
    def style(sheet):
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = '0"%"'
        sheet["D2"].data_type = "s"

    row = (datetime(2018, 7, 2), 0.617, 61.7, "=글", True, time(9, 30), 43283, " １２\xa0")
    sheets, problems = read(workbook_bytes([tuple("가나다라마바사아"), row], style))
    assert problems == []
    assert sheets[0].rows == [
        (2, (datetime(2018, 7, 2), "61.7%", 61.7, "=글", True, time(9, 30), 43283, " １２\xa0"))
    ]


def test_what_people_type_into_a_workbook_reads_as_values():
    rows = [
        ("일자", "인원", "예산", "이름", "감액"),
        (datetime(2018, 7, 2), "１２\xa0", "1,234천원", "\u1100\u1161\u11a8 ", "△5"),
    ]
    (sheet,), problems = read(workbook_bytes(rows))
    ((_, (day, people, budget, name, cut)),) = sheet.rows
    assert problems == []
    assert to_date(day).isoformat() == "2018-07-02"
    assert to_int(people) == 12
    assert to_won(budget, Unit.WON) == 1_234_000
    assert to_text(name) == "각"
    assert to_won(cut, Unit.THOUSAND) == -5_000


def test_line_ends_that_excel_escapes_are_read_as_line_ends():
    (sheet,), problems = read(workbook_bytes([("이름",), ("첫 줄_x000D_\n둘째 줄",)]))
    assert (sheet.rows, problems) == ([(2, ("첫 줄\n둘째 줄",))], [])


def test_formulas_are_errors_naming_each_cell():
    rows = [("연도", "예산"), (2018, "=SUM(A1:A9)"), ("=1+1", 5)]
    (sheet,), problems = read(workbook_bytes(rows))
    assert sheet.rows == [(2, (2018, UNREADABLE)), (3, (UNREADABLE, 5))]
    assert problems == [
        "‘회차’ 시트 2행 ‘예산’: '=SUM(A1:A9)' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
        "‘회차’ 시트 3행 ‘연도’: '=1+1' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
    ]


def test_a_formula_as_a_title_is_an_error():
    _, problems = read(workbook_bytes([("연도", "=A1"), (2018, 1)]))
    assert problems == [
        "‘회차’ 시트 1행 ‘B열’: '=A1' — 수식이 들어 있습니다. 복사한 뒤 ‘값으로 붙여 넣기’ 하세요."
    ]


def test_excel_error_values_are_errors():
    (sheet,), problems = read(workbook_bytes([("연도",), ("#REF!",)]))
    assert sheet.rows == [(2, (UNREADABLE,))]
    assert problems == [
        "‘회차’ 시트 2행 ‘연도’: '#REF!' — 엑셀 오류 값입니다. 오류를 고치고 값을 다시 입력하세요."
    ]


def test_a_total_row_of_formulas_is_one_error():
    (sheet,), problems = read(workbook_bytes([("구분", "수"), ("가", 1), ("합 계", "=SUM(B2)")]))
    assert sheet.rows == [(2, ("가", 1))]
    assert problems == [
        "‘회차’ 시트 3행 ‘구분’: '합 계' — 합계 행입니다. "
        "합계는 자동으로 계산하므로 합계 행은 지우세요."
    ]


def test_merged_cells_are_errors_except_in_the_notes_above():
    def merge(sheet):
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A4")

    rows = [("※ 안내",), ("연도", "차수", "예산"), (2018, 1, 5), (2018, 2, 6)]
    _, problems = read(workbook_bytes(rows, merge))
    assert problems == [
        "‘회차’ 시트 3행: 'A3:A4' — 병합된 칸이 있습니다. 병합을 풀고 칸마다 값을 채우세요."
    ]


def test_hidden_rows_columns_and_sheets_are_warnings_and_are_read():
    def hide(sheet):
        for row in (3, 4, 6, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("표지")

    rows = [("연도", "차수"), *((2018, number) for number in range(1, 7))]
    sheets, problems = read_source(io.BytesIO(workbook_bytes(rows, hide)), "회차.xlsx")
    told = "숨긴 값도 함께 읽었으니, 넣지 않을 값이면 지우고 다시 올리세요."
    assert len(sheets[0].rows) == 6
    assert [(problem.level, problem.sentence) for problem in problems] == [
        ("warning", f"‘회차’ 시트: 숨긴 시트입니다. {told}"),
        ("warning", f"‘회차’ 시트 3행: '3~4행' — 숨긴 행이 있습니다. {told}"),
        ("warning", f"‘회차’ 시트 6행: '6행' — 숨긴 행이 있습니다. {told}"),
        ("warning", f"‘회차’ 시트: '차수' — 숨긴 열이 있습니다. {told}"),
    ]


def test_a_written_cell_at_the_far_corner_is_refused_without_walking_there():
    def reach(sheet):
        sheet["XFD1048576"] = 1

    assert read(workbook_bytes(change=reach)) == (
        [],
        [
            "‘회차’ 시트: 'XFD1048576' — 60,000행 GR열을 벗어난 칸에 값이 있습니다. "
            "멀리 떨어진 칸의 값을 지우거나 표를 나누어 올리세요."
        ],
    )


def test_a_far_cell_with_only_a_format_and_a_lying_extent_do_no_harm():
    xml = member(workbook_bytes(), SHEET)
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    xml = xml.replace(b"</sheetData>", far).replace(b"A1:C3", b"A1:XFD1048576")
    (sheet,), problems = read(with_members(workbook_bytes(), {SHEET: xml}))
    assert (len(sheet.rows), sheet.header, problems) == (2, ROUNDS[0], [])


def test_a_sparse_row_keeps_its_number():
    def skip(sheet):
        sheet["A50000"] = 2030

    (sheet,), problems = read(workbook_bytes(change=skip))
    assert problems == []
    assert sheet.rows[-1] == (50_000, (2030, None, None))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert read(with_members(workbook_bytes(), {"xl/media/a.bin": b"0" * 30_000_000})) == (
        [],
        [TOO_LARGE],
    )


def test_the_sum_of_all_members_is_limited(monkeypatch):
    monkeypatch.setattr(xlsx_package, "LARGEST_UNZIPPED", 2_000)
    assert read(workbook_bytes()) == ([], [TOO_LARGE])


def test_too_many_members_are_refused():
    members = {f"xl/media/{number}.bin": b"0" for number in range(2_001)}
    assert read(with_members(workbook_bytes(), members)) == (
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
    assert read(with_members(workbook_bytes(), {name: LAUGHS})) == ([], [DECLARATION])


def test_a_declaration_in_utf_16_and_an_outside_entity_are_refused():
    wide = LAUGHS.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for body in (wide, outside):
        data = with_members(workbook_bytes(), {"xl/sharedStrings.xml": body})
        assert read(data) == ([], [DECLARATION])


def test_macros_and_links_to_other_files_are_refused():
    assert read(with_members(workbook_bytes(), {"xl/vbaProject.bin": b"\x00"}))[1] == [
        "'회차.xlsx' — 매크로가 든 파일입니다. ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요."
    ]
    links = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert read(with_members(workbook_bytes(), links))[1] == [
        "'회차.xlsx' — 다른 파일을 끌어오는 연결이 든 파일입니다. "
        "엑셀의 [데이터]-[연결 편집]에서 연결을 끊고 값으로 바꾼 뒤 올리세요."
    ]


def test_a_password_is_told_from_an_old_workbook():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    assert read(ole + "EncryptedPackage".encode("utf-16-le"))[1] == [
        "'회차.xlsx' — 암호가 걸린 엑셀 파일입니다. "
        "엑셀의 [파일]-[정보]-[통합 문서 보호]에서 암호를 지우고 올리세요."
    ]
    assert read(ole)[1] == [
        f"'회차.xlsx' — 내용이 예전 엑셀 형식(.xls)인 .xlsx 파일입니다. {SAVE_AS_XLSX}"
    ]


def test_a_zip_with_a_password_is_refused():
    data = bytearray(workbook_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 1)
    assert read(bytes(data))[1] == [
        "'회차.xlsx' — 암호가 걸린 파일입니다. 암호를 풀고 다시 올리세요."
    ]


@pytest.mark.parametrize(
    "data", ["연도\n2018".encode(), b"<html><table></table></html>", b"%PDF-1.7", b"\x00" * 100]
)
def test_something_else_named_xlsx_is_refused(data):
    assert read(data) == (
        [],
        [f"'회차.xlsx' — 확장자는 .xlsx인데 내용은 엑셀 파일이 아닙니다. {SAVE_AS_XLSX}"],
    )


def test_an_ordinary_zip_and_a_word_document_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("회차.csv", "연도\n")
    assert read(stream.getvalue())[1] == [
        "'회차.xlsx' — 엑셀 파일이 아니라 압축 파일(zip)입니다. "
        "압축을 풀고 안에 든 엑셀 파일(.xlsx)이나 CSV 파일을 올리세요."
    ]
    word = with_members(stream.getvalue(), {"[Content_Types].xml": b"<Types/>", "word/a.xml": b""})
    assert read(word)[1] == [
        "'회차.xlsx' — 엑셀이 아닌 다른 문서입니다. 내려받은 엑셀 서식(.xlsx)에 입력해 올리세요."
    ]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl\\..\\..\\evil.xml"])
def test_a_member_that_leads_outside_is_refused(name):
    assert read(with_members(workbook_bytes(), {name: b"<a/>"})) == ([], [DAMAGED])


def test_a_truncated_workbook_is_refused():
    data = workbook_bytes()
    for part in (0.1, 0.5, 0.99):
        assert read(data[: int(len(data) * part)]) == ([], [DAMAGED])


@pytest.mark.parametrize(
    "body",
    [
        b"<sheetData><row r='2'><c r='A2'><v>1</v></c></row><row r='1'/></sheetData>",
        b"<sheetData><row r='x'><c r='A1'><v>1</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='A1' t='s'><v>999</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='ZZZZ1'><v>1</v></c></row></sheetData>",
        b"<sheetData><row r='1'><c r='A1'><v>NaN</v></c></row></sheetData>",
        b"<sheetData><row r='1'>",
    ],
)
def test_a_sheet_of_broken_xml_is_refused(body):
    assert read(sheet_xml(body)) == ([], [DAMAGED])


def test_rows_and_cells_without_numbers_are_counted():
    body = (
        b"<sheetData><row><c t='inlineStr'><is><t>A</t></is></c></row>"
        b"<row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
    )
    (sheet,), problems = read(sheet_xml(body))
    assert sheet.rows == [(2, (1,))]
    assert problems == [
        "‘회차’ 시트 2행 ‘B열’: '2' — 제목이 없는 열에 값이 있습니다. "
        "열 제목을 적거나 그 열의 값을 지우세요."
    ]


def test_a_number_beyond_all_numbers_reaches_the_cell_reader():
    (sheet,), _ = read(
        sheet_xml(
            b"<sheetData><row><c><v>5</v></c></row><row><c><v>1E999</v></c></row></sheetData>"
        )
    )
    assert sheet.rows == [(2, (float("inf"),))]


def test_a_date_beyond_the_calendar_is_an_error_without_a_python_warning():
    def reach(sheet):
        sheet["A2"] = 99_999_999
        sheet["A2"].number_format = "yyyy-mm-dd"

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, problems = read(workbook_bytes([("일자",), (1,)], reach))
    assert problems == [
        "‘회차’ 시트 2행 ‘일자’: '#VALUE!' — 엑셀 오류 값입니다. "
        "오류를 고치고 값을 다시 입력하세요."
    ]


def test_the_1904_date_system_is_refused():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(("연도",))
    assert read(book_bytes(book))[1] == [
        "'회차.xlsx' — 1904 날짜 체계를 쓰는 파일이어서 날짜가 어긋날 수 있습니다. "
        "엑셀 옵션의 ‘1904 날짜 체계 사용’을 끄고 날짜를 확인해 저장한 뒤 올리세요."
    ]


def test_a_workbook_with_only_empty_sheets_is_refused():
    assert read(workbook_bytes([])) == (
        [],
        ["'회차.xlsx' — 내용이 없는 파일입니다. 서식에 값을 입력해 올리세요."],
    )


def test_unknown_and_empty_sheets_are_left_to_the_caller():
    def more(sheet):
        sheet.parent.create_sheet("빈 시트")
        sheet.parent.create_sheet("모르는 시트").append(("가",))

    sheets, problems = read(workbook_bytes(change=more))
    assert [sheet.name for sheet in sheets] == ["회차", "모르는 시트"]
    assert (sheets[1].rows, problems) == ([], [])


def test_too_many_sheets_are_refused():
    book = Workbook()
    for number in range(200):
        book.create_sheet(f"시트{number}").append(("가",))
    assert read(book_bytes(book)) == (
        [],
        ["'회차.xlsx' — 시트가 200개보다 많습니다. 쓰지 않는 시트를 지우세요."],
    )


def test_too_many_cells_or_styles_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_package, "MOST_CELLS", 8)
    assert read(workbook_bytes())[1] == [
        "'회차.xlsx' — 칸이 8개보다 많습니다. 쓰지 않는 행과 열을 지우거나 파일을 나누어 올리세요."
    ]
    monkeypatch.undo()
    monkeypatch.setattr(xlsx_package, "MOST_ELEMENTS", 5)
    assert read(workbook_bytes())[1] == [
        "'회차.xlsx' — 서식이나 개체가 지나치게 많은 파일입니다. "
        "필요한 값만 새 파일에 옮겨 저장한 뒤 올리세요."
    ]


def test_reading_takes_little_more_memory_than_its_cells():
    cell = "<c t='inlineStr'><is><t>글 {}</t></is></c>"
    cells = [cell.format(number) for number in range(40_000)]
    rows = ("<row>" + "".join(cells[at : at + 20]) + "</row>" for at in range(0, 40_000, 20))
    data = sheet_xml(b"<sheetData>" + "".join(rows).encode() + b"</sheetData>")
    tracemalloc.start()
    (sheet,), _ = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sheet.rows) == 1_999
    assert peak < 25 * 1024 * 1024  # so 10,000 rows stay far below 250 MB


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_byte_never_raises(data):
    whole = bytearray(workbook_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    sheets, problems = read(bytes(whole))
    assert sheets or problems
