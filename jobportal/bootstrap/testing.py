"""``manage.py test``: the whole suite on SQLite and on PostgreSQL; ``e2e``: in a real browser."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from jobportal.bootstrap.environment import ROOT
from jobportal.bootstrap.postgres import find_binaries, throwaway_server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def run_tests(python: Path, arguments: list[str]) -> int:
    """Run pytest on both engines; other arguments go to pytest. 0 when both passed."""
    only = {name for name in ("--sqlite-only", "--postgres-only") if name in arguments}
    rest = [argument for argument in arguments if argument not in only]
    outcomes: list[tuple[str, int]] = []
    if "--postgres-only" not in only:
        outcomes.append(("SQLite", _pytest(python, "SQLite", None, rest)))
    if "--sqlite-only" not in only:
        outcomes.append(("PostgreSQL", _on_postgres(python, rest)))
    print("\n" + " · ".join(f"{name}: {_word(code)}" for name, code in outcomes), flush=True)
    return max(max(code, 0) for _, code in outcomes)


def _word(code: int) -> str:
    return {0: "통과", -1: "서버가 없어 하지 못함 (not run: no server)"}.get(code, "실패")


def _on_postgres(python: Path, rest: list[str]) -> int:
    given = os.environ.get("TEST_DATABASE_URL")
    binaries = None if given else find_binaries()
    if not given and binaries is None:
        print(
            "\n*** PostgreSQL을 찾지 못해 SQLite에서만 시험했습니다. "
            "(no PostgreSQL here: install it, or set TEST_DATABASE_URL) ***",
            flush=True,
        )
        return -1
    with nullcontext(given) if given else throwaway_server(binaries) as url:
        return _pytest(python, "PostgreSQL", url, rest)


def _pytest(python: Path, name: str, url: str | None, rest: list[str]) -> int:
    print(f"\n=== {name} " + "=" * (70 - len(name)), flush=True)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    started = time.monotonic()
    command = [str(python), "-m", "pytest", *rest]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
    print(f"=== {name}: {time.monotonic() - started:.0f}초", flush=True)
    return code


def run_browser_tests(python: Path, arguments: list[str]) -> int:
    """Run the browser tests in the Chromium of this machine."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(
            "크로미움을 찾지 못했습니다. 데비안이라면 ‘apt install chromium’을 먼저 하세요. "
            "(no Chromium here)",
            file=sys.stderr,
        )
        return 1
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "PORTAL_BROWSER": browser,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    command = [str(python), "-m", "pytest", "-o", "addopts=--import-mode=importlib -q"]
    command += ["-p", "no:playwright", "tests/e2e", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
