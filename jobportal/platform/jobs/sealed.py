"""A file at rest under ``PORTAL_VAR``, encrypted with the portal's keys, read in pieces.

The first line names the key. Each piece is bound to its place, its number and whether it is the
last, so that nothing can be left out, swapped or brought from another file.
"""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO

from jobportal.platform.crypto import SEAL_BYTES, KeyFault, keys

PIECE = 1 << 20


def write_sealed(source: IO[bytes], path: Path, place: str) -> None:
    """Seal everything from where ``source`` stands; only the owner of the process may read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ours = keys()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(f"{ours.current}\n".encode())
        for piece, bound_to in _pieces(source, PIECE, place):
            out.write(ours.seal_bytes(piece, bound_to))


def read_sealed(path: Path, place: str) -> Iterator[bytes]:
    """The content piece by piece; raises KeyFault when it is not what was written there."""
    ours = keys()
    try:
        with path.open("rb") as file:
            key_id = file.readline(100).decode("ascii", "replace").strip()
            for piece, bound_to in _pieces(file, PIECE + SEAL_BYTES, place):
                yield ours.open_bytes(piece, bound_to, key_id)
    except OSError as error:
        raise KeyFault(f"the file of {place} cannot be read") from error


def _pieces(file: IO[bytes], size: int, place: str) -> Iterator[tuple[bytes, str]]:
    """Each piece, at least one, with what it is bound to."""
    piece = file.read(size)
    for number in count():
        following = file.read(size)
        yield piece, f"{place}/{number}/{'more' if following else 'last'}"
        if not following:
            return
        piece = following
