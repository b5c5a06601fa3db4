"""Kinds of records of the participants app."""

from jobportal.platform.records import RecordKind
from participants import models as m

PARTICIPANTS = "참여자"

KINDS = (
    RecordKind(
        m.RoundResult,
        "round-results",
        PARTICIPANTS,
        ("round", "as_of"),
        ("round", "as_of", "projects", "applicants", "selected", "participants_ever"),
        ("round", "round__programme", "round__year"),
    ),
    RecordKind(
        m.SafetyTraining,
        "safety-trainings",
        PARTICIPANTS,
        ("code",),
        ("code", "title", "project", "held_on", "attendees"),
        ("project",),
        ("code", "title"),
    ),
    RecordKind(
        m.HealthCheck,
        "health-checks",
        PARTICIPANTS,
        ("code",),
        ("code", "project", "year", "half", "persons"),
        ("project", "year"),
        ("code",),
    ),
)
