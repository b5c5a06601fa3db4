"""Nasty workbooks: formulas, merges, totals, hidden parts, far cells, odd values and dates."""

import io
import tracemalloc
import warnings
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jobportal.platform.intake.cells import to_date, to_int, to_text, to_won
from jobportal.platform.intake.reading import read_source
from jobportal.platform.intake.sheets import UNREADABLE
from jobportal.platform.values.money import Unit
from tests.platform.intake.nasty import (
    ROUNDS,
    book_bytes,
    member,
    put,
    read_bytes,
    sheet_xml,
    with_members,
    workbook_bytes,
)


def test_a_plain_workbook_is_read_from_a_path_and_from_an_upload(tmp_path):
    data = workbook_bytes()
    (sheet,), problems = read_source(put(tmp_path, "회차.xlsx", data))
    assert problems == []
    assert (sheet.name, sheet.header) == ("회차", ROUNDS[0])
    assert sheet.rows == [(2, ROUNDS[1]), (3, ROUNDS[2])]
    assert read_bytes(data)[0][0] == sheet


def test_every_kind_of_value_comes_as_excel_keeps_it():
    def style(sheet):
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = '0"%"'
        sheet["D2"].data_type = "s"

    row = (datetime(2018, 7, 2), 0.617, 61.7, "=글", True, time(9, 30), 43283, " １２\xa0")
    sheets, problems = read_bytes(workbook_bytes([tuple("가나다라마바사아"), row], style))
    assert problems == []
    assert sheets[0].rows == [
        (2, (datetime(2018, 7, 2), "61.7%", 61.7, "=글", True, time(9, 30), 43283, " １２\xa0"))
    ]


def test_what_people_type_into_a_workbook_reads_as_values():
    rows = [
        ("일자", "인원", "예산", "이름", "감액"),
        (datetime(2018, 7, 2), "１２\xa0", "1,234천원", "\u1100\u1161\u11a8 ", "△5"),
    ]
    (sheet,), problems = read_bytes(workbook_bytes(rows))
    ((_, (day, people, budget, name, cut)),) = sheet.rows
    assert problems == []
    assert to_date(day).isoformat() == "2018-07-02"
    assert to_int(people) == 12
    assert to_won(budget, Unit.WON) == 1_234_000
    assert to_text(name) == "각"
    assert to_won(cut, Unit.THOUSAND) == -5_000


def test_line_ends_that_excel_escapes_are_read_as_line_ends():
    (sheet,), problems = read_bytes(workbook_bytes([("이름",), ("첫 줄_x000D_\n둘째 줄",)]))
    assert (sheet.rows, problems) == ([(2, ("첫 줄\n둘째 줄",))], [])


def test_formulas_are_errors_naming_each_cell():
    rows = [("연도", "예산"), (2018, "=SUM(A1:A9)"), ("=1+1", 5)]
    (sheet,), problems = read_bytes(workbook_bytes(rows))
    assert sheet.rows == [(2, (2018, UNREADABLE)), (3, (UNREADABLE, 5))]
    assert problems == [
        "‘회차’ 시트 2행 ‘예산’: '=SUM(A1:A9)' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
        "‘회차’ 시트 3행 ‘연도’: '=1+1' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
    ]


def test_a_formula_as_a_title_is_an_error():
    _, problems = read_bytes(workbook_bytes([("연도", "=A1"), (2018, 1)]))
    assert problems == [
        "‘회차’ 시트 1행 ‘B열’: '=A1' — 수식이 들어 있습니다. 복사한 뒤 ‘값으로 붙여 넣기’ 하세요."
    ]


def test_excel_error_values_are_errors():
    (sheet,), problems = read_bytes(workbook_bytes([("연도",), ("#REF!",)]))
    assert sheet.rows == [(2, (UNREADABLE,))]
    assert problems == [
        "‘회차’ 시트 2행 ‘연도’: '#REF!' — 엑셀 오류 값입니다. 오류를 고치고 값을 다시 입력하세요."
    ]


def test_a_total_row_of_formulas_is_one_error():
    (sheet,), problems = read_bytes(
        workbook_bytes([("구분", "수"), ("가", 1), ("합 계", "=SUM(B2)")])
    )
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
    _, problems = read_bytes(workbook_bytes(rows, merge))
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

    assert read_bytes(workbook_bytes(change=reach)) == (
        [],
        [
            "‘회차’ 시트: 'XFD1048576' — 60,000행 GR열을 벗어난 칸에 값이 있습니다. "
            "멀리 떨어진 칸의 값을 지우거나 표를 나누어 올리세요."
        ],
    )


