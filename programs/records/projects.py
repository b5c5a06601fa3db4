"""Kinds of records of the department's projects: their parts, texts and steps."""

from jobportal.platform.records import RecordKind
from programs import models as m

PROJECTS = "주요사업"

KINDS = (
    RecordKind(
        m.Project,
        "projects",
        PROJECTS,
        ("code",),
        ("code", "title", "year", "kind", "order", "team"),
        ("year", "kind", "department", "team"),
        ("code", "title"),
    ),
    RecordKind(
        m.ProjectItem,
        "project-items",
        PROJECTS,
        ("code",),
        ("code", "title", "project", "order", "weight"),
        ("project",),
        ("code", "title"),
    ),
    RecordKind(
        m.TextLine,
        "text-lines",
        PROJECTS,
        ("project", "kind", "order"),
        ("text", "project", "item", "kind", "level"),
        ("project", "item", "kind"),
        ("text",),
    ),
    RecordKind(
        m.PlanItem,
        "plan-items",
        PROJECTS,
        ("project", "order"),
        ("text", "project", "item", "when", "is_done"),
        ("project", "item", "is_done"),
        ("text",),
    ),
)
