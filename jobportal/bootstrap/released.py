"""What the package index tells of the locked versions: known weaknesses, withdrawn releases.

The index tells the weaknesses of a package's newest release only; other versions are named as not
judged, with the word whether they are the newest of their series. The export of advisories judges
every version (:mod:`jobportal.bootstrap.supply`).
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

# The installer knows its index; the repository names none.
ASK = "from pip._internal.models.index import PyPI; print(PyPI.pypi_url)"
SECONDS = 30


def index_records(names: list[str]) -> dict[str, dict]:
    """The index's record of each package; OSError when it cannot be asked, ValueError if unread."""
    asked = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True)
    if asked.returncode:
        raise OSError("the installer names no index")
    index = asked.stdout.strip()
    with ThreadPoolExecutor(8) as pool:
        records = pool.map(lambda name: _read(f"{index}/{name}/json"), names)
    return dict(zip(names, records, strict=True))


def _read(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 (pip's own index)
        return json.load(answer)


def faults(pins: dict[str, str], records: dict[str, dict]) -> Iterator[str]:
    """A line for each known weakness of a locked version, and for each one its makers withdrew."""
    for name, version in pins.items():
        record = records[name]
        if any(file["yanked"] for file in record["releases"].get(version, [])):
            yield f"{name} {version}: withdrawn by its makers"
        if record["info"]["version"] == version:
            for told in record["vulnerabilities"]:
                if not told.get("withdrawn"):
                    yield f"{name} {version}: {told['id']} {told.get('summary') or ''}".strip()


def unjudged(pins: dict[str, str], records: dict[str, dict]) -> Iterator[str]:
    """A line for each locked version that is not the newest: the index tells nothing of it."""
    for name, version in pins.items():
        latest = records[name]["info"]["version"]
        if version != latest:
            newest = version == newest_of_series(version, records[name]["releases"])
            yield f"{name} {version} ({'newest of its series, ' if newest else ''}latest {latest})"


def newest_of_series(version: str, releases: dict[str, list]) -> str:
    """The highest final release with the same first two numbers that was not withdrawn."""
    series = numbers(version)[:2]
    fitting = [
        one
        for one, files in releases.items()
        if one.replace(".", "").isdigit()
        and numbers(one)[:2] == series
        and files
        and not all(file["yanked"] for file in files)
    ]
    return max(fitting, key=numbers, default="")


def numbers(version: str) -> list[int]:
    """``"5.2.19"`` as ``[5, 2, 19]``; the signs of a release that is not final are left out."""
    return [int(part) for part in version.split(".") if part.isdigit()]
