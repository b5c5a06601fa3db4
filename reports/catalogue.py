"""The catalogue of report tables, by key."""

from reports.declare import ReportTable
from reports.tables import MODULES

TABLES: dict[str, ReportTable] = {table.key: table for module in MODULES for table in module.TABLES}
