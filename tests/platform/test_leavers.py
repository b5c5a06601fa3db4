"""Whoever leaves or moves: a list stops accounts at once or from a day on, and once only."""

from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from jobportal.platform import granting
from jobportal.platform.accounts.forms import WRONG
from jobportal.platform.granting import accounts_of, give
from jobportal.platform.leavers.acts import carry_out, end_due
from jobportal.platform.leavers.plan import Effect, plan_for
from jobportal.platform.leavers.sheet import Leaver, read_leavers
from jobportal.platform.models import Grant, GrantEvent, User
from jobportal.platform.refused import Refused

pytestmark = pytest.mark.django_db
URL = reverse("leavers")
HEAD = "아이디,구분,일자,이름\n"
PASSWORD = "test-pass-2026"


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def listed(*lines: str, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile("퇴직자.csv", (HEAD + "\n".join(lines)).encode(encoding))


def sent(desk, *lines: str, **values):
    return desk.post(URL, {"file": listed(*lines, **values)})


def confirmed(desk, page):
    return desk.post(URL, {"token": page.context["token"]})


def effects(page) -> list[str]:
    return [row["line"].effect for row in page.context["rows"]]


def test_the_list_is_shown_first_and_stops_at_once_when_confirmed(desk, theirs, staff):
    page = sent(desk, f"{staff.username},퇴직,{day()}", "20249999,전출,2026-01-02")
    assert effects(page) == [Effect.STOP, Effect.UNKNOWN]
    assert "이 구에 없는 아이디" in page.text
    assert [row["line"].leaver.row for row in page.context["rows"]] == [2, 3]
    staff.refresh_from_db()
    assert staff.is_active
    assert theirs.get("/").status_code == 200
    assert confirmed(desk, page).status_code == 302
    assert theirs.get("/").status_code == 302
    staff.refresh_from_db()
    assert (staff.is_active, staff.end_reason) == (False, "퇴직")
    grant = staff.grants.get()
    assert grant.state == Grant.State.REVOKED
    assert grant.decision_note.startswith("퇴직 ")
    acts = GrantEvent.objects.filter(user_id=staff.pk, actor_id__isnull=False)
    assert set(acts.values_list("action", flat=True)) == {"DEACTIVATE", "REVOKE"}
    assert "중지(퇴직)" in desk.get(reverse("account_list")).text


def test_a_second_time_nothing_changes(desk, staff):
    lines = [f"{staff.username},퇴직,{day()}"]
    confirmed(desk, sent(desk, *lines))
    events = GrantEvent.objects.count()
    page = sent(desk, *lines)
    assert effects(page) == [Effect.SAME]
    assert page.context["token"] == ""
    assert GrantEvent.objects.count() == events


def test_a_later_day_lets_in_until_it_comes(client, desk, theirs, staff, monkeypatch):
    confirmed(desk, sent(desk, f"{staff.username},전출,{day(3)}"))
    staff.refresh_from_db()
    assert (staff.is_active, staff.ends_on) == (True, day(3))
    assert staff.grants.get().state == Grant.State.APPROVED
    assert theirs.get("/").status_code == 200
    assert "부터 중지, 전출" in desk.get(reverse("account_list")).text
    assert effects(sent(desk, f"{staff.username},전출,{day(3)}")) == [Effect.SAME]
    monkeypatch.setattr(timezone, "localdate", lambda *of: day_of_end)
    day_of_end = staff.ends_on - timedelta(days=1)
    assert theirs.get("/").status_code == 200
    day_of_end = staff.ends_on
    assert theirs.get("/").status_code == 302
    refused = type(client)().post(
        reverse("login"), {"username": staff.username, "password": PASSWORD}
    )
    assert WRONG in refused.text


def test_on_its_day_the_worker_writes_the_revocation_once(desk, staff, admin):
    confirmed(desk, sent(desk, f"{staff.username},전출,{day(3)}"))
    assert end_due() == 0
    User.objects.filter(pk=staff.pk).update(ends_on=day())
    assert (end_due(), end_due()) == (1, 0)
    staff.refresh_from_db()
    assert not staff.is_active
    assert staff.grants.get().state == Grant.State.REVOKED
    event = GrantEvent.objects.filter(user_id=staff.pk, action="REVOKE").get()
    assert (event.actor_name, event.district_id) == ("명령", staff.grants.get().district_id)


def test_a_day_that_was_wrong_is_corrected_or_taken_back(desk, staff):
    confirmed(desk, sent(desk, f"{staff.username},전출,{day(3)}"))
    page = sent(desk, f"{staff.username},전출,{day(9)}")
    assert effects(page) == [Effect.LATER]
    confirmed(desk, page)
    staff.refresh_from_db()
    assert staff.ends_on == day(9)
    act = reverse("account_act", args=[staff.pk, "start"])
    desk.post(act, {"reason": "전출이 취소됨"})
    staff.refresh_from_db()
    assert (staff.ends_on, staff.end_reason, staff.is_active) == (None, "", True)


def test_an_old_list_does_not_stop_who_came_back(desk, staff):
    confirmed(desk, sent(desk, f"{staff.username},전출,{day(-1)}"))
    desk.post(reverse("account_act", args=[staff.pk, "start"]), {"reason": "다시 전입"})
    assert effects(sent(desk, f"{staff.username},전출,{day(-1)}")) == [Effect.REOPENED]


def test_the_last_administrator_is_never_locked_out(desk, admin, staff, district):
    refused = sent(desk, f"{staff.username},퇴직,{day()}", f"{admin.username},퇴직,{day()}")
    assert refused.status_code == 422
    assert "가상구의 마지막 시스템 관리자입니다" in refused.text
    assert '<td class="number">3</td>' in refused.text
    staff.refresh_from_db()
    assert staff.is_active
    second = User.objects.create_user("gasang-admin2", name="둘가상")
    give(second, district, "ADMINISTRATOR", "시험")
    both = sent(desk, f"{second.username},퇴직,{day(5)}", f"{admin.username},퇴직,{day()}")
    assert both.status_code == 422
    assert effects(sent(desk, f"{admin.username},퇴직,{day()}")) == [Effect.STOP]


def test_the_one_who_is_left_is_neither_stopped_nor_loses_the_right(admin, staff, district):
    grant = admin.grants.get()
    with pytest.raises(Refused, match="마지막 시스템 관리자"):
        granting.set_active(admin, staff, district, False, "퇴직")
    with pytest.raises(Refused, match="마지막 시스템 관리자"):
        granting.revoke(grant, staff, "퇴직")
    give(admin, district, "ADMINISTRATOR", "시험")
    granting.revoke(grant, staff, "두 번 받은 권한")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_encodings_of_an_office_are_read(desk, staff, encoding):
    page = sent(desk, f"{staff.username},퇴직,{day()},{staff.name}", encoding=encoding)
    assert effects(page) == [Effect.STOP]


def test_a_workbook_is_read_like_a_csv(desk, staff):
    book = Workbook()
    book.active.append(["사번", "성명", "구분", "발령일"])
    book.active.append([staff.username.upper(), "김 가상", "전출", day()])
    out = BytesIO()
    book.save(out)
    page = desk.post(URL, {"file": SimpleUploadedFile("명단.xlsx", out.getvalue())})
    assert effects(page) == [Effect.STOP]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["gasang-staff,승진,2026-01-02"], "구분"),
        (["gasang-staff,퇴직,언젠가"], "일자"),
        (["gasang-staff,퇴직,"], "비어 있습니다"),
        ([",퇴직,2026-01-02"], "비어 있습니다"),
        (["gasang-staff,퇴직,2026-01-02,박다른"], "계정의 이름과 다릅니다"),
        (["gasang-staff,퇴직,2026-01-02", "GASANG-STAFF,전출,2026-01-03"], "2행에도 있습니다"),
    ],
)
def test_everything_wrong_is_told_with_its_line_and_nothing_changes(desk, staff, lines, words):
    refused = sent(desk, *lines)
    assert refused.status_code == 422
    assert words in refused.text
    assert f'<td class="number">{len(lines) + 1}</td>' in refused.text
    staff.refresh_from_db()
    assert (staff.is_active, staff.ends_on) == (True, None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("명단.csv", b""),
        ("명단.csv", b"\xff\xfe\x00a"),
        ("명단.csv", "아이디,구분\ngasang,퇴직".encode()),
        ("명단.xlsx", b"PK\x03\x04nothing"),
        ("명단.hwp", b"hwp"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(desk, name, content):
    refused = desk.post(URL, {"file": SimpleUploadedFile(name, content)})
    assert refused.status_code == 422


def test_a_token_of_somebody_else_or_used_twice_does_nothing(client, desk, staff, lead):
    page = sent(desk, f"{staff.username},퇴직,{day()}")
    assert "찾을 수 없습니다" in desk.post(URL, {"token": "0" * 32}, follow=True).text
    assert "찾을 수 없습니다" in desk.post(URL, {"token": page.context["token"]}, follow=True).text
    staff.refresh_from_db()
    assert staff.is_active


def test_accounts_of_another_district_are_unknown(desk, stranger):
    assert effects(sent(desk, f"{stranger.username},퇴직,{day()}")) == [Effect.UNKNOWN]


def test_the_form_to_fill_in_can_be_had_and_read(desk):
    content = b"".join(desk.get(URL, {"format": "csv"}).streaming_content)
    leavers, problems = read_leavers(BytesIO(content), "양식.csv")
    assert leavers == []
    assert [one for one in problems if one.level == "error"] == []


@pytest.fixture
def feed(tmp_path):
    def written(*lines: str):
        path = tmp_path / "feed.csv"
        path.write_text(HEAD + "\n".join(lines), encoding="cp949")
        return path

    return written


def run(path, **options) -> str:
    out = StringIO()
    call_command("leavers", path, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_command_does_the_same_and_can_be_repeated(feed, admin, staff):
    path = feed(f"{staff.username},퇴직,{day(-1)}", "20249999,퇴직,2026-01-02")
    assert "바로 중지 1건" in run(path, check=True)
    staff.refresh_from_db()
    assert staff.is_active
    told = run(path)
    assert "3행 20249999 퇴직 2026. 1. 2.: 이 구에 없는 아이디" in told
    staff.refresh_from_db()
    assert not staff.is_active
    assert "바로 중지 0건" in run(path)


def test_the_command_refuses_faults_and_asks_for_the_district(feed, admin, staff, stranger):
    path = feed(f"{staff.username},퇴직,{day()}")
    with pytest.raises(CommandError, match="--district"):
        run(path)
    with pytest.raises(CommandError, match="고칠 곳이 1건"):
        run(feed("gasang-staff,승진,2026-01-02"), district="gasang")
    with pytest.raises(CommandError, match="고칠 곳이 1건"):
        run(feed(f"{admin.username},퇴직,{day()}"), district="gasang")
    with pytest.raises(CommandError, match="그런 파일이 없습니다"):
        run(path.parent / "none.csv", district="gasang")


def test_a_hundred_leavers_cost_as_many_queries_as_one(district, admin):
    counts = []
    for amount in (1, 40):
        users = [User(username=f"gone-{amount}-{n}", name="간가상") for n in range(amount)]
        users = User.objects.bulk_create(users)
        for user in users:
            give(user, district, "COUNCIL", "시험")
        gone = [Leaver(n, "", user.username, "퇴직", day(), "") for n, user in enumerate(users)]
        with CaptureQueriesContext(connection) as made:
            plan = carry_out(gone, accounts_of(district), admin, district)
        assert len(plan.of(Effect.STOP)) == amount
        counts.append(len(made))
    assert counts[0] == counts[1]
    assert plan_for(gone, accounts_of(district)).changes == []


def test_the_worker_does_it_once_a_day(settings):
    assert "jobportal.platform.leavers.acts.end_due" in settings.HOUSEKEEPING
