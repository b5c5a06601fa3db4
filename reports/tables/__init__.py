"""The report tables, one module per topic; each lists its own in ``TABLES``."""

from reports.tables import investment

MODULES: tuple = (investment,)
