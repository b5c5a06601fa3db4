"""The first page: figures that lead on, documents, and only what really waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.records import kinds_by_slug
from jobportal.platform.values.spans import Span
from programs.models import Round
from tests.making import make
from tests.participants.making import a_person, a_round, an_application

pytestmark = pytest.mark.django_db


def test_an_empty_office_sees_that_nothing_is_there_yet(signed_in):
    page = signed_in.get(reverse("home"))
    assert page.status_code == 200
    assert (page.context["tiles"], page.context["todo"]) == ([], [])
    assert "처리할 일이 없습니다" in page.text


def test_the_latest_year_of_the_ledger_is_shown(signed_in, district):
    with acting("시험"):
        make(kinds_by_slug()["appropriations"], district)
        make(kinds_by_slug()["ledger"], district)
    page = signed_in.get(reverse("home"))
    assert [tile["label"] for tile in page.context["tiles"]] == [
        "예산현액",
        "집행액",
        "집행률",
        "잔액",
    ]
    assert page.context["as_of"] == "2026. 1. 1."


def test_steps_that_begin_soon_are_counted_and_done_ones_are_not(signed_in, district):
    today = timezone.localdate()
    days = [today - timedelta(1), today, today + timedelta(30), today + timedelta(31)]
    with acting("시험"):
        for n, day in enumerate(days, start=1):
            step = make(kinds_by_slug()["plan-items"], district, n)
            step.when = Span(day, day)
            step.save()
        step = make(kinds_by_slug()["plan-items"], district, 9)
        step.when, step.is_done = Span(today, today), True
        step.save()
    todo = signed_in.get(reverse("home")).context["todo"]
    assert [item["count"] for item in todo] == [2]


def test_documents_of_the_district_only(signed_in, district, other_district):
    with acting("시험"):
        mine = make(kinds_by_slug()["documents"], district)
        make(kinds_by_slug()["documents"], other_district)
    documents = signed_in.get(reverse("home")).context["documents"]
    assert [document["label"] for document in documents] == [mine.title]


def test_the_rounds_in_work_of_the_district_are_shown_with_their_figures(
    signed_in, district, other_district
):
    with acting("시험"):
        mine = a_round(district)
        an_application(mine, a_person(district))
        a_round(district, "공공근로-2025-2", state=Round.State.CLOSED)
        a_round(other_district, "공공근로-2026-9")
    page = signed_in.get(reverse("home"))
    assert [row["round"].code for row in page.context["rows"]] == [mine.code]
    assert page.context["rows"][0]["figures"][1] == "1", "who applied"
    assert reverse("round_dashboard", args=[mine.pk]) in page.text


def test_who_may_not_see_rounds_is_shown_none(signed_in, district, staff):
    with acting("시험"):
        a_round(district)
    staff.grants.all().delete()
    give(staff, district, "PAYROLL", "시험")
    page = signed_in.get(reverse("home"))
    assert page.status_code == 200
    assert "rows" not in page.context
