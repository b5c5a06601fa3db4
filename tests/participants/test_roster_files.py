"""Large rosters: asked for with a purpose, made by a worker, taken by whoever still may."""

import hashlib
from io import BytesIO

import pytest
from openpyxl import load_workbook

from jobportal.platform.accounts.fresh import TYPED_AT
from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.jobs.worker import Worker
from jobportal.platform.models import AccessEntry, AccessPerson, FileJob, Grant, User
from jobportal.platform.permissions import Confinement
from participants.models import Application
from participants.rosters.by_use import Preset
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db
PAGE, FILES = "/participants/rosters/", "/files/"
WORDS = {
    "purpose_kind": "REVIEW",
    "purpose_text": "하반기 선발심사 회의 자료",
    "audience": "INSIDE",
}
S = FileJob.State


@pytest.fixture(autouse=True)
def _small(settings, monkeypatch):
    """Three rows are many; no heartbeat looks from outside at what the test has not committed."""
    settings.BACKGROUND_ROWS = 2
    monkeypatch.setattr("jobportal.platform.jobs.making.BEAT_SECONDS", 3600.0)


@pytest.fixture
def round_(district):
    with acting("시험"):
        round_ = a_round(district)
        for n in (1, 2, 3):
            an_application(round_, a_person(district, n, name=f"홍가상{n}"), n)
    return round_


def ask(client, round_, **values):
    asked = {"scope": f"round-{round_.pk}", "preset": Preset.REVIEW.value, **WORDS, **values}
    return client.post(PAGE, asked)


def made(client, round_, **values) -> FileJob:
    """The job of a roster, after a worker was at it."""
    assert ask(client, round_, **values).url == FILES
    assert Worker().work_once()
    return FileJob.objects.latest("asked_at")


def take(client, job: FileJob):
    return client.post(f"{FILES}{job.pk}/")


def downloads():
    return AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD)


def test_a_large_roster_is_made_by_a_worker_and_recorded_when_it_is_taken(round_, signed_in):
    answer = ask(signed_in, round_)
    assert answer.url == FILES
    assert "곧 만들기 시작합니다" in signed_in.get(FILES).text
    assert not downloads().exists()

    assert Worker().work_once()
    page = signed_in.get(FILES).text
    assert "받을 수 있음" in page
    assert not downloads().exists()

    job = FileJob.objects.get()
    content = take(signed_in, job).getvalue()
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active]
    assert [row[1] for row in rows[2:5]] == ["홍가상1", "홍가상2", "홍가상3"]
    assert rows[5][0].startswith("출력: 김가상, 20")
    assert "심사·선발: 하반기 선발심사 회의 자료" in rows[5][0]
    entry = downloads().get()
    persons = sorted(Application.objects.values_list("person", flat=True))
    assert (entry.persons, entry.task) == (persons, "명단 내려받기")
    assert AccessPerson.objects.filter(entry=entry).count() == 3
    assert f"3행, SHA-256 {hashlib.sha256(content).hexdigest()}" in entry.purpose
    assert "심사·선발: 하반기 선발심사 회의 자료" in entry.purpose


def test_the_file_is_sent_whole_and_never_cached(round_, signed_in):
    answer = take(signed_in, made(signed_in, round_))
    assert int(answer["Content-Length"]) == len(answer.getvalue())
    assert answer["Cache-Control"] == "no-store"
    assert "%EB%AA%85%EB%8B%A8" in answer["Content-Disposition"]  # 명단


def test_a_small_roster_is_given_at_once(round_, signed_in, settings):
    settings.BACKGROUND_ROWS = 3
    assert ask(signed_in, round_).getvalue()[:2] == b"PK"
    assert not FileJob.objects.exists()


def test_the_stored_file_tells_nobody_anything(round_, signed_in):
    job = made(signed_in, round_)
    stored = (folder() / job.stored_as).read_bytes()
    assert b"PK\x03\x04" not in stored[:40]
    assert "홍가상".encode() not in stored


def test_the_same_request_is_not_made_twice_and_says_so(round_, signed_in):
    made(signed_in, round_)
    answer = signed_in.get(ask(signed_in, round_).url)
    assert "새로 만들지 않았습니다" in answer.text
    assert FileJob.objects.count() == 1
    ask(signed_in, round_, purpose_text="다른 심사 회의의 자료")
    assert FileJob.objects.count() == 2


def test_without_a_purpose_nothing_is_made(round_, signed_in):
    assert ask(signed_in, round_, purpose_text="업무").status_code == 422
    assert not FileJob.objects.exists()


def test_too_many_at_once_are_refused_with_what_to_do(round_, signed_in):
    for n in range(3):
        ask(signed_in, round_, purpose_text=f"선발심사 회의 자료 {n}")
    answer = ask(signed_in, round_)
    assert answer.status_code == 409
    assert "취소한 뒤에 다시" in answer.text


