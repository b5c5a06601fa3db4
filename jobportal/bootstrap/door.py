"""The way of a command: into the project's environment, then to Django or to the test engines."""

import importlib
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from jobportal.bootstrap.browser import run_e2e
from jobportal.bootstrap.environment import ROOT, Environment
from jobportal.bootstrap.locks import GROUPS, RUNTIME, pinned
from jobportal.bootstrap.stop import say, stop
from jobportal.bootstrap.suite import run_suite
from jobportal.bootstrap.supply import run_audit, run_sbom
from jobportal.bootstrap.worker import worker_beside

LOCKS = {
    "test": [RUNTIME, GROUPS["test"]],
    "bench": [RUNTIME, GROUPS["test"]],
    "e2e": [RUNTIME, GROUPS["test"], GROUPS["e2e"]],
}
HANDED_OVER = "PORTAL_HANDED_OVER"
OURS: dict[str, Callable[[list[str]], int]] = {
    "test": run_suite,
    "e2e": run_e2e,
    "audit": run_audit,
    "sbom": run_sbom,
}


def main(argv: list[str]) -> int:
    """Run one command line; gives the exit code."""
    command = argv[1] if len(argv) > 1 else "help"
    locks = LOCKS.get(command, [RUNTIME])
    environment = Environment()
    handed_over = os.environ.pop(HANDED_OVER, None) is not None
    try:
        if command == "install":
            return install(environment, argv[2:])
        if not environment.is_running() and missing_from_here([RUNTIME]):
            environment.ensure(locks)
            return hand_over(environment, argv, handed_over)
        if absent := missing_from_here(locks):
            complete(environment, locks, absent)
            return hand_over(environment, argv, handed_over)
        if command in OURS:
            return OURS[command](argv[2:])
        with worker_beside() if command == "run" else nullcontext():
            return django(argv)
    except KeyboardInterrupt:
        return 130


def install(environment: Environment, arguments: list[str]) -> int:
    """``install [--with test|e2e|lint]``: make the environment ready and do nothing else."""
    match arguments:
        case []:
            extra = []
        case ["--with", group] if group in GROUPS:
            extra = [GROUPS[group]]
        case _:
            stop(
                f"쓰는 법 / usage: python3 manage.py install [--with {'|'.join(GROUPS)}]",
            )
    environment.ensure([RUNTIME, *extra])
    say(f"준비되었습니다: {environment.path}")
    return 0


def missing_from_here(locks: list[str]) -> list[str]:
    """The locked distributions the running interpreter lacks.

    In the project's own environment each must be there in exactly the locked version; elsewhere
    a person chose the versions, and only a Django of another series counts as lacking.
    """
    exact = Environment().is_running()
    return [
        f"{name}=={version}"
        for lock in locks
        for name, version in pinned((ROOT / lock).read_text(encoding="utf-8"))
        if not fits(name, version, exact)
    ]


def fits(name: str, version: str, exact: bool) -> bool:
    """Whether the running interpreter has that distribution, in a version that will do."""
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    if exact:
        return found == version
    return name != "django" or found.split(".")[:2] == version.split(".")[:2]


def complete(environment: Environment, locks: list[str], absent: list[str]) -> None:
    """Add what a command needs to our own environment; an environment of a person is theirs."""
    if not environment.is_running():
        stop(
            f"이 환경({sys.prefix})에 없는 것이 있습니다: {', '.join(absent)}. "
            f"'pip install -r {locks[-1]}'로 설치하세요. / Missing here: {', '.join(absent)}"
        )
    environment.ensure(locks)


def hand_over(environment: Environment, argv: list[str], again: bool) -> int:
    """Run the same command line with the environment's Python, once."""
    if again:
        stop(
            f"{environment.path} 환경이 온전하지 않습니다. 지운 뒤 다시 실행하세요. / "
            "The environment is not whole: remove it and start again."
        )
    command = [str(environment.python), *argv]
    environ = {**os.environ, HANDED_OVER: "1"}
    sys.stdout.flush()
    if os.name == "nt":  # there exec gives the prompt back before the program has ended
        return subprocess.run(command, env=environ).returncode
    os.execve(command[0], command, environ)  # noqa: S606 - no shell is wanted


def django(argv: list[str]) -> int:
    """What any ``manage.py`` does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobportal.settings")
    # SQLite makes its file, not the folder for it.
    Path(os.environ.get("PORTAL_VAR") or ROOT / "var").mkdir(parents=True, exist_ok=True)
    # Not a plain import: this module must also load where Django is not installed yet.
    importlib.import_module("django.core.management").execute_from_command_line(argv)
    return 0
