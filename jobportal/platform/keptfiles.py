"""What a session leaves for its next step: files handed in, forms posted too late.

Only the session can name one. They are encrypted, and gone with the sign-out, after their hours, or
with a destruction of data.
"""

import base64
import os
import re
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from jobportal.platform.crypto import KeyFault, keys

KEPT_HOURS = 12
"""Longer than a session may last."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
_PLACE = "platform.kept_file"


def keep_sealed(data: bytes) -> str:
    """Keep a file encrypted with the keys of the portal; the token is its only name."""
    token = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = keys().seal(base64.b64encode(data).decode(), _PLACE).encode()
    handle = os.open(folder() / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
    return token


def kept_sealed(token: str) -> bytes | None:
    """The decrypted file of a token; None when there is none, or its key or its time is gone."""
    path = _path(token)
    if path is None or _is_over(path):
        return None
    try:
        return base64.b64decode(keys().open(path.read_bytes().decode(), _PLACE))
    except KeyFault:
        return None


def forget(token: str) -> None:
    """Remove the file of a token, if it is there."""
    if path := _path(token):
        path.unlink(missing_ok=True)


def forget_files_of(session: Mapping) -> None:
    """Remove every file a session can name: it ends."""
    for value in session.values():
        if isinstance(value, dict) and "token" in value:
            forget(value["token"])


def forget_over(everything: bool = False) -> None:
    """Remove the files whose hours are over, or all there are."""
    if not folder().is_dir():
        return
    for path in folder().iterdir():
        if everything or _is_over(path):
            path.unlink(missing_ok=True)


def folder() -> Path:
    """Where they lie: not under the web, readable by the portal's own account only."""
    return settings.VAR_DIR / "uploads"


def _is_over(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - KEPT_HOURS * 3600
    except FileNotFoundError:
        return True


def _path(token: str) -> Path | None:
    path = folder() / token
    return path if _TOKEN.fullmatch(token) and path.exists() else None
