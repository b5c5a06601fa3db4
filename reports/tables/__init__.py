"""The report tables, one module per topic; each lists its own in ``TABLES``."""

from reports.tables import (
    activities,
    activities_by_year,
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
    activities_by_year,
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
