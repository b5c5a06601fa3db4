"""One question for every page with a table: can it be understood without seeing it?"""

import re
from html.parser import HTMLParser

SCOPES = {"col", "row", "colgroup", "rowgroup"}
CELLS = ("th", "td")


class _Tables(HTMLParser):
    """Collects each table's caption, rows and cells with their attributes and inner HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict] = []
        self.open: dict | None = None
        self.in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append({"caption": "", "rows": [], "head_rows": 0, "in_head": False})
        if not self.tables:
            return
        table = self.tables[-1]
        if tag in ("thead", "tbody"):
            table["in_head"] = tag == "thead"
        elif tag == "caption":
            self.in_caption = True
        elif tag == "tr":
            table["rows"].append([])
            table["head_rows"] += table["in_head"]
        elif tag in CELLS:
            self.open = {"tag": tag, "text": "", "tags": [], **given}
            table["rows"][-1].append(self.open)
        elif self.open is not None:
            self.open["tags"].append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.in_caption = False
        elif tag in CELLS:
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.in_caption:
            self.tables[-1]["caption"] += data
        elif self.open is not None:
            self.open["text"] += data


def assert_table_semantics(html: str) -> None:
    """Fail unless every table keeps the markup rules of compliance 3.3 and no id is used twice."""
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids)), "an id is used twice"
    parser = _Tables()
    parser.feed(html)
    assert parser.tables, "there is no table"
    for table in parser.tables:
        _check_table(table)


def _check_table(table: dict) -> None:
    assert table["caption"].strip(), "a table has no caption"
    _check_rectangle(table["rows"])
    cells = [cell for row in table["rows"] for cell in row]
    heads = [cell for cell in cells if cell["tag"] == "th"]
    assert heads, f"{table['caption']}: no header cell"
    for cell in heads:
        _check_header(cell)
    known = {cell["id"] for cell in heads if "id" in cell}
    for cell in cells:
        if cell["tag"] == "td":
            _check_data(cell, known, table["head_rows"] > 2)


def _check_header(cell: dict) -> None:
    assert cell["text"].strip(), "a header cell is blank"
    assert cell.get("scope") in SCOPES, f"header {cell['text']!r} has no scope"
    if cell["scope"] == "colgroup":
        assert int(cell.get("colspan", 1)) > 1, f"{cell['text']!r} is no column group"
    if cell["scope"] == "rowgroup":
        assert int(cell.get("rowspan", 1)) > 1, f"{cell['text']!r} is no row group"


def _check_data(cell: dict, known: set[str], needs_headers: bool) -> None:
    named = cell.get("headers", "").split()
    assert set(named) <= known, f"cell {cell['text']!r} names a header that is not there"
    assert named or not needs_headers, f"cell {cell['text']!r} does not say its headers"
    words = cell["text"].strip()
    assert words != "-", "a dash is not said in words"
    if "number" in cell.get("class", "").split():
        tags = [tag for tag, _ in cell["tags"]]
        assert "br" not in tags, "numbers are stacked in one cell"
        assert not words.startswith("△") or "감소" in words, "a decrease is not said in words"


def _check_rectangle(rows: list[list[dict]]) -> None:
    """Every row covers the same number of columns once spans are counted."""
    covered = [0] * len(rows)
    for r, row in enumerate(rows):
        for cell in row:
            for below in range(r, r + int(cell.get("rowspan", 1))):
                assert below < len(rows), "a rowspan reaches below the table"
                covered[below] += int(cell.get("colspan", 1))
    assert len(set(covered)) == 1, f"rows cover different numbers of columns: {covered}"
