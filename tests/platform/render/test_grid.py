"""Cases for the shape of a grid and the labels its cells go by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.render.grid import (
    Grid,
    GridShapeError,
    HeadCell,
    Row,
    count,
    header,
    text,
)
from tests.platform.render.examples import budget_grid, card_grid, chart_grid, lines_grid


def test_a_short_row_is_refused_and_named():
    with pytest.raises(GridShapeError, match="X body, row 2: covers 1 columns where 2 are needed"):
        Grid("X", "표", rows=[Row([count(1), count(2)]), Row([count(1)])])


def test_rows_must_be_as_wide_as_the_head():
    with pytest.raises(GridShapeError, match="row 1: covers 2 columns where 3 are needed"):
        Grid("X", "표", head=[[HeadCell("가", 3)]], rows=[Row([count(1), count(2)])])


def test_a_second_row_of_headings_must_fill_the_first():
    with pytest.raises(GridShapeError, match="X head, row 2"):
        Grid("X", "표", head=[[HeadCell("가", 1, 2), HeadCell("나", 2)], [HeadCell("다")]])


def test_a_rowspan_below_the_last_row_is_refused():
    with pytest.raises(GridShapeError, match="reaches below the last row"):
        Grid("X", "표", rows=[Row([header("가", rowspan=2), count(1)])])


def test_cells_may_not_overlap():
    rows = [Row([text("가"), text("나", rowspan=2)]), Row([text("다", colspan=2)])]
    with pytest.raises(GridShapeError, match="overlap"):
        Grid("X", "표", rows=rows)


def test_an_unknown_layout_is_refused():
    with pytest.raises(GridShapeError, match="poster"):
        Grid("X", "표", layout="poster")


def test_spans_are_resolved_to_rows_and_columns():
    placed = [(spot.row, spot.column, spot.cell.text) for spot in budget_grid().layout_cells()]
    assert (1, 0, "공공일자리") in placed
    assert (1, 1, "희망일자리") in placed
    assert (2, 1, "지역일자리") in placed
    assert (2, 2, "400,000") in placed


def test_rows_and_columns_go_by_all_their_headings():
    grid = budget_grid()
    assert [grid.row_label(r) for r in range(3)] == [
        "계",
        "공공일자리 / 희망일자리",
        "공공일자리 / 지역일자리",
    ]
    assert [grid.column_label(c) for c in range(2, 7)] == [
        "2018년 / 예산액",
        "2018년 / 집행액",
        "2018년 / 집행률",
        "2018년 / 증감",
        "비고",
    ]


def test_the_same_heading_twice_is_said_once():
    grid = Grid("X", "표", head=[[HeadCell("계")], [HeadCell("계")]], rows=[Row([count(1)])])
    assert grid.column_label(0) == "계"


def test_a_row_without_header_goes_by_its_number():
    grid = Grid("X", "표", rows=[Row([count(1)]), Row([count(2)])])
    assert grid.row_label(1) == "2행"


def test_cells_are_found_by_their_labels():
    cells = budget_grid().cells_by_label()
    assert cells["계", "2018년 / 집행액"].text == "2,815,509"
    assert cells["공공일자리 / 지역일자리", "비고"].text == "-"
    assert len(cells) == 15


def test_rows_of_the_same_name_are_numbered():
    rows = [Row([header("가"), count(1), count(2)]), Row([header("가"), count(3), count(4)])]
    grid = Grid("X", "표", head=[[HeadCell("구분"), HeadCell("명"), HeadCell("명")]], rows=rows)
    assert {key: cell.value for key, cell in grid.cells_by_label().items()} == {
        ("가", "명"): 1,
        ("가", "명 (2)"): 2,
        ("가 (2)", "명"): 3,
        ("가 (2)", "명 (2)"): 4,
    }


def test_cells_of_a_card_go_by_the_header_before_or_above_them():
    shown = {key: cell.text for key, cell in card_grid().cells_by_label().items()}
    assert shown == {
        ("사업성격", ""): "☐ 신규 ☑ 계속",
        ("사업기간", ""): "2018.~2026.",
        ("추진상황", ""): "☑ 완료",
        ("총사업비", "계"): "34,034",
        ("총사업비", "국비"): "368",
        ("총사업비", "시비"): "-",
    }


def test_lines_may_differ_in_length_and_go_by_their_header():
    assert lines_grid().cells_by_label()["참여인원", ""].text == "402명"


def test_duties_of_a_chart_go_by_their_boxes():
    assert chart_grid().column_label(1) == "일자리정책과 / 청년팀"


def test_warnings_are_added_to_a_copy():
    grid = budget_grid()
    assert grid.with_warnings("둘", "셋").warnings == (*grid.warnings, "둘", "셋")
    assert len(grid.warnings) == 1


def test_an_empty_grid_is_allowed():
    assert Grid("X", "표").width == 1
    assert Grid("X", "표", head=[[HeadCell("가"), HeadCell("나")]]).width == 2


@given(st.lists(st.lists(st.sampled_from("가나다"), min_size=2, max_size=2), max_size=8))
def test_no_cell_is_lost_when_names_repeat(names):
    rows = [Row([header(a), count(1), header(b), count(2)]) for a, b in names]
    assert len(Grid("X", "표", rows=rows).cells_by_label()) == 2 * len(names)
