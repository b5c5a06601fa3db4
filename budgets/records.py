"""Kinds of records of the budgets app."""

from budgets import models as m
from budgets.queries import waiting_on
from jobportal.platform.records import Condition, RecordKind

BUDGETS = "예산·집행"
SOURCES = ("national_won", "city_won", "district_won", "other_won")

KINDS = (
    RecordKind(
        m.UnitProgramme,
        "unit-programmes",
        BUDGETS,
        ("code",),
        ("code", "title", "department", "policy", "order"),
        ("department",),
        ("code", "title"),
    ),
    RecordKind(
        m.DetailProgramme,
        "detail-programmes",
        BUDGETS,
        ("code",),
        ("code", "title", "unit", "team", "project"),
        ("unit", "team", "project"),
        ("code", "title"),
    ),
    RecordKind(
        m.MatchingRule,
        "matching-rules",
        BUDGETS,
        ("code",),
        ("code", "shares", "programme", "from_year", "basis"),
        ("programme",),
        ("code",),
    ),
    RecordKind(
        m.BudgetLine,
        "budget-lines",
        BUDGETS,
        ("code",),
        ("code", "title", "detail", "year", "stat_item", "matching"),
        ("year", "detail", "detail__unit"),
        ("code", "title"),
        is_long=True,
    ),
    RecordKind(
        m.Appropriation,
        "appropriations",
        BUDGETS,
        ("line", "kind", "seq"),
        ("kind", "seq", "line", "decided_on", "total_won", *SOURCES),
        ("line__year", "line__detail__unit", "line__detail", "kind", "decided_on"),
        ("line__title", "document_number"),
    ),
    RecordKind(
        m.LedgerEntry,
        "ledger",
        BUDGETS,
        ("number",),
        ("number", "on", "line", "stage", "memo", "total_won", *SOURCES),
        ("line__year", "line__detail__unit", "line__detail", "line", "stage", "on"),
        ("number", "memo", "document_number"),
        help_text="전표는 고치거나 지우지 않습니다. 잘못 적었으면 취소 전표를 만드세요.",
        append_only=True,
        conditions=(
            Condition(
                "executed",
                "집행액에 드는 전표",
                m.LedgerEntry.executed,
                total_label="그중 집행액(원)",
            ),
            Condition("waiting_on", "다음 단계를 기다리는 날", waiting_on, is_dated=True),
        ),
    ),
    RecordKind(
        m.BudgetStatement,
        "budget-statements",
        BUDGETS,
        ("unit", "year", "as_of"),
        ("unit", "year", "as_of", "appropriated_won", "executed_won"),
        ("unit", "year"),
        help_text="재정시스템이 보여 주는 단위사업별 금액입니다. 세부사업 전표와 대조합니다.",
    ),
    RecordKind(
        m.EarlyExecutionTarget,
        "early-targets",
        BUDGETS,
        ("year", "due_on"),
        ("due_on", "year", "percent", "basis"),
        ("year",),
    ),
    RecordKind(
        m.Investment,
        "investments",
        BUDGETS,
        ("project", "item", "basis", "year", "is_after_term"),
        ("year", "project", "item", "basis", "total_won", *SOURCES, "unsplit_won"),
        ("project", "item", "basis", "year"),
    ),
)
