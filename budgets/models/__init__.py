"""Models of the budgets app."""

from budgets.models.investment import Investment
from budgets.models.ledger import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    DetailProgramme,
    EarlyExecutionTarget,
    LedgerEntry,
    MatchingRule,
    UnitProgramme,
)

__all__ = [
    "Appropriation",
    "BudgetLine",
    "BudgetStatement",
    "DetailProgramme",
    "EarlyExecutionTarget",
    "Investment",
    "LedgerEntry",
    "MatchingRule",
    "UnitProgramme",
]
