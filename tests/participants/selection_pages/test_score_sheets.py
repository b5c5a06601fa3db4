"""The score sheet of one applicant in the browser."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application, Score

pytestmark = pytest.mark.django_db


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def test_the_sheet_explains_every_line_and_shows_values_only_to_who_screens(
    approved, signed_in, client, lead
):
    url = go("score_sheet", one(approved.round, 1))
    page = signed_in.get(url)
    assert "4명" in page.text
    assert "4 × 5점, 20점" in page.text
    assert "주민등록등본" in page.text
    assert "동점을 가르는 값" in page.text
    assert f"제{approved.number}판" in page.text
    client.force_login(lead)
    theirs = client.get(url)
    assert "부양가족수" in theirs.text
    assert "4명" not in theirs.text
    assert "자격심사 담당에게만" in theirs.text
    assert "4명" not in str(theirs.context["rows"])


def test_the_sheet_reprints_after_its_inputs_were_destroyed(approved, signed_in):
    score = Score.objects.get(application__number=1)
    with acting("파기"):
        score.inputs = ""
        score.save()
    page = signed_in.get(go("score_sheet", score.application))
    assert "파기했습니다" in page.text
    line = page.context["rows"][0]
    assert (line["label"], line["points"], line["input"]) == ("부양가족수", "20", "")


def test_what_is_still_to_be_confirmed_is_entered_from_the_sheet_by_who_screens(
    approved, signed_in, client, lead
):
    score = Score.objects.get(application__number=1)
    enquiries = go("application_enquiries", score.application)
    assert enquiries not in signed_in.get(go("score_sheet", score.application)).text
    with acting("시험"):
        score.is_complete = False
        score.save()
    assert enquiries in signed_in.get(go("score_sheet", score.application)).text
    client.force_login(lead)
    assert enquiries not in client.get(go("score_sheet", score.application)).text


def test_an_applicant_without_a_sheet_is_told_so(round_, signed_in):
    page = signed_in.get(go("score_sheet", one(round_, 1)))
    assert "아직 점수를 산정하지 않았습니다" in page.text
    page = signed_in.get(go("score_standing", one(round_, 1)))
    assert "선발 대상이 아닙니다" in page.text


def test_where_one_applicant_stands(approved, signed_in):
    page = signed_in.get(go("score_standing", one(approved.round, 4)))
    assert (page.context["standing"].row.rank, page.context["short_by"]) == (4, "10")
    assert ("가점 ‘세대주’", "12", 2) in [
        (row["label"], row["points"], row["rank"]) for row in page.context["raises"]
    ]
