"""Screening on screen: counts, lists, bulk steps, one applicant, households, the notice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.screening import decide, screen
from participants.models import Application, Placement, RuleOverride, Screening
from participants.queries import in_states
from tests.participants.making import a_document, a_person, a_round, an_application, worked
from tests.participants.screening_making import (
    CODES,
    RICH_WON,
    K,
    a_round_with_rules,
    corrected,
    enquired,
    fine,
    too_rich,
    unasked,
    under_review,
)

pytestmark = pytest.mark.django_db
S = Application.State


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round_with_rules(district)


@pytest.fixture
def three(round_):
    """One who meets every rule, one who does not, one who is open."""
    with acting("시험"):
        return [
            fine(round_, 1),
            too_rich(round_, 2, person=a_person(round_.district, 2, dong="가상2동")),
            unasked(round_, 3),
        ]


def url(round_) -> str:
    return reverse("round_screening", args=[round_.pk])


def one_url(application) -> str:
    return reverse("application_screening", args=[application.pk])


def screened(round_, confirmed: bool = False) -> None:
    with acting("시험"):
        screen(round_, in_states(round_, [S.UNDER_REVIEW]))
        if confirmed:
            decide(round_, in_states(round_, [S.UNDER_REVIEW]))


def receipts(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


def told(page, client) -> str:
    assert page.status_code == 302
    return client.get(page["Location"]).text


# ---- the round -------------------------------------------------------------------------------


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


# ---- one applicant ---------------------------------------------------------------------------


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
    assert "판단 사유를 적으세요" in page.text
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


# ---- households ------------------------------------------------------------------------------


@pytest.fixture
def neighbours(round_):
    with acting("시험"):
        people = [a_person(round_.district, n, address="가상구 한집로 1") for n in (1, 2, 3)]
        fine(round_, 9)
        return [under_review(round_, n, person=one) for n, one in enumerate(people, 1)]


def members(*applications: Application) -> list[str]:
    for one in applications:
        one.refresh_from_db()
    return [f"{one.pk}-{one.version}" for one in applications]


def codes(*applications: Application) -> list[str]:
    for one in applications:
        one.refresh_from_db()
    return [one.household_code for one in applications]


def test_applicants_from_one_address_wait_to_be_settled(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    assert "확인하지 않은 주소가 1곳" in signed_in.get(url(round_)).text
    page = signed_in.get(home)
    assert len(page.context["groups"]) == 1
    assert len(page.context["groups"][0]["members"]) == 3
    one, two, three = neighbours
    sent = {"action": "one", "member": members(one, two)}
    assert "한 세대로 적었습니다" in told(signed_in.post(home, sent), signed_in)
    assert codes(one, two, three) == ["접수 0001 세대", "접수 0001 세대", ""]
    sent = {"action": "own", "member": members(one, three)}
    assert signed_in.post(home, sent).status_code == 302
    assert codes(one, two, three) == ["접수 0001 세대", "접수 0001 세대", "접수 0003 세대"]
    assert "확인할 주소가 없습니다" in signed_in.get(home).text
    assert "서로 다른 세대" in signed_in.get(home, {"all": "1"}).text


def test_a_household_cannot_be_made_of_one_or_of_two_addresses(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    elsewhere = Application.objects.get(number=9)
    for sent, words in (
        ({"action": "one", "member": members(neighbours[0])}, "두 사람 이상"),
        ({"action": "own"}, "두 사람 이상"),
        ({"action": "one", "member": members(neighbours[0], elsewhere)}, "주소가 같은"),
        ({"action": "x", "member": members(*neighbours)}, "가운데 누르세요"),
        ({"action": "one", "member": ["x-1", "--", "9999999999999999999999-1"]}, "두 사람 이상"),
    ):
        page = signed_in.post(home, sent)
        assert page.status_code == 422
        assert words in page.text
    assert codes(*neighbours) == ["", "", ""]


def test_an_old_page_of_households_changes_nothing(round_, neighbours, signed_in):
    home = reverse("round_households", args=[round_.pk])
    old = members(*neighbours)
    with acting("다른 담당자"):
        neighbours[0].note = "고침"
        neighbours[0].save()
    assert signed_in.post(home, {"action": "one", "member": old}).status_code == 409
    assert codes(*neighbours) == ["", "", ""]


# ---- the notice of refusal -------------------------------------------------------------------

SHEET = {
    "told_on": "2026. 11. 2.",
    "appeal_days": "7",
    "appeal_place": "구청 3층 일자리정책과",
    "contact": "일자리정책과 02-000-0000",
    "purpose_kind": "RESULT",
    "purpose_text": "부적격 통보서 발송",
}


def test_the_notice_names_every_reason_and_how_to_object(round_, signed_in):
    with acting("시험"):
        one = enquired(
            under_review(round_, 1), assets_won=300_000_000, household_income_won=9_000_000
        )
    screened(round_, confirmed=True)
    address = reverse("refusal_notice", args=[one.pk])
    form = signed_in.get(address)
    assert "9,000,000원" in form.text
    page = signed_in.post(address, SHEET)
    assert page.status_code == 200
    for words in (
        "자격심사 결과 통보서",
        one.person.name,
        one.receipt,
        "900101",
        "300,000,000원",
        "9,000,000원",
        "공고 제3호",
        "2026.\u00a011.\u00a011.(수)까지",
        "구청 3층 일자리정책과",
        "가상구청장",
        "끝.",
    ):
        assert words in page.text, words
    entry = AccessEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.persons) == ("PRINT", [one.person_id])
    assert "부적격 통보서 발송" in entry.purpose


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose_text": "업무"},
        {"appeal_days": "0"},
        {"told_on": "언젠가"},
        {"told_on": "2099-01-01"},
        {"appeal_place": ""},
        {"contact": "900101-1234560"},
    ],
)
def test_no_notice_without_what_it_needs(round_, three, signed_in, wrong):
    screened(round_, confirmed=True)
    page = signed_in.post(reverse("refusal_notice", args=[three[1].pk]), {**SHEET, **wrong})
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_only_the_refused_are_told_so(round_, three, signed_in):
    screened(round_)
    for one in three:
        address = reverse("refusal_notice", args=[one.pk])
        text = told(signed_in.get(address), signed_in)
        assert "부적격으로 확정한 신청서만" in text
        assert signed_in.post(address, SHEET).status_code == 302


def test_no_enquiry_is_read_for_the_list(round_, three, signed_in):
    """The list needs neither amounts nor what was seen: nothing is decrypted for it."""
    screened(round_)
    with CaptureQueriesContext(connection) as queries:
        signed_in.get(url(round_))
    asked = " ".join(query["sql"] for query in queries)
    assert "participants_enquiry" not in asked
    assert '"seen"' not in asked
    assert K.INCOME not in asked
