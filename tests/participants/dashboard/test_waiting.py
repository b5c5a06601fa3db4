"""What waits in a round, for whom and how late; the days that matter."""

from datetime import date, timedelta

import pytest

from participants.models import (
    Appeal,
    Offer,
    Placement,
    Publication,
    Screening,
    SubmittedDocument,
    Vacancy,
)
from participants.views.round_figures import distance
from tests.participants.dashboard.reading import S, page_of
from tests.participants.filling import Filler
from tests.participants.making import TODAY, a_document, a_person, an_application
from tests.participants.placing import a_reserve, a_selection, some_rules

pytestmark = pytest.mark.django_db


def tasks(page) -> dict[str, tuple[int, int]]:
    return {task["label"]: (task["count"], task["late"]) for task in page.context["tasks"]}


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
    of_round = {"district": district, "round": round_, "pool": "ALL", "cause": "ENDED"}
    vacancy, unasked = (Vacancy(**of_round, opened_on=yesterday) for _ in range(2))
    vacancy.save()
    unasked.save()
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
        "발표할 선발 명단": (1, 0),
        "처리할 이의신청": (1, 1),
        "충원할 결원": (1, 0),
        "답변을 기다리는 통보": (1, 0),
        "채우지 못한 자리": (10, 0),
    }


def test_whose_papers_came_waits_for_the_officer_and_not_for_more_papers(round_, signed_in):
    asked = an_application(round_, a_person(round_.district), 1, state=S.SUPPLEMENT_REQUESTED)
    paper = SubmittedDocument(
        district=round_.district,
        application=asked,
        document=a_document(round_.district, round_),
        state="SUBMITTED",
        submitted_on=TODAY(),
    )
    paper.save()
    assert tasks(page_of(signed_in, round_)) == {"보완 서류가 다 와 심사를 시작할 신청서": (1, 0)}


@pytest.mark.parametrize(
    ("state", "label", "step"),
    [
        (S.UNDER_REVIEW, "심사하고 결과를 확정할 신청서", "screening/?state=UNDER_REVIEW"),
        (S.ELIGIBLE, "점수 산정·선발안을 기다리는 신청인", "selection/"),
        (S.SCORED, "점수 산정·선발안을 기다리는 신청인", "selection/"),
    ],
)
def test_no_step_between_papers_and_list_is_silent(round_, signed_in, state, label, step):
    an_application(round_, a_person(round_.district), 1, state=state)
    (task,) = page_of(signed_in, round_).context["tasks"]
    assert (task["label"], task["count"]) == (label, 1)
    assert task["url"].endswith(step)
    assert signed_in.get(task["url"]).status_code == 200


def test_a_proposed_list_waits_for_the_lead_alone(round_, staff, signed_in):
    an_application(round_, a_person(round_.district), 1, state=S.SCORED)
    a_selection(round_, staff, state="PROPOSED", decided_by=None, decided_at=None)
    assert list(tasks(page_of(signed_in, round_))) == ["승인을 기다리는 선발안(제안 김가상)"]


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
        "명단 게시 종료": "D-20",
        "사업 시작": "지남",
        "사업 종료": "D-90",
    }


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 5, 4), "D-day"), (date(2026, 5, 14), "D-10"), (date(2026, 5, 3), "지남")],
)
def test_a_day_is_said_by_its_distance(day, words):
    assert distance(day, date(2026, 5, 4)) == words


def test_who_lacks_training_or_a_check_waits_too(round_, staff, signed_in):
    Filler(round_.district, staff).fill(round_, selected=8, ever=10, applicants=27)
    held = Placement.objects.filter(state__in=Placement.HOLDING).count()
    assert tasks(page_of(signed_in, round_))["교육이나 검진이 적히지 않은 사람"] == (held, 0)
