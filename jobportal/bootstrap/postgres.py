"""A throw-away PostgreSQL server for one test run, started from a local installation."""

import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
SUPERUSER = "portal"
# root may not run PostgreSQL; Debian's packages make this account
ACCOUNT = "postgres"
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
SETTINGS = (
    "listen_addresses=",  # a unix socket in a private directory only
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=120",
)
START_SECONDS = 60


class PostgresError(Exception):
    """The installation is there and its server would not start."""


def find_installation() -> Path | None:
    """The directory of ``initdb`` and ``postgres``: on the PATH, else the newest installed."""
    candidates = [shutil.which("initdb")]
    for place in PLACES:
        candidates += sorted(glob.glob(f"{place}/initdb"), key=version_in, reverse=True)
    for candidate in filter(None, candidates):
        directory = Path(candidate).resolve().parent
        if (directory / "postgres").exists():
            return directory
    return None


def version_in(path: str) -> list[int]:
    """The numbers of a path, so that 15 comes after 9."""
    digits = "".join(sign if sign.isdigit() else " " for sign in path)
    return [int(number) for number in digits.split()]


def version_of(installation: Path) -> str:
    """The version printed by ``postgres``, e.g. ``15.18``."""
    printed = subprocess.run(
        [installation / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return printed.stdout.split()[2]


class Cluster:
    """A context manager: inside it a server answers at ``url``; after it nothing is left.

    Raises ``PostgresError``, with the server's own words, when it does not come up.
    """

    def __init__(self, installation: Path):
        self.installation = installation
        self.server: subprocess.Popen | None = None
        self.directory = Path()

    @property
    def url(self) -> str:
        """The address as ``DATABASE_URL`` takes it."""
        return f"postgres://{SUPERUSER}@{urllib.parse.quote(str(self.directory), safe='')}/postgres"

    def __enter__(self) -> "Cluster":
        # A socket path may have about 100 bytes, which some TMPDIR do not leave room for.
        short = "/tmp" if len(tempfile.gettempdir()) > 60 else None  # noqa: S108 - mkdtemp inside
        self.directory = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=short))
        try:
            if os.geteuid() == 0:
                self._give_away()
            self._initialise()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # fast shutdown
            try:
                self.server.wait(15)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _give_away(self) -> None:
        try:
            shutil.chown(self.directory, ACCOUNT, ACCOUNT)
        except LookupError as error:
            raise PostgresError(f"root, and there is no account '{ACCOUNT}'") from error

    def _as_owner(self) -> dict:
        """Arguments that run a process as the owner of the directory, detached from Ctrl-C."""
        owner = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
        return {
            "cwd": self.directory,
            "start_new_session": True,
            **(owner if os.geteuid() == 0 else {}),
        }

    def _initialise(self) -> None:
        made = subprocess.run(
            [
                *(self.installation / "initdb", "-D", self.directory / "data", "-U", SUPERUSER),
                *("-A", "trust", "-E", "UTF8", f"--locale={LOCALE}", "--no-sync"),
            ],
            capture_output=True,
            text=True,
            **self._as_owner(),
        )
        if made.returncode:
            raise PostgresError(made.stderr.strip())

    def _start(self) -> None:
        settings = (*SETTINGS, f"unix_socket_directories={self.directory}", "port=5432")
        options = [part for setting in settings for part in ("-c", setting)]
        log = self.directory / "log"
        with log.open("w") as handle:
            self.server = subprocess.Popen(
                [self.installation / "postgres", "-D", self.directory / "data", *options],
                stdout=handle,
                stderr=handle,
                **self._as_owner(),
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.server.poll() is not None or time.monotonic() > until:
                raise PostgresError("\n".join(log.read_text().splitlines()[-10:]))
            time.sleep(0.05)

    def _answers(self) -> bool:
        asked = subprocess.run(
            [self.installation / "pg_isready", "-q", "-h", self.directory, "-U", SUPERUSER],
            env={**os.environ, "PGPORT": "5432"},
        )
        return asked.returncode == 0
