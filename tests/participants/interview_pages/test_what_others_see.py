"""Nobody sees of an interview what is not theirs, or not theirs yet."""

import pytest
from django.db import models
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.scoring import score_round
from participants.models import InterviewSheet
from tests.participants.interview_pages.marks import as_, marked, one, url
from tests.participants.selecting import WITH_INTERVIEW, a_round_with, an_eligible

pytestmark = pytest.mark.django_db

SECRET = "13.37"


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
