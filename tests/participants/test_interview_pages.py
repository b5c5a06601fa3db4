"""Interviews in the browser: the panel, marking, and that nobody sees what is not theirs yet."""

from fractions import Fraction

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.interviews import add_reviewer, close, save_sheet, set_panel
from participants.actions.scoring import score_round
from participants.models import Application, InterviewPanel, InterviewSheet, Reviewer
from tests.participants.making import TODAY
from tests.participants.selecting import RULES, WITH_INTERVIEW, a_round_with, a_user, an_eligible

pytestmark = pytest.mark.django_db
SECRET = "13.37"


@pytest.fixture
def round_(district):
    """A round with an interview of at least two reviewers and two eligible applicants."""
    with acting("시험"):
        round_ = a_round_with(district, WITH_INTERVIEW)
        for n in (1, 2):
            an_eligible(round_, n, n, person={"name": f"가상면접{n}"})
    return round_


@pytest.fixture
def seats(round_, district) -> list[Reviewer]:
    """Two reviewers."""
    with acting("시험"):
        panel = set_panel(round_, TODAY(), "가상 회의실")
        return [
            add_reviewer(panel, a_user(district, name), is_external=name == "을위원")
            for name in ("갑위원", "을위원")
        ]


def marked(seat: Reviewer, n: int, mark: str, submit: bool = True) -> InterviewSheet:
    one = Application.objects.get(round=seat.panel.round, number=n)
    with acting(seat.user, reason="시험"):
        return save_sheet(seat, one, {"MOTIVE": Fraction(mark)}, "", submit)


def test_a_closed_interview_keeps_its_day_and_place(round_, seats, lead):
    with acting("시험"):
        panel = InterviewPanel.objects.get(round=round_)
        panel.closed_at, panel.closed_by = timezone.now(), "박팀장"
        panel.save()
        with pytest.raises(Refused, match="마감한 면접 심사"):
            set_panel(round_, TODAY(), "다른 방")
    assert InterviewPanel.objects.get().place == "가상 회의실"


def url(round_, name: str = "round_interviews", *args) -> str:
    return reverse(name, args=[round_.pk, *args])


def one(round_, n: int) -> Application:
    return Application.objects.get(round=round_, number=n)


def as_(client, user):
    client.force_login(user)
    return client


def told(page) -> str:
    """The page and everything its template was given, down to the fields of records."""
    seen: set[int] = set()
    layers = {id(layer): layer for one in page.context or [] for layer in one.dicts}
    return page.text + " ".join(_told(layer, seen) for layer in layers.values())


def _told(value, seen: set[int]) -> str:
    if id(value) in seen:
        return ""
    seen.add(id(value))
    if isinstance(value, models.Model):
        value = {name: held for name, held in vars(value).items() if name != "_state"}
    if isinstance(value, dict):
        return " ".join(f"{key} {_told(held, seen)}" for key, held in value.items())
    if isinstance(value, list | tuple | set):
        return " ".join(_told(held, seen) for held in value)
    return repr(value)


# ---- the panel -------------------------------------------------------------------------------


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


# ---- marking ---------------------------------------------------------------------------------


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


def test_reviewers_too_far_apart_must_talk(round_, seats, client, lead):
    marked(seats[0], 1, "4")
    marked(seats[1], 1, "10")
    page = as_(client, lead).get(url(round_))
    row = page.context["spreads"][0]
    assert (row["receipt"], row["spread"]) == ("공공근로-2026-1-0001", "6")
    assert "갑위원 4, 을위원 10" in row["marks"]
    marked(seats[0], 1, "5")
    assert client.get(url(round_)).context["spreads"] == []


# ---- secrecy ---------------------------------------------------------------------------------


def pages(round_) -> list[str]:
    """Every page on which a mark could show."""
    first = one(round_, 1)
    return [
        url(round_),
        url(round_, "round_marks"),
        url(round_, "round_mark", first.pk),
        url(round_, "round_selection"),
        url(round_, "selection_propose"),
        url(round_, "what_if"),
        reverse("score_sheet", args=[first.pk]),
        reverse("score_standing", args=[first.pk]),
        reverse("application_detail", args=[first.pk]),
        reverse("changes"),
    ]


def shown_on(client, round_) -> list[str]:
    """The pages on which the secret mark, or the total it would come to, is told."""
    found = []
    for where in pages(round_):
        page = client.get(where, follow=True)
        assert page.status_code in (200, 403), where
        if page.status_code == 200 and (SECRET in told(page) or "18.37" in told(page)):
            found.append(where)
    return found


def test_a_draft_is_seen_by_its_author_alone(round_, seats, client, staff, lead):
    marked(seats[0], 1, SECRET, submit=False)
    with acting("시험"):
        score_round(round_)
    for user in (seats[1].user, staff, lead):
        assert shown_on(as_(client, user), round_) == []
    assert shown_on(as_(client, seats[0].user), round_) == [
        url(round_, "round_marks"),
        url(round_, "round_mark", one(round_, 1).pk),
    ]


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


def test_what_others_gave_is_seen_only_after_the_own_was_submitted(round_, seats, client):
    marked(seats[0], 1, SECRET)
    with acting("시험"):
        score_round(round_)
    as_(client, seats[1].user)
    assert shown_on(client, round_) == []
    marked(seats[1], 1, "2", submit=False)
    assert shown_on(client, round_) == []
    marked(seats[1], 2, "2")  # submitted for somebody else
    assert shown_on(client, round_) == []
    marked(seats[1], 1, "2")
    mark_page = url(round_, "round_mark", one(round_, 1).pk)
    assert shown_on(client, round_) == [url(round_), mark_page]
    page = client.get(mark_page)
    assert "갑위원" in page.text
    assert SECRET in page.text
    assert "협의 필요" in page.text


def test_a_posted_form_gives_nothing_away_either(round_, seats, client):
    marked(seats[0], 1, SECRET)
    where = url(round_, "round_mark", one(round_, 1).pk)
    page = as_(client, seats[1].user).post(where, {"version": "0", "action": "submit"})
    assert page.status_code == 422
    assert SECRET not in told(page)


def test_whoever_is_no_reviewer_marks_nobody(round_, seats, client, staff):
    as_(client, staff)
    assert "심사위원만 채점합니다" in client.get(url(round_, "round_marks")).text
    where = url(round_, "round_mark", one(round_, 1).pk)
    assert client.get(where)["Location"] == url(round_, "round_marks")
    sent = {"version": "0", "mark-MOTIVE": "1", "action": "submit"}
    assert "심사위원만 채점할 수 있습니다" in client.post(where, sent, follow=True).text
    assert not InterviewSheet.objects.exists()


def test_another_district_and_another_round_answer_404(round_, seats, client, stranger, district):
    for name in ("round_interviews", "round_marks"):
        assert as_(client, stranger).get(url(round_, name)).status_code == 404
    with acting("시험"):
        other = a_round_with(district, WITH_INTERVIEW, code="뉴딜-2026-1")
        theirs = an_eligible(other, 8)
    page = as_(client, seats[0].user).get(url(round_, "round_mark", theirs.pk))
    assert page.status_code == 404


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
