"""Kinds of records of programmes: names, rounds, work projects, terms, grants, results."""

from jobportal.platform.records import RecordKind
from programs import models as m

PROGRAMMES = "일자리사업·회차"

KINDS = (
    RecordKind(
        m.HostUnit, "host-units", PROGRAMMES, ("code",), ("code", "name"), search=("code", "name")
    ),
    RecordKind(
        m.Programme,
        "programmes",
        PROGRAMMES,
        ("code",),
        ("code", "kind", "grantor", "content"),
        ("kind",),
        ("code", "content"),
    ),
    RecordKind(
        m.ProgrammeName,
        "programme-names",
        PROGRAMMES,
        ("programme", "from_on"),
        ("name", "programme", "from_on"),
        ("programme",),
        ("name",),
    ),
    RecordKind(
        m.Round,
        "rounds",
        PROGRAMMES,
        ("code",),
        (
            "code",
            "programme",
            "year",
            "half",
            "state",
            "starts_on",
            "ends_on",
            "planned_posts",
            "planned_projects",
        ),
        ("programme", "year", "half", "state"),
        ("code",),
        pages=(("회차 준비", "round_prepare", "pk"),),
    ),
    RecordKind(
        m.WorkProject,
        "work-projects",
        PROGRAMMES,
        ("code",),
        ("code", "title", "round", "host_unit", "field", "posts", "hours_per_day"),
        ("round", "host_unit", "participant_type"),
        ("code", "title"),
        pages=(("회차 준비", "round_prepare", "round_id"),),
    ),
    RecordKind(
        m.EligibilityRule,
        "eligibility-rules",
        PROGRAMMES,
        ("programme", "from_year", "code"),
        ("code", "programme", "from_year", "number", "basis"),
        ("programme", "code"),
    ),
    RecordKind(
        m.WorkTerms,
        "work-terms",
        PROGRAMMES,
        ("programme", "from_year"),
        (
            "from_year",
            "programme",
            "min_hours",
            "max_hours",
            "senior_hours",
            "hourly_won",
            "snack_won",
        ),
        ("programme",),
    ),
    RecordKind(
        m.CompetitiveGrant,
        "grants",
        PROGRAMMES,
        ("code",),
        ("code", "title", "programme", "year", "host_unit", "headcount", "total_won"),
        ("programme", "year", "host_unit"),
        ("code", "title"),
    ),
    RecordKind(
        m.ProgrammePlan,
        "programme-plans",
        PROGRAMMES,
        ("code",),
        ("code", "title", "item", "programme", "planned_persons", "total_won"),
        ("item", "programme"),
        ("code", "title"),
    ),
    RecordKind(
        m.AnnualResult,
        "annual-results",
        PROGRAMMES,
        ("programme", "year"),
        ("year", "programme", "outcome", "projects", "persons"),
        ("programme", "year"),
    ),
)
