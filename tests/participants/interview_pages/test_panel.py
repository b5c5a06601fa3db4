"""The panel of an interview: arranged, reviewers named, closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.interviews import set_panel
from participants.models import InterviewPanel, Reviewer
from tests.participants.interview_pages.marks import as_, marked, url
from tests.participants.making import TODAY
from tests.participants.selecting import RULES, a_round_with, a_user, an_eligible

pytestmark = pytest.mark.django_db


def test_a_closed_interview_keeps_its_day_and_place(round_, seats, lead):
    with acting("시험"):
        panel = InterviewPanel.objects.get(round=round_)
        panel.closed_at, panel.closed_by = timezone.now(), "박팀장"
        panel.save()
        with pytest.raises(Refused, match="마감한 면접 심사"):
            set_panel(round_, TODAY(), "다른 방")
    assert InterviewPanel.objects.get().place == "가상 회의실"


def test_a_round_without_marks_says_so(district, signed_in):
    with acting("시험"):
        round_ = a_round_with(district, RULES)
    assert "심사위원이 평가하는 항목이 없습니다" in signed_in.get(url(round_)).text


def test_the_panel_is_arranged_and_reviewers_are_named(round_, district, signed_in):
    page = signed_in.post(url(round_, "panel_set"), {"held_on": "언젠가", "place": ""})
    assert page.status_code == 422
    assert "언젠가" in page.text
    assert not InterviewPanel.objects.exists()
    signed_in.post(url(round_, "panel_set"), {"held_on": "2026-12-10", "place": "구청 3층"})
    panel = InterviewPanel.objects.get()
    assert (f"{panel.held_on}", panel.place) == ("2026-12-10", "구청 3층")
    user = a_user(district, "병위원")
    data = {"version": panel.version, "user": user.pk, "is_external": "on"}
    signed_in.post(url(round_, "reviewer_add"), data)
    again = signed_in.post(url(round_, "reviewer_add"), data)
    assert "이미 심사위원입니다" in again.text
    page = signed_in.get(url(round_))
    assert "병위원" in page.text
    assert "외부위원" in page.text
    seat = Reviewer.objects.get()
    signed_in.post(url(round_, "reviewer_remove"), {"version": panel.version, "seat": seat.pk})
    assert not Reviewer.objects.exists()


def test_only_who_may_mark_becomes_a_reviewer(round_, seats, district, other_district, signed_in):
    version = seats[0].panel.version
    for user in (a_user(district, "접수자", "DONG_CLERK"), a_user(other_district, "남의구")):
        page = signed_in.post(url(round_, "reviewer_add"), {"version": version, "user": user.pk})
        assert page.status_code == 422
    assert Reviewer.objects.count() == 2


def test_a_reviewer_who_marked_stays(round_, seats, signed_in):
    marked(seats[0], 1, "10", submit=False)
    page = signed_in.post(
        url(round_, "reviewer_remove"), {"version": seats[0].panel.version, "seat": seats[0].pk}
    )
    assert page.status_code == 422
    assert "이미 채점을 시작해" in page.text


def test_an_old_tab_arranges_nothing(round_, seats, signed_in):
    page = signed_in.post(url(round_, "panel_set"), {"version": "9", "held_on": "2026-12-11"})
    assert page.status_code == 409


def test_leads_close_when_everybody_is_marked_and_staff_do_not(round_, seats, client, staff, lead):
    version = {"version": seats[0].panel.version}
    assert as_(client, staff).post(url(round_, "panel_close"), version).status_code == 403
    page = as_(client, lead).post(url(round_, "panel_close"), version)
    assert page.status_code == 422
    assert "아직 모이지 않은 신청인이 있습니다: 공공근로-2026-1-0001" in page.text
    for seat in seats:
        for n in (1, 2):
            marked(seat, n, "10")
    assert client.post(url(round_, "panel_close"), version).status_code == 302
    panel = InterviewPanel.objects.get()
    assert panel.closed_by == lead.name
    assert client.post(url(round_, "panel_reopen"), {"version": panel.version}).status_code == 422
    client.post(url(round_, "panel_reopen"), {"version": panel.version, "reason": "착오"})
    assert InterviewPanel.objects.get().closed_at is None


def test_reviewers_too_far_apart_must_talk(round_, seats, client, lead):
    marked(seats[0], 1, "4")
    marked(seats[1], 1, "10")
    page = as_(client, lead).get(url(round_))
    row = page.context["spreads"][0]
    assert (row["receipt"], row["spread"]) == ("공공근로-2026-1-0001", "6")
    assert "갑위원 4, 을위원 10" in row["marks"]
    marked(seats[0], 1, "5")
    assert client.get(url(round_)).context["spreads"] == []


def test_lists_ask_as_often_for_thirty_as_for_two(round_, seats, client):
    marked(seats[0], 1, "4")
    marked(seats[1], 1, "10")
    as_(client, seats[0].user)

    def asked(where: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    addresses = (url(round_), url(round_, "round_marks"))
    few = [asked(where) for where in addresses]
    with acting("시험"):
        for n in range(3, 31):
            an_eligible(round_, n, 1)
    for n in range(3, 31):
        for seat, mark in zip(seats, ("4", "10"), strict=True):
            marked(seat, n, mark)
    assert [asked(where) for where in addresses] == few
    assert max(few) <= 30


def test_who_has_a_seat_is_not_offered_another(round_, seats, signed_in):
    shown = signed_in.get(url(round_)).context["forms"]["reviewer"]
    offered = set(shown.fields["user"].queryset)
    assert offered.isdisjoint(seat.user for seat in seats)
