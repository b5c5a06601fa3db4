"""Cases for a grid as JSON: exactly the agreed shape."""

import json

import pytest

from jobportal.platform.render.json import grid_data, grid_json
from tests.platform.render.examples import budget_grid, every_grid, schedule_grid


def test_the_keys_are_exactly_those_agreed():
    for grid in every_grid():
        data = json.loads(grid_json(grid))
        assert list(data) == ["id", "title", "unit", "as_of", "head", "rows", "notes", "warnings"]
        for row in data["head"]:
            assert all(list(cell) == ["text", "colspan", "rowspan"] for cell in row)
        for row in data["rows"]:
            assert list(row) == ["cells"]
            for cell in row["cells"]:
                assert list(cell) == ["value", "text", "kind", "origin", "colspan", "rowspan"]


def test_values_are_numbers_in_the_printed_unit():
    cells = grid_data(budget_grid())["rows"][0]["cells"]
    assert cells[2] == {
        "value": 2_815_509,
        "text": "2,815,509",
        "kind": "money",
        "origin": "computed",
        "colspan": 1,
        "rowspan": 1,
    }
    assert cells[3]["value"] == pytest.approx(2_815_509 / 4_735_498 * 100, abs=1e-9)
    assert cells[3]["text"] == "59.5"
    assert cells[4]["value"] == -12_300


def test_a_missing_figure_is_null_and_a_mark_is_true_or_false():
    assert grid_data(budget_grid())["rows"][2]["cells"][4]["value"] is None
    marks = [cell["value"] for cell in grid_data(schedule_grid())["rows"][0]["cells"][1:]]
    assert marks == [True, False, True, False]


def test_korean_stays_readable():
    assert "단위사업별" in grid_json(budget_grid())
