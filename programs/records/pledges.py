"""Kinds of records of pledges: choices, contacts, quarters."""

from jobportal.platform.records import RecordKind
from programs import models as m

PLEDGES = "공약"

KINDS = (
    RecordKind(
        m.Pledge,
        "pledges",
        PLEDGES,
        ("code",),
        ("code", "number", "project", "term_name", "period_text"),
        ("term_name",),
        ("code", "number"),
    ),
    RecordKind(
        m.PledgeChoice,
        "pledge-choices",
        PLEDGES,
        ("pledge", "order"),
        ("option", "pledge", "group", "under", "is_selected"),
        ("pledge", "is_selected"),
        ("group", "option"),
    ),
    RecordKind(
        m.PledgeContact,
        "pledge-contacts",
        PLEDGES,
        ("pledge", "position"),
        ("name", "pledge", "position", "title", "phone"),
        ("pledge",),
        ("name", "title"),
    ),
    RecordKind(
        m.ScheduleCell,
        "schedule-cells",
        PLEDGES,
        ("project", "item", "year", "quarter"),
        ("year", "quarter", "project", "item", "note"),
        ("project", "item", "year"),
    ),
)
