"""System checks of the keys: the portal does not start with missing, open or wrong keys."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register
from django.db import DatabaseError

from jobportal.platform.crypto import KeyFault, file_fault, read_keys
from jobportal.platform.models.canary import KeyCanary, require_own_keys, write_canary

KEYS = "keys"


@register(KEYS)
def key_file_is_safe(app_configs, **kwargs) -> list[Error]:
    """In production a key file must be there; anywhere only its owner may read it."""
    path = Path(settings.KEY_FILE)
    if not settings.PRODUCTION and not path.exists():
        return []
    if fault := file_fault(path):
        return [Error(fault, id="portal.E001")]
    try:
        read_keys(path)
    except KeyFault as error:
        return [Error(str(error), id="portal.E002")]
    return []


def canary_fault() -> str:
    """Why the keys do not fit the database, in Korean; "" when they do or nothing is sealed yet."""
    try:
        require_own_keys()
    except KeyFault as error:
        return str(error)
    except DatabaseError:  # before the first migrate there is no table
        return ""
    return ""


def write_first_canary(**kwargs) -> None:
    """After migrating an empty database: remember the keys it is written with."""
    if not KeyCanary.objects.exists():
        write_canary()
