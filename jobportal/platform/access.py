"""Writing the record of who saw whose data (접속기록): account, time, place, persons, task."""

import ipaddress
from collections.abc import Iterable

from django.conf import settings
from django.core.checks import Error, register
from django.db import connection, models, transaction
from django.http import HttpRequest

from jobportal.platform.models import AccessEntry, LogSeal
from jobportal.platform.models.seal import will_write

LEAST_MONTHS = 24
MOST_PURPOSE = 200
"""Characters of a purpose that an entry keeps."""
UNKNOWN_ACCOUNT = "(모르는 계정)"
# A row for each person of an entry, taken from the entry itself: a roster may hold 100,000 of them.
_WRITE_PERSONS = {
    "sqlite": """
INSERT INTO platform_accessperson (entry_id, person_id, account_id, district_id, at)
SELECT entry.id, person.value, entry.account_id, entry.district_id, entry.at
FROM platform_accessentry AS entry, json_each(entry.persons) AS person WHERE entry.id = %s
""",
    "postgresql": """
INSERT INTO platform_accessperson (entry_id, person_id, account_id, district_id, at)
SELECT entry.id, person::bigint, entry.account_id, entry.district_id, entry.at
FROM platform_accessentry AS entry, jsonb_array_elements_text(entry.persons) AS person
WHERE entry.id = %s
""",
}


class MissingAccessRecord(RuntimeError):
    """A page of personal data did not say whose data it showed."""


def record_access(
    request: HttpRequest,
    action: str,
    persons: Iterable[int | models.Model],
    task: str,
    purpose: str = "",
) -> AccessEntry:
    """Write one entry for the signed-in user of the request, with every person once.

    ``persons`` are residents or their numbers; an empty one is written too (a search without a
    result). Whoever calls shows nothing when this raises.
    """
    actor = getattr(request, "_actor", None)
    return write_entry(
        request,
        account_id=request.user.pk,
        account_name=account_name(request.user),
        action=action,
        persons=persons,
        task=task,
        purpose=purpose,
        district_id=actor.district.pk if actor else None,
    )


def write_entry(
    request: HttpRequest, *, persons: Iterable[int | models.Model] = (), **values
) -> AccessEntry:
    """Write one entry with the place of the request; ``values`` are the other columns."""
    numbers = sorted({p.pk if isinstance(p, models.Model) else p for p in persons})
    entry = AccessEntry(
        ip=client_ip(request),
        page=request.path[:200],
        request=getattr(request, "number", None),
        persons=numbers,
        person_count=len(numbers),
        **{
            **values,
            "task": values["task"][:80],
            "purpose": values.get("purpose", "")[:MOST_PURPOSE],
        },
    )
    with transaction.atomic():
        will_write(LogSeal.Log.ACCESS)
        entry.save(force_insert=True)
        if numbers:
            _write_persons(entry)
    return entry


def _write_persons(entry: AccessEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_PERSONS[connection.vendor], [entry.pk])


def purpose_with(purpose: str, told: str) -> str:
    """A purpose as an entry keeps it, with the rows and digest of the file, which are never cut."""
    return f"{purpose[: MOST_PURPOSE - len(told) - 3]} ({told})"


def account_name(user) -> str:
    """How an account stands in the logs."""
    return (user.name or user.get_username())[:80]


def client_ip(request: HttpRequest) -> str:
    """The address of the browser.

    ``X-Forwarded-For`` is believed only from our own web servers (``PORTAL_PROXIES``), and only the
    last address in it that is none of them: what stands further left anybody may have written.
    """
    near = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while near in settings.TRUSTED_PROXIES and forwarded:
        told = _address(forwarded.pop().strip())
        if not told:
            break
        near = told
    return near


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def mask_ip(ip: str) -> str:
    """The network without the machine: 10.1.*.*, 2001:db8:*."""
    if ":" in ip:
        return ":".join(ip.split(":")[:2]) + ":*"
    return ".".join([*ip.split(".")[:2], "*", "*"]) if ip else ""


@register("access")
def access_log_is_kept(app_configs, **kwargs) -> list[Error]:
    """Two years at least: resident numbers and health are among the data (안전기준 §8①)."""
    if settings.ACCESS_LOG_MONTHS >= LEAST_MONTHS:
        return []
    message = f"ACCESS_LOG_MONTHS: 접속기록은 {LEAST_MONTHS}개월 이상 보관해야 합니다."
    return [Error(message, id="portal.E010")]
