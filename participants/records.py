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
    RecordKind(
        m.ConsentForm,
        "consent-forms",
        PARTICIPANTS,
        ("code",),
        ("code", "title", "from_on", "programme"),
        ("programme",),
        ("code", "title"),
        help_text="접수 화면에는 접수일에 적용되는 가장 새 판이 나옵니다.",
    ),
    RecordKind(
        m.ConsentItem,
        "consent-items",
        PARTICIPANTS,
        ("form", "order"),
        ("title", "form", "order", "category", "is_mandatory", "kept_for"),
        ("form", "category"),
        ("title",),
    ),
    RecordKind(
        m.RequiredDocument,
        "required-documents",
        PARTICIPANTS,
        ("code",),
        ("code", "name", "programme", "round", "is_mandatory", "who"),
        ("programme", "round"),
        ("code", "name"),
    ),
)
