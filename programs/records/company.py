"""Kinds of records of the invested company."""

from jobportal.platform.records import RecordKind
from programs import models as m

COMPANY = "출자기관"

KINDS = (
    RecordKind(
        m.InvestedCompany,
        "companies",
        COMPANY,
        ("code",),
        ("code", "name", "founded", "legal_form", "address"),
        search=("code", "name"),
    ),
    RecordKind(
        m.CompanyStaff,
        "company-staff",
        COMPANY,
        ("company", "as_of", "order"),
        ("unit", "company", "as_of", "group", "count"),
        ("company", "group"),
        ("unit",),
    ),
    RecordKind(
        m.CompanyFunding,
        "company-funding",
        COMPANY,
        ("company", "order"),
        ("kind", "company", "order", "amount_won"),
        ("company", "kind"),
    ),
    RecordKind(
        m.IncomeStatementLine,
        "income-lines",
        COMPANY,
        ("company", "year", "order"),
        ("name", "company", "year", "section", "amount_won", "is_forecast"),
        ("company", "year", "section"),
        ("name",),
    ),
    RecordKind(
        m.ServiceContract,
        "service-contracts",
        COMPANY,
        ("code",),
        ("code", "client", "company", "year", "amount_won"),
        ("company", "year"),
        ("code", "client"),
    ),
    RecordKind(
        m.ContractFacility,
        "contract-facilities",
        COMPANY,
        ("contract", "order"),
        ("name", "contract", "maintenance_count", "cleaning_count", "guard_count", "starts_on"),
        ("contract",),
        ("name",),
    ),
)
