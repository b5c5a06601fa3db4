"""From how many people on figures are published, and what is said where they are not."""

import pytest
from django.core.checks import run_checks

from jobportal.platform.publishing import small_cell_note
from jobportal.platform.render.content import content
from jobportal.platform.render.grid import Grid, HeadCell, Row, header, hidden
from jobportal.platform.render.json import grid_data


def faults() -> list[str]:
    return [fault.id for fault in run_checks(tags=["publishing"])]


@pytest.mark.parametrize(
    ("threshold", "found"), [(2, ["portal.E030"]), (3, []), (10, []), (11, ["portal.E030"])]
)
def test_the_threshold_has_limits(settings, threshold, found):
    settings.SMALL_CELL_THRESHOLD = threshold
    assert faults() == found


def test_the_note_and_the_spoken_word_name_the_threshold_of_the_office(settings):
    assert small_cell_note() == "3명 미만은 개인정보 보호를 위해 표시하지 않음(*)"
    settings.SMALL_CELL_THRESHOLD = 5
    assert small_cell_note().startswith("5명 미만")
    assert "비공개(5명 미만)" in content(hidden())


def test_a_hidden_cell_carries_neither_value_nor_records():
    grid = Grid(
        "1", "표", head=[[HeadCell("구분"), HeadCell("신청")]], rows=[Row([header("남"), hidden()])]
    )
    assert grid_data(grid)["rows"][0]["cells"][1] == {
        "value": None,
        "text": "*",
        "kind": "count",
        "origin": "computed",
        "colspan": 1,
        "rowspan": 1,
    }
    assert hidden().sources == ()
