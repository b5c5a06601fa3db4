"""Cases for workbooks: numbers stay numbers, texts stay texts, and the paper looks right."""

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from jobportal.platform.render.grid import Grid, HeadCell, Row, count, header, rate, text
from jobportal.platform.render.xlsx import Properties, write_workbook
from jobportal.platform.render.xlsx_cells import TextTooLong, number_format, safe_cell
from jobportal.platform.render.xlsx_style import sheet_names
from jobportal.platform.values.rates import Rounding
from tests.platform.render.examples import (
    budget_grid,
    card_grid,
    chart_grid,
    every_grid,
    lines_grid,
    schedule_grid,
)


def written(*grids: Grid, properties: Properties | None = None) -> Workbook:
    out = BytesIO()
    write_workbook(grids, out, properties)
    out.seek(0)
    return load_workbook(out)


def sheet_of(grid: Grid):
    return written(grid).worksheets[0]


def test_a_document_is_a_sheet_per_grid():
    book = written(*every_grid())
    assert book.sheetnames[0] == "000-T04 단위사업별 예산집행 현황"
    assert len(book.sheetnames) == 5


def test_title_date_and_unit_stand_above_the_table():
    sheet = sheet_of(budget_grid())
    assert sheet["A1"].value == "단위사업별 예산집행 현황"
    assert (sheet["A1"].font.name, sheet["A1"].font.bold) == ("맑은 고딕", True)
    assert sheet["A1"].alignment.horizontal == "center"
    assert sheet["A2"].value == "(기준일: 2018. 9. 30.)"
    assert sheet["E2"].value == "(단위: 천원, %)"
    assert sheet["E2"].alignment.horizontal == "right"


def test_headings_and_spans_are_merged_as_printed():
    merged = {str(area) for area in sheet_of(budget_grid()).merged_cells.ranges}
    assert {"A1:G1", "A3:B4", "C3:F3", "G3:G4", "A5:B5", "A6:A7"} <= merged


def test_figures_are_numbers_in_the_printed_unit():
    sheet = sheet_of(budget_grid())
    assert [sheet.cell(5, c).value for c in (3, 4, 6)] == [4_735_498, 2_815_509, -12_300]
    assert sheet["E5"].value == pytest.approx(float(Fraction(281_550_900, 4_735_498)), abs=1e-12)
    assert sheet["C5"].number_format == '#,##0;"△"#,##0;"-"'
    assert sheet["E5"].number_format == '0.0;"△"0.0;0.0'
    assert sheet["F6"].value == 0


def test_only_a_missing_figure_is_a_dash_in_words():
    sheet = sheet_of(budget_grid())
    assert sheet["D7"].value == 0
    assert sheet["E7"].value == "-"
    assert sheet["F7"].value == "미집계"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (count(734, suffix="명"), '#,##0"명";"△"#,##0"명";"-"'),
        (count(0, zero="0", suffix="명"), '#,##0"명";"△"#,##0"명";"0명"'),
        (rate(Fraction(1, 3), 2), '0.00;"△"0.00;0.00'),
        (rate(0, zero="-"), '0.0;"△"0.0;"-"'),
        (rate(12), '#,##0.0;"△"#,##0.0;0.0'),
        (rate(None), "General"),
        (text("글"), "General"),
    ],
)
def test_the_number_format_shows_what_is_printed(cell, code):
    assert number_format(cell) == code


def test_a_rate_that_was_cut_shows_as_printed():
    cut = rate(Fraction(6_199, 10_000), mode=Rounding.TRUNCATE)
    sheet = sheet_of(Grid("X", "표", rows=[Row([header("가"), cut])]))
    assert sheet["B2"].value == 61.9


def test_the_page_is_a4_with_its_number_and_fits_one_page_wide():
    sheet = sheet_of(budget_grid())
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "- &P -"
    assert sheet.page_margins.left == pytest.approx(20 / 25.4)
    assert sheet.page_margins.top == pytest.approx(15 / 25.4)


def test_headings_stay_in_sight_and_repeat_on_paper():
    sheet = sheet_of(budget_grid())
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$3:$4"


def test_a_wide_table_lies_across_and_a_narrow_one_stands():
    wide = Grid("X", "표", head=[[HeadCell("일자리 창출 실적") for _ in range(8)]])
    assert sheet_of(wide).page_setup.orientation == "landscape"
    assert sheet_of(schedule_grid()).page_setup.orientation == "portrait"


def test_totals_and_shaded_cells_are_filled():
    sheet = sheet_of(budget_grid())
    assert sheet["C5"].font.bold
    assert sheet["C5"].fill.fgColor.rgb == "00EEF2F7"
    assert sheet["A3"].border.left.style == sheet["B4"].border.right.style == "thin"
    schedule = sheet_of(schedule_grid())
    assert schedule["B4"].fill.fill_type == "solid"
    assert schedule["C4"].fill.fill_type is None


def test_columns_are_as_wide_as_korean_needs():
    sheet = sheet_of(budget_grid())
    assert sheet.column_dimensions["B"].width >= 2 * len("희망일자리")


def test_cards_charts_and_lines_are_laid_out():
    assert sheet_of(card_grid())["B3"].value == "☐ 신규 ☑ 계속"
    chart = sheet_of(chart_grid())
    assert chart["A4"].value == "ㆍ종합계획 수립"
    assert chart["A5"].value == "일자리플러스센터"
    lines = sheet_of(lines_grid())
    assert [lines.cell(r, 1).value for r in (2, 3, 4)] == [
        "□ 참여인원: 402명 (2개 사업)",
        "○ 안전교육 2회 <실시>",
        "- 면적 189.02㎡",
    ]


def test_notes_warnings_and_who_made_it_stand_below():
    told = Properties(
        "업무보고",
        "일자리정책과",
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
        lines=("작성: 일자리정책과",),
    )
    book = written(budget_grid(), properties=told)
    sheet = book.worksheets[0]
    assert [sheet.cell(r, 1).value for r in (8, 9, 10)] == [
        "※ 집행률 = 집행액 ÷ 예산액 × 100",
        "확인 필요: 계 <34,000>이 다릅니다.",
        "작성: 일자리정책과",
    ]
    assert (book.properties.title, book.properties.creator) == ("업무보고", "일자리정책과")


def test_a_workbook_without_tables_is_refused():
    with pytest.raises(ValueError, match="표가 없습니다"):
        write_workbook([], BytesIO())


def test_a_text_that_excel_would_cut_is_refused():
    with pytest.raises(TextTooLong, match="32,767"):
        sheet_of(Grid("X", "표", rows=[Row([text("가" * 32_768)])]))


def test_a_lone_dash_is_no_formula():
    sheet = sheet_of(Grid("X", "표", rows=[Row([text("-")])]))
    assert not sheet["A2"].quotePrefix


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(lambda a, b: a + b, st.sampled_from("=+-@\t\r"), st.text()), min_size=1))
def test_no_text_becomes_a_formula(texts):
    book = Workbook()
    for n, words in enumerate(texts, start=1):
        safe_cell(book.active.cell(n, 1), words)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    read = load_workbook(out).active
    for n in range(1, len(texts) + 1):
        cell = read.cell(n, 1)
        assert cell.data_type == "s"
        assert cell.quotePrefix or cell.value == "-"


def test_control_characters_are_left_out():
    assert sheet_of(Grid("X", "표", rows=[Row([text("가\x00\x0b나\ud800")])]))["A2"].value == "가나"


@given(st.lists(st.text(), max_size=6))
def test_sheet_names_are_what_excel_accepts(titles):
    names = list(sheet_names(titles))
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
