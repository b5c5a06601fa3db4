"""Files a user handed in, kept between checking and confirming; only their session can name one."""

import base64
import re
import secrets
import time
from pathlib import Path

from django.conf import settings

from jobportal.platform.crypto import KeyFault, keys

_TOKEN = re.compile(r"[0-9a-f]{32}")
_PLACE = "platform.kept_file"


def keep(data: bytes) -> str:
    """Keep a file; the token is its only name. Files whose session has ended are removed."""
    folder = settings.VAR_DIR / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    _remove_forgotten(folder)
    token = secrets.token_hex(16)
    (folder / token).write_bytes(data)
    return token


def kept(token: str) -> bytes | None:
    """The file of a token; None when there is none."""
    path = _path(token)
    return path.read_bytes() if path else None


def forget(token: str) -> None:
    """Remove the file of a token, if it is there."""
    if path := _path(token):
        path.unlink(missing_ok=True)


def keep_sealed(data: bytes) -> str:
    """Keep a file with personal data, encrypted with the keys of the portal."""
    return keep(keys().seal(base64.b64encode(data).decode(), _PLACE).encode())


def kept_sealed(token: str) -> bytes | None:
    """The decrypted file of a token; None when there is none or its key is gone."""
    data = kept(token)
    if data is None:
        return None
    try:
        return base64.b64decode(keys().open(data.decode(), _PLACE))
    except KeyFault:
        return None


def _path(token: str) -> Path | None:
    path = settings.VAR_DIR / "uploads" / token
    return path if _TOKEN.fullmatch(token) and path.exists() else None


def _remove_forgotten(folder: Path) -> None:
    oldest = time.time() - settings.SESSION_COOKIE_AGE
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
