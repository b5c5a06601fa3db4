"""The report tables, one module per topic; each lists its own in ``TABLES``."""

from reports.tables import (
    activities,
    budget,
    census,
    indicators,
    investment,
    job_centre,
    logs,
    organisation,
    pledge,
    programmes,
    projects,
    rounds,
    schedule,
    social,
    texts,
)

MODULES: tuple = (
    activities,
    budget,
    census,
    indicators,
    investment,
    job_centre,
    logs,
    organisation,
    pledge,
    programmes,
    projects,
    rounds,
    schedule,
    social,
    texts,
)
