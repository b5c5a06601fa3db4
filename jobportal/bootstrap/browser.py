"""``manage.py e2e``: the browser tests, with the Chromium of the machine."""

import os
import shutil
import subprocess
import sys

from jobportal.bootstrap.environment import ROOT
from jobportal.bootstrap.stop import stop

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The browser named by ``PORTAL_BROWSER``, else the first known one on the PATH."""
    named = os.environ.get("PORTAL_BROWSER")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


def run_e2e(arguments: list[str]) -> int:
    """Run the browser tests with the given pytest arguments; gives pytest's exit code."""
    browser = find_browser()
    if browser is None:
        stop(
            "크로미엄을 찾지 못했습니다. 'sudo apt install chromium'으로 설치하거나 "
            "PORTAL_BROWSER에 경로를 적으세요. / "
            "No Chromium found: apt install chromium, or set PORTAL_BROWSER."
        )
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    environ |= {"DATABASE_URL": "", "PORTAL_BROWSER": browser}  # on SQLite
    # The suite leaves tests/e2e out, so its options are replaced here, not added to.
    options = ["-o", "addopts=--import-mode=importlib", "tests/e2e"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ).returncode
