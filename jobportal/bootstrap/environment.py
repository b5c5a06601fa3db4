"""The project's own environment, ``.venv``: made, filled from the hashed locks, kept up to date."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from jobportal.bootstrap.stop import say, stop

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind
    fcntl = None

ROOT = Path(__file__).resolve().parent.parent.parent
PIP = (
    *("-m", "pip", "install", "-q", "-q", "--no-deps", "--require-hashes"),
    *("--only-binary", ":all:", "-r"),
)


class Environment:
    """One virtual environment and the marks left in it.

    ``.portal/`` inside it says that we made it. There, a file named after a lock holds the hash
    of what was last installed from it, and ``unfinished`` says that making or filling was broken
    off: such an environment is never used but made anew.
    """

    def __init__(self, root: Path = ROOT):
        self.root = root
        self.path = root / ".venv"
        self.marks = self.path / ".portal"
        self.unfinished = self.marks / "unfinished"
        self.python = self.path.joinpath(
            *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python"))
        )

    def is_running(self) -> bool:
        """Whether the running interpreter is that of this environment."""
        return Path(sys.prefix).resolve() == self.path.resolve()

    def ensure(self, locks: list[str]) -> None:
        """Make the environment and install the named locks; what is there already is left alone.

        Ends the program with one clear line when that cannot be done.
        """
        if self._is_current(locks):
            return
        with self._alone():
            if not self._is_usable():
                self._make()
            for lock in locks:
                if not self._is_installed(lock):
                    self._install(lock)

    def _is_current(self, locks: list[str]) -> bool:
        """Cheap enough for every start: looks at the marks and starts no process."""
        return (
            self.python.exists()
            and not self.unfinished.exists()
            and all(self._is_installed(lock) for lock in locks)
        )

    def _is_installed(self, lock: str) -> bool:
        mark = self.marks / lock
        return mark.exists() and mark.read_text() == self._hash(lock)

    def _hash(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def _is_usable(self) -> bool:
        """Whether a finished environment with pip is there, made by us or by a person."""
        if not self.path.exists() or self.unfinished.exists():
            return False
        if self.python.exists() and self._has_pip():
            return True
        if self.marks.exists():  # ours, and its Python was removed or upgraded
            return False
        stop(
            f"{self.path}: 이 프로그램이 만든 환경이 아니고 pip도 없습니다. "
            "지우거나 옮긴 뒤 다시 실행하세요. / "
            "It was not made by this program and has no pip: remove or move it."
        )

    def _has_pip(self) -> bool:
        probe = [str(self.python), "-c", "import pip"]
        return subprocess.run(probe, capture_output=True).returncode == 0

    def _make(self) -> None:
        if importlib.util.find_spec("ensurepip") is None:
            stop(
                "파이썬에 venv(ensurepip)가 없습니다. 'sudo apt install python3-venv'로 설치한 뒤 "
                "다시 실행하세요. / Python's venv is missing: apt install python3-venv"
            )
        say("실행 환경(.venv)을 만듭니다.")
        shutil.rmtree(self.path, ignore_errors=True)
        self.marks.mkdir(parents=True)
        self.unfinished.touch()
        try:
            venv.create(self.path, with_pip=True, symlinks=os.name != "nt")
        except (OSError, subprocess.CalledProcessError) as error:
            stop(
                f"실행 환경(.venv)을 만들지 못했습니다: {error} / "
                "The environment could not be made (on Debian: apt install python3-venv)."
            )
        self.unfinished.unlink()

    def _install(self, lock: str) -> None:
        say(f"필요한 패키지를 내려받아 설치합니다({lock}). 1분쯤 걸릴 수 있습니다.")
        # While pip is at work the environment counts as half-made; a pip that came back, even
        # with an error, left nothing behind: it installs only after everything was downloaded.
        self.marks.mkdir(exist_ok=True)
        self.unfinished.touch()
        ended = subprocess.run(
            [str(self.python), *PIP, str(self.root / lock)],
            env={**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        self.unfinished.unlink()
        if ended.returncode:
            stop(
                f"{lock}의 패키지를 설치하지 못했습니다. 바로 위 pip의 말과 네트워크를 확인한 뒤 "
                f"다시 실행하세요. / pip could not install {lock}: see its message above."
            )
        (self.marks / lock).write_text(self._hash(lock))

    @contextlib.contextmanager
    def _alone(self):
        """Let a second start wait until the first one has finished making the environment."""
        if fcntl is None:
            yield
            return
        place = self.root / "var"
        place.mkdir(exist_ok=True)
        with (place / "environment.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("다른 실행이 환경을 만들고 있어 기다립니다.")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
