"""Kinds of records of the department: teams, staffing, facilities, equipment."""

from jobportal.platform.records import RecordKind
from programs import models as m

ORGANISATION = "조직·시설"

KINDS = (
    RecordKind(
        m.Department,
        "departments",
        ORGANISATION,
        ("code",),
        ("code", "name", "bureau", "phone"),
        search=("code", "name"),
    ),
    RecordKind(
        m.Team,
        "teams",
        ORGANISATION,
        ("code",),
        ("code", "department", "order", "name"),
        ("department",),
        ("code", "name"),
    ),
    RecordKind(
        m.TeamDuty,
        "team-duties",
        ORGANISATION,
        ("team", "order"),
        ("text", "team", "order"),
        ("team",),
        ("text",),
    ),
    RecordKind(
        m.StaffingRow,
        "staffing",
        ORGANISATION,
        ("department", "as_of", "series", "grade"),
        ("series", "grade", "department", "as_of", "authorized_count", "actual_count"),
        ("department", "as_of", "series"),
    ),
    RecordKind(
        m.Facility,
        "facilities",
        ORGANISATION,
        ("code",),
        ("code", "name", "kind", "team", "address"),
        ("kind", "team"),
        ("code", "name"),
    ),
    RecordKind(
        m.FacilitySpace,
        "facility-spaces",
        ORGANISATION,
        ("facility", "order"),
        ("name", "facility", "floor", "area_m2", "note"),
        ("facility",),
        ("name",),
    ),
    RecordKind(
        m.FacilityCapacity,
        "facility-capacities",
        ORGANISATION,
        ("facility", "order"),
        ("name", "facility", "group", "count", "unit"),
        ("facility",),
        ("name",),
    ),
    RecordKind(
        m.StaffAssignment,
        "staff-assignments",
        ORGANISATION,
        ("facility", "as_of", "order"),
        ("role", "facility", "as_of", "count"),
        ("facility", "as_of"),
        ("role",),
    ),
    RecordKind(
        m.FacilityTask,
        "facility-tasks",
        ORGANISATION,
        ("facility", "order"),
        ("text", "facility", "order"),
        ("facility",),
        ("text",),
    ),
    RecordKind(
        m.Equipment,
        "equipment",
        ORGANISATION,
        ("code",),
        ("code", "name", "model_name", "registered_on", "team"),
        ("team",),
        ("name",),
    ),
)
