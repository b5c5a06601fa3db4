"""The half-yearly review of rights: every account, decided by somebody else, signed for good."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import Grant, GrantEvent, RightsReview, RightsReviewLine, User
from jobportal.platform.rightsreview.acts import Decided, ReviewRefused, begin, decide
from jobportal.platform.values.halves import Half

pytestmark = pytest.mark.django_db
D = RightsReviewLine.Decision
PASSWORD = "test-pass-2026"
OPINION = {"opinion": "담당이 바뀐 1명의 권한을 회수하고 나머지는 유지함"}


def now() -> Half:
    return Half.of(timezone.localdate())


def address(name: str = "rights_review", half: Half | None = None) -> str:
    one = half or now()
    return reverse(name, args=[one.first.year, one.number])


def someone(district, username, name, role, **values) -> User:
    user = User.objects.create_user(username, password=PASSWORD, name=name, **values)
    give(user, district, role, "시험")
    return user


@pytest.fixture
def officer(district) -> User:
    return someone(district, "gasang-privacy", "정가상", "PRIVACY_OFFICER")


@pytest.fixture
def director(district) -> User:
    return someone(district, "gasang-director", "박과장", "DIRECTOR")


@pytest.fixture
def admin(district) -> User:
    return someone(district, "gasang-admin", "한가상", "ADMINISTRATOR", department="가상과 1팀")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def other_desk(client, director):
    browser = type(client)()
    browser.force_login(director)
    return browser


@pytest.fixture
def review(desk, other_desk, admin, staff, district) -> RightsReview:
    """Begun over four accounts: both reviewers, the administrator, the member of staff."""
    desk.post(address("rights_begin"))
    return RightsReview.objects.get()


def line(review, user) -> RightsReviewLine:
    return review.lines.get(account=user)


def decided(browser, review, decisions: dict, **values):
    data = dict(values)
    for user, (decision, reason) in decisions.items():
        one = line(review, user)
        data |= {
            f"decision-{one.pk}": decision,
            f"reason-{one.pk}": reason,
            f"version-{one.pk}": one.version,
        }
    return browser.post(address("rights_decide"), data)


def reminders(browser) -> list[str]:
    """What waits on the first page."""
    return [getattr(one, "label", "") for one in browser.get("/").context["waiting"]]


@pytest.mark.parametrize(
    ("day", "first", "last", "label"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 6, 30), "2026년 상반기"),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30), "2026년 상반기"),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "2026년 하반기"),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 12, 31), "2026년 하반기"),
    ],
)
def test_a_half_year_begins_in_january_and_in_july(day, first, last, label):
    half = Half.of(day)
    assert (half.first, half.last, str(half)) == (first, last, label)
    assert Half.of(half.before().last) == half.before()


def test_it_begins_with_every_account_as_it_is(desk, review, staff, admin, officer, director):
    assert {one.account for one in review.lines.all()} == {staff, admin, officer, director}
    one = line(review, admin)
    assert (one.username, one.name, one.department) == ("gasang-admin", "한가상", "가상과 1팀")
    assert "시스템 관리자, 구 전체" in one.roles
    page = desk.get(address())
    for words in ("gasang-staff", "가상과 1팀", "시스템 관리자, 구 전체", "마지막 로그인"):
        assert words in page.text
    assert page.context["counts"][0] == ("결정 전", 4)
    desk.post(address("rights_begin"))
    assert RightsReview.objects.count() == 1


def test_stopped_accounts_and_those_of_other_districts_are_no_part(desk, lead, stranger, district):
    User.objects.filter(pk=lead.pk).update(is_active=False)
    desk.post(address("rights_begin"))
    names = set(RightsReviewLine.objects.values_list("username", flat=True))
    assert names == {"gasang-privacy"}


def test_only_the_running_half_is_begun(desk):
    past = now().before()
    assert desk.post(address("rights_begin", past)).status_code == 302
    assert not RightsReview.objects.exists()
    for name in ("rights_decide", "rights_sign"):
        assert desk.post(address(name)).status_code == 404
    assert desk.get(address("rights_report")).status_code == 404


def test_taking_back_ends_the_sessions_and_stands_in_the_record(client, desk, review, staff):
    theirs = type(client)()
    theirs.force_login(staff)
    assert theirs.get("/").status_code == 200
    saved = decided(desk, review, {staff: ("TAKE_BACK", "담당 업무가 바뀜")})
    assert saved.status_code == 302
    assert theirs.get("/").status_code == 302
    grant = staff.grants.get()
    assert grant.state == Grant.State.REVOKED
    event = GrantEvent.objects.get(action="REVOKE", user_id=staff.pk)
    assert event.reason == f"{review}: 담당 업무가 바뀜"
    again = decided(desk, review, {staff: ("KEEP", "다시 필요함")})
    assert again.status_code == 409
    assert "권한을 새로 신청하세요" in again.text


def test_one_reason_does_for_all_that_are_kept(desk, review, staff, admin):
    decisions = {staff: ("KEEP", ""), admin: ("KEEP", "계정 관리")}
    assert decided(desk, review, decisions, keep_reason="담당 업무에 필요함").status_code == 302
    assert line(review, staff).reason == "담당 업무에 필요함"
    assert line(review, admin).reason == "계정 관리"


def test_nobody_decides_about_themselves(desk, review, officer, staff):
    decisions = {officer: ("KEEP", "내 업무"), staff: ("KEEP", "담당 업무")}
    refused = decided(desk, review, decisions)
    assert refused.status_code == 409
    assert "본인의 권한은 다른 점검자가" in refused.text
    assert line(review, staff).decision == D.UNDECIDED
    one = line(review, officer)
    one.decision, one.reason, one.decided_by = D.KEEP, "내 업무", officer
    with acting(officer), pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_the_last_administrator_keeps_the_right(desk, review, admin, staff):
    refused = decided(
        desk, review, {admin: ("TAKE_BACK", "전출"), staff: ("TAKE_BACK", "담당이 바뀜")}
    )
    assert refused.status_code == 409
    assert "마지막 시스템 관리자" in refused.text
    assert staff.grants.get().state == Grant.State.APPROVED


def test_it_is_signed_when_another_has_decided_about_the_signer(
    desk, other_desk, review, staff, admin, officer, director
):
    others = dict.fromkeys((staff, admin, director), ("KEEP", "담당 업무"))
    decided(desk, review, others)
    refused = desk.post(address("rights_sign"), OPINION)
    assert refused.status_code == 409
    assert "결정하지 않은 계정이 1개" in refused.text
    assert OPINION["opinion"] in refused.text
    decided(other_desk, review, {officer: ("KEEP", "개인정보 업무")})
    assert desk.post(address("rights_sign"), OPINION).status_code == 302
    review.refresh_from_db()
    assert (review.signed_by, review.is_signed) == (officer, True)
    assert decided(desk, review, {staff: ("TAKE_BACK", "늦게 앎")}).status_code == 409
    assert desk.post(address("rights_sign"), OPINION).status_code == 409
    assert staff.grants.get().state == Grant.State.APPROVED


def test_the_first_page_reminds_until_it_is_signed(
    desk, other_desk, staff, admin, review, officer, director
):
    reminder = f"{now()} 권한 점검"
    assert reminder in reminders(other_desk)
    everybody = dict.fromkeys((staff, admin, director), ("KEEP", "담당 업무"))
    decided(desk, review, everybody)
    decided(other_desk, review, {officer: ("KEEP", "개인정보 업무")})
    assert reminder in reminders(other_desk)
    other_desk.post(address("rights_sign"), OPINION)
    assert reminder not in reminders(other_desk)


def test_the_first_page_reminds_before_it_is_begun_and_only_reviewers(other_desk, signed_in):
    assert f"{now()} 권한 점검" in other_desk.get("/").text
    assert "권한 점검" not in signed_in.get("/").text


def test_a_half_that_was_never_signed_is_late_and_the_next_one_due(
    desk, review, monkeypatch, staff, officer
):
    later = now().last.replace(year=now().last.year + 1)
    Grant.objects.update(to_on=None)
    monkeypatch.setattr(timezone, "localdate", lambda *of: later)
    page = desk.get("/")
    assert page.context["waiting"][-2].late == 4
    assert f"{Half.of(later)} 권한 점검" in page.text
    assert desk.get(address(half=Half(review.half_on))).context["state"] == "점검 중"


def test_staff_review_nothing(client, review, staff):
    theirs = type(client)()
    theirs.force_login(staff)
    for name in ("rights_review", "rights_report"):
        assert theirs.get(address(name)).status_code == 403
    for name in ("rights_begin", "rights_decide", "rights_sign"):
        assert theirs.post(address(name)).status_code == 403


def test_the_report_lists_each_account_with_its_decision(desk, review, staff):
    decided(desk, review, {staff: ("TAKE_BACK", "담당 업무가 바뀜")})
    page = desk.get(address("rights_report"))
    for words in (
        *("접근권한 점검결과 보고서", "결재란", "gasang-staff", "담당자, 구 전체", "회수"),
        *("담당 업무가 바뀜", "정가상", "가상과 1팀"),
    ):
        assert words in page.text, words
    assert page.context["counts"] == [("계", 4), ("결정 전", 3), ("유지", 0), ("회수", 1)]
    content = desk.get(address("rights_report"), {"format": "xlsx"}).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[1][:4] == ("아이디", "이름", "부서", "역할과 범위, 기한")
    assert [row[5] for row in rows if row[0] == "gasang-staff"] == ["회수"]


@pytest.mark.parametrize(
    ("decision", "reason", "words"),
    [
        ("KEEP", "", "결정한 사유를 적으세요"),
        ("TAKE_BACK", "  ", "결정한 사유를 적으세요"),
        ("MAYBE", "모름", "유지와 회수 가운데"),
        ("KEEP", "가" * 201, "200자 안으로"),
        ("KEEP", "900101-1234567", "주민등록번호로 보이는"),
        ("KEEP", "담당\x00업무", "보이지 않거나 깨진 문자"),
    ],
)
def test_bad_input_is_told_at_its_account_and_nothing_is_written(
    desk, review, staff, admin, decision, reason, words
):
    refused = decided(
        desk, review, {staff: (decision, reason), admin: ("KEEP", "계정 관리에 필요함")}
    )
    assert refused.status_code in (409, 422)
    assert words in refused.text
    assert "계정 관리에 필요함" in refused.text  # what was typed stays
    assert line(review, admin).decision == D.UNDECIDED


def test_who_decides_second_is_told(desk, other_desk, review, staff):
    stale = line(review, staff)
    decided(other_desk, review, {staff: ("KEEP", "담당 업무")})
    refused = desk.post(
        address("rights_decide"),
        {
            f"decision-{stale.pk}": "TAKE_BACK",
            f"reason-{stale.pk}": "담당이 바뀜",
            f"version-{stale.pk}": stale.version,
        },
    )
    assert refused.status_code == 409
    assert "다른 사람이 먼저" in refused.text
    assert line(review, staff).decision == D.KEEP


def test_an_opinion_that_says_nothing_is_refused(desk, review):
    assert desk.post(address("rights_sign"), {"opinion": "확인"}).status_code == 422


@pytest.mark.parametrize(("year", "half"), [(2026, 0), (2026, 3), (0, 1), (99999, 1)])
def test_a_half_there_is_not_answers_404(desk, year, half):
    assert desk.get(f"/rights/reviews/{year}/{half}/").status_code == 404


def test_a_hundred_accounts_cost_as_many_queries_as_one(district, officer, director):
    counts = []
    for half, amount in ((now(), 1), (now(), 40)):
        RightsReviewLine.objects.filter()._raw_delete("default")
        RightsReview.objects.filter()._raw_delete("default")
        for n in range(amount):
            someone(district, f"gasang-{amount}-{n}", "간가상", "COUNCIL")
        with acting(officer):
            with CaptureQueriesContext(connection) as begun:
                review = begin(district, half, officer)
            others = review.lines.exclude(account=officer)
            typed = {one.pk: Decided(one.version, D.TAKE_BACK, "전출") for one in others}
            with CaptureQueriesContext(connection) as made:
                decide(review, officer, typed)
        counts.append((len(begun), len(made)))
        Grant.objects.filter(user=director).update(state=Grant.State.APPROVED)
    assert counts[0] == counts[1]


def test_a_refusal_names_the_running_half(district, officer):
    with acting(officer), pytest.raises(ReviewRefused, match=str(now())):
        begin(district, now().before(), officer)
