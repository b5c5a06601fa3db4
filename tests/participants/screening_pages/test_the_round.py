"""Screening a round on screen: the counts, the three steps and the list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.models import Application
from tests.participants.making import a_document, a_round
from tests.participants.screening_making import (
    CODES,
    RICH_WON,
    K,
    corrected,
    fine,
    too_rich,
    under_review,
)
from tests.participants.screening_pages.steps import one_url, receipts, screened, told, url

pytestmark = pytest.mark.django_db
S = Application.State


def test_the_three_steps_say_what_they_will_do_and_what_came_of_them(round_, three, signed_in):
    with acting("시험"):
        waiting = under_review(round_, 4, S.SUBMITTED)
    page = signed_in.get(url(round_))
    assert "심사 전 1명" in page.text
    assert "자격심사 중인 3명" in page.text
    text = told(signed_in.post(url(round_), {"action": "start"}), signed_in)
    assert "1명의 자격심사를 시작했습니다" in text
    text = told(signed_in.post(url(round_), {"action": "screen"}), signed_in)
    assert "4명을 심사했습니다: 적격 1명, 부적격 1명, 확인 필요 2명" in text
    assert "적격 1명, 부적격 1명을 확정합니다. ‘확인 필요’ 2명은 그대로 둡니다" in text
    seen = {"action": "decide", "eligible": "1", "ineligible": "1"}
    text = told(signed_in.post(url(round_), seen), signed_in)
    assert "적격 1명, 부적격 1명을 확정했습니다" in text
    assert "‘확인 필요’인 2명은 그대로 두었습니다" in text
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {1: S.ELIGIBLE, 2: S.INELIGIBLE, 3: S.UNDER_REVIEW, 4: S.UNDER_REVIEW}
    waiting.refresh_from_db()


def test_missing_papers_are_said_when_reviews_begin(round_, signed_in):
    with acting("시험"):
        under_review(round_, 1, S.SUBMITTED)
        a_document(round_.district, round_)
    text = told(signed_in.post(url(round_), {"action": "start"}), signed_in)
    assert "꼭 필요한 서류가 오지 않은 1명" in text


def test_a_step_pressed_twice_is_harmless(round_, three, signed_in):
    for action in ("start", "screen"):
        for _ in range(2):
            assert signed_in.post(url(round_), {"action": action}).status_code == 302
    seen = {"action": "decide", "eligible": "1", "ineligible": "1"}
    assert signed_in.post(url(round_), seen).status_code == 302
    again = signed_in.post(url(round_), seen)
    assert again.status_code == 409
    assert "심사 결과가 바뀌었습니다" in again.text


def test_only_what_was_seen_is_confirmed(round_, three, signed_in):
    screened(round_)
    page = signed_in.post(url(round_), {"action": "decide", "eligible": "2", "ineligible": "1"})
    assert page.status_code == 409
    assert not Application.objects.exclude(state=S.UNDER_REVIEW).exists()


def test_a_round_without_rules_leads_to_its_preparation(district, signed_in):
    with acting("시험"):
        bare = a_round(district)
        under_review(bare, 1)
    page = signed_in.get(url(bare))
    assert "공고한 선발 기준이 없어" in page.text
    assert reverse("round_prepare", args=[bare.pk]) in page.text
    refused = signed_in.post(url(bare), {"action": "screen"})
    assert refused.status_code == 422
    assert "선발 기준을 공고하세요" in refused.text
    assert signed_in.post(url(bare), {"action": "nothing"}).status_code == 422


def test_corrected_rules_are_told_until_the_round_is_screened_again(round_, three, signed_in):
    screened(round_)
    with acting("시험"):
        corrected(round_, RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
    page = signed_in.get(url(round_))
    assert "선발 기준이 바뀌었습니다" in page.text
    assert "앞 기준" in page.text
    assert "앞 판(제1판)" in signed_in.get(one_url(three[0])).text
    screened(round_)
    assert "선발 기준이 바뀌었습니다" not in signed_in.get(url(round_)).text


def test_a_screening_whose_results_changed_since_says_so(round_, three, signed_in):
    screened(round_)
    assert "자료가 바뀌었습니다" not in signed_in.get(one_url(three[0])).text
    with acting("시험"):
        assets = three[0].enquiries.get(kind="ASSETS")
        assets.values = {"assets_won": RICH_WON, "debts_won": 0}
        assets.save()
    assert "자료가 바뀌었습니다" in signed_in.get(one_url(three[0])).text
    assert "자료가 바뀌었습니다" not in signed_in.get(one_url(three[1])).text
    screened(round_)
    assert "자료가 바뀌었습니다" not in signed_in.get(one_url(three[0])).text


def test_the_numbers_open_the_lists_they_count(round_, three, signed_in):
    screened(round_)
    page = signed_in.get(url(round_))
    rows = [*page.context["results"], *page.context["rule_rows"]]
    cells = [cell for row in rows for cell in row["cells"] if cell["url"]]
    assert len(cells) > len(CODES)
    for cell in cells:
        shown = signed_in.get(cell["url"].removesuffix("#list"))
        assert shown.context["page"].paginator.count == cell["count"], cell["url"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"result": "ELIGIBLE"}, ["0001"]),
        ({"result": "NONE"}, ["0004"]),
        ({"state": "WAITING"}, ["0004"]),
        ({"state": "UNDER_REVIEW"}, ["0001", "0002", "0003"]),
        ({"state": "CONFIRMED"}, []),
        ({"rule": "ASSET_CAP"}, ["0002"]),
        ({"rule": "ASSET_CAP", "outcome": "NOT_MET"}, ["0002"]),
        ({"rule": "ASSET_CAP", "outcome": "MET"}, ["0001", "0003"]),
        ({"rule": "INCOME_CAP", "outcome": "TO_CONFIRM"}, ["0003"]),
        ({"rule": "INCOME_CAP", "outcome": "DECIDED"}, []),
        ({"dong": "가상2동"}, ["0002"]),
        ({"page": "99"}, ["0001", "0002", "0003", "0004"]),
    ],
)
def test_the_list_is_narrowed(round_, three, signed_in, asked, found):
    with acting("시험"):
        under_review(round_, 4, S.SUBMITTED)
        under_review(round_, 5, S.WITHDRAWN)
    screened(round_)
    assert receipts(signed_in.get(url(round_), asked)) == found


@pytest.mark.parametrize(
    "asked", [{"rule": "NOTHING"}, {"outcome": "MET"}, {"state": "x"}, {"page": "x"}]
)
def test_an_address_that_makes_no_sense_is_told(round_, three, signed_in, asked):
    page = signed_in.get(url(round_), asked)
    assert page.status_code == 422
    assert len(page.context["rows"]) == 3


def test_the_list_is_masked_and_its_readers_recorded(round_, three, signed_in):
    with acting("시험"):
        person = three[0].person
        person.name = "가상희"
        person.save()
    screened(round_)
    page = signed_in.get(url(round_))
    assert "가*희" in page.text
    for clear in ("가상희", "300,000,000", "1990"):
        assert clear not in page.text
    entry = AccessEntry.objects.order_by("-pk").first()
    assert entry.task == "자격심사"
    assert set(entry.persons) == {one.person_id for one in three}


def test_the_page_needs_as_many_queries_for_sixty_as_for_three(round_, three, signed_in):
    screened(round_)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(url(round_))
    with acting("시험"):
        for n in range(10, 67):
            (too_rich if n % 2 else fine)(round_, n)
    screened(round_)
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(url(round_))
    assert len(page.context["rows"]) == 50
    assert len(many) == len(few) <= 30


def test_who_may_not_screen_sees_nothing_of_it(round_, three, client, stranger, lead):
    addresses = [
        url(round_),
        reverse("round_households", args=[round_.pk]),
        one_url(three[0]),
        reverse("refusal_notice", args=[three[1].pk]),
    ]
    for user, status in ((stranger, 404), (lead, 403)):
        client.force_login(user)
        assert {client.get(address).status_code for address in addresses} == {status}
        assert {client.post(address, {}).status_code for address in addresses} == {status}
    client.force_login(lead)
    page = client.get(reverse("application_detail", args=[three[0].pk]))
    assert "조회 결과</a>" not in page.text


def test_whoever_approves_reads_the_results_without_income_or_assets(
    round_, three, client, lead, staff
):
    screened(round_)
    client.force_login(lead)
    dashboard = client.get(reverse("round_dashboard", args=[round_.pk]))
    listed = reverse("round_screening_look", args=[round_.pk])
    assert listed in dashboard.text
    page = client.get(listed)
    assert [row["result"] for row in page.context["rows"]] == ["적격", "부적격", "확인 필요"]
    assert 'name="action"' not in page.text
    one = reverse("screening_look", args=[three[1].pk])
    assert one in page.text
    shown = client.get(one)
    assert "300,000,000" not in shown.text
    assert "200,000,000원 이하" in shown.text
    assert "담당자만 봄" in shown.text
    assert three[1].person.name not in shown.text
    assert "판단 저장" not in shown.text
    assert "조회 결과 입력" not in shown.text
    assert client.post(one, {}).status_code == 405
    assert client.post(listed, {"action": "decide"}).status_code == 405
    entry = AccessEntry.objects.latest("pk")
    assert entry.persons
    client.force_login(staff)
    assert client.get(one).status_code == 403  # they have the page itself


def test_no_enquiry_is_read_for_whoever_only_reads_the_list(round_, three, client, lead):
    """They need neither amounts nor what was seen: nothing is decrypted for them."""
    screened(round_)
    client.force_login(lead)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("round_screening_look", args=[round_.pk]))
    asked = " ".join(query["sql"] for query in queries)
    assert "participants_enquiry" not in asked
    assert '"seen"' not in asked
    assert K.INCOME not in asked
