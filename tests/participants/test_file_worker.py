"""The worker as it runs in an office: a process of its own, over the same database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from jobportal.platform.actors import actor_of
from jobportal.platform.audit import acting
from jobportal.platform.jobs.queue import Request, ask_for, claim
from jobportal.platform.models import AccessEntry, FileJob, User
from jobportal.platform.permissions import Permission
from participants.rosters import Preset
from reports.bench.measure import database_url
from tests.participants.making import a_person, a_round, an_application
from tests.participants.parallel import CLERKS, at_once, seen

pytestmark = pytest.mark.django_db(transaction=True)
S = FileJob.State
ENOUGH = 120


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


def worker(*arguments: str) -> subprocess.Popen:
    """A worker over the database and the folder of this test."""
    environ = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PORTAL_VAR": str(settings.VAR_DIR),
        "PORTAL_KEY_FILE": str(settings.KEY_FILE),
    }
    command = [sys.executable, "manage.py", "work", *arguments]
    root = Path(settings.BASE_DIR)
    return subprocess.Popen(
        command, cwd=root, env=environ, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen) -> str:
    """What it complained of, once it has ended in good order."""
    _, complaints = process.communicate(timeout=ENOUGH)
    assert process.returncode == 0, complaints
    return complaints


def test_a_process_of_its_own_makes_the_file_that_is_then_taken(round_, staff, on_disk):
    seen(lambda: asked(round_, staff.pk))
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    assert ended(worker("--once")) == ""

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
    process = worker("--until-input-closes")
    assert ended(process) == ""  # its input is closed, as when its parent dies


def test_several_workers_at_once_make_a_file_once(round_, staff, on_disk):
    seen(lambda: asked(round_, staff.pk))
    claimed = at_once(lambda n: claim(f"worker {n}"))
    assert len([job for job in claimed if job]) == 1


def test_a_double_post_asks_for_one_file(round_, staff, on_disk):
    answers = at_once(lambda n: asked(round_, staff.pk))
    assert len({job.pk for job, _ in answers}) == 1
    assert sum(is_new for _, is_new in answers) == 1
    assert len(answers) == CLERKS
