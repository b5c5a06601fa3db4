"""The findings of a month: put down once, settled or carried, reported and signed."""

from datetime import date
from functools import partial
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.accessreview import Finding, Month
from jobportal.platform.audit import acting
from jobportal.platform.findings.recording import findings_in, marked, record_findings
from jobportal.platform.models import AccessFinding, AccessReview
from tests.platform.findings.following import (
    ANSWER,
    OPINION,
    OUTCOME,
    QUESTION,
    SETTLE,
    START,
    URL,
    S,
    answered,
    asked,
    step,
)

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 1)
REPORT = reverse("access_report", args=[2025, 10])


def test_the_report_has_period_reviewer_counts_findings_and_boxes_to_sign(desk, theirs, finding):
    asked(desk, finding), answered(theirs, finding), step(desk, finding, "settle", **OUTCOME)
    desk.post(URL, OPINION)
    page = desk.get(REPORT)
    for words in (
        *("2025. 10. 1. ~ 10. 31.", "정가상", "점검 마침", "업무시간 외 접속", "김가상"),
        *(QUESTION, ANSWER, OUTCOME["outcome"], OPINION["opinion"], "결재란", "조치 완료"),
    ):
        assert words in page.text, words
    assert page.context["counts"][:2] == [("계", 1), ("조회", 1)]
    assert dict(page.context["outcomes"])["조치 완료"] == 1


def test_the_report_as_a_workbook_has_the_same_findings(desk, theirs, finding):
    asked(desk, finding), answered(theirs, finding), step(desk, finding, "settle", **OUTCOME)
    sheet = load_workbook(BytesIO(desk.get(REPORT, {"format": "xlsx"}).content)).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"업무시간 외 접속", ANSWER, "조치 완료", "점검 기간: 2025. 10. 1. ~ 10. 31."} <= set(
        texts
    )


def test_findings_are_put_down_once(desk, finding, look, staff):
    desk.post(START)
    assert AccessFinding.objects.count() == 1
    look(staff, day=8)
    assert "새로 찾은 1건" in desk.get(URL).text
    desk.post(START)
    assert AccessFinding.objects.count() == 2


def test_two_alike_stay_two():
    one = Finding("많은 사람 내려받기", 1, "김가상", "내려받기 100명, 명단", OCTOBER)
    assert len(marked([one, one])) == 2


def test_a_running_month_puts_nothing_down(desk, rf, look, staff):
    now = timezone.localdate()
    desk.post(reverse("findings_start", args=[now.year, now.month]))
    assert not AccessFinding.objects.exists()


def test_a_review_is_signed_when_each_is_settled_or_carried(desk, finding, look, staff):
    look(staff, day=8)
    assert "먼저 점검 항목으로 올리세요" in desk.post(URL, OPINION).text
    desk.post(START)
    assert "점검 항목 2건이 남았습니다" in desk.post(URL, OPINION).text
    first, second = AccessFinding.objects.order_by("pk")
    step(desk, first, "settle", **OUTCOME)
    assert "점검 항목 1건이 남았습니다" in desk.post(URL, OPINION).text
    assert step(desk, second, "carry", reason="휴가에서 돌아오면 확인함").status_code == 302
    assert desk.post(URL, OPINION).status_code == 302
    assert "2025. 11.로 이월: 휴가에서 돌아오면 확인함" in desk.get(REPORT).text


def test_what_was_carried_over_stands_in_the_way_of_the_next_review(desk, finding):
    step(desk, finding, "carry", reason="휴가에서 돌아오면 확인함")
    november = reverse("access_review", args=[2025, 11])
    assert "2025. 10.에서 이월" in desk.get(november).text
    assert desk.post(november, OPINION).status_code == 422
    step(desk, finding, "settle", **OUTCOME)
    assert desk.post(november, OPINION).status_code == 302
    assert "2025. 11.로 이월" in desk.get(REPORT).text
    assert OUTCOME["outcome"] in desk.get(reverse("access_report", args=[2025, 11])).text


def test_nothing_is_carried_into_a_month_that_is_signed(desk, finding, district, lead):
    AccessReview.objects.create(
        district_id=district.pk,
        month_on=NOVEMBER,
        reviewer_id=lead.pk,
        reviewer_name=lead.name,
        entry_count=0,
        own_count=0,
        finding_count=0,
        opinion="이상 없음을 확인함",
    )
    step(desk, finding, "carry", reason="휴가에서 돌아오면 확인함")
    finding.refresh_from_db()
    assert finding.review_on == date(2025, 12, 1)
    assert findings_in(Month(district.pk, NOVEMBER)) == []


def test_many_are_settled_at_once_or_none(desk, theirs, look, staff):
    for day in (6, 7, 8):
        look(staff, day=day)
    desk.post(START)
    first, second, third = AccessFinding.objects.order_by("pk")
    asked(desk, third)
    refused = desk.post(SETTLE, {"finding": [first.pk, third.pk], **OUTCOME})
    assert refused.status_code == 409
    assert "소명을 기다리고" in refused.text
    assert not AccessFinding.objects.filter(state=S.ACTED).exists()
    assert desk.post(SETTLE, {"finding": [first.pk, second.pk], **OUTCOME}).status_code == 302
    assert AccessFinding.objects.filter(state=S.ACTED).count() == 2


@pytest.mark.parametrize("data", [{}, {"finding": "x"}, {"finding": 10**30}, {"finding": 1}])
def test_settling_nothing_is_refused(desk, finding, data):
    assert desk.post(SETTLE, {**data, "state": "ACTED"}).status_code == 422


def queries_of(call) -> int:
    with CaptureQueriesContext(
        connection,
    ) as made:
        call()
    return len(made)


def test_a_hundred_findings_cost_as_many_queries_as_one(desk, look, staff, officer, district):
    month = Month(district.pk, OCTOBER)
    counts = []
    for days in ([6], range(7, 32)):
        for day in days:
            look(staff, day=day)
        with acting(officer):
            counts.append(queries_of(lambda: record_findings(month)))
        numbers = [one.pk for one in findings_in(month) if not one.is_settled]
        desk.get(URL)  # what was told after the last post is gone
        counts.append(queries_of(lambda: desk.get(URL)))
        counts.append(queries_of(lambda: desk.get(REPORT)))
        counts.append(queries_of(partial(desk.post, SETTLE, {"finding": numbers, **OUTCOME})))
    assert counts[:4] == counts[4:]
