"""A record of any kind, made from its model: for walks over every kind of record there is."""

from datetime import date

from django.db import models

from jobportal.platform.fields import MatchingField, SpanField
from jobportal.platform.models import District, Record
from jobportal.platform.records import RecordKind
from jobportal.platform.values.spans import Span

# Fields whose values a constraint ties to others.
FIXED = {
    "planned_posts": 100,
    "ends_on": date(2026, 6, 30),
    "term_to_on": date(2030, 6, 30),
    "max_hours": 5,
    "quarter": 1,
    "month_to": 3,
    "month_from": 1,
    "month": 3,
    "grade": 5,
    "weight": 30,
    "outcome": "EMPLOYED",
    "percent": 50,
    "level": 1,
    "half": 1,
    "youth_max_age": 39,
    "experience_years": 1,
}
SKIPPED = {
    "total_won": "PublicPurchase",
    "follows": "LedgerEntry",
    "reverses": "LedgerEntry",
    "additional_to": "Round",
}


def make(kind: RecordKind, district: District, n: int = 1, mark: str = "") -> Record:
    """Save the n-th record of a kind; parents are made as they are needed.

    Every short text of it begins with the ``mark``.
    """
    record = kind.model(district=district)
    for field in kind.fields:
        if SKIPPED.get(field.name) == kind.model.__name__:
            continue
        if field.is_relation:
            setattr(record, field.name, _parent(field, district, n))
        else:
            value = _value(field, n, kind)
            is_free = mark and type(field) is models.CharField and not field.choices
            setattr(record, field.name, f"{mark}{value}"[: field.max_length] if is_free else value)
    record.full_clean(exclude=["district"])
    record.save()
    return record


def _parent(field: models.ForeignKey, district: District, n: int) -> Record:
    related = field.related_model
    kind = RecordKind(related, "", "", ("code",), ())
    found = related.objects.of(district).order_by("pk")
    wanted = n if isinstance(field, models.OneToOneField) else 1
    while found.count() < wanted:
        make(kind, district, found.count() + 1)
    return found[wanted - 1]


def _value(field: models.Field, n: int, kind: RecordKind):
    if field.name in FIXED and not (field.name == "half" and kind.model.__name__ == "Round"):
        return FIXED[field.name]
    if field.choices:
        choices = [code for code, _ in field.flatchoices]
        return choices[(n - 1) % len(choices)]
    match field:
        case SpanField():
            return Span.parse("2026. 2. ~ 6.")
        case MatchingField():
            return "시70/구30"
        case models.BooleanField():
            return False
        case models.DateField():
            return date(2026, 1, min(n, 28))
        case models.DecimalField():
            return n
        case models.IntegerField():
            return 2025 + n if "year" in field.name else n
        case models.TextField():
            return f"{field.verbose_name} {n}"
    return f"{kind.model.__name__[:20]}-{n}"[: field.max_length]
