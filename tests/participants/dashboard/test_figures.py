"""The figures of a round, by the lists and placements they come from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.models import Application, Placement, SelectionEntry, Vacancy
from participants.views.round_figures import competition
from tests.participants.dashboard.reading import WORK, S, page_of, url
from tests.participants.filling import Filler
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import a_chosen, a_reserve, a_selection

pytestmark = pytest.mark.django_db

MOST_QUERIES = 18


def tiles(page) -> dict[str, str]:
    return {tile["label"]: tile["value"] for tile in page.context["tiles"]}


def pools(page) -> dict[str, list[str]]:
    return {row["label"]: [cell["text"] for cell in row["cells"]] for row in page.context["pools"]}


def states(page) -> dict[str, str]:
    return {row["label"]: row["text"] for row in page.context["states"]}


def test_the_key_figures_are_those_of_the_lists_and_placements(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, ever=9, applicants=27)
    page = page_of(signed_in, round_)
    assert tiles(page) == {
        "신청": "27",
        "계획 인원": "10",
        "선발": "8",
        "현재 근무": "8",
        "결원": "0",
        "예비": "0",
    }
    assert "경쟁률 2.7대 1" in page.text
    assert [row["label"] for row in page.context["reasons"]] == ["원거리 배치"]


def test_why_some_never_began_stands_apart_from_why_others_left(round_, staff, signed_in, client):
    for n, why in enumerate(("GIVEN_UP", "GIVEN_UP", "FRAUD"), start=1):
        person = a_person(round_.district, n)
        marked = {"cancel_reason": why, "cancelled_on": TODAY()}
        an_application(round_, person, n, state="DECLINED", **marked)
    page = page_of(signed_in, round_)
    told = [(row["label"], row["text"], row["url"]) for row in page.context["cancelled"]]
    assert told == [("본인 포기", "2", ""), ("허위·부정 신청", "1", "")]
    assert page.context["reasons"] == []
    assert "시작 전 포기·선발 취소 사유" in page.text
    client.force_login(council(round_.district))
    assert {row["text"] for row in page_of(client, round_).context["cancelled"]} == {"*"}


def test_pools_show_posts_selected_at_work_vacancies_and_reserves(round_, staff, signed_in):
    first = a_selection(round_, staff)
    for n in range(1, 4):
        a_chosen(first, n, None)
    a_reserve(first, 4, 1, pool="UNDER_65")
    a_reserve(first, 5, 2, pool="UNDER_65")
    gone = a_reserve(first, 6, 3, pool="UNDER_65")
    gone.state = S.EXPIRED
    gone.save()
    Vacancy(
        district=round_.district, round=round_, pool="OVER_65", opened_on=TODAY(), cause="UNFILLED"
    ).save()
    shown = pools(page_of(signed_in, round_))
    assert shown["계"] == ["10", "3", "0", "0", "1", "2"]
    assert shown["65세 미만"] == ["5", "0", "0", "0", "0", "2"]
    assert shown["65세 이상"] == ["3", "0", "0", "0", "1", "0"]


def test_selected_are_those_of_the_first_list_and_reserves_of_the_newest(round_, staff, signed_in):
    first = a_selection(round_, staff)
    chosen = a_chosen(first, 1, None)
    a_reserve(first, 2, 1)
    second = a_selection(round_, staff, number=2)
    SelectionEntry(
        district=round_.district, selection=second, application=chosen, rank=1, state="SELECTED"
    ).save()
    for n in (3, 4, 5):
        a_reserve(second, n, n - 2)
    shown = tiles(page_of(signed_in, round_))
    assert (shown["선발"], shown["예비"]) == ("1", "3")


def test_states_lead_to_the_applicants_in_that_state(round_, signed_in):
    for n, state in enumerate((S.SUBMITTED, S.SUBMITTED, S.WITHDRAWN), start=1):
        an_application(round_, a_person(round_.district, n), n, state=state)
    page = page_of(signed_in, round_)
    assert states(page) == {"계": "3", "접수": "2", "신청 취하": "1"}
    target = page.context["states"][1]["url"]
    assert target == f"/participants/applicants/?round={round_.pk}&state=SUBMITTED"
    assert len(signed_in.get(target).context["rows"]) == 2


def test_each_figure_opens_a_list_of_as_many(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, ever=10, applicants=27)
    young = Placement.objects.filter(state="WORKING").first()
    young.pool = "YOUTH"
    young.save()
    page = page_of(signed_in, round_)
    linked = [
        *({"text": tile["value"], "url": tile["url"]} for tile in page.context["tiles"]),
        *(row["cells"][n] for row in page.context["pools"] for n in (2, 3)),
        *page.context["states"],
        *page.context["reasons"],
    ]
    lists = [one for one in linked if "state=" in one["url"]]
    figures = ["8", "0", "8", "10", "1", "1", "7", "9", "19", "8", "2"]
    assert [one["text"] for one in lists] == figures
    for one in lists:
        assert str(signed_in.get(one["url"]).context["count"]) == one["text"], one["url"]


def test_the_ratio_is_of_the_planned_posts():
    assert competition(27, 10) == "2.7대 1"
    assert competition(1_053, 150) == "7.0대 1"
    assert competition(3, 0) == "-"


def council(district) -> User:
    """Somebody who sees statistics and no people."""
    user = User.objects.create_user("gasang-council", password="x", name="이의회")
    give(user, district, "COUNCIL", "시험")
    return user


def test_who_sees_no_people_sees_no_small_figures_and_no_links(round_, staff, client):
    Filler(round_.district, staff).fill(round_, selected=8, ever=10, applicants=20)
    one = Placement.objects.filter(state="DROPPED").first()
    one.end_reason = "DEATH"
    one.save()
    lone = Application.objects.filter(state=S.NOT_SELECTED).first()
    lone.state = S.WITHDRAWN
    lone.save()
    client.force_login(council(round_.district))
    page = page_of(client, round_)
    assert {row["text"] for row in page.context["reasons"]} == {"*"}
    assert states(page) == {"계": "19", "미선발": "11", "배치": "8"}  # 취하 is no part of 신청
    assert "/participants/applicants/" not in page.text
    assert "3명 미만은 개인정보 보호를 위해 표시하지 않음(*)" in page.text
    assert [one["label"] for one in page.context["steps"]] == ["현황"]


def test_another_district_s_round_is_not_there(round_, client, stranger):
    client.force_login(stranger)
    assert client.get(url(round_)).status_code == 404
    assert client.get(WORK).context["rows"] == []


def test_as_many_queries_for_many_applications_as_for_one(round_, staff, signed_in):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as context:
            assert signed_in.get(address).status_code == 200
        return len(context)

    fill = Filler(round_.district, staff).fill
    fill(round_, selected=1)
    few, rounds = asked(url(round_)), asked(WORK)
    later = a_round(round_.district, f"공공근로-{TODAY().year}-2")
    fill(later, selected=9, ever=10, applicants=40)
    assert asked(url(later)) == few
    assert asked(WORK) == rounds
    assert few <= MOST_QUERIES
    assert rounds <= MOST_QUERIES
