"""The queue of files to make: one request one file, one job one worker, none lost in silence."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from jobportal.platform.actors import actor_of
from jobportal.platform.downloads import MadeFile
from jobportal.platform.granting import give
from jobportal.platform.jobs.expiry import KEPT_DAYS, folder, tidy
from jobportal.platform.jobs.queue import (
    MOST_UNFINISHED,
    Request,
    ask_for,
    beat,
    cancel,
    claim,
    finish,
    reach_text,
    release,
)
from jobportal.platform.models import FileJob, Grant, User
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.refused import Refused

pytestmark = pytest.mark.django_db
S = FileJob.State
RIGHT = Permission.DOWNLOAD_PERSONAL
REQUEST = Request("ROSTER", {"preset": "REVIEW", "rounds": [1]}, "명단", "명단.xlsx", "심사", 100)


def a_file() -> MadeFile:
    """A file of one row."""
    return MadeFile(BytesIO(b"x"), 1, "d" * 64)


def asked(staff, request=REQUEST, **values) -> FileJob:
    job, _ = ask_for(actor_of(staff), RIGHT, request, **values)
    return job


def now_of(job: FileJob) -> FileJob:
    return FileJob.objects.get(pk=job.pk)


def back_in_time(job: FileJob, **values) -> None:
    FileJob.objects.filter(pk=job.pk).update(**values)


def finished(job: FileJob) -> FileJob:
    """The job, its file made by a worker just now."""
    held = claim("a")
    assert held == job
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / f"{job.pk}-x").touch()
    assert finish(held, a_file(), f"{job.pk}-x", 7, {3, 1})
    return now_of(job)


def test_the_same_request_is_answered_with_the_same_job(staff):
    job = asked(staff)
    assert asked(staff) == job
    finished(job)
    assert asked(staff) == job
    assert FileJob.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, purpose="결과 통보"),
        replace(REQUEST, parameters={"preset": "REVIEW", "rounds": [1, 2]}),
        replace(REQUEST, parameters={"preset": "PLACEMENT", "rounds": [1]}),
        replace(REQUEST, kind="OTHER"),
    ],
)
def test_another_purpose_or_choice_is_another_file(staff, other):
    assert asked(staff, other) != asked(staff)


def test_another_account_never_gets_the_file_of_somebody_else(staff, district):
    other = User.objects.create_user("gasang-other", password="test-pass-2026", name="최가상")
    give(other, district, "STAFF", "시험")
    assert asked(other) != asked(staff)


def test_a_narrower_or_wider_reach_is_another_file(staff, district):
    whole = asked(staff)
    assert reach_text(actor_of(staff), RIGHT) == "DISTRICT"
    Grant.objects.filter(user=staff).delete()
    give(
        staff,
        district,
        "STAFF",
        "시험",
        confined_to=Confinement.PROGRAMME.value,
        confined_code="공공근로",
    )
    assert reach_text(actor_of(staff), RIGHT) == "PROGRAMME 공공근로"
    assert asked(staff) != whole


def test_after_its_minutes_a_file_is_made_anew(staff, settings):
    job = finished(asked(staff))
    back_in_time(
        job, finished_at=timezone.now() - timedelta(minutes=settings.SAME_FILE_MINUTES + 1)
    )
    assert asked(staff) != job


def test_made_again_means_made_again(staff):
    job = finished(asked(staff))
    assert asked(staff, is_anew=True) != job


@pytest.mark.parametrize("state", [S.FAILED, S.CANCELLED, S.GONE])
def test_a_job_without_a_file_answers_nobody(staff, state):
    job = asked(staff)
    back_in_time(job, state=state)
    assert asked(staff) != job


def test_nobody_fills_the_queue(staff):
    for n in range(MOST_UNFINISHED):
        asked(staff, replace(REQUEST, purpose=f"목적 {n}"))
    with pytest.raises(Refused, match="3개"):
        asked(staff)
    assert asked(staff, replace(REQUEST, purpose="목적 1")).purpose == "목적 1"


def test_jobs_are_taken_in_their_order_and_once(staff):
    first, second = asked(staff), asked(staff, replace(REQUEST, purpose="결과 통보"))
    assert [claim("a"), claim("b"), claim("c")] == [first, second, None]
    assert now_of(first).worker == "a"


def test_a_cancelled_job_stops_and_leaves_no_file(staff):
    job = asked(staff)
    held = claim("a")
    assert beat(held, 10)
    assert now_of(job).rows_done == 10
    assert cancel(job)
    assert not beat(held, 20)
    assert not finish(held, a_file(), "x", 0, set())
    assert now_of(job).state == S.CANCELLED
    assert not cancel(job)


def test_what_a_worker_puts_back_the_next_one_takes(staff):
    job = asked(staff)
    release(claim("a"))
    assert now_of(job).state == S.WAITING
    assert claim("b") == job


def test_a_job_whose_worker_died_is_noticed_and_can_be_asked_for_again(staff):
    job = asked(staff)
    held = claim("a")
    tidy()
    assert now_of(job).state == S.RUNNING
    back_in_time(job, heartbeat_at=timezone.now() - timedelta(seconds=61))
    assert now_of(job).is_silent(timezone.now())
    tidy()
    lost = now_of(job)
    assert (lost.state, "다시 만들기" in lost.fault) == (S.FAILED, True)
    assert not beat(held, 5)  # should it live after all, it stops
    assert asked(staff) != job


def test_a_file_past_its_time_is_gone_for_good(staff, django_capture_on_commit_callbacks):
    job = finished(asked(staff))
    path = folder() / job.stored_as
    assert job.persons == [1, 3]
    back_in_time(job, expires_at=timezone.now())
    assert not now_of(job).is_takeable(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        tidy()
    gone = now_of(job)
    assert (gone.state, gone.persons, gone.stored_as) == (S.GONE, [], "")
    assert not path.exists()


def test_old_lines_go_and_a_file_that_can_be_taken_stays(staff):
    job = finished(asked(staff))
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS + 1)
    back_in_time(job, finished_at=long_ago)
    tidy()
    assert FileJob.objects.filter(pk=job.pk).exists()
    back_in_time(job, state=S.GONE)
    tidy()
    assert not FileJob.objects.filter(pk=job.pk).exists()
