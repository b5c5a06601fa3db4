"""Workbooks that open with a password only: agile encryption, AES-256 (compliance PD-39).

The clear workbook stays in memory, and an encrypted one leaves only after it was opened again.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from msoffcrypto.format.ooxml import OOXMLFile

from jobportal.platform.accounts.passwords import random_password
from jobportal.platform.downloads import PRIVACY, MadeFile
from jobportal.platform.render.xlsx_list import ListColumn, write_rows

PASSWORD_LENGTH = 16
# Of smaller packages the library writes files that do not open (nolze/msoffcrypto-tool#105).
LEAST_BYTES = 4096


class NotEncrypted(RuntimeError):
    """What was encrypted does not open again; it must not leave."""


def new_file_password() -> str:
    """A random password for one file: 16 signs of 54, about 92 bits."""
    return random_password(PASSWORD_LENGTH)


def encrypted_xlsx(
    title: str,
    columns: Sequence[ListColumn | str],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[str],
    password: str,
) -> MadeFile:
    """A list as an encrypted xlsx; the digest is of the file as it leaves.

    Raises :class:`NotEncrypted` when it does not open with the password.
    """
    plain = BytesIO()
    written = write_rows(plain, title, columns, rows, notes, PRIVACY)
    content = encrypted(plain.getvalue(), password)
    return MadeFile(BytesIO(content), written, hashlib.sha256(content).hexdigest())


def encrypted(package: bytes, password: str) -> bytes:
    """A workbook encrypted with a password; see :func:`encrypted_xlsx`."""
    if len(package) <= LEAST_BYTES:
        package = _unpacked(package)
    out = BytesIO()
    OOXMLFile(BytesIO(package)).encrypt(password, out)
    if opened(out.getvalue(), password) != package:
        raise NotEncrypted("the encrypted workbook does not open again")
    return out.getvalue()


def opened(content: bytes, password: str) -> bytes:
    """The workbook of an encrypted file; the library raises for a wrong password."""
    file, plain = OOXMLFile(BytesIO(content)), BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


def _unpacked(package: bytes) -> bytes:
    """The same workbook with its parts stored as they are, which makes it larger."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()
