"""Production as its server starts it: in a process of its own, with its own environment."""

import json
import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jobportal.platform.crypto import new_keys, write_keys

ROOT = Path(__file__).resolve().parents[3]
SHOW = """
import json, django
django.setup()
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
page = Client(headers={"host": "portal.example"}).get("/login/", secure=True)
plain = Client(headers={"host": "portal.example"}).get("/login/")
print(json.dumps({
    "cookies": {name: str(cookie.output()) for name, cookie in page.cookies.items()},
    "headers": dict(page.headers),
    "plain": [plain.status_code, plain["Location"]],
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "debug": settings.DEBUG,
    "demo": "portal-demo" in page.text,
    "hash": make_password("x").split("$")[:2],
}))
"""
START = "import jobportal.wsgi"


@pytest.fixture
def production(tmp_path):
    """Runs code with the environment of a production; the ended process."""
    write_keys(new_keys(), tmp_path / "keys.json")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
        "DJANGO_SETTINGS_MODULE": "jobportal.settings",
        "PORTAL_ENV": "production",
        "PORTAL_HOSTS": "portal.example",
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_KEY_FILE": str(tmp_path / "keys.json"),
        "PORTAL_VAR": str(tmp_path),
        "PORTAL_INTERNAL_NETWORKS": "127.0.0.0/8",
        "DATABASE_URL": "",
    }

    def act(code: str, **changed):
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**environ, **changed},
            capture_output=True,
            text=True,
        )

    def collected(path: Path) -> None:
        names = [str(f.relative_to(ROOT / "static")) for f in (ROOT / "static").rglob("*.*")]
        manifest = {"version": "1.1", "hash": "", "paths": {name: name for name in names}}
        (path / "static").mkdir()
        (path / "static" / "staticfiles.json").write_text(json.dumps(manifest))

    collected(tmp_path)
    return act


def test_its_cookies_are_of_this_host_and_tls_only(production):
    ended = production(SHOW)
    assert ended.returncode == 0, ended.stderr
    shown = json.loads(ended.stdout)
    assert shown["names"] == ["__Host-portal-session", "__Host-portal-csrf"]
    cookie = shown["cookies"]["__Host-portal-csrf"]
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie
    assert shown["headers"]["Strict-Transport-Security"].startswith("max-age=31536000")
    assert shown["plain"] == [301, "https://portal.example/login/"]
    assert not shown["debug"]
    assert not shown["demo"]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"PORTAL_SECRET_KEY": "short"}, "PORTAL_SECRET_KEY"),
        (
            {"PORTAL_SECRET_KEY": "development-only-key-never-used-in-production" * 2},
            "PORTAL_SECRET_KEY",
        ),
        ({"PORTAL_SECRET_KEY": ""}, "SECRET_KEY"),
        ({"PORTAL_KEY_FILE": "/nowhere/keys.json"}, "PORTAL_KEY_FILE"),
        ({"PORTAL_ACCESS_LOG_MONTHS": "12"}, "24"),
        ({"PORTAL_INTERNAL_NETWORKS": ""}, "PORTAL_INTERNAL_NETWORKS"),
        ({"PORTAL_PROXIES": "nginx"}, "TRUSTED_PROXIES"),
        ({"PORTAL_APPEAL_WORKDAYS": "0"}, "PORTAL_APPEAL_WORKDAYS"),
    ],
)
def test_it_does_not_start_unfit(production, changed, word):
    ended = production(START, **changed)
    assert ended.returncode == 1
    assert word in ended.stderr


@pytest.mark.parametrize(
    "changed",
    [{"PORTAL_PROXIES": ""}, {"PORTAL_INTERNAL_NETWORKS": "*"}],
    ids=["without a web server in front", "for every network"],
)
def test_it_starts(production, changed):
    ended = production(START, **changed)
    assert ended.returncode == 0, ended.stderr


def test_what_it_writes_is_its_owners_alone(production, tmp_path):
    (tmp_path / "portal.sqlite3").touch(mode=0o644)
    made = f"from pathlib import Path; Path({str(tmp_path)!r}, 'new.txt').touch()"
    ended = production(f"{START}; {made}")
    assert ended.returncode == 0, ended.stderr
    for name in ("portal.sqlite3", "new.txt"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_it_does_not_start_with_a_key_file_others_may_read(production, tmp_path):
    (tmp_path / "keys.json").chmod(0o644)
    ended = production(START)
    assert ended.returncode == 1
    assert "chmod 600" in ended.stderr


def test_it_never_runs_with_debug_pages(production):
    ended = production(SHOW, PORTAL_DEBUG="1")
    assert json.loads(ended.stdout)["debug"] is False


def test_fit_it_starts(production):
    assert production(START).returncode == 0


def test_its_passwords_are_hashed_slowly_and_salted(production):
    algorithm, rounds = json.loads(production(SHOW).stdout)["hash"]
    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
