"""What waits on the first page: each sees their own work, by round, with what is past its day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from jobportal.platform.values.dates import kdate_weekday
from participants.models import (
    Application,
    DuplicatePair,
    InterviewPanel,
    InterviewSheet,
    Offer,
    Placement,
    Reviewer,
    Selection,
    SubmittedDocument,
    Vacancy,
)
from programs.models import Round
from tests.participants.announcing import DAY, a_publication, an_appeal
from tests.participants.making import TODAY, a_document, a_person, a_round, an_application
from tests.participants.placing import a_chosen, a_reserve, a_selection, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State


@pytest.fixture
def round_(district) -> Round:
    with acting("시험"):
        return a_round(district, state=Round.State.RUNNING)


def waiting(client) -> dict[str, tuple[int, int]]:
    """Label → how many, how many late."""
    rows = client.get(reverse("home")).context["waiting"]
    return {row["label"]: (row["count"], row.get("late", 0)) for row in rows}


def as_role(client, district, role: str) -> User:
    user = User.objects.create_user(f"desk-{role.lower()}", password="x", name="가상인")
    give(user, district, role, "시험")
    client.force_login(user)
    return user


def test_a_quiet_office_has_nothing_to_do(round_, signed_in):
    assert waiting(signed_in) == {}
    assert "처리할 일이 없습니다" in signed_in.get(reverse("home")).text


def test_every_line_leads_to_a_page_that_opens(district, staff, round_, signed_in):
    with acting("시험"):
        an_application(round_, a_person(district, 1), 1, state=S.DRAFT)
        selection = a_selection(round_, staff)
        a_chosen(selection, 2, round_.work_projects.first())
        late = someone_placed(
            round_, 3, to_on=TODAY() - timedelta(days=1), from_on=TODAY() - timedelta(days=9)
        )
        vacancies = [a_vacancy(round_) for _ in range(2)]
        an_offer(vacancies[0], a_reserve(selection, 4, 1), TODAY() - timedelta(days=1))
        first, second = a_person(district, 5), a_person(district, 6)
        DuplicatePair(district=district, first=first, second=second, why="성명이 비슷함").save()
    assert late.state == Placement.State.WORKING
    assert waiting(signed_in) == {
        "임시저장한 신청서": (1, 0),
        "발표할 선발 명단": (1, 0),
        "배치를 기다리는 선발자": (1, 0),
        "충원할 결원": (1, 0),
        "답변을 기다리는 통보": (1, 1),
        "만료로 적을 참여자": (1, 0),
        "같은 사람인지 정할 신청인": (1, 0),
    }
    page = signed_in.get(reverse("home"))
    assert "기한 지남 1" in page.text
    for row in page.context["waiting"]:
        assert signed_in.get(row["url"]).status_code == 200


def a_vacancy(round_: Round) -> Vacancy:
    vacancy = Vacancy(
        district=round_.district,
        round=round_,
        project=round_.work_projects.first(),
        pool="ALL",
        opened_on=TODAY(),
        cause=Vacancy.Cause.UNFILLED,
    )
    vacancy.save()
    return vacancy


def an_offer(vacancy: Vacancy, application: Application, respond_by) -> None:
    Offer(
        district=vacancy.district,
        vacancy=vacancy,
        application=application,
        reserve_rank=1,
        offered_on=respond_by,
        respond_by_on=respond_by,
    ).save()


def test_a_list_waits_for_the_team_lead_and_not_for_who_proposed_it(
    district, staff, lead, round_, client
):
    with acting("시험"):
        a_selection(round_, staff, state=Selection.State.PROPOSED, decided_by=None, decided_at=None)
    client.force_login(lead)
    assert waiting(client) == {"승인을 기다리는 선발안": (1, 0)}
    client.force_login(staff)
    assert waiting(client) == {}


def test_an_accepted_appeal_waits_until_a_list_knows_of_it(
    district, staff, lead, round_, signed_in
):
    with acting("시험"):
        selection = a_selection(round_, staff)
        a_publication(selection)
        one = a_reserve(selection, 4, 1)
        appeal = an_appeal(one, selection, state="ACCEPTED", answer="인용", decided_on=DAY)
        one.state = S.UNDER_REVIEW
        one.save()
    label = "인용한 이의신청의 재심사·새 선발안"
    assert waiting(signed_in)[label] == (1, 0)
    board = signed_in.get(reverse("round_dashboard", args=[round_.pk]))
    assert label in [task["label"] for task in board.context["tasks"]]
    with acting("시험"):
        one.state = S.RESERVE
        one.save()
    assert appeal.state == "ACCEPTED"
    assert label not in waiting(signed_in)


@pytest.mark.parametrize(("days_ago", "is_told"), [(0, False), (1, True), (14, True), (15, False)])
def test_a_list_whose_posting_has_ended_is_to_be_taken_down_for_two_weeks(
    staff, round_, signed_in, days_ago, is_told
):
    until = TODAY() - timedelta(days=days_ago)
    published, label = until - timedelta(days=30), "게시 기간이 끝나 누리집에서 내릴 명단"
    days = {"published_on": published, "appeal_until_on": published, "remove_on": until}
    with acting("시험"):
        a_publication(a_selection(round_, staff), **days)
    assert (waiting(signed_in) == {label: (1, 0)}) is is_told
    board = signed_in.get(reverse("round_dashboard", args=[round_.pk]))
    assert (label in [task["label"] for task in board.context["tasks"]]) is is_told
    (row,) = (one for one in board.context["deadlines"] if one["label"] == "명단 게시 종료")
    assert (row["day"], row["distance"]) == (
        kdate_weekday(until),
        "지남" if days_ago else "D-day",
    )


def test_a_reviewer_finds_the_applicants_still_to_be_marked(district, round_, client):
    user = as_role(client, district, "REVIEWER")
    with acting("시험"):
        for n in (1, 2):
            an_application(round_, a_person(district, n), n, state=S.ELIGIBLE)
        panel = InterviewPanel(district=district, round=round_, held_on=TODAY())
        panel.save()
    assert waiting(client) == {}
    with acting("시험"):
        Reviewer(district=district, panel=panel, user=user).save()
    assert waiting(client) == {"면접 점수를 적을 신청인": (2, 0)}


def test_who_was_confirmed_waits_for_a_list_until_one_is_proposed(
    district, staff, round_, signed_in
):
    with acting("시험"):
        for n, state in enumerate((S.UNDER_REVIEW, S.ELIGIBLE, S.SCORED), start=1):
            an_application(round_, a_person(district, n), n, state=state)
    assert waiting(signed_in) == {
        "심사하고 결과를 확정할 신청서": (1, 0),
        "점수 산정·선발안을 기다리는 신청인": (2, 0),
    }
    with acting("시험"):
        a_selection(round_, staff, state=Selection.State.PROPOSED, decided_by=None, decided_at=None)
    assert waiting(signed_in) == {"심사하고 결과를 확정할 신청서": (1, 0)}


def test_papers_that_came_wait_for_the_officer(district, round_, signed_in):
    with acting("시험"):
        round_.apply_to_on = TODAY() - timedelta(days=1)
        round_.save()
        asked = an_application(round_, a_person(district), 1, state=S.SUPPLEMENT_REQUESTED)
        paper = SubmittedDocument(
            district=district, application=asked, document=a_document(district, round_)
        )
        paper.state, paper.requested_on, paper.due_on = "REQUESTED", TODAY(), TODAY()
        paper.save()
    assert waiting(signed_in) == {}
    with acting("시험"):
        paper.state, paper.submitted_on = "SUBMITTED", TODAY()
        paper.save()
    assert waiting(signed_in) == {"심사를 시작할 신청서": (1, 0)}


def test_the_lead_closes_interviews_once_every_reviewer_marked_everybody(
    district, staff, lead, round_, client
):
    client.force_login(lead)
    with acting("시험"):
        people = [
            an_application(round_, a_person(district, n), n, state=S.ELIGIBLE) for n in (1, 2)
        ]
        panel = InterviewPanel(district=district, round=round_, held_on=TODAY())
        panel.save()
        seats = [Reviewer(district=district, panel=panel, user=user) for user in (staff, lead)]
        for seat in seats:
            seat.save()
    sheets = [(seat, one) for seat in seats for one in people]
    for seat, one in sheets:
        assert "마감할 면접 심사" not in waiting(client)
        with acting("시험"):
            InterviewSheet(
                district=district, reviewer=seat, application=one, submitted_at=timezone.now()
            ).save()
    assert waiting(client) == {"마감할 면접 심사": (1, 0)}


def test_who_sees_no_residents_is_told_of_none(district, round_, client):
    as_role(client, district, "COUNCIL")
    with acting("시험"):
        an_application(round_, a_person(district, 1), 1, state=S.DRAFT)
    assert waiting(client) == {}


def test_a_clerk_of_a_dong_is_told_of_its_applications_alone(district, round_, client):
    user = User.objects.create_user("desk-clerk", password="x", name="가상인")
    give(user, district, "DONG_CLERK", "시험", confined_to="DONG", confined_code="가상1동")
    client.force_login(user)
    with acting("시험"):
        for n, dong in enumerate(("가상1동", "없는동"), start=1):
            an_application(round_, a_person(district, n), n, state=S.DRAFT, reception_dong=dong)
    assert waiting(client) == {"임시저장한 신청서": (1, 0)}


def test_closed_rounds_and_other_districts_are_left_out(
    district, other_district, round_, signed_in
):
    with acting("시험"):
        for where, state in ((district, "CLOSED"), (other_district, "RUNNING")):
            other = a_round(where, "뉴딜-2025-1", state=state)
            an_application(other, a_person(where, 9), 1, state=S.DRAFT)
    assert waiting(signed_in) == {}


def test_the_first_page_asks_as_often_for_many_as_for_one(district, staff, round_, signed_in):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(reverse("home"))
        return len(queries)

    with acting("시험"):
        an_application(round_, a_person(district, 1), 1, state=S.DRAFT)
    asked()
    few = asked()
    with acting("시험"):
        other = a_round(district, "뉴딜-2026-1", state=Round.State.RUNNING)
        for n in range(2, 8):
            an_application(other, a_person(district, n), n, state=S.DRAFT)
    asked()
    assert asked() == few
