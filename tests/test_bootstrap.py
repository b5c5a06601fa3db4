"""The door: from a bare Python to the environment, the test engines and the browser."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest

from jobportal.bootstrap import door
from jobportal.bootstrap.browser import find_browser
from jobportal.bootstrap.environment import Environment
from jobportal.bootstrap.postgres import Cluster, PostgresError, find_installation, version_in
from jobportal.bootstrap.suite import Result
from jobportal.bootstrap.worker import worker_beside

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements*.txt"))
EMPTY_LOCK = "# nothing is locked here\n"


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with locks that need no download."""
    (tmp_path / "requirements.txt").write_text(EMPTY_LOCK)
    (tmp_path / "requirements-test.txt").write_text(EMPTY_LOCK)
    return tmp_path


class TestEnvironment:
    def test_is_made_once_and_then_left_alone(self, project, capfd):
        environment = Environment(project)
        environment.ensure(["requirements.txt"])
        assert environment.python.exists()
        assert ".venv" in capfd.readouterr().out
        environment.ensure(["requirements.txt"])
        assert capfd.readouterr().out == ""

        environment.ensure(["requirements.txt", "requirements-test.txt"])
        assert "requirements-test.txt" in capfd.readouterr().out

        (project / "requirements.txt").write_text(f"{EMPTY_LOCK}# changed\n")
        environment.ensure(["requirements.txt"])
        assert "requirements.txt" in capfd.readouterr().out

    def test_half_made_is_made_anew(self, project, capfd):
        environment = Environment(project)
        environment.marks.mkdir(parents=True)
        environment.unfinished.touch()
        leftover = environment.path / "leftover"
        leftover.touch()
        environment.ensure(["requirements.txt"])
        assert environment.python.exists()
        assert not leftover.exists()
        assert not environment.unfinished.exists()

    def test_that_lost_its_python_is_made_anew(self, project):
        environment = Environment(project)
        environment.marks.mkdir(parents=True)
        environment.python.parent.mkdir()
        environment.python.symlink_to(project / "removed" / "python3")
        environment.ensure(["requirements.txt"])
        assert environment.python.exists()

    def test_of_somebody_else_without_pip_is_not_touched(self, project, capfd):
        theirs = project / ".venv" / "theirs"
        theirs.parent.mkdir()
        theirs.touch()
        with pytest.raises(SystemExit):
            Environment(project).ensure(["requirements.txt"])
        assert theirs.exists()
        assert "remove or move it" in capfd.readouterr().err

    def test_that_pip_could_not_fill_is_filled_at_the_next_start(self, project, capfd):
        lock = project / "requirements.txt"
        lock.write_text("this is no requirement\n")
        environment = Environment(project)
        with pytest.raises(SystemExit) as ended:
            environment.ensure(["requirements.txt"])
        assert ended.value.code == 1
        assert "requirements.txt" in capfd.readouterr().err.splitlines()[-1]
        lock.write_text(EMPTY_LOCK)
        environment.ensure(["requirements.txt"])
        assert "requirements.txt" in capfd.readouterr().out

    def test_needs_the_venv_of_python_and_says_so(self, project, monkeypatch, capfd):
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(SystemExit) as ended:
            Environment(project).ensure(["requirements.txt"])
        assert ended.value.code == 1
        assert "apt install python3-venv" in capfd.readouterr().err
        assert not (project / ".venv").exists()


class TestPins:
    LOCK = (
        "# a comment\n"
        "django==5.2.19 \\\n    --hash=sha256:00\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
        "gunicorn==27.0.1 ; sys_platform != 'win32' \\\n    --hash=sha256:00\n"
    )

    def test_are_read_for_this_platform(self, monkeypatch):
        monkeypatch.setattr(sys, "platform", "linux")
        assert door.pinned(self.LOCK) == [("django", "5.2.19"), ("gunicorn", "27.0.1")]
        monkeypatch.setattr(sys, "platform", "win32")
        assert door.pinned(self.LOCK) == [("django", "5.2.19"), ("colorama", "0.4.6")]

    def test_fit_exactly_in_our_own_environment_and_by_series_elsewhere(self):
        assert not door.fits("django", "5.2.0", exact=True)
        assert door.fits("django", "5.2.0", exact=False)
        assert not door.fits("django", "6.0.1", exact=False)
        assert door.fits("pytest", "1.0", exact=False)
        assert not door.fits("nothing-of-this-name", "1.0", exact=False)

    @pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
    def test_of_our_locks_are_all_understood(self, lock, monkeypatch):
        text = lock.read_text()
        monkeypatch.setattr(sys, "platform", "linux")
        pins = set(door.pinned(text))
        monkeypatch.setattr(sys, "platform", "win32")
        pins |= set(door.pinned(text))
        assert len(pins) == sum(not line.startswith((" ", "#")) for line in text.splitlines())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_names_no_index(lock):
    text = lock.read_text()
    assert "--hash=sha256:" in text
    for word in ("://", "--index-url", "--extra-index-url", "--find-links", " @ "):
        assert word not in text


