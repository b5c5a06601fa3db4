"""Kinds of records of the social economy and the labour side."""

from jobportal.platform.records import RecordKind
from programs import models as m

SOCIAL = "사회적경제·노동"

KINDS = (
    RecordKind(
        m.SocialEconomyOrg,
        "social-orgs",
        SOCIAL,
        ("code",),
        ("code", "name", "kind", "registered_on", "closed_on"),
        ("kind",),
        ("code", "name"),
    ),
    RecordKind(
        m.SocialEconomyCount,
        "social-counts",
        SOCIAL,
        ("as_of", "kind"),
        ("kind", "as_of", "total", "newly_found"),
        ("as_of", "kind"),
    ),
    RecordKind(
        m.Support,
        "supports",
        SOCIAL,
        ("code",),
        ("code", "title", "kind", "year", "organisations", "times", "amount_won"),
        ("project", "kind", "year"),
        ("code", "title"),
    ),
    RecordKind(
        m.PublicPurchase,
        "public-purchases",
        SOCIAL,
        ("year", "as_of"),
        ("year", "as_of", "social_won", "total_won", "stated_percent"),
        ("year",),
    ),
    RecordKind(
        m.ShelterUsage,
        "shelter-usage",
        SOCIAL,
        ("facility", "year", "month"),
        ("month", "facility", "year", "users"),
        ("facility", "year"),
    ),
    RecordKind(
        m.EssentialSector,
        "essential-sectors",
        SOCIAL,
        ("project", "order"),
        ("sector", "project", "order", "note"),
        ("project",),
        ("sector",),
    ),
    RecordKind(
        m.CounsellingAgency,
        "counselling-agencies",
        SOCIAL,
        ("project", "order"),
        ("name", "project", "field", "place", "phone"),
        ("project",),
        ("name", "field"),
    ),
    RecordKind(
        m.LivingWage, "living-wages", SOCIAL, ("year",), ("year", "hourly_won", "note"), ("year",)
    ),
    RecordKind(
        m.BusinessCensus,
        "business-census",
        SOCIAL,
        ("year", "industry"),
        ("industry", "year", "establishments", "employees"),
        ("year",),
        ("industry",),
    ),
)
