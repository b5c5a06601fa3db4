"""What the portal writes is for its own user: the database, uploads, files that were made."""

import os
from pathlib import Path

OTHERS = 0o077
"""What nobody else may."""
BESIDE = ("-wal", "-shm")
"""Ends of the names of files that SQLite keeps beside a database."""


def keep_private(database: Path) -> None:
    """From now on every new file is its owner's alone; a database that was open to others is shut.

    A database file of somebody else, or on a file system without owners, stays as it is.
    """
    os.umask(OTHERS)
    beside = [database.with_name(f"{database.name}{end}") for end in BESIDE]
    for path in (database, *beside):
        if path.is_file() and path.stat().st_uid == os.geteuid():
            path.chmod(path.stat().st_mode & ~OTHERS)
