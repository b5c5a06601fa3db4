"""Which interpreter runs a command, and the commands that run before Django is there."""

import os
import subprocess
import sys
from pathlib import Path

from jobportal.bootstrap import environment, testing

NEEDS = {"test": ("base", "test"), "e2e": ("base", "test", "e2e")}
"""The groups of requirements a command needs; every other needs ``base``."""


def main(argv: list[str]) -> int:
    """Run one command; the exit code."""
    command = argv[1] if len(argv) > 1 else ""
    needs = NEEDS.get(command, ("base",))
    try:
        python = _interpreter(command, needs)
    except environment.CannotInstall as error:
        print(f"설치하지 못했습니다: {error}", file=sys.stderr)
        return 1
    if command == "install":
        print(f"준비되었습니다: {python}")
        return 0
    if command == "test":
        return testing.run_tests(python, argv[2:])
    if command == "e2e":
        return testing.run_browser_tests(python, argv[2:])
    if Path(sys.executable) != python:
        return _again(python, argv)
    return _django(argv)


def _interpreter(command: str, needs: tuple[str, ...]) -> Path:
    """This interpreter when it has what is needed, else that of the project's environment."""
    if command != "install" and not environment.is_in_venv() and environment.has(needs):
        return Path(sys.executable)
    if all(environment.is_installed(group) for group in needs):
        return environment.venv_python()
    return environment.install(needs)


def _again(python: Path, argv: list[str]) -> int:
    command = [str(python), *argv]
    if os.name != "nt":
        os.execv(python, command)  # noqa: S606
    return subprocess.run(command, check=False).returncode  # noqa: S603


def _django(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobportal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(argv)
    return 0
