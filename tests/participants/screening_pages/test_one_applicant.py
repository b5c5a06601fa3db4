"""Screening one applicant on screen: every rule, decisions and their reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from participants.models import Application, Placement, RuleOverride, Screening
from tests.participants.making import a_document, a_person, a_round, an_application, worked
from tests.participants.screening_making import CODES, enquired, fine, under_review
from tests.participants.screening_pages.steps import one_url, screened, told

pytestmark = pytest.mark.django_db
S = Application.State


def step(client, application, action: str, **data):
    application.refresh_from_db()
    sent = {"version": application.version, "action": action, **data}
    return client.post(one_url(application), sent)


def test_every_rule_is_shown_with_value_limit_day_and_clause(round_, three, signed_in):
    screened(round_)
    page = signed_in.get(one_url(three[1]))
    for words in ("재산 상한", "300,000,000원", "200,000,000원 이하", "공고 제3호", "조회일"):
        assert words in page.text
    assert [row["ruling"].code for row in page.context["rows"]] == list(CODES)


def test_the_application_leads_to_enquiries_and_screening(three, signed_in):
    page = signed_in.get(reverse("application_detail", args=[three[0].pk]))
    assert one_url(three[0]) in page.text
    assert reverse("application_enquiries", args=[three[0].pk]) in page.text


def test_one_is_screened_and_confirmed_alone(three, signed_in):
    good, _, open_ = three
    assert "결과는 ‘적격’입니다" in told(step(signed_in, good, "screen"), signed_in)
    assert "‘적격’으로 확정했습니다" in told(step(signed_in, good, "decide"), signed_in)
    step(signed_in, open_, "screen")
    refused = step(signed_in, open_, "decide")
    assert refused.status_code == 422
    assert "‘확인 필요’인 1명은 그대로" in refused.text
    assert Screening.objects.count() == 2


def test_before_the_review_nothing_is_screened(round_, signed_in):
    with acting("시험"):
        one = under_review(round_, 1, S.SUBMITTED)
    assert "미심사" in signed_in.get(one_url(one)).text
    assert step(signed_in, one, "screen").status_code == 422
    assert step(signed_in, one, "decide").status_code == 422
    assert step(signed_in, one, "nothing").status_code == 422


def test_a_decision_is_written_with_its_reason_and_taken_back(round_, three, signed_in):
    rich = three[1]
    screened(round_)
    given = {"code": "ASSET_CAP", "outcome": "MET"}
    page = step(signed_in, rich, "override", **given, reason=" ")
    assert page.status_code == 422
    assert '<a href="#decide-reason">판단 사유를 적으세요' in page.text
    assert 'id="decide-reason" aria-invalid="true"' in page.text
    unsaid = step(signed_in, rich, "override", code="ASSET_CAP", outcome="", reason="가상")
    assert 'href="#decide-outcome"' in unsaid.text
    text = told(step(signed_in, rich, "override", **given, reason="압류 재산 제외"), signed_in)
    assert "심사 결과는 ‘적격’입니다" in text
    assert "압류 재산 제외" in text
    assert "미충족" in text  # what the rule itself said
    assert "김가상" in text
    back = {"code": "ASSET_CAP", "override_version": "1"}
    assert step(signed_in, rich, "take_back", **back, reason="").status_code == 422
    assert step(signed_in, rich, "take_back", **back, reason="착오").status_code == 302
    assert not RuleOverride.objects.exists()
    assert Screening.objects.get(application=rich).result == "INELIGIBLE"


def test_typed_reasons_stay_when_a_decision_is_refused(round_, three, signed_in):
    screened(round_)
    page = step(signed_in, three[1], "override", code="ASSET_CAP", outcome="", reason="확인함")
    assert page.status_code == 422
    assert 'value="확인함"' in page.text


def test_a_resident_number_in_a_reason_is_refused(round_, three, signed_in):
    screened(round_)
    typed = {"code": "ASSET_CAP", "outcome": "MET", "reason": "900101-1234560 확인"}
    page = step(signed_in, three[1], "override", **typed)
    assert page.status_code == 422
    assert "주민등록번호로 보이는" in page.text


def test_two_officers_at_one_rule_and_an_old_tab(round_, three, signed_in):
    rich = three[1]
    screened(round_)
    given = {"code": "ASSET_CAP", "outcome": "MET", "reason": "먼저"}
    assert step(signed_in, rich, "override", **given).status_code == 302
    assert step(signed_in, rich, "override", **given).status_code == 409
    old = signed_in.post(one_url(rich), {"version": "99", "action": "screen"})
    assert old.status_code == 409
    assert "먼저 바꾸었습니다" in old.text


def test_a_confirmed_result_is_opened_again_with_a_reason(round_, three, signed_in):
    screened(round_, confirmed=True)
    good = three[0]
    assert "심사 결과 다시 열기" in signed_in.get(one_url(good)).text
    assert step(signed_in, good, "reopen", reason="").status_code == 422
    assert step(signed_in, good, "reopen", reason="재산 정정").status_code == 302
    good.refresh_from_db()
    assert (good.state, good.state_reason) == (S.UNDER_REVIEW, "재산 정정")


def test_earlier_work_is_linked_from_the_rule_it_speaks_to(district, round_, signed_in):
    with acting("시험"):
        one = enquired(under_review(round_, 1))
        for n, year in enumerate((2024, 2025), 1):
            earlier = a_round(district, f"공공근로-{year}-1")
            past = an_application(earlier, one.person, 90 + n, state=S.PLACED)
            worked(past, earlier.starts_on, earlier.ends_on)
    screened(round_)
    page = signed_in.get(one_url(one))
    row = next(r for r in page.context["rows"] if r["ruling"].code == "REPEAT_LIMIT")
    links = [
        reverse("application_detail", args=[p.application_id]) for p in Placement.objects.all()
    ]
    assert sorted(link["url"] for link in row["references"]) == sorted(links)
    assert "공공근로-2024-1-0091 배치" in page.text


def test_the_page_of_one_needs_a_constant_number_of_queries(round_, three, signed_in):
    screened(round_)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(one_url(three[1]))
    with acting("시험"):
        for n in range(10, 16):
            person = a_person(round_.district, n, address=three[1].person.address)
            under_review(round_, n, person=person)
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(one_url(three[1]))
    assert len(page.context["neighbours"]) == 6
    assert len(many) == len(few) <= 30


def test_a_corrected_person_is_screened_again_at_once(round_, three, signed_in):
    screened(round_)
    person = three[0].person
    with acting("시험"):
        unscreened = fine(round_, 9, person=a_person(round_.district, 9))
    data = {
        "person_version": person.version,
        "name": person.name,
        "birth_on": f"{timezone.localdate().year - 16}-01-01",
        "sex": "MALE",
        "phone": "",
        "reason": "생년월일 오기",
    }
    edit = reverse("person_edit", args=[person.pk])
    assert signed_in.post(edit, data).status_code == 302
    row = three[0].screenings.get()
    assert row.not_met == "|MIN_AGE|"
    assert not unscreened.screenings.exists()
    assert "자료가 바뀌었습니다" not in signed_in.get(one_url(three[0])).text


def test_a_paper_that_came_is_screened_at_once(round_, three, signed_in):
    with acting("시험"):
        paper = a_document(round_.district, round_)
    screened(round_)
    assert three[0].screenings.get().to_confirm == "|DOC_INCOMPLETE|"
    three[0].refresh_from_db()
    sent = {"version": three[0].version, "paper": [paper.pk]}
    came = signed_in.post(reverse("papers_receive", args=[three[0].pk]), sent)
    assert came.status_code == 302
    assert three[0].screenings.get().to_confirm == ""
