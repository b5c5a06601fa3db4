"""Encryption of what the law wants encrypted: AES-256-GCM, keys in a file, a blind index to search.

The key file (``PORTAL_KEY_FILE``) is JSON: the encryption keys by their id, the id of the current
one, and the key of the index. It is never in the database, its backups or the repository.
"""

import base64
import hmac
import json
import os
import re
import secrets
import stat
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32
SEAL_BYTES = NONCE_BYTES + 16
"""By how much a sealed content is longer than itself."""


class KeyFault(RuntimeError):
    """The keys are missing, unreadable, open to others, or not those of the data."""


@dataclass(frozen=True)
class Keys:
    """The keys of the portal; ``by_id`` holds the current key and those still needed to read."""

    current: str
    index: bytes = field(repr=False)
    by_id: dict[str, bytes] = field(repr=False)

    @cached_property
    def _ciphers(self) -> dict[str, AESGCM]:
        """Made once, for thousands of values are opened at a time."""
        return {key_id: AESGCM(key) for key_id, key in self.by_id.items()}

    def seal(self, text: str, place: str) -> str:
        """Encrypt a text for one place (model, row and field); the same never looks the same."""
        return f"{self.current}:{base64.b64encode(self.seal_bytes(text.encode(), place)).decode()}"

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Encrypt with the current key; what is given is ``SEAL_BYTES`` longer."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._ciphers[self.current].encrypt(nonce, content, place.encode())

    def open(self, sealed: str, place: str) -> str:
        """Decrypt; raises :class:`KeyFault` for a wrong key, another place or a changed text."""
        key_id, _, body = sealed.partition(":")
        try:
            raw = base64.b64decode(body, validate=True)
        except ValueError as error:
            raise KeyFault(f"an encrypted value of {place} cannot be read") from error
        return self.open_bytes(raw, place, key_id).decode()

    def open_bytes(self, sealed: bytes, place: str, key_id: str) -> bytes:
        """Decrypt what :meth:`seal_bytes` made with the key of that id; see :meth:`open`."""
        if key_id not in self.by_id:
            raise KeyFault(f"the key {key_id!r} is not in the key file")
        try:
            key = self._ciphers[key_id]
            return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise KeyFault(f"an encrypted value of {place} cannot be opened") from error

    def of_log(self, secret: str) -> "Keys":
        """The key under which the change log keeps what it says of the owner of a secret.

        It comes from the key of the index, which is never rotated, for entries of the log cannot be
        written anew; without the secret it cannot be had again.
        """
        key = hmac.digest(self.index, b"log\0" + secret.encode(), "sha256")
        return Keys("log", self.index, by_id={"log": key})

    def mark(self, text: str, place: str) -> str:
        """The blind index of a text: equal texts of one place have equal marks, nothing else."""
        return hmac.digest(self.index, f"{place}\0{text}".encode(), "sha256").hex()


def new_keys() -> Keys:
    """Fresh random keys."""
    return Keys("k1", secrets.token_bytes(KEY_BYTES), by_id={"k1": secrets.token_bytes(KEY_BYTES)})


def with_new_key(keys: Keys) -> Keys:
    """The keys with one more, which becomes the current one."""
    numbers = [int(found[1]) for found in map(re.compile(r"k(\d+)").fullmatch, keys.by_id) if found]
    key_id = f"k{max(numbers, default=0) + 1}"
    return replace(
        keys, current=key_id, by_id={**keys.by_id, key_id: secrets.token_bytes(KEY_BYTES)}
    )


def without_old_keys(keys: Keys) -> Keys:
    """Only the current key, once nothing is sealed with the others."""
    return replace(keys, by_id={keys.current: keys.by_id[keys.current]})


def write_keys(keys: Keys, path: Path) -> None:
    """Write the key file as a whole or not at all, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {
        "current": keys.current,
        "keys": {key_id: base64.b64encode(key).decode() for key_id, key in keys.by_id.items()},
        "index": base64.b64encode(keys.index).decode(),
    }
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def read_keys(path: Path) -> Keys:
    """Read a key file; raises :class:`KeyFault` saying what is wrong with it."""
    if fault := file_fault(path):
        raise KeyFault(fault)
    try:
        content = json.loads(path.read_text())
        keys = Keys(
            content["current"],
            base64.b64decode(content["index"], validate=True),
            {name: base64.b64decode(key, validate=True) for name, key in content["keys"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFault(
            f"{path}: 암호 키 파일을 읽을 수 없습니다. 백업한 키 파일로 바꾸세요."
        ) from error
    sizes = {len(key) for key in (keys.index, *keys.by_id.values())}
    if sizes != {KEY_BYTES} or keys.current not in keys.by_id:
        raise KeyFault(f"{path}: 암호 키 파일이 온전하지 않습니다. 백업한 키 파일로 바꾸세요.")
    return keys


def file_fault(path: Path) -> str:
    """Why a key file may not be used, in Korean; "" when it may."""
    if not path.is_file():
        return f"{path}: 암호 키 파일이 없습니다. PORTAL_KEY_FILE을 정하고 키 파일을 두세요."
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return f"{path}: 다른 사용자가 읽을 수 있는 키 파일입니다. chmod 600으로 바꾸세요."
    return ""


@lru_cache(maxsize=4)
def _kept(path: str, changed_at: int, mode: int) -> Keys:
    return read_keys(Path(path))


def keys() -> Keys:
    """The keys in force; in development a missing key file is made.

    It is asked for every single value, so it looks at the file once. Raises :class:`KeyFault` in
    production when there is none, or one that others may read.
    """
    path = str(settings.KEY_FILE)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        if settings.PRODUCTION:
            raise KeyFault(file_fault(Path(path))) from None
        write_keys(new_keys(), Path(path))
        found = os.stat(path)
    return _kept(path, found.st_mtime_ns, found.st_mode)
