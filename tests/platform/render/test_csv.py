"""Cases for CSV: plain numbers, one line of headings, and nothing that becomes a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.render.csv import csv_lines, grid_csv, safe_text
from tests.platform.render.examples import budget_grid, chart_grid, lines_grid


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_a_table_is_title_head_rows_notes_and_warnings():
    rows = rows_of(grid_csv(budget_grid()))
    assert rows[0] == ["단위사업별 예산집행 현황"]
    assert rows[1] == ["(기준일: 2018. 9. 30.)", "(단위: 천원, %)"]
    assert rows[2][2:5] == ["2018년 / 예산액", "2018년 / 집행액", "2018년 / 집행률"]
    assert rows[3] == ["계", "", "4735498", "2815509", "59.5", "-12300", ""]
    assert rows[4] == ["공공일자리", "희망일자리", "320889", "249441", "77.7", "0", "'=1+1"]
    assert rows[5] == ["공공일자리", "지역일자리", "400000", "0", "-", "미집계", "-"]
    assert rows[6] == ["※ 집행률 = 집행액 ÷ 예산액 × 100"]
    assert rows[7] == ["확인 필요: 계 <34,000>이 다릅니다."]


def test_lines_and_charts_are_read_from_top_to_bottom():
    assert rows_of(grid_csv(lines_grid()))[1] == ["□ 참여인원: 402명 (2개 사업)"]
    assert rows_of(grid_csv(chart_grid()))[2] == ["종합계획 수립", "청년 사업"]


def test_a_list_comes_line_by_line():
    lines = csv_lines([["이름", None], ["가,나", 3]])
    assert next(lines) == "이름,\r\n"
    assert next(lines) == '"가,나",3\r\n'


@pytest.mark.parametrize("text", ["-", "-1234.5", "12", ""])
def test_dashes_and_numbers_are_left_alone(text):
    assert safe_text(text) == text


@given(st.sampled_from("=+-@\t\r"), st.text(min_size=1))
def test_no_text_begins_a_formula(start, rest):
    shown = safe_text(start + rest)
    assert shown[:1] not in "=+@\t\r" or not shown
    if shown.startswith("-"):
        assert shown == "-" or float(shown) <= 0
