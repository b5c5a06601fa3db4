"""Kinds of records of indicators, the job disclosure and the job centre."""

from jobportal.platform.records import RecordKind
from programs import models as m

INDICATORS = "목표·실적"

KINDS = (
    RecordKind(
        m.Indicator,
        "indicators",
        INDICATORS,
        ("code",),
        ("code", "title", "unit", "aggregation", "project", "item"),
        ("project", "item", "aggregation"),
        ("code", "title"),
    ),
    RecordKind(
        m.IndicatorTarget,
        "indicator-targets",
        INDICATORS,
        ("indicator", "year", "quarter"),
        ("year", "indicator", "quarter", "value"),
        ("indicator", "year", "quarter"),
    ),
    RecordKind(
        m.IndicatorResult,
        "indicator-results",
        INDICATORS,
        ("indicator", "year", "quarter", "as_of"),
        ("year", "indicator", "quarter", "value", "as_of", "is_forecast", "is_partial"),
        ("indicator", "year", "quarter", "is_forecast"),
    ),
    RecordKind(
        m.DisclosurePlan,
        "disclosure-plans",
        INDICATORS,
        ("code",),
        ("code", "year", "department", "term_name", "term_target", "budget_won"),
        ("year",),
    ),
    RecordKind(
        m.DisclosureTarget,
        "disclosure-targets",
        INDICATORS,
        ("plan", "order"),
        ("target_group", "plan", "target_count"),
        ("plan",),
        ("target_group",),
    ),
    RecordKind(
        m.JobCentreFigure,
        "job-centre-figures",
        INDICATORS,
        ("team", "metric", "year", "month_from"),
        ("metric", "team", "year", "month_from", "month_to", "value"),
        ("team", "metric", "year"),
    ),
    RecordKind(
        m.JobCentreTarget,
        "job-centre-targets",
        INDICATORS,
        ("team", "metric", "year"),
        ("metric", "team", "year", "value"),
        ("team", "metric", "year"),
    ),
)
