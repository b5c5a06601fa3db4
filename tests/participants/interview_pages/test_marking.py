"""Reviewers mark: by list and form, as a draft or for good, until it is closed."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.interviews import close
from participants.models import Application, InterviewSheet
from tests.participants.interview_pages.marks import as_, marked, one, url
from tests.participants.selecting import WITH_INTERVIEW, a_user

pytestmark = pytest.mark.django_db


def test_a_reviewer_marks_by_list_and_form_and_goes_on_to_the_next(round_, seats, client):
    as_(client, seats[0].user)
    page = client.get(url(round_, "round_marks"))
    assert "가***1" in page.text
    assert "가상면접1" not in page.text
    first, second = one(round_, 1), one(round_, 2)
    form = client.get(url(round_, "round_mark", first.pk))
    assert "가상면접1" in form.text
    assert "autofocus" in form.text
    sent = {"version": "0", "mark-MOTIVE": "12.5", "opinion": "성실함", "action": "submit"}
    answer = client.post(url(round_, "round_mark", first.pk), sent)
    assert answer["Location"] == url(round_, "round_mark", second.pk)
    sheet = InterviewSheet.objects.get()
    assert (sheet.marks, sheet.opinion) == ({"MOTIVE": "12.5"}, "성실함")
    assert sheet.submitted_at
    answer = client.post(url(round_, "round_mark", second.pk), sent)
    assert answer["Location"] == url(round_, "round_marks")


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("", "제출하려면 점수를 적으세요"),
        ("20.01", "0점부터 20점까지"),
        ("-1", "0 이상"),
        ("1/3", "소수점 아래 둘째 자리"),
        ("1.234", "소수점 아래 둘째 자리"),
        ("열", "“열”"),
    ],
)
def test_bad_marks_are_refused_in_words_and_kept(round_, seats, client, mark, words):
    where = url(round_, "round_mark", one(round_, 1).pk)
    page = as_(client, seats[0].user).post(
        where, {"version": "0", "mark-MOTIVE": mark, "opinion": "적은 의견", "action": "submit"}
    )
    assert page.status_code == 422
    assert words in page.text
    assert "적은 의견" in page.text
    assert not InterviewSheet.objects.exists()


def test_a_draft_may_have_gaps_and_a_submitted_sheet_needs_a_reason(round_, seats, client):
    where = url(round_, "round_mark", one(round_, 1).pk)
    as_(client, seats[0].user).post(where, {"version": "0", "action": "draft"})
    sheet = InterviewSheet.objects.get()
    assert (sheet.marks, sheet.submitted_at) == ({}, None)
    client.post(where, {"version": sheet.version, "mark-MOTIVE": "9", "action": "submit"})
    sheet.refresh_from_db()
    again = {"version": sheet.version, "mark-MOTIVE": "11", "action": "draft"}
    page = client.post(where, again)
    assert page.status_code == 422
    assert "고치는 까닭" in page.text
    client.post(where, {**again, "reason": "협의 결과"})
    sheet.refresh_from_db()
    assert sheet.marks == {"MOTIVE": "11"}
    assert sheet.submitted_at


def test_two_windows_of_one_reviewer_lose_nothing(round_, seats, client):
    where = url(round_, "round_mark", one(round_, 1).pk)
    marked(seats[0], 1, "7", submit=False)
    page = as_(client, seats[0].user).post(
        where, {"version": "0", "mark-MOTIVE": "8", "action": "draft"}
    )
    assert page.status_code == 409
    assert 'value="8"' in page.text
    assert InterviewSheet.objects.get().marks == {"MOTIVE": "7"}


def test_after_closing_no_mark_is_taken_and_what_was_typed_is_kept(round_, seats, client):
    for seat in seats:
        for n in (1, 2):
            marked(seat, n, "10")
    with acting("팀장"):
        close(seats[0].panel, WITH_INTERVIEW)
    sheet = seats[0].sheets.get(application__number=1)
    page = as_(client, seats[0].user).post(
        url(round_, "round_mark", one(round_, 1).pk),
        {"version": sheet.version, "mark-MOTIVE": "19", "opinion": "늦은 의견", "reason": "x"},
    )
    assert page.status_code == 409
    assert "면접 심사가 마감되어 점수를 받지 않습니다" in page.text
    assert 'value="19"' in page.text
    assert "늦은 의견" in page.text
    sheet.refresh_from_db()
    assert sheet.marks == {"MOTIVE": "10"}


def test_after_closing_the_own_marks_are_there_to_be_read(round_, seats, client):
    for seat in seats:
        for n in (1, 2):
            marked(seat, n, "10")
    with acting("팀장"):
        close(seats[0].panel, WITH_INTERVIEW)
    page = as_(client, seats[0].user).get(url(round_, "round_mark", one(round_, 1).pk))
    fields = page.context["form"].fields
    assert "reason" not in fields
    assert all(field.disabled for field in fields.values())
    with acting("시험"):
        for application in Application.objects.filter(round=round_):
            application.state = Application.State.PLACED
            application.save()
    listed = client.get(url(round_, "round_marks"))
    assert [row["receipt"][-4:] for row in listed.context["rows"]] == ["0001", "0002"]


def test_a_reviewer_finds_every_own_interview_in_the_menu_whatever_is_left(round_, seats, client):
    mine, other = seats
    page = as_(client, mine.user).get(reverse("own_seats"))
    assert [row["heads"] for row in page.context["rows"]] == [(0, 0, 2)]
    assert url(round_, "round_marks") in page.text
    assert reverse("own_seats") in client.get(url(round_, "round_marks")).text
    marked(mine, 1, "7")
    marked(mine, 2, "8", submit=False)
    marked(other, 1, "9")
    assert client.get(reverse("own_seats")).context["rows"][0]["heads"] == (1, 1, 0)
    marked(mine, 2, "8")
    assert client.get(reverse("own_seats")).context["rows"][0]["heads"] == (2, 0, 0)
    marked(other, 2, "9")
    with acting("시험", reason="시험"):
        close(mine.panel, WITH_INTERVIEW)
    row = client.get(reverse("own_seats")).context["rows"][0]
    assert (row["is_closed"], row["heads"]) == (True, (2, 0, 0))


def test_who_marks_nowhere_is_told_so(client, district):
    page = as_(client, a_user(district, "빈위원")).get(reverse("own_seats"))
    assert page.context["rows"] == []
    assert "내가 심사위원인 면접이 없습니다" in page.text
