"""Cases for tables as HTML: understandable without seeing, escaped, linked to their records."""

import pytest

from jobportal.platform.render.grid import Grid, HeadCell, Row, count, header, text
from jobportal.platform.render.html import grid_html
from tests.platform.render.examples import (
    budget_grid,
    card_grid,
    chart_grid,
    every_grid,
    lines_grid,
    schedule_grid,
)
from tests.platform.render.semantics import assert_table_semantics


@pytest.mark.parametrize("make", [budget_grid, card_grid, schedule_grid])
def test_every_table_is_understood_without_seeing_it(make):
    assert_table_semantics(grid_html(make()))


@pytest.mark.parametrize("grid", every_grid(), ids=lambda grid: grid.layout)
def test_nothing_is_styled_or_scripted_inline(grid):
    html = grid_html(grid)
    assert "style=" not in html
    assert "<script" not in html


def test_title_unit_date_notes_and_warnings_stand_around_the_table():
    html = grid_html(budget_grid())
    assert '<h3 class="report-title" id="grid-000-T04-title">단위사업별 예산집행 현황</h3>' in html
    assert '<p class="report-asof">(기준일: 2018. 9. 30.)</p>' in html
    assert '<p class="report-unit">(단위: 천원, %)</p>' in html
    assert '<p class="report-note">※ 집행률 = 집행액 ÷ 예산액 × 100</p>' in html
    assert "<li>계 &lt;34,000&gt;이 다릅니다.</li>" in html


def test_the_caption_tells_name_unit_and_columns():
    html = grid_html(schedule_grid())
    assert "추진일정에 대한 표로 구분, 2018 / 1/4, 2018 / 2/4" in html


def test_signs_are_said_in_words():
    html = grid_html(budget_grid())
    assert '<span aria-hidden="true">△12,300</span><span class="sr-only">감소 12,300</span>' in html
    assert '<span aria-hidden="true">-</span><span class="sr-only">없음</span>' in html


def test_totals_numbers_marks_and_choices_have_their_classes():
    assert '<tr class="total"><th scope="row"' in grid_html(budget_grid())
    assert 'class="number">320,889</td>' in grid_html(budget_grid())
    assert 'class="mark-on"><span aria-hidden="true">■</span>' in grid_html(schedule_grid())
    card = grid_html(card_grid())
    assert '<span class="choice-on"><span aria-hidden="true">☑ 계속</span>' in card
    assert '<span class="sr-only">선택 안 함 신규</span>' in card


def test_groups_have_their_own_bodies_and_column_groups():
    html = grid_html(budget_grid())
    assert html.count("<tbody>") == 2
    assert '<colgroup span="4"></colgroup>' in html
    assert 'scope="rowgroup"' in html


def test_a_cell_grouped_on_both_axes_names_all_its_headings():
    html = grid_html(budget_grid())
    named = "grid-000-T04-h0-2 grid-000-T04-h1-2 grid-000-T04-r1-0 grid-000-T04-r2-1"
    assert f'headers="{named}" class="number">400,000' in html


def test_a_simple_table_needs_no_ids():
    grid = Grid(
        "X", "표", head=[[HeadCell("구분"), HeadCell("명")]], rows=[Row([header("가"), count(1)])]
    )
    html = grid_html(grid)
    assert_table_semantics(html)
    assert "headers=" not in html


def test_a_figure_opens_the_records_behind_it():
    html = grid_html(
        budget_grid(), link=lambda cell, row, column: cell.sources and f"/r?a={row}&b={column}"
    )
    assert '<a class="figure-link" href="/r?a=0&amp;b=3">2,815,509</a>' in html
    assert html.count("<a ") == 1


def test_what_people_typed_is_escaped_in_every_layout():
    rows = [Row([text("<script>x</script>")])]
    for layout in ("table", "card", "chart", "lines"):
        grid = Grid("X", "<b>", head=[[HeadCell("<i>")]], rows=rows, layout=layout)
        html = grid_html(grid)
        assert "&lt;script&gt;x" in html
        assert not any(tag in html for tag in ("<script>", "<b>", "<i>"))


def test_an_empty_heading_is_no_header_cell():
    grid = Grid(
        "X", "표", head=[[HeadCell(""), HeadCell("명")]], rows=[Row([header("가"), count(1)])]
    )
    assert_table_semantics(grid_html(grid))


def test_a_chart_is_a_list_within_a_list():
    html = "".join(grid_html(chart_grid()).split("\n"))
    assert '<ul class="org-chart">' in html
    assert '<strong class="org-box">일자리정책팀</strong>' in html
    assert '<li class="org-sub">일자리플러스센터</li>' in html
    assert html.count("<ul") == html.count("</ul>") == 4


def test_lines_show_their_level():
    html = grid_html(lines_grid())
    assert '<li class="level-2"><span class="line-mark" aria-hidden="true">○</span>' in html
    assert "<strong>참여인원</strong>: 402명 (2개 사업)</li>" in html
    assert "면적 189.02㎡</li>" in html


def test_one_grid_may_stand_twice_on_a_page():
    grid = budget_grid()
    assert_table_semantics(grid_html(grid, prefix="a-") + grid_html(grid, prefix="b-"))


def test_a_heading_can_be_left_out():
    html = grid_html(budget_grid(), heading=0)
    assert "<h3" not in html
    assert 'aria-label="단위사업별 예산집행 현황"' in html


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ('<table><tr><th scope="col">가</th></tr></table>', "caption"),
        ("<table><caption>표</caption><tr><th>가</th></tr></table>", "no scope"),
        ('<table><caption>표</caption><tr><th scope="col"></th></tr></table>', "blank"),
        (
            '<table><caption>표</caption><tr><th scope="col">가</th></tr>'
            "<tr><td>1</td><td>2</td></tr></table>",
            "different numbers of columns",
        ),
        (
            '<table><caption>표</caption><tr><th scope="row">가</th><td>-</td></tr></table>',
            "dash",
        ),
    ],
)
def test_the_check_itself_finds_broken_tables(broken, complaint):
    with pytest.raises(AssertionError, match=complaint):
        assert_table_semantics(broken)
