"""The monthly review: every rule points once at what it means, and nobody signs for themselves."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.accessreview import Month
from jobportal.platform.granting import give
from jobportal.platform.models import AccessReview, Holiday, User
from jobportal.platform.reviewpages import recent_months

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
URL = reverse("access_review", args=[2026, 10])
START = reverse("findings_start", args=[2026, 10])
SETTLE = reverse("findings_settle", args=[2026, 10])
OPINION = {"opinion": "야간 접속은 당직 중 접수로 확인함"}


def lead_of(district, username, name):
    user = User.objects.create_user(username, password="test-pass-2026", name=name)
    give(user, district, "TEAM_LEAD", "시험")
    return user


@pytest.fixture
def lead(district):
    return lead_of(district, "gasang-lead", "이팀장")


@pytest.fixture
def second(district):
    return lead_of(district, "gasang-second", "박팀장")


@pytest.fixture
def look(rf, staff, district):
    """Write an entry of a Wednesday in October 2026 at ten, unless told otherwise."""

    def looked(user=staff, persons=(1,), day=7, hour=10, action="READ", ip="10.1.2.3", **values):
        at = values.pop("at", None) or timezone.make_aware(datetime(2026, 10, day, hour, 5))
        return write_entry(
            rf.get("/people/", REMOTE_ADDR=ip),
            persons=persons,
            **{
                "account_id": user.pk,
                "account_name": user.name,
                "action": action,
                "task": "신청 조회",
                "district_id": district.pk,
                "at": at,
                **values,
            },
        )

    return looked


def follow(client):
    """Put the findings down and settle all that may be settled."""
    client.post(START)
    rows = client.get(URL).context["rows"]
    numbers = [row["finding"].pk for row in rows if row["may_settle"]]
    outcome = {"state": "CLEARED", "outcome": "당직 근무로 확인함"}
    client.post(SETTLE, {"finding": numbers, **outcome})


@pytest.fixture
def found(district):
    return lambda: [(f.rule, f.told) for f in Month(district.pk, OCTOBER).findings()]


def test_ordinary_work_is_no_finding(look, found):
    for hour in (7, 12, 21):
        look(hour=hour)
    assert found() == []


@pytest.mark.parametrize(("day", "hour"), [(7, 6), (7, 22), (7, 0), (10, 10), (11, 23)])
def test_a_look_at_night_or_at_the_weekend_is_found_once(look, found, day, hour):
    look(day=day, hour=hour)
    look(day=day, hour=hour)
    assert found() == [("업무시간 외 접속", "2건")]


def test_a_look_on_a_holiday_is_found_once(look, found):
    Holiday.objects.get_or_create(on=date(2026, 10, 7), defaults={"name": "임시공휴일"})
    look()
    assert found() == [("업무시간 외 접속", "1건")]


def test_a_sign_in_at_night_alone_shows_nobody(look, found):
    look(persons=(), hour=23, action="SIGN_IN")
    assert found() == []


def test_many_persons_taken_are_found_once(look, found):
    look(persons=range(1, 100), action="DOWNLOAD")
    assert found() == []
    look(persons=range(1, 101), action="DOWNLOAD", day=8)
    assert found() == [("많은 사람 내려받기", "내려받기 100명, 신청 조회")]


def test_many_numbers_seen_in_full_on_a_day_are_found_once(look, found, settings):
    settings.ACCESS_RULES = {**settings.ACCESS_RULES, "reveals_a_day": 3}
    look(action="REVEAL"), look(action="REVEAL", hour=21), look(action="REVEAL", day=8)
    assert found() == []
    look(action="REVEAL", hour=12)
    assert found() == [("주민등록번호 많이 확인", "하루에 3번 (기준 3번 이상)")]


def test_many_views_in_an_hour_are_found_once(look, found, settings):
    settings.ACCESS_RULES = {**settings.ACCESS_RULES, "views_an_hour": 3}
    for n in range(3):
        look(persons=[n])
    look(persons=[9], hour=11)
    assert found() == []
    look(persons=[4], action="SEARCH")
    assert found() == [("짧은 시간에 많은 조회", "10시대에 조회·검색 4건 (기준 3건 초과)")]


def test_the_same_person_again_and_again_is_found_once(look, found, settings):
    settings.ACCESS_RULES = {**settings.ACCESS_RULES, "same_person": 3}
    look(), look(day=8), look(at=timezone.make_aware(datetime(2026, 9, 30, 12)))
    assert found() == []
    look(day=12, hour=12, persons=[1, 2])
    assert found() == [("같은 사람 되풀이 조회", "정보주체 1번을 3번")]


def test_bursts_of_failed_sign_ins_are_found_once_with_unknown_names_too(look, found):
    failed = {"action": "SIGN_IN_FAILED", "persons": ()}
    for _ in range(2):
        look(**failed)
        look(**failed, account_id=None, district_id=None)
    assert found() == []
    look(**failed)
    assert found() == [("로그인 실패 되풀이", "10.1.2.3에서 10시대에 5번")]


def test_a_new_address_is_found_once_for_those_known_before(look, found, lead):
    look(at=timezone.make_aware(datetime(2026, 9, 2, 10)))
    look()
    look(user=lead, ip="10.9.9.9")
    assert found() == []
    look(ip="10.7.7.7")
    assert found() == [("처음 쓰는 접속지", "10.7.7.7, 마지막 2026. 10. 7. 10:05")]


def test_the_month_ends_with_its_last_moment_here(look, district):
    edge = timezone.make_aware(datetime(2026, 11, 1))
    look(at=edge)
    assert Month(district.pk, OCTOBER).entries().count() == 0
    look(at=edge - timedelta(microseconds=1))
    look(at=timezone.make_aware(datetime(2026, 10, 1)))
    assert Month(district.pk, OCTOBER).entries().count() == 2


def test_a_review_keeps_opinion_counts_and_name(client, lead, look):
    client.force_login(lead)
    look(), look(hour=23)
    assert "업무시간 외 접속" in client.get(URL).text
    follow(client)
    assert client.post(URL, OPINION).status_code == 302
    review = AccessReview.objects.get()
    assert (review.reviewer_id, review.reviewer_name, review.month_on) == (
        lead.pk,
        "이팀장",
        OCTOBER,
    )
    assert (review.entry_count, review.own_count, review.finding_count) == (2, 0, 1)
    page = client.get(URL)
    assert page.context["state"] == "점검 마침"
    assert OPINION["opinion"] in page.text


def test_own_entries_need_another_reviewer(client, lead, second, look):
    look(), look(user=lead, hour=23)
    client.force_login(lead)
    page = client.get(URL)
    assert "본인의 접속기록 1건은 다른 점검자가 확인해야 합니다." in page.text
    assert "본인: 다른 점검자가 확인" in page.text
    client.post(URL, OPINION)
    review = AccessReview.objects.get()
    assert (review.entry_count, review.own_count, review.finding_count) == (1, 1, 0)
    assert client.get(URL).context["state"] == "다른 점검자 필요"
    client.force_login(second)
    assert client.post(URL, OPINION).status_code == 422
    follow(client)
    client.post(URL, OPINION)
    assert client.get(URL).context["state"] == "점검 마침"


def test_the_months_tell_where_their_review_stands(client, lead, look):
    client.force_login(lead)
    this = timezone.localdate().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    client.post(reverse("access_review", args=[last.year, last.month]), OPINION)
    states = [row["state"] for row in client.get(reverse("access_months")).context["rows"]]
    assert states == ["진행 중인 달", "점검 마침"]  # nothing was on record before


def test_months_are_counted_back_over_the_year_to_where_the_record_begins():
    january, december, november = date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)
    today = date(2026, 1, 31)
    assert recent_months(today, 24, today) == [january]
    assert recent_months(today, 24, date(2025, 11, 30)) == [january, december, november]
    assert recent_months(today, 2, date(2020, 1, 1)) == [january, december]


def test_a_month_is_signed_once_by_each(client, lead):
    client.force_login(lead)
    assert client.post(URL, OPINION).status_code == 302
    again = client.post(URL, OPINION)
    assert again.status_code == 409
    assert "이미 점검하셨습니다" in again.text
    assert AccessReview.objects.count() == 1


def test_a_running_month_is_not_signed(client, lead):
    client.force_login(lead)
    today = timezone.localdate()
    response = client.post(reverse("access_review", args=[today.year, today.month]), OPINION)
    assert response.status_code == 422
    assert not AccessReview.objects.exists()


@pytest.mark.parametrize("opinion", ["", "  ", "확인", "ㅁㅁㅁㅁㅁㅁ", "1111111", "a" * 2001])
def test_an_opinion_that_says_nothing_is_refused(client, lead, opinion):
    client.force_login(lead)
    response = client.post(URL, {"opinion": opinion})
    assert response.status_code == 422
    assert "점검 의견" in response.text
    assert not AccessReview.objects.exists()


def test_staff_sign_nothing(client, staff):
    client.force_login(staff)
    assert client.post(URL, OPINION).status_code == 403
    assert not AccessReview.objects.exists()


def test_reviews_of_another_district_are_not_shown(client, lead, other_district, look):
    theirs = lead_of(other_district, "yeobun-lead", "최팀장")
    client.force_login(theirs)
    client.post(URL, {"opinion": "여분구는 이상이 없습니다"})
    client.force_login(lead)
    page = client.get(URL)
    assert page.context["state"] == "점검 전"
    assert "여분구는" not in page.text


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (2026, 0), (0, 1), (99999, 1)])
def test_a_month_there_is_not_answers_404(client, lead, year, month):
    client.force_login(lead)
    assert client.get(f"/access/reviews/{year}/{month}/").status_code == 404
