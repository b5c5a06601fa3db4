"""The dashboard of a round, the list of rounds in work, and who sees how much of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.daily import day_lines
from participants.models import (
    Appeal,
    Application,
    Offer,
    Placement,
    Publication,
    Screening,
    SelectionEntry,
    SubmittedDocument,
    Vacancy,
)
from participants.views.round_figures import competition, distance
from participants.views.rounds import stage_of
from programs.models import Round
from tests.participants.filling import Filler
from tests.participants.making import TODAY, a_document, a_person, a_round, an_application
from tests.participants.placing import a_chosen, a_reserve, a_selection, some_rules

pytestmark = pytest.mark.django_db
S = Application.State
MOST_QUERIES = 18
WORK = "/participants/rounds/"


@pytest.fixture
def round_(district, acted):
    """A round of work that began ten days ago, with posts by age group."""
    return a_round(
        district,
        f"공공근로-{TODAY().year}-1",
        starts_on=TODAY() - timedelta(days=10),
        ends_on=TODAY() + timedelta(days=90),
        apply_from_on=TODAY() - timedelta(days=60),
        apply_to_on=TODAY() - timedelta(days=50),
        select_on=TODAY() - timedelta(days=15),
        posts_youth=2,
        posts_under_65=5,
        posts_65_over=3,
    )


def url(round_: Round) -> str:
    return f"{WORK}{round_.pk}/"


def page_of(client, round_: Round):
    page = client.get(url(round_))
    assert page.status_code == 200
    return page


def tiles(page) -> dict[str, str]:
    return {tile["label"]: tile["value"] for tile in page.context["tiles"]}


def tasks(page) -> dict[str, tuple[int, int]]:
    return {task["label"]: (task["count"], task["late"]) for task in page.context["tasks"]}


def pools(page) -> dict[str, list[str]]:
    return {row["label"]: [cell["text"] for cell in row["cells"]] for row in page.context["pools"]}


def states(page) -> dict[str, str]:
    return {row["label"]: row["text"] for row in page.context["states"]}


# ---- Figures ---------------------------------------------------------------------------------


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


# ---- What waits ------------------------------------------------------------------------------


def test_nothing_waits_in_an_empty_round(round_, signed_in):
    page = page_of(signed_in, round_)
    assert page.context["tasks"] == []
    assert "지금 기다리는 일이 없습니다." in page.text
    assert "접수한 신청서가 없습니다." in page.text


def test_what_waits_is_told_with_whom_and_how_late(round_, staff, signed_in):
    district, yesterday = round_.district, TODAY() - timedelta(days=1)
    paper = a_document(district, round_)
    asked = an_application(round_, a_person(district, 1), 1, state=S.SUPPLEMENT_REQUESTED)
    SubmittedDocument(
        district=district,
        application=asked,
        document=paper,
        state="REQUESTED",
        requested_on=yesterday,
        due_on=yesterday,
    ).save()
    screened = an_application(round_, a_person(district, 2), 2, state=S.UNDER_REVIEW)
    rules = some_rules(round_)
    Screening(
        district=district,
        application=screened,
        rules=rules,
        result="TO_CONFIRM",
        lines=[{"code": "INCOME_CAP", "outcome": "TO_CONFIRM"}],
        screened_at=f"{yesterday}T00:00Z",
    ).save()
    approved = a_selection(round_, staff, number=1)
    reserve = a_reserve(approved, 3, 1)
    a_selection(round_, staff, number=2, state="PROPOSED", decided_by=None, decided_at=None)
    vacancy = Vacancy(
        district=district, round=round_, pool="ALL", opened_on=yesterday, cause="ENDED"
    )
    vacancy.save()
    Offer(
        district=district,
        vacancy=vacancy,
        application=reserve,
        reserve_rank=1,
        offered_on=yesterday,
        respond_by_on=TODAY(),
    ).save()
    Appeal(
        district=district,
        application=screened,
        against="INELIGIBLE",
        filed_on=yesterday,
        due_on=yesterday,
        ground="다시 보아 주세요",
    ).save()
    page = page_of(signed_in, round_)
    to_confirm = page.context["tasks"][1]["url"]
    assert len(signed_in.get(to_confirm).context["rows"]) == 1
    assert tasks(page) == {
        "서류 보완을 기다리는 신청서": (1, 1),
        "‘확인 필요’가 남은 신청서": (1, 0),
        "승인을 기다리는 선발안(제안 김가상)": (1, 0),
        "처리할 이의신청": (1, 1),
        "충원할 결원": (1, 0),
        "답변을 기다리는 통보": (1, 0),
        "채우지 못한 자리": (10, 0),
    }


def test_the_days_that_matter_say_how_far_off_they_are(round_, staff, signed_in):
    Publication(
        district=round_.district,
        selection=a_selection(round_, staff),
        published_on=TODAY(),
        appeal_until_on=TODAY() + timedelta(days=3),
        remove_on=TODAY() + timedelta(days=20),
        contact="일자리정책과",
        appeal_place="가상구청 일자리정책과",
    ).save()
    days = {
        one["label"]: one["distance"] for one in page_of(signed_in, round_).context["deadlines"]
    }
    assert days == {
        "접수 마감": "지남",
        "선발": "지남",
        "이의신청 마감": "D-3",
        "사업 시작": "지남",
        "사업 종료": "D-90",
    }


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 5, 4), "D-day"), (date(2026, 5, 14), "D-10"), (date(2026, 5, 3), "지남")],
)
def test_a_day_is_said_by_its_distance(day, words):
    assert distance(day, date(2026, 5, 4)) == words


def test_the_ratio_is_of_the_planned_posts():
    assert competition(27, 10) == "2.7대 1"
    assert competition(1_053, 150) == "7.0대 1"
    assert competition(3, 0) == "-"


# ---- By day ----------------------------------------------------------------------------------


def test_days_stand_beside_those_of_the_last_round(district, round_, staff, signed_in):
    before = a_round(
        district,
        f"공공근로-{TODAY().year - 1}-1",
        apply_from_on=date(TODAY().year - 1, 5, 1),
        apply_to_on=date(TODAY().year - 1, 5, 10),
    )
    first = round_.apply_from_on
    received = [(round_, first), (round_, first), (round_, first + timedelta(days=2))]
    received += [(before, before.apply_from_on + timedelta(days=1))]
    for n, (one, day) in enumerate(received, start=1):
        an_application(one, a_person(district, n), n, received_on=day)
    page = page_of(signed_in, round_)
    assert page.context["last"] == before
    lines = [tuple(line.values())[1:] for line in page.context["lines"]]
    assert lines[:3] == [("2", "2", "0", "0"), ("0", "2", "1", "1"), ("1", "3", "0", "1")]
    assert len(lines) == 11  # the whole period
    assert "이번 회차 2건, 지난 회차" in page.text


def test_an_application_before_the_period_counts_on_its_first_day(round_):
    early = {round_.apply_from_on - timedelta(days=3): 4}
    [first, *_] = day_lines(round_, early, None, {}, TODAY())
    assert first.heads == 4


def test_days_to_come_are_empty_and_very_long_periods_go_by_weeks(round_):
    round_.apply_from_on = TODAY() - timedelta(days=2)
    round_.apply_to_on = TODAY() + timedelta(days=5)
    lines = day_lines(round_, {TODAY(): 3}, None, {}, TODAY())
    assert [line.heads for line in lines] == [0, 0, 3]
    round_.apply_from_on = TODAY() - timedelta(days=100)
    weeks = day_lines(round_, {TODAY(): 3}, None, {}, TODAY())
    assert len(weeks) == 15
    assert weeks[-1].total == 3
    assert weeks[0].label.endswith("부터")


def test_a_round_without_dates_and_applications_says_what_to_do(district, signed_in, acted):
    bare = a_round(district, apply_from_on=None, apply_to_on=None)
    assert "‘회차 준비’에서 접수 기간을 정하세요." in page_of(signed_in, bare).text


# ---- Rounds in work --------------------------------------------------------------------------


def test_rounds_in_work_lead_to_their_dashboard(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, applicants=27)
    a_round(round_.district, "공공근로-2020-1", state="CLOSED")
    page = signed_in.get(WORK)
    [row] = page.context["rows"]
    assert row["stage"] == "근무 중"
    assert row["figures"] == ["10", "27", "2.7대 1", "8", "8", "0"]
    assert f'href="{url(round_)}"' in page.text
    assert len(signed_in.get(f"{WORK}?all=1").context["rows"]) == 2


def test_no_round_in_work_says_where_rounds_come_from(district, signed_in):
    page = signed_in.get(WORK)
    assert "진행하는 회차가 없습니다." in page.text
    assert "회차 준비로 가기" in page.text


@pytest.mark.parametrize(
    ("values", "stage"),
    [
        ({"state": "CLOSED"}, "마감"),
        ({"proposed": 1}, "선발안 승인 대기"),
        ({"apply_from_on": date(2026, 5, 12)}, "접수 전"),
        ({}, "접수 중"),
        ({"apply_to_on": date(2026, 5, 10)}, "심사·선발"),
        ({"approved": 1}, "선발 확정"),
        ({"approved": 1, "starts_on": date(2026, 5, 11)}, "근무 중"),
        (
            {"approved": 1, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 5, 10)},
            "사업 기간 끝남",
        ),
    ],
)
def test_a_round_says_in_words_where_it_is(values, stage):
    given = {
        "state": "RUNNING",
        "approved": 0,
        "proposed": 0,
        "apply_from_on": date(2026, 5, 1),
        "apply_to_on": date(2026, 5, 20),
        "starts_on": date(2026, 7, 1),
        "ends_on": date(2026, 11, 30),
    } | values
    names = {key: given.pop(key) for key in ("approved", "proposed")}
    round_ = Round(**given)
    round_.__dict__ |= names
    assert stage_of(round_, date(2026, 5, 11)) == stage


# ---- Who sees what, and how often is asked -----------------------------------------------------


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


def test_who_lacks_training_or_a_check_waits_too(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, ever=10, applicants=27)
    held = Placement.objects.filter(state__in=Placement.HOLDING).count()
    assert tasks(page_of(signed_in, round_))["교육이나 검진이 적히지 않은 사람"] == (held, 0)