def test_a_far_cell_with_only_a_format_and_a_lying_extent_do_no_harm():
    xml = member(workbook_bytes(), "xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    xml = xml.replace(b"</sheetData>", far).replace(b"A1:C3", b"A1:XFD1048576")
    (sheet,), problems = read_bytes(
        with_members(workbook_bytes(), {"xl/worksheets/sheet1.xml": xml})
    )
    assert (len(sheet.rows), sheet.header, problems) == (2, ROUNDS[0], [])


def test_a_sparse_row_keeps_its_number():
    def skip(sheet):
        sheet["A50000"] = 2030

    (sheet,), problems = read_bytes(workbook_bytes(change=skip))
    assert problems == []
    assert sheet.rows[-1] == (50_000, (2030, None, None))


def test_rows_and_cells_without_numbers_are_counted():
    body = (
        b"<sheetData><row><c t='inlineStr'><is><t>A</t></is></c></row>"
        b"<row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
    )
    (sheet,), problems = read_bytes(sheet_xml(body))
    assert sheet.rows == [(2, (1,))]
    assert problems == [
        "‘회차’ 시트 2행 ‘B열’: '2' — 제목이 없는 열에 값이 있습니다. "
        "열 제목을 적거나 그 열의 값을 지우세요."
    ]


def test_a_text_in_its_cell_is_read_without_the_readings_beside_it():
    body = (
        "<sheetData><row><c t='inlineStr'><is><t>글</t></is></c><c t='inlineStr'><is/></c>"
        "<c t='inlineStr'><is><r><rPr><b/></rPr><t>굵은</t></r><r><t> 글</t></r>"
        "<rPh sb='0' eb='1'><t>읽기</t></rPh></is></c></row></sheetData>"
    )
    (sheet,), problems = read_bytes(sheet_xml(body.encode()))
    assert (sheet.header, problems) == (("글", "", "굵은 글"), [])


def test_a_number_beyond_all_numbers_reaches_the_cell_reader():
    (sheet,), _ = read_bytes(
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
        _, problems = read_bytes(workbook_bytes([("일자",), (1,)], reach))
    assert problems == [
        "‘회차’ 시트 2행 ‘일자’: '#VALUE!' — 엑셀 오류 값입니다. "
        "오류를 고치고 값을 다시 입력하세요."
    ]


def test_the_1904_date_system_is_refused():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(("연도",))
    assert read_bytes(book_bytes(book))[1] == [
        "'회차.xlsx' — 1904 날짜 체계를 쓰는 파일이어서 날짜가 어긋날 수 있습니다. "
        "엑셀 옵션의 ‘1904 날짜 체계 사용’을 끄고 날짜를 확인해 저장한 뒤 올리세요."
    ]


def test_a_workbook_with_only_empty_sheets_is_refused():
    assert read_bytes(workbook_bytes([])) == (
        [],
        ["'회차.xlsx' — 내용이 없는 파일입니다. 서식에 값을 입력해 올리세요."],
    )


def test_a_workbook_of_charts_alone_holds_no_table():
    book = Workbook()
    book.create_chartsheet("그림")
    book.remove(book.active)
    assert read_bytes(book_bytes(book)) == (
        [],
        ["'회차.xlsx' — 표가 든 시트가 없습니다. 내려받은 서식에 입력해 올리세요."],
    )


def test_a_page_of_charts_is_passed_over():
    sheets, problems = read_bytes(
        workbook_bytes(change=lambda sheet: sheet.parent.create_chartsheet("그림", 0))
    )
    assert ([sheet.name for sheet in sheets], problems) == (["회차"], [])


def test_unknown_and_empty_sheets_are_left_to_the_caller():
    def more(sheet):
        sheet.parent.create_sheet("빈 시트")
        sheet.parent.create_sheet("모르는 시트").append(("가",))

    sheets, problems = read_bytes(workbook_bytes(change=more))
    assert [sheet.name for sheet in sheets] == ["회차", "모르는 시트"]
    assert (sheets[1].rows, problems) == ([], [])


def test_too_many_sheets_are_refused():
    book = Workbook()
    for number in range(200):
        book.create_sheet(f"시트{number}").append(("가",))
    assert read_bytes(book_bytes(book)) == (
        [],
        ["'회차.xlsx' — 시트가 200개보다 많습니다. 쓰지 않는 시트를 지우세요."],
    )


def test_reading_takes_little_more_memory_than_its_cells():
    cell = "<c t='inlineStr'><is><t>글 {}</t></is></c>"
    cells = [cell.format(number) for number in range(40_000)]
    rows = ("<row>" + "".join(cells[at : at + 20]) + "</row>" for at in range(0, 40_000, 20))
    data = sheet_xml(b"<sheetData>" + "".join(rows).encode() + b"</sheetData>")
    tracemalloc.start()
    (sheet,), _ = read_bytes(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sheet.rows) == 1_999
    assert peak < 25 * 1024 * 1024  # so 10,000 rows stay far below 250 MB
