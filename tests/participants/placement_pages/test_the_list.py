"""The placements of a round on screen: the figures, the list and placing all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.leaving import leave
from participants.models import Placement, PlacementEvent
from participants.placement.workflow import K
from programs.models import Round
from tests.participants.making import a_person, a_round
from tests.participants.placing import days, someone_placed

pytestmark = pytest.mark.django_db
P = Placement.State


def page_of(name: str, *args) -> str:
    return reverse(name, args=args)


def listed(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


@pytest.mark.usefixtures("underway")
def test_the_list_names_the_three_figures_and_is_masked(round_, signed_in):
    with acting("시험"):
        someone_placed(round_, 1, a_person(round_.district, 1, name="가상희"))
        someone_placed(round_, 2, state=P.DROPPED, end_reason="HEALTH", to_on=days(round_, 9))
    page = signed_in.get(page_of("round_placements", round_.pk))
    for words in ("계획 인원", "현재 근무", "연인원"):
        assert words in page.text
    whole = page.context["whole"]
    assert (whole.planned, whole.in_post, whole.ever) == (10, 1, 2)
    assert "가*희" in page.text
    assert "가상희" not in page.text
    assert listed(page) == ["0001"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "ㄱㅅㅎ"}, ["0001"]),
        ({"words": "2"}, ["0002"]),
        ({"state": "DROPPED"}, ["0003"]),
        ({"state": "HOLDING"}, ["0001", "0002"]),
        ({"lacks": "training"}, ["0001", "0002", "0003"]),
        ({}, ["0001", "0002", "0003"]),
    ],
)
def test_the_list_is_narrowed(round_, signed_in, asked, found):
    with acting("시험"):
        someone_placed(round_, 1, a_person(round_.district, 1, name="가상희"))
        someone_placed(round_, 2, a_person(round_.district, 2, name="나다라"))
        third = a_person(round_.district, 3, name="마바사")
        someone_placed(
            round_, 3, third, state=P.DROPPED, end_reason="HEALTH", from_on=days(round_, 1)
        )
    assert listed(signed_in.post(page_of("round_placements", round_.pk), asked)) == found


def test_a_condition_that_is_none_is_refused(round_, placement, signed_in):
    url = page_of("round_placements", round_.pk)
    assert signed_in.post(url, {"state": "NOTHING"}).status_code == 422
    assert signed_in.post(url, {"project": "x"}).status_code == 422


def test_an_empty_round_says_what_comes_first(round_, signed_in):
    page = signed_in.get(page_of("round_placements", round_.pk))
    assert "선발 명단을 확정하면 여기에서 배치합니다" in page.text
    assert "배치할 선발자가 없습니다" in signed_in.get(page_of("placement_all", round_.pk)).text
    duties = signed_in.get(page_of("round_duties", round_.pk))
    assert "아직 배치한 사람이 없습니다" in duties.text


def test_the_list_needs_as_many_queries_for_sixty_as_for_one(round_, chosen, signed_in):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(page_of("round_placements", round_.pk))
        return len(queries)

    with acting("시험"):
        someone_placed(round_, 10)
    few = asked()
    with acting("시험"):
        for n in range(11, 71):
            someone_placed(round_, n)
    assert asked() == few <= 36


def test_the_whole_list_is_looked_at_and_then_placed_once(round_, chosen, signed_in):
    url = page_of("placement_all", round_.pk)
    page = signed_in.get(url)
    assert page.context["ready"] == 3
    assert "3명 배치" in page.text
    assert not Placement.objects.exists()
    for told in ("3명을 배치했습니다", "새로 배치할 사람이 없습니다"):
        answer = signed_in.post(url, follow=True)
        assert told in answer.text
    assert Placement.objects.count() == 3
    assert PlacementEvent.objects.get(placement__application=chosen[0]).by == "김가상"


def test_placing_in_a_closed_round_is_refused_in_words(round_, chosen, signed_in):
    with acting("시험"):
        round_.state = Round.State.CLOSED
        round_.save()
    page = signed_in.post(page_of("placement_all", round_.pk))
    assert page.status_code == 422
    assert "마감한 회차입니다" in page.text


def test_the_rounds_at_work_show_their_figures(round_, placement, signed_in):
    with acting("시험"):
        leave(placement, K.DROP, days(round_, 9), "HEALTH")
        a_round(round_.district, "뉴딜-2026-1", state=Round.State.CLOSED)
    page = signed_in.get(page_of("placement_rounds"))
    (row,) = page.context["rows"]
    assert (row["count"].planned, row["count"].ever, row["vacancies"]) == (10, 1, 1)
    page = signed_in.get(page_of("placement_rounds") + "?closed=1")
    assert len(page.context["rows"]) == 2


def test_a_district_without_rounds_at_work_says_so(district, signed_in):
    assert "회차가 없습니다" in signed_in.get(page_of("placement_rounds")).text
