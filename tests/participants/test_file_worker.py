"""The worker as it runs in an office: a process of its own, over the same database."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from jobportal.platform.actors import actor_of
from jobportal.platform.audit import acting
from jobportal.platform.jobs.queue import LOST, Request, ask_for, claim
from jobportal.platform.models import AccessEntry, FileJob, User
from jobportal.platform.permissions import Permission
from participants.rosters.by_use import Preset
from reports.bench.measure import database_url
from tests.participants.making import a_person, a_round, an_application
from tests.participants.parallel import CLERKS, at_once, seen

pytestmark = pytest.mark.django_db(transaction=True)
S = FileJob.State
ENOUGH = 120
# A worker that has taken a job and then hears nothing more.
CLAIM = """
from jobportal.platform.jobs.queue import claim
assert claim("dies")
print("claimed", flush=True)
input()
"""


@pytest.fixture
def round_(emptied_after, district):
    with acting("시험"):
        round_ = a_round(district)
        for n in (1, 2, 3):
            an_application(round_, a_person(district, n, name=f"홍가상{n}"), n)
    return round_


def request(round_) -> Request:
    parameters = {"preset": Preset.REVIEW.value, "rounds": [round_.pk]}
    return Request("ROSTER", parameters, "명단", "명단.xlsx", "심사·선발: 시험", 3)


def asked(round_, staff_pk: int) -> tuple[FileJob, bool]:
    staff = User.objects.get(pk=staff_pk)
    return ask_for(actor_of(staff), Permission.DOWNLOAD_PERSONAL, request(round_))


def manage(*arguments: str) -> subprocess.Popen:
    """A command over the database and the folder of this test."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    environ = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PORTAL_VAR": str(settings.VAR_DIR),
        "PORTAL_KEY_FILE": str(settings.KEY_FILE),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=Path(settings.BASE_DIR),
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen) -> str:
    """What it complained of, once it has ended in good order."""
    _, complaints = process.communicate(timeout=ENOUGH)
    assert process.returncode == 0, complaints
    return complaints


def test_a_process_of_its_own_makes_the_file_that_is_then_taken(round_, staff, on_disk):
    seen(lambda: asked(round_, staff.pk))
    assert ended(manage("work", "--once")) == ""

    def taken():
        client = Client()
        client.force_login(User.objects.get(pk=staff.pk))
        job = FileJob.objects.get()
        content = client.post(f"/files/{job.pk}/").getvalue()
        return job, content[:2], AccessEntry.objects.filter(action="DOWNLOAD").count()

    job, content, looks = seen(taken)
    assert (job.state, job.rows_done, len(job.persons)) == (S.DONE, 3, 3)
    assert (content, looks) == (b"PK", 1)


def test_a_worker_ends_with_whoever_started_it(round_, on_disk):
    process = manage("work", "--until-input-closes")
    assert ended(process) == ""  # its input is closed, as when its parent dies


def test_a_killed_worker_leaves_a_job_that_is_noticed_and_made_again(round_, staff, on_disk):
    seen(lambda: asked(round_, staff.pk))
    process = manage("shell", "-v", "0", "-c", CLAIM)
    assert process.stdout.readline() == "claimed\n"
    process.kill()
    process.communicate()
    assert seen(lambda: FileJob.objects.get().state) == S.RUNNING

    def minutes_pass():
        FileJob.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))

    seen(minutes_pass)
    assert "lost with their worker" in ended(manage("work", "--once"))
    assert seen(lambda: FileJob.objects.get().fault) == LOST
    assert seen(lambda: asked(round_, staff.pk))[1]
    assert ended(manage("work", "--once")) == ""
    states = seen(lambda: list(FileJob.objects.values_list("state", flat=True)))
    assert sorted(states) == [S.DONE, S.FAILED]


def test_several_workers_at_once_make_a_file_once(round_, staff, on_disk):
    seen(lambda: asked(round_, staff.pk))
    claimed = at_once(lambda n: claim(f"worker {n}"))
    assert len([job for job in claimed if job]) == 1


def test_a_double_post_asks_for_one_file(round_, staff, on_disk):
    answers = at_once(lambda n: asked(round_, staff.pk))
    assert len({job.pk for job, _ in answers}) == 1
    assert sum(is_new for _, is_new in answers) == 1
    assert len(answers) == CLERKS
