"""``docs/security.md`` leaves no requirement out, and what it names is there."""

import ast
import re
from functools import cache

import pytest

from tests.test_imports import ROOT

PAGE = ROOT / "docs" / "security.md"
ROW = re.compile(
    r"^\| (?P<id>(?:PD|SC)-\d\d) \| (?P<priority>[MSC]) \| (?P<what>[^|]+) \| (?P<source>[^|]+) "
    r"\| (?P<shown>[^|]+) \|$",
    re.MULTILINE,
)
TEST = re.compile(r"`(tests/[\w/.]+\.py)::(test_\w+)`")
LINK = re.compile(r"\]\(([\w./-]+)\)")
REQUIRED = [f"PD-{n:02}" for n in range(1, 70)] + [f"SC-{n:02}" for n in range(1, 39)]
ROWS = [match.groupdict() for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests of a module, those of its classes included."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def test_every_requirement_stands_there_once_and_in_order():
    assert [row["id"] for row in ROWS] == REQUIRED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_what_a_row_names_is_there(row):
    named = TEST.findall(row["shown"])
    assert [f"{path}::{name}" for path, name in named if name not in named_in(path)] == []
    links = LINK.findall(row["shown"])
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
    assert named or links or "Not yet: " in row["shown"]
    assert len(re.findall(r"`tests/", row["shown"])) == len(named), "each names one test"
