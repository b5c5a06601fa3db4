"""A throw-away PostgreSQL for the tests: its own cluster in a folder, on a socket, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "postgres"


def find_binaries() -> Path | None:
    """The folder of a local installation that has initdb, the newest version first."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(path.parts[-3].split(".")[0]))
    return newest[-1].parent if newest else None


def _as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.geteuid() != 0:
        return command
    return ["runuser", "-u", SERVER_USER, "--", *command]


def _run(command: list[str]) -> None:
    result = subprocess.run(  # noqa: S603
        _as_server(command), capture_output=True, text=True, check=False, cwd="/"
    )
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr or result.stdout}")


@contextmanager
def throwaway_server(binaries: Path) -> Iterator[str]:
    """Start a cluster and give its DATABASE_URL; it is stopped and removed whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SERVER_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        _run([
            str(binaries / "initdb"), "-D", str(data), "-U", SERVER_USER, "-E", "UTF8",
            "--locale=C.UTF-8", "--auth=trust", "--no-sync",
        ])
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={folder} "
            "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        )
        _run([
            str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", "60",
            "-l", str(folder / "log"), "-o", options, "start",
        ])
        try:
            yield f"postgres://{SERVER_USER}@/postgres?host={folder}"
        finally:
            _run([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