def test_an_old_python_is_told_so_in_one_line(tmp_path):
    """The check must run before anything that an old Python cannot read."""
    text = (ROOT / "manage.py").read_text(encoding="utf-8")
    door_of_old = tmp_path / "manage.py"
    door_of_old.write_text(
        text.replace("import sys\n", "import sys\nsys.version_info = (3, 6, 15)\n", 1),
        encoding="utf-8",
    )
    ended = subprocess.run([sys.executable, door_of_old], capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "3.11 or newer is needed, this is 3.6" in ended.stderr


def test_the_door_loads_with_the_standard_library_alone():
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_ALONE], capture_output=True, text=True, cwd=ROOT
    )
    assert ended.returncode == 0, ended.stderr


IMPORT_ALONE = "import sys; sys.path.insert(0, '.'); import jobportal.bootstrap.door"


def test_a_manage_command_passes_through_to_django():
    ended = subprocess.run(
        [sys.executable, "manage.py", "diffsettings"], capture_output=True, text=True, cwd=ROOT
    )
    assert ended.returncode == 0, ended.stderr
    assert "ROOT_URLCONF" in ended.stdout


class TestWorker:
    def test_stands_beside_a_command_and_ends_with_it(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        with worker_beside() as worker:
            assert worker.poll() is None
        assert worker.returncode is not None

    def test_ends_also_when_the_command_broke_off(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        with pytest.raises(SystemExit), worker_beside() as worker:
            raise SystemExit(1)
        assert worker.returncode is not None


class TestPostgres:
    @pytest.fixture
    def installation(self) -> Path:
        found = find_installation()
        if found is None:
            pytest.skip("no PostgreSQL on this machine")
        return found

    def test_a_throw_away_server_answers_and_leaves_nothing(self, installation):
        with Cluster(installation) as cluster:
            socket = str(cluster.directory)
            connection = psycopg2.connect(host=socket, user="portal", dbname="postgres")
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_encoding")
                assert cursor.fetchone() == ("UTF8",)
                cursor.execute("SHOW listen_addresses")
                assert cursor.fetchone() == ("",)
            connection.close()
            server = cluster.server
        assert server.poll() is not None
        assert not Path(socket).exists()

    def test_a_broken_off_run_leaves_nothing(self, installation):
        with pytest.raises(KeyboardInterrupt), Cluster(installation) as cluster:
            raise KeyboardInterrupt
        assert cluster.server.poll() is not None
        assert not cluster.directory.exists()

    def test_a_server_that_does_not_start_says_why(self):
        with tempfile.TemporaryDirectory() as place:
            broken = Path(place)
            broken.chmod(0o755)  # root starts it as another account
            for name in ("initdb", "postgres"):
                program = broken / name
                program.write_text("#!/bin/sh\necho no room left >&2\nexit 1\n")
                program.chmod(0o755)
            with pytest.raises(PostgresError, match="no room left"):
                Cluster(broken).__enter__()

    def test_the_newest_installation_is_the_one_of_the_highest_number(self):
        places = [f"/usr/lib/postgresql/{number}/bin/initdb" for number in ("9.6", "15", "14")]
        assert sorted(places, key=version_in)[-1] == places[1]


def test_the_result_of_an_engine_is_one_line():
    assert "통과 / passed, 1.5 s" in str(Result("SQLite 3.40.1", 0, 1.5))
    assert "FAILED (exit 2)" in str(Result("SQLite 3.40.1", 2, 1.5))


def test_a_named_browser_is_taken_and_a_missing_one_is_none(monkeypatch):
    monkeypatch.setenv("PORTAL_BROWSER", sys.executable)
    assert find_browser() == shutil.which(sys.executable)
    monkeypatch.setenv("PORTAL_BROWSER", "/nowhere/chromium")
    assert find_browser() is None
