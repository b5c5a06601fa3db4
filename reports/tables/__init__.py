"""The report tables, one module per topic; each lists its own in ``TABLES``."""

from reports.tables import (
    census,
    indicators,
    investment,
    logs,
    pledge,
    programmes,
    schedule,
    texts,
)

MODULES: tuple = (
    census,
    indicators,
    investment,
    logs,
    pledge,
    programmes,
    schedule,
    texts,
)
