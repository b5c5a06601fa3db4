"""Cases for long lists as xlsx."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jobportal.platform.render.grid import Kind
from jobportal.platform.render.xlsx_cells import TextTooLong
from jobportal.platform.render.xlsx_list import ListColumn, write_rows


def sheet_of(columns, rows, title="목록"):
    out = BytesIO()
    write_rows(out, title, columns, rows)
    out.seek(0)
    return load_workbook(out).active


def test_values_are_written_by_their_kind():
    columns = [
        "연도",
        ListColumn("금액(원)", Kind.MONEY),
        ListColumn("율", Kind.RATE),
        "날짜",
        "시각",
        "여부",
        "빈칸",
    ]
    moment = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
    row = [2026, -1_234, Fraction(1, 8), date(2026, 11, 21), moment, True, None]
    sheet = sheet_of(columns, [row], title="참여자 & 목록")
    assert sheet["A1"].value == "참여자 & 목록"
    assert [cell.value for cell in sheet[2]][:2] == ["연도", "금액(원)"]
    assert [cell.value for cell in sheet[3]] == [
        2026,
        -1_234,
        0.125,
        datetime(2026, 11, 21),
        datetime(2026, 11, 21, 14, 30),
        "예",
        None,
    ]
    assert sheet["A3"].number_format == "General"
    assert sheet["B3"].number_format == '#,##0;"△"#,##0;"-"'
    assert sheet["C3"].number_format == '0.0;"△"0.0;0.0'


def test_headings_stay_filter_and_repeat():
    sheet = sheet_of(["가", "나"], [["1", "2"]] * 3)
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:B5"
    assert sheet.print_title_rows == "$2:$2"
    assert int(sheet.page_setup.paperSize) == 9


def test_rows_are_taken_as_they_come():
    def rows() -> Iterator[list[int]]:
        yield from ([n] for n in range(1_234))

    out = BytesIO()
    assert write_rows(out, "목록", ["연번"], rows()) == 1_234
    out.seek(0)
    sheet = load_workbook(out, read_only=True).active
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == list(range(1_234))


def test_an_empty_list_still_has_its_headings():
    assert [cell.value for cell in sheet_of(["가", "나"], [])[2]] == ["가", "나"]


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises((ValueError, IndexError)):
        sheet_of(["가", "나"], [["1"]])


def test_a_text_that_excel_would_cut_is_refused_with_its_line():
    with pytest.raises(TextTooLong, match="2번째 줄"):
        sheet_of(["가"], [["1"], ["가" * 32_768]])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(lambda a, b: a + b, st.sampled_from("=+-@\t\r"), st.text()), min_size=1))
def test_no_text_becomes_a_formula(texts):
    sheet = sheet_of(["글"], [[words] for words in texts])
    for n in range(3, len(texts) + 3):
        cell = sheet.cell(n, 1)
        assert cell.data_type in ("s", "inlineStr")
        assert cell.quotePrefix or cell.value == "-"


def test_a_control_character_does_not_hide_a_formula():
    assert sheet_of(["글"], [["\x00=1+1"]])["A3"].quotePrefix


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=60, deadline=None)
def test_text_comes_back_as_it_was(words):
    expected = words.replace("\ufffe", "").replace("\uffff", "")
    assert sheet_of(["글"], [[words]])["A3"].value == (expected or None)


def test_notes_stand_under_the_list_outside_its_filter_and_on_every_page():
    out = BytesIO()
    assert (
        write_rows(out, "목록", ["이름"], [["가"], ["나"]], ["=아래 글", "둘째"], "개인정보 & 파기")
        == 2
    )
    sheet = load_workbook(out).active
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == ["가", "나", "=아래 글", "둘째"]
    assert sheet["A5"].data_type == "s"
    assert sheet.auto_filter.ref == "A2:A4"
    assert sheet.oddFooter.left.text == "개인정보 && 파기"
    assert sheet.oddFooter.right.text == "- &P -"
    assert sheet.oddFooter.center.text is None
    assert sheet.sheet_format.defaultRowHeight == 16.5