def test_taking_asks_the_password_once_more(round_, signed_in):
    job = made(signed_in, round_)
    session = signed_in.session
    session[TYPED_AT] = 0
    session.save()
    assert take(signed_in, job).status_code == 422
    assert not downloads().exists()
    answer = signed_in.post(f"{FILES}{job.pk}/", {"confirm_password": "test-pass-2026"})
    assert answer.getvalue()[:2] == b"PK"


def test_a_file_is_its_askers_alone(round_, signed_in, client, district, stranger):
    job = made(signed_in, round_)
    colleague = User.objects.create_user("gasang-two", password="test-pass-2026", name="최가상")
    give(colleague, district, "STAFF", "시험")
    for user in (colleague, stranger):
        client.force_login(user)
        assert job.title not in client.get(FILES).text
        assert take(client, job).status_code == 404
        for act in ("cancel", "again", "remove"):
            assert client.post(f"{FILES}{job.pk}/{act}/").status_code == 404
    assert FileJob.objects.get().state == S.DONE


def test_without_the_right_the_file_stays_where_it_is(round_, signed_in, staff, district):
    job = made(signed_in, round_)
    Grant.objects.filter(user=staff).delete()
    give(staff, district, "TEAM_LEAD", "시험")
    assert take(signed_in, job).status_code == 403
    assert signed_in.get(FILES).status_code == 403


def test_a_changed_reach_takes_no_file_made_under_another(round_, signed_in, staff, district):
    job = made(signed_in, round_)
    Grant.objects.filter(user=staff).delete()
    programme = {"confined_to": Confinement.PROGRAMME.value, "confined_code": "공공근로"}
    give(staff, district, "STAFF", "시험", **programme)
    assert take(signed_in, job).status_code == 403
    assert not downloads().exists()


def test_who_lost_the_right_meanwhile_gets_no_file_made(round_, signed_in, staff):
    ask(signed_in, round_)
    Grant.objects.filter(user=staff).delete()
    assert Worker().work_once()
    job = FileJob.objects.get()
    assert (job.state, "권한" in job.fault) == (S.FAILED, True)


def test_people_who_are_gone_meanwhile_are_told(round_, signed_in, acted):
    ask(signed_in, round_)
    for one in Application.objects.all():
        one.state = Application.State.WITHDRAWN
        one.save()
    assert Worker().work_once()
    page = signed_in.get(FILES).text
    assert "만들지 못함" in page
    assert "이제 없습니다" in page


def test_a_file_that_no_version_makes_any_more_fails_in_words(round_, signed_in):
    ask(signed_in, round_)
    FileJob.objects.update(kind="GONE")
    assert Worker().work_once()
    assert "이제 만들지 않습니다" in signed_in.get(FILES).text


def test_whatever_goes_wrong_the_worker_lives_and_the_page_says_so(round_, signed_in, caplog):
    ask(signed_in, round_)
    FileJob.objects.update(parameters={"preset": "없는 것", "rounds": []})
    assert Worker().work_once()
    page = signed_in.get(FILES).text
    job = FileJob.objects.get()
    assert "만드는 중에 오류가 났습니다" in page
    assert f"작업 번호 {job.pk}" in page
    assert "Traceback" not in page
    assert f"file job {job.pk}" in caplog.text


def test_a_damaged_file_is_refused_and_nothing_is_recorded(round_, signed_in):
    job = made(signed_in, round_)
    path = folder() / job.stored_as
    path.write_bytes(path.read_bytes()[:-1])
    answer = signed_in.post(f"{FILES}{job.pk}/", follow=True)
    assert "보관한 파일을 열 수 없습니다" in answer.text
    assert not downloads().exists()


def test_a_waiting_job_can_be_cancelled_and_made_again(round_, signed_in):
    ask(signed_in, round_)
    first = FileJob.objects.get()
    assert "취소했습니다" in signed_in.post(f"{FILES}{first.pk}/cancel/", follow=True).text
    assert not Worker().work_once()
    assert "다시 만듭니다" in signed_in.post(f"{FILES}{first.pk}/again/", follow=True).text
    assert Worker().work_once()
    assert FileJob.objects.latest("asked_at").state == S.DONE


def test_a_file_can_be_removed_before_its_time(
    round_, signed_in, django_capture_on_commit_callbacks
):
    job = made(signed_in, round_)
    path = folder() / job.stored_as
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in.post(f"{FILES}{job.pk}/remove/", follow=True)
    assert "파일을 지웠습니다" in answer.text
    assert not path.exists()
    again = signed_in.post(f"{FILES}{job.pk}/", follow=True)
    assert "보관 기간이 지났거나 지운 파일" in again.text


def test_an_unknown_act_is_not_there(round_, signed_in):
    job = made(signed_in, round_)
    assert signed_in.post(f"{FILES}{job.pk}/explode/").status_code == 404


def test_the_page_that_looks_again_by_itself_keeps_no_session_alive(signed_in):
    signed_in.get(FILES)
    session = signed_in.session
    session["session_seen"] -= 60
    session.save()
    seen = session["session_seen"]
    signed_in.get(FILES, headers={"X-Unattended": "1"})
    assert signed_in.session["session_seen"] == seen
    signed_in.get(FILES)
    assert signed_in.session["session_seen"] > seen
