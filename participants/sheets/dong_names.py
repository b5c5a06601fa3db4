"""What a row says of 동 in a name that is new to the district and close to a known one."""

from collections.abc import Collection

from participants.dongs import alike_dongs
from participants.sheets.rows import Row, SheetRows

FIELDS = ("dong", "reception_dong")


def warn_of_dongs(rows: SheetRows, row: Row, known: Collection[str]) -> None:
    """Warn of each such name; the row is taken in as it is written."""
    for name in FIELDS:
        if alike := alike_dongs(row.get(name) or "", known):
            rows.problem(
                row,
                name,
                "처음 쓰는 동 이름입니다. 동별 통계가 나뉩니다.",
                f"{', '.join(alike)} 가운데 하나이면 그 이름으로 고치세요.",
                level="warning",
            )
