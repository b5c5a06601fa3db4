"""Where the table asks for reviewers from outside, an interview is closed with their marks only."""

from dataclasses import replace

import pytest

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.refused import Refused
from participants.actions.interviews import close, set_external
from participants.interviews import lacking
from participants.models import InterviewPanel, Reviewer
from tests.participants.interview_pages.marks import as_, marked, url
from tests.participants.selecting import WITH_INTERVIEW

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules():
    """One of the two reviewers comes from outside."""
    return replace(WITH_INTERVIEW, rubric=replace(WITH_INTERVIEW.rubric, min_external=1))


@pytest.fixture
def reviewers() -> dict[str, bool]:
    """Two of the office and one from outside."""
    return {"갑위원": False, "을위원": False, "밖위원": True}


def test_marks_of_the_office_alone_do_not_close_an_interview(round_, seats, client, lead):
    version = {"version": seats[0].panel.version}
    for seat in seats[:2]:
        for n in (1, 2):
            marked(seat, n, "10")
    marked(seats[2], 1, "10")
    marked(seats[2], 2, "10", submit=False)  # a draft is no mark yet
    page = as_(client, lead).post(url(round_, "panel_close"), version)
    assert page.status_code == 422
    assert "외부위원 1명의 점수가 아직 모이지 않은 신청인이 있습니다" in page.text
    assert "공공근로-2026-1-0002. 외부위원이 점수를 제출한 뒤" in page.text
    assert "공공근로-2026-1-0001" not in page.text.partition("외부위원 1명의 점수가")[2][:120]
    assert InterviewPanel.objects.get().closed_at is None
    marked(seats[2], 2, "10")
    assert client.post(url(round_, "panel_close"), version).status_code == 302
    assert InterviewPanel.objects.get().closed_at


def test_everything_that_is_lacking_is_said_at_once(round_, rules, seats):
    for n in (1, 2):
        marked(seats[0], n, "10")
    with acting("팀장"), pytest.raises(Refused) as refused:
        close(seats[0].panel, rules)
    assert [words[:11] for words in refused.value.problems] == [
        "심사위원 2명의 점수",
        "외부위원 1명의 점수",
    ]


def test_rules_that_ask_for_nobody_from_outside_close_without(round_, seats):
    for seat in seats[:2]:
        for n in (1, 2):
            marked(seat, n, "10")
    with acting("팀장"):
        close(seats[0].panel, WITH_INTERVIEW)
    assert InterviewPanel.objects.get().closed_at


def test_what_is_lacking_is_asked_in_two_queries(round_, rules, seats, django_assert_num_queries):
    with django_assert_num_queries(2):
        missing = lacking(round_, rules)
    assert [one.number for one in missing.of_reviewers] == [1, 2]
    assert [one.number for one in missing.of_external] == [1, 2]


def test_the_panel_says_early_whom_it_lacks(round_, seats, signed_in):
    page = signed_in.get(url(round_)).text
    assert "심사위원 2명 이상(외부위원 1명 이상)의 평균" in page
    assert "마감하려면" not in page
    outside = {"version": seats[0].panel.version, "seat": seats[2].pk}
    signed_in.post(url(round_, "reviewer_remove"), outside)
    page = signed_in.get(url(round_)).text
    words = "마감하려면 심사위원 2명(외부위원 1명) 이상이 필요합니다"
    assert f"{words}. 지금은 심사위원 2명(외부위원 0명)입니다." in page


def test_a_seat_noted_wrongly_is_put_right_though_marks_were_given(round_, rules, seats, signed_in):
    for seat in seats[:2]:
        for n in (1, 2):
            marked(seat, n, "10")
    version = seats[0].panel.version
    sent = {"version": version, "seat": seats[1].pk, "is_external": "on"}
    assert signed_in.post(url(round_, "reviewer_external"), sent).status_code == 302
    assert Reviewer.objects.get(pk=seats[1].pk).is_external
    assert Change.objects.filter(kind="participants.reviewer").exists()
    assert signed_in.post(url(round_, "reviewer_external"), sent).status_code == 302
    with acting("팀장"):
        close(seats[0].panel, rules)
    with acting("시험"), pytest.raises(Refused, match="마감한 면접 심사"):
        set_external(seats[0], is_external=True)


def test_a_seat_of_another_panel_or_an_old_tab_changes_nothing(
    round_, seats, signed_in, stranger, client
):
    where, version = url(round_, "reviewer_external"), seats[0].panel.version
    assert signed_in.post(where, {"version": version, "seat": "0"}).status_code == 404
    old = {"version": version + 1, "seat": seats[2].pk}
    assert signed_in.post(where, old).status_code == 409
    sent = {"version": version, "seat": seats[2].pk}
    assert as_(client, stranger).post(where, sent).status_code == 404
    assert Reviewer.objects.get(pk=seats[2].pk).is_external
