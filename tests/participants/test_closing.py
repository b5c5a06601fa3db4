"""A round is closed once nobody holds a post, is asked for an answer or waits for one."""

import pytest
from django.urls import reverse

from participants.models import Appeal, Application, Offer, Placement, Vacancy
from programs.models import Round
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import someone_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(district, acted):
    return a_round(district, state=Round.State.RUNNING)


def close(round_, signed_in) -> str:
    """The page after the button was pressed."""
    url = reverse("round_move", args=[round_.pk])
    return signed_in.post(url, {"to": "CLOSED"}, follow=True).text


def state_of(round_) -> str:
    return Round.objects.get(pk=round_.pk).state


def a_filed_appeal(round_) -> Appeal:
    person = a_person(round_.district, 2)
    application = an_application(round_, person, 2, state=Application.State.RESERVE)
    appeal = Appeal(
        district=round_.district,
        application=application,
        against="RESERVE",
        filed_on=TODAY(),
        due_on=TODAY(),
        ground="시험",
    )
    appeal.save()
    return appeal


def test_a_round_with_nobody_left_is_closed(round_, signed_in):
    page = signed_in.get(reverse("round_prepare", args=[round_.pk])).text
    assert 'data-confirm="회차를 마감합니다.' in page
    close(round_, signed_in)
    assert state_of(round_) == "CLOSED"


@pytest.mark.parametrize("state", Placement.HOLDING)
def test_nobody_may_still_hold_a_post(round_, signed_in, state):
    someone_placed(round_, 1, state=state)
    text = close(round_, signed_in)
    assert "아직 마감할 수 없습니다. 자리를 가진 사람(만료나 종료를 적을 사람) 1명이" in text
    assert state_of(round_) == "RUNNING"


def test_offers_and_appeals_are_answered_first(round_, signed_in):
    appeal = a_filed_appeal(round_)
    ended = someone_placed(round_, 1, state=Placement.State.COMPLETED)
    shared = {"district": round_.district}
    vacancy = Vacancy(
        **shared, round=round_, project=ended.project, opened_on=TODAY(), cause="UNFILLED"
    )
    vacancy.save()
    Offer(
        **shared,
        vacancy=vacancy,
        application=appeal.application,
        reserve_rank=1,
        offered_on=TODAY(),
        respond_by_on=TODAY(),
    ).save()
    assert "답변을 기다리는 통보 1건, 처리할 이의신청 1건이 남아" in close(round_, signed_in)
    assert state_of(round_) == "RUNNING"


def test_another_round_is_not_looked_at(round_, district, signed_in):
    someone_placed(a_round(district, "공공근로-2026-2"), 1)
    close(round_, signed_in)
    assert state_of(round_) == "CLOSED"
