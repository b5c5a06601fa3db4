"""What a session leaves between two steps: closed to others, and gone when it should be."""

import os
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.drafts import DRAFT
from jobportal.platform.accounts.sessions import SEEN
from jobportal.platform.jobs.expiry import remove_all_of, tidy
from jobportal.platform.jobs.worker import Worker
from jobportal.platform.keptfiles import KEPT_HOURS, folder, keep_sealed, kept_sealed

pytestmark = pytest.mark.django_db
WORDS = "비밀홍길동 01000001234"


def files() -> list:
    return list(folder().iterdir()) if folder().is_dir() else []


def test_a_file_is_closed_to_others_and_encrypted():
    token = keep_sealed(WORDS.encode())
    (file,) = files()
    assert file.stat().st_mode & 0o777 == 0o600
    assert folder().stat().st_mode & 0o077 == 0
    assert "비밀홍길동".encode() not in file.read_bytes()
    assert kept_sealed(token).decode() == WORDS


def test_a_pack_is_kept_encrypted_too(signed_in):
    pack = SimpleUploadedFile("가상과.csv", "부서\n코드,부서명\nA,비밀과\n".encode())
    signed_in.post(reverse("pack_import"), {"file": pack})
    assert ["비밀과".encode() in one.read_bytes() for one in files()] in ([False], [])


def test_after_its_hours_the_worker_removes_it_and_nobody_opens_it():
    token, fresh = keep_sealed(b"old"), keep_sealed(b"new")
    before = time.time() - KEPT_HOURS * 3600 - 1
    os.utime(folder() / token, (before, before))
    assert kept_sealed(token) is None
    tidy()
    assert [one.name for one in files()] == [fresh]


def test_signing_out_and_running_out_of_time_remove_what_the_session_could_name(signed_in, staff):
    for ends in (lambda: signed_in.post(reverse("logout")), lambda: idle(signed_in)):
        signed_in.force_login(staff)
        session = signed_in.session
        session["upload_applications:1"] = {"token": keep_sealed(b"x"), "name": "a", "note": ""}
        session.save()
        assert len(files()) == 1
        ends()
        assert files() == []


def idle(client) -> None:
    session = client.session
    session[SEEN] = 0
    session.save()
    client.get(reverse("home"))


def test_a_destruction_leaves_none_and_no_session_that_is_over(
    district, signed_in, django_capture_on_commit_callbacks
):
    keep_sealed(WORDS.encode())
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        remove_all_of(district)
    assert files() == []
    assert not Session.objects.exists()


def test_the_worker_clears_sessions_once_a_day(signed_in):
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    Worker().empty_queue()
    assert not Session.objects.exists()


def test_what_was_typed_too_late_stands_in_no_session(signed_in):
    session = signed_in.session
    session[SEEN] = 0
    session.save()
    signed_in.post(reverse("record_add", args=["departments"]), {"name": WORDS})
    kept = signed_in.session[DRAFT]
    assert set(kept) == {"user", "token"}
    (file,) = files()
    assert "비밀홍길동".encode() not in file.read_bytes()
