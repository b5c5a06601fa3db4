"""What the portal is made of: a bill of materials, and the known weaknesses of its packages."""

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from jobportal.bootstrap.environment import ROOT
from jobportal.bootstrap.locks import GROUPS, RUNTIME, pins_of
from jobportal.bootstrap.released import faults, index_records, unjudged
from jobportal.bootstrap.stop import say, stop

ADVISORIES = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip"
USAGE = f"쓰는 법 / usage: python3 manage.py audit [all.zip]  ({ADVISORIES})"
NOT_AUDITED = 3


def run_sbom(arguments: list[str]) -> int:
    """``manage.py sbom``: what is delivered, as CycloneDX, on standard output."""
    say(json.dumps(bill_of_materials(), indent=1))
    return 0


def bill_of_materials() -> dict:
    """Packages of the runtime lock and what is vendored under ``static/vendor``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [
        component(name, version, f"pkg:pypi/{name}@{version}")
        for name, version in pins_of(ROOT, RUNTIME).items()
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component(project["name"], project["version"])},
        "components": [*packages, *vendored()],
    }


def component(name: str, version: str, purl: str = "") -> dict:
    """One entry of the bill."""
    entry = {"type": "library" if purl else "application", "name": name, "version": version}
    return {**entry, "purl": purl} if purl else entry


def vendored() -> Iterator[dict]:
    """Styles and fonts, by their VERSION files."""
    for notes in sorted((ROOT / "static" / "vendor").glob("*/VERSION")):
        told = dict(re.findall(r"^(\w+): (.+)$", notes.read_text(encoding="utf-8"), re.MULTILINE))
        purl = f"pkg:generic/{told['name']}@{told['version']}"
        yield component(told["name"], told["version"], purl)


def run_audit(arguments: list[str]) -> int:
    """``manage.py audit [all.zip]``: 1 when a locked package has a known weakness.

    The file is the export of osv.dev for PyPI; it can be carried into a closed network. Without one
    the package index is asked, which answers for newest releases only; 3 when it cannot be.
    """
    pins = pins_of(ROOT, RUNTIME, *GROUPS.values())
    match arguments:
        case []:
            return audit_by_index(pins)
        case [path]:
            return audit_by_export(path, pins)
    stop(USAGE)


def audit_by_export(path: str, pins: dict[str, str]) -> int:
    """Hold the pins against the advisories of an export."""
    try:
        found = list(weaknesses(path, pins))
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        stop(f"알려진 취약점 목록을 읽을 수 없습니다: {path} ({error})\n{USAGE}")
    return told(found, len(pins))


def audit_by_index(pins: dict[str, str]) -> int:
    """Hold the pins against what the package index says of them."""
    try:
        records = index_records(list(pins))
    except (OSError, ValueError) as error:
        say(f"NOT AUDITED: 패키지 색인에 물을 수 없습니다 / the index cannot be asked ({error})")
        return NOT_AUDITED
    without = list(unjudged(pins, records))
    for line in without:
        say(f"색인이 판단하지 않음 / not judged: {line}")
    return told(list(faults(pins, records)), len(pins) - len(without))


def told(found: list[str], count: int) -> int:
    """Print what was found in so many packages; the exit code."""
    for line in found:
        say(line)
    say(f"패키지 {count}개, 알려진 취약점 {len(found)}건 / known weaknesses: {len(found)}")
    return 1 if found else 0


def weaknesses(path: str | Path, pins: dict[str, str]) -> Iterator[str]:
    """A line for each advisory of the export that names a pinned version."""
    wanted = {plain(name): (name, version) for name, version in pins.items()}
    with zipfile.ZipFile(path) as export:
        if not export.namelist():
            raise ValueError("the list is empty")
        for member in sorted(export.namelist()):
            advisory = json.loads(export.read(member))
            for name, version in affected(advisory, wanted):
                yield f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}".strip()


def affected(advisory: dict, wanted: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """The pinned packages an advisory names; one that was withdrawn names none."""
    if "withdrawn" in advisory:
        return set()
    return {
        wanted[name]
        for entry in advisory.get("affected", [])
        if (name := plain(entry["package"]["name"])) in wanted
        and wanted[name][1] in entry.get("versions", [])
    }


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
