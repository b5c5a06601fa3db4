"""What the portal is made of: listed, unchanged, and held against known weaknesses."""

import hashlib
import json
import zipfile

import pytest

from jobportal.bootstrap import supply
from jobportal.bootstrap.locks import GROUPS, RUNTIME, pins_of
from jobportal.bootstrap.released import faults, unjudged
from tests.test_imports import ROOT

VENDOR = ROOT / "static" / "vendor"
WEAK = {
    "id": "MADE-UP-1",
    "summary": "A made-up weakness",
    "affected": [{"package": {"name": "Django", "ecosystem": "PyPI"}, "versions": ["5.2.1"]}],
}


@pytest.fixture
def export(tmp_path):
    """Writes an export of advisories; its path."""

    def act(*advisories: dict) -> str:
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w") as out:
            for advisory in advisories:
                out.writestr(f"{advisory['id']}.json", json.dumps(advisory))
        return str(path)

    return act


@pytest.mark.parametrize(
    ("name", "version", "changed", "count"),
    [
        ("django", "5.2.1", {}, 1),
        ("django", "5.2.2", {}, 0),
        ("django-csp", "5.2.1", {}, 0),
        ("DJANGO", "5.2.1", {}, 1),
        ("django", "5.2.1", {"withdrawn": "2026-01-01T00:00:00Z"}, 0),
        ("django", "5.2.1", {"affected": []}, 0),
    ],
)
def test_an_advisory_counts_for_the_versions_it_names(export, name, version, changed, count):
    path = export({**WEAK, **changed})
    found = list(supply.weaknesses(path, {name: version}))
    assert len(found) == count
    assert all("MADE-UP-1" in line and version in line for line in found)


def test_the_audit_fails_for_a_weak_package_of_any_lock(export, capsys):
    pins = pins_of(ROOT, *GROUPS.values())
    name, version = next(iter(pins.items()))
    weak = {**WEAK, "affected": [{"package": {"name": name}, "versions": [version]}]}
    assert supply.run_audit([export(weak)]) == 1
    assert f"{name} {version}: MADE-UP-1" in capsys.readouterr().out
    assert supply.run_audit([export({**WEAK, "affected": []})]) == 0


@pytest.mark.parametrize("content", [None, b"no archive", b""])
def test_a_list_that_cannot_be_read_is_no_clean_audit(tmp_path, capsys, content):
    path = tmp_path / "all.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit):
        supply.run_audit([str(path)])
    assert "읽을 수 없습니다" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        supply.run_audit([str(path), str(path)])


def told(version: str, *others: str, yanked: tuple[str, ...] = (), weak: tuple = ()) -> dict:
    """What an index says of a package with these releases, the first being the newest."""
    releases = {one: [{"yanked": one in yanked}] for one in (version, *others)}
    return {"info": {"version": version}, "releases": releases, "vulnerabilities": list(weak)}


@pytest.mark.parametrize(
    ("version", "record", "count"),
    [
        ("5.2.1", told("5.2.1"), 0),
        ("5.2.1", told("5.2.1", weak=(WEAK,)), 1),
        ("5.2.1", told("5.2.1", weak=({**WEAK, "withdrawn": "2026-01-01T00:00:00Z"},)), 0),
        ("5.2.1", told("5.2.1", weak=({**WEAK, "withdrawn": None},)), 1),
        ("5.2.0", told("5.2.1", "5.2.0", weak=(WEAK,)), 0),
        ("5.2.0", told("5.2.1", "5.2.0", yanked=("5.2.0",)), 1),
        ("5.2.1", told("5.2.1", yanked=("5.2.1",), weak=(WEAK,)), 2),
    ],
)
def test_the_index_tells_the_weaknesses_of_the_newest_and_what_was_withdrawn(
    version, record, count
):
    assert len(list(faults({"django": version}, {"django": record}))) == count


@pytest.mark.parametrize(
    ("version", "record", "line"),
    [
        ("6.0.1", told("6.0.1", "5.2.9"), None),
        (
            "5.2.9",
            told("6.0.1", "5.2.9", "5.2.10rc1"),
            "django 5.2.9 (newest of its series, latest 6.0.1)",
        ),
        ("5.2.9", told("6.0.1", "5.2.10", "5.2.9"), "django 5.2.9 (latest 6.0.1)"),
        (
            "5.2.9",
            told("6.0.1", "5.2.10", "5.2.9", yanked=("5.2.10",)),
            "django 5.2.9 (newest of its series, latest 6.0.1)",
        ),
    ],
)
def test_a_version_that_is_not_the_newest_is_named_as_not_judged(version, record, line):
    found = list(unjudged({"django": version}, {"django": record}))
    assert found == ([line] if line else [])


def test_an_index_that_cannot_be_asked_is_no_clean_audit(monkeypatch, capsys):
    monkeypatch.setattr("jobportal.bootstrap.released.ASK", "print('http://127.0.0.1:9')")
    assert supply.run_audit([]) == supply.NOT_AUDITED
    assert "NOT AUDITED" in capsys.readouterr().out


def test_an_empty_list_is_no_clean_audit(export, capsys):
    with pytest.raises(SystemExit):
        supply.run_audit([export()])


def test_the_bill_of_materials_names_every_package_and_what_is_vendored(capsys):
    assert supply.run_sbom([]) == 0
    bill = json.loads(capsys.readouterr().out)
    named = {entry["name"]: entry["version"] for entry in bill["components"]}
    assert pins_of(ROOT, RUNTIME).items() <= named.items()
    assert "pretendard-gov" in named
    assert bill["bomFormat"] == "CycloneDX"


def test_what_is_vendored_is_what_was_vendored():
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == told
