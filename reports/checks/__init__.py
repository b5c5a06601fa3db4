"""Figure checks: what a document printed, its tables and its records held against each other."""

from reports.checks.finding import Cause, Finding, Kind
from reports.checks.run import CHECKS, check_documents, open_count, remembered_findings

__all__ = [
    "CHECKS",
    "Cause",
    "Finding",
    "Kind",
    "check_documents",
    "open_count",
    "remembered_findings",
]
