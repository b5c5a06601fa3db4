"""Kinds of records of activities: events, courses, agreements, logs, awards."""

from jobportal.platform.records import RecordKind
from programs import models as m

ACTIVITIES = "행사·교육·협약"

KINDS = (
    RecordKind(
        m.JobEvent,
        "events",
        ACTIVITIES,
        ("code",),
        ("code", "title", "kind", "year", "when", "organisations", "participants", "hired"),
        ("project", "item", "kind", "year"),
        ("code", "title"),
    ),
    RecordKind(
        m.Course,
        "courses",
        ACTIVITIES,
        ("code",),
        ("code", "title", "project", "group", "trainer", "is_planned"),
        ("project", "item", "is_planned"),
        ("code", "title"),
    ),
    RecordKind(
        m.CourseRun,
        "course-runs",
        ACTIVITIES,
        ("code",),
        ("code", "course", "year", "cohort", "when", "sessions", "trainees", "employed"),
        ("course", "year", "mode"),
        ("code",),
    ),
    RecordKind(
        m.Agreement,
        "agreements",
        ACTIVITIES,
        ("code",),
        ("code", "partner", "signed", "purpose", "hired"),
        ("project", "item"),
        ("code", "partner"),
    ),
    RecordKind(
        m.AchievementLog,
        "achievement-logs",
        ACTIVITIES,
        ("project", "order"),
        ("title", "project", "order", "when"),
        ("project", "item"),
        ("title",),
    ),
    RecordKind(
        m.AchievementDetail,
        "achievement-details",
        ACTIVITIES,
        ("log", "order"),
        ("order", "log", "text", "round", "grant"),
        ("log",),
        ("text",),
    ),
    RecordKind(
        m.CommunicationLog,
        "communication-logs",
        ACTIVITIES,
        ("project", "order"),
        ("text", "project", "order", "when", "kind"),
        ("project", "kind"),
        ("text",),
    ),
    RecordKind(
        m.Award,
        "awards",
        ACTIVITIES,
        ("project", "order"),
        ("title", "project", "when", "prize"),
        ("project",),
        ("title", "prize"),
    ),
)
