"""The project's own environment ``.venv``, made and filled from the hashed lock files."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
GROUPS = {
    "base": ("requirements.txt", "django"),
    "test": ("requirements-test.txt", "pytest"),
    "e2e": ("requirements-e2e.txt", "playwright"),
    "lint": ("requirements-lint.txt", "ruff"),
}
"""Lock file of each group, and a module by which an environment is known to have it."""


class CannotInstall(RuntimeError):
    """The environment could not be made; the text says why and what to do."""


def venv_python() -> Path:
    """The interpreter of the project's environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_in_venv() -> bool:
    """True when this interpreter is the project's own."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def has(groups: tuple[str, ...]) -> bool:
    """True when this interpreter already has what the groups bring, wherever from."""
    return all(find_spec(GROUPS[group][1]) for group in groups)


def _lock(group: str) -> Path:
    return ROOT / GROUPS[group][0]


def _stamp(group: str) -> Path:
    return VENV / f".installed-{group}"


def is_installed(group: str) -> bool:
    """True when the environment holds exactly the lock file of the group."""
    stamp = _stamp(group)
    return stamp.exists() and stamp.read_text() == _digest(group)


def _digest(group: str) -> str:
    return hashlib.sha256(_lock(group).read_bytes()).hexdigest()


def make_venv() -> None:
    """Make ``.venv``; a half-made one is removed. Raises :class:`CannotInstall`."""
    if venv_python().exists() and _stamp("made").exists():
        return
    print("환경을 만듭니다 (.venv) …", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if result.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        lines = (result.stderr or result.stdout).strip().splitlines()
        detail = lines[-1] if lines else ""
        raise CannotInstall(
            "파이썬의 venv 모듈을 쓸 수 없습니다. 데비안·우분투라면 "
            f"‘apt install python3-venv’를 먼저 하세요. (venv is missing) {detail}"
        )
    _stamp("made").write_text("made")


def install(groups: tuple[str, ...]) -> Path:
    """Make the environment and install the groups that are not there yet; its interpreter."""
    make_venv()
    for group in groups:
        if is_installed(group):
            continue
        print(f"꾸러미를 설치합니다 ({GROUPS[group][0]}) …", flush=True)
        command = [
            str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(_lock(group)),
        ]
        if subprocess.run(command, check=False).returncode:  # noqa: S603
            raise CannotInstall(
                f"{GROUPS[group][0]} 설치에 실패했습니다. 위의 내용과 네트워크를 확인하고 다시 하세요."
            )
        _stamp(group).write_text(_digest(group))
    return venv_python()
