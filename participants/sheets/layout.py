"""A sheet of rows of one round: its columns with their headings, their meaning, their reading."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from jobportal.platform.intake.cells import CellError

GUIDE, CODES, REPORT = "안내", "코드", "점검 결과"
NOTE_SHEETS = (GUIDE, CODES, REPORT)
"""Sheets that explain and carry no rows."""
# Numbering that people keep beside their lists.
PASSED_OVER = ("연번", "순번", "No", "No.")


@dataclass(frozen=True)
class SheetColumn:
    """One column. ``read`` makes a value of a cell that is not blank, or raises CellError.

    A needed cell may stay blank where the column ``unless`` is filled. ``choices`` become a
    drop-down; ``words`` are only listed, for cells that take several. Only a column that
    ``holds_rrn`` may hold resident numbers. ``shown`` is what of a cell may stand in a message; by
    default all of it.
    """

    key: str
    label: str
    read: Callable[[object], object]
    is_needed: bool = False
    unless: str = ""
    kind: str = "글"
    help_text: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    example: str = ""
    aliases: tuple[str, ...] = ()
    holds_rrn: bool = False
    shown: Callable[[object], object] = lambda cell: cell


@dataclass(frozen=True)
class SheetLayout:
    """A kind of sheet for one round.

    ``version`` is raised when columns are renamed; an older template is then recognised. Problems
    of a whole row are shown at ``anchor``. Where ``existing`` is filled the row is about something
    that is there already, and blank cells leave it as it is. ``refused`` are headings that may not
    stand in the file, each with the reason and the cure.
    """

    name: str
    version: str
    round_code: str
    columns: tuple[SheetColumn, ...]
    anchor: str
    existing: str = ""
    notes: tuple[str, ...] = ()
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The first line of the template; it says which template for which round this is."""
        return f"{self.name} 양식 (판 {self.version}) · 회차 {self.round_code}"

    def column(self, key: str) -> SheetColumn:
        """The column of a key."""
        return next(column for column in self.columns if column.key == key)


def told_apart(columns: Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """The columns with a number behind headings that are there already (two items of one name)."""
    seen: Counter[str] = Counter()
    told = []
    for column in columns:
        seen[column.label] += 1
        count = seen[column.label]
        label = column.label if count == 1 else f"{column.label} ({count})"
        told.append(replace(column, label=label, aliases=column.aliases if count == 1 else ()))
    return tuple(told)


def blank() -> CellError:
    """The refusal of a blank cell that is needed."""
    return CellError("비어 있습니다.", "값을 적으세요.")
