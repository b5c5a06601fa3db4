"""The fixed words around a table: unit, 기준일, notes, caption and the marks of text lines."""

from jobportal.platform.render.grid import Grid

_MARKS = {1: "□", 2: "○", 3: "-", 4: "ㆍ"}


def unit_line(unit: str) -> str:
    """The line at the right above a table: (단위: 천원); nothing without a unit."""
    return f"(단위: {unit})" if unit else ""


def as_of_line(as_of: str) -> str:
    """The line at the left above a table: (기준일: 2026. 11. 21.); nothing without a date."""
    return f"(기준일: {as_of})" if as_of else ""


def note_line(note: str) -> str:
    """A note as printed under a table, with its ※ once."""
    return note if note.startswith("※") else f"※ {note}"


def line_mark(level: int) -> str:
    """The mark before a text line of a report (compliance DO-03); none for level 0."""
    return _MARKS.get(level, "")


def line_text(grid: Grid, r: int) -> str:
    """A text line as printed: its mark, and its cells with ": " after a header."""
    row = grid.rows[r]
    words = "".join(f"{c.text}: " if c.is_header else c.text for c in row.cells)
    return f"{line_mark(row.level)} {words}".strip()


def caption(grid: Grid) -> str:
    """What a screen reader says first: name, unit and what the columns hold (compliance 3.3)."""
    unit = f" {unit_line(grid.unit)}" if grid.unit else ""
    names = dict.fromkeys(grid.column_label(c) for c in range(grid.width))
    columns = ", ".join(name for name in names if name)
    told = f"에 대한 표로 {columns}에 대한 내용을 제공합니다." if columns else "에 대한 표입니다."
    return f"{grid.title}{unit}{told}"
