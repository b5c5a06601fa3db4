"""One digest of everything made in a district, whatever numbers the records happened to get."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from django.apps import apps
from django.db import models

from jobportal.platform.models import District, Record
from participants.models import Offer, Placement, PlacementEvent, Selection, Vacancy
from programs.models import HostUnit, Round, RoundRules, WorkProject

ALSO = (HostUnit, Round, WorkProject, RoundRules)
# Where a JSON value is the number of a record; texts name placements as “배치 12”.
NUMBERED = {"opened": Vacancy, "vacancy": Vacancy, "offer": Offer, "project": WorkProject}
# Digests over numbers of records: what they are made of is here anyway.
BASIS = "basis"
OVER_NUMBERS = {(Selection, "digest")}
_PLACEMENT = re.compile(r"배치 (\d+)")


def digest_of(district: District) -> str:
    """SHA-256 over every record, encrypted values in clear, records named by their place."""
    whole = hashlib.sha256()
    for line in lines_of(district):
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def lines_of(district: District) -> Iterator[str]:
    """The records as JSON lines, model by model in the order they were made."""
    places: dict[type[Record], dict[int, int]] = {}
    kinds = [one for one in apps.get_app_config("participants").get_models() if one not in ALSO]
    for model in (*ALSO, *sorted(kinds, key=lambda one: one.__name__)):
        pks = model._base_manager.filter(district=district).order_by("pk")
        numbers = enumerate(pks.values_list("pk", flat=True), 1)
        places[model] = {pk: place for place, pk in numbers}
    for model in places:
        fields = model.content_fields()
        rows = model._base_manager.filter(district=district).order_by("pk")
        if model is PlacementEvent:
            rows = rows.select_related("placement__application")
        for row in rows.iterator(chunk_size=2_000):
            values = {
                field.name: _plain(field, row, places)
                for field in fields
                if (model, field.name) not in OVER_NUMBERS
            }
            told = {"model": model.__name__, **values, **_sealed(row, places)}
            yield json.dumps(told, ensure_ascii=False, sort_keys=True)


def _sealed(row: Record, places: dict) -> dict:
    """What a record says under somebody's secret."""
    if not isinstance(row, PlacementEvent):
        return {}
    return {"reason": row.reason, "before": _renamed(row.before, places)}


def _plain(field: models.Field, row: Record, places: dict):
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey) and value is not None:
        if field.related_model in places:
            return places[field.related_model][value]
        return str(getattr(row, field.name))
    if isinstance(field, models.JSONField):
        if isinstance(row, Selection):
            value = {name: one for name, one in value.items() if name != BASIS}
        return _renamed(value, places)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, date | Decimal) else value


def _renamed(value, places: dict, key: str = ""):
    """JSON with the places of records in the place of their numbers."""
    if isinstance(value, dict):
        return {name: _renamed(one, places, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, places) for one in value]
    if isinstance(value, str):
        placed = places[Placement]
        return _PLACEMENT.sub(lambda found: f"배치 #{placed.get(int(found[1]))}", value)
    if key in NUMBERED and isinstance(value, int):
        return places[NUMBERED[key]].get(value)
    return value
