"""점수·선발 in the browser: the step of a round, who reaches it and what it costs."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.rubric import Rubric
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose
from participants.models import Application, ApplicationGroup
from tests.participants.making import a_round
from tests.participants.selecting import (
    ASSETS,
    DEPENDANTS,
    RULES,
    a_round_with,
    a_user,
    an_eligible,
    eligible_round,
)

pytestmark = pytest.mark.django_db
WITH_ASSETS = replace(RULES, rubric=Rubric((DEPENDANTS, ASSETS)))


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def test_the_page_counts_states_and_offers_the_next_step(round_, signed_in):
    page = signed_in.get(go("round_selection", round_))
    assert ("적격", 4) in page.context["states"]
    assert "아직 점수를 산정하지 않았습니다" in page.text
    answer = signed_in.post(go("selection_score", round_), follow=True)
    assert "4명의 점수를 산정해 심사표 4건을 새로 적었습니다" in answer.text
    assert ("점수 산정", 4) in answer.context["states"]
    assert "선발안 만들기" in answer.text
    again = signed_in.post(go("selection_score", round_), follow=True)
    assert "심사표 0건을 새로 적었습니다" in again.text


def test_sheets_somebody_must_look_at_are_listed_masked(round_, signed_in):
    with acting("시험"):
        rules = a_round_with(round_.district, WITH_ASSETS, code="뉴딜-2026-1")
        an_eligible(rules, 7, 1, person={"name": "가상미확인"})
    page = signed_in.post(go("selection_score", rules), follow=True)
    assert "1명은 확인할 항목이 남아" in page.text
    row = page.context["open_sheets"][0]
    assert (row["name"], row["lines"]) == ("가***인", ["재산"])
    assert "가상미확인" not in page.text


def test_what_cannot_be_scored_is_said(district, signed_in):
    with acting("시험"):
        round_ = a_round(district)
    assert "공고(확정)한 선발 기준이 없습니다" in signed_in.get(go("round_selection", round_)).text
    assert signed_in.post(go("selection_score", round_)).status_code == 422


def test_every_page_of_another_district_answers_404(approved, client, stranger):
    client.force_login(stranger)
    round_, entry = approved.round, approved.entries.first()
    for url in (
        go("round_selection", round_),
        go("selection_propose", round_),
        go("what_if", round_),
        go("selection_detail", approved),
        go("selection_entry", approved, entry.pk),
        go("score_sheet", one(round_, 1)),
        go("score_standing", one(round_, 1)),
    ):
        assert client.get(url).status_code == 404, url


def test_only_those_with_the_permission_propose_or_try(scored, client, district):
    client.force_login(a_user(district, "급여", "PAYROLL"))
    for name in ("selection_propose", "what_if"):
        assert client.get(go(name, scored)).status_code == 403
    assert client.post(go("selection_score", scored)).status_code == 403
    assert "점수 다시 산정" not in client.get(go("round_selection", scored)).text


def test_pages_ask_as_often_for_sixty_as_for_four(approved, district, staff, lead, signed_in):
    def asked(round_, selection) -> list[int]:
        counts = []
        for url in (
            go("round_selection", round_),
            go("selection_propose", round_),
            go("selection_detail", selection),
            go("score_sheet", one(round_, 1)),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert signed_in.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    few = asked(approved.round, approved)
    with acting(staff):
        many = eligible_round(district, [n % 7 for n in range(60)], posts=20, code="뉴딜-2026-1")
        for application in Application.objects.filter(round=many, number__lt=30):
            ApplicationGroup(district=district, application=application, group="DISABLED").save()
        score_round(many)
        selection = propose(many, staff)
    with acting(lead):
        approve(selection, lead)
    assert asked(many, selection) == few
    assert max(few) <= 45
