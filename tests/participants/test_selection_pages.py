"""점수·선발 in the browser: scored, proposed by staff, decided by a lead, read by both."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, Change
from jobportal.platform.rules.rubric import Band, Method, Rubric
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose, return_
from participants.models import (
    Application,
    ApplicationGroup,
    Score,
    Selection,
    SelectionEntry,
)
from tests.participants.making import a_round, an_enquiry
from tests.participants.selecting import (
    ASSETS,
    DEPENDANTS,
    LOTTERY,
    RULES,
    a_round_with,
    a_user,
    an_eligible,
    eligible_round,
    states_of,
)
from tests.participants.test_whatif import CAPPED

pytestmark = pytest.mark.django_db
S = Application.State
WITH_ASSETS = replace(RULES, rubric=Rubric((DEPENDANTS, ASSETS)))


@pytest.fixture
def round_(district):
    """Four eligible applicants for two posts."""
    with acting("시험"):
        return eligible_round(district, [4, 3, 2, 1], posts=2)


@pytest.fixture
def scored(round_):
    """The same, scored."""
    with acting("시험"):
        score_round(round_)
    return round_


@pytest.fixture
def proposed(scored, staff) -> Selection:
    """A list that waits for its decision."""
    with acting(staff):
        return propose(scored, staff)


@pytest.fixture
def approved(proposed, lead) -> Selection:
    """A list in force."""
    with acting(lead):
        return approve(proposed, lead)


@pytest.fixture
def as_lead(client, lead):
    """A browser in which the team lead has signed in."""
    client.force_login(lead)
    return client


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def hidden(page) -> dict[str, str]:
    """The hidden fields of the last form of the page."""
    form = page.text.rsplit("<form", 1)[-1] if "<form" in page.text else ""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


# ---- scoring ---------------------------------------------------------------------------------


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


# ---- proposing -------------------------------------------------------------------------------


def test_what_stands_against_a_proposal_is_said_before_and_after(round_, signed_in):
    page = signed_in.get(go("selection_propose", round_))
    assert "아직 선발안을 만들 수 없습니다. 2가지를 먼저 하세요" in page.text
    answer = signed_in.post(go("selection_propose", round_), hidden(page))
    assert answer.status_code in (409, 422)
    assert not Selection.objects.exists()


def test_the_list_is_looked_at_first_and_then_proposed(scored, signed_in, staff):
    page = signed_in.get(go("selection_propose", scored))
    assert [(g["label"], g["count"]) for g in page.context["groups"]] == [
        ("선발", 2),
        ("예비", 2),
        ("미선발", 0),
    ]
    assert page.context["pools"][0].label == "계"
    assert not Selection.objects.exists()
    sent = {"basis": page.context["basis"]}
    answer = signed_in.post(go("selection_propose", scored), sent, follow=True)
    selection = Selection.objects.get()
    assert selection.proposed_by == staff
    assert "선발안 제1판을 제안했습니다" in answer.text
    assert "내가 제안한 선발안입니다" in answer.text
    again = signed_in.post(go("selection_propose", scored), sent)
    assert again.status_code == 422
    assert "승인을 기다리는 선발안" in again.text
    assert Selection.objects.count() == 1


def test_what_changed_since_the_preview_is_looked_at_again(scored, signed_in):
    page = signed_in.get(go("selection_propose", scored))
    with acting("다른 담당자"):
        application = one(scored, 1)
        application.note = "전화 확인"
        application.save()
    answer = signed_in.post(go("selection_propose", scored), {"basis": page.context["basis"]})
    assert answer.status_code == 409
    assert "미리 본 뒤에 신청서나 점수가 바뀌었습니다" in answer.text
    assert not Selection.objects.exists()


def test_a_second_version_needs_a_reason_and_takes_up_the_note(scored, proposed, lead, signed_in):
    with acting(lead):
        return_(proposed, lead, "인원 확인")
    page = signed_in.get(go("selection_propose", scored))
    assert "반려 의견 반영: 인원 확인" in page.text
    sent = {"basis": page.context["basis"], "reason": ""}
    assert signed_in.post(go("selection_propose", scored), sent).status_code == 422
    bad = {**sent, "reason": "900101-1234560 확인"}
    answer = signed_in.post(go("selection_propose", scored), bad)
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text
    signed_in.post(go("selection_propose", scored), {**sent, "reason": "인원을 확인함"})
    assert Selection.objects.get(number=2).reason == "인원을 확인함"


def test_lots_are_drawn_once_with_a_seed_everybody_may_see(district, signed_in):
    with acting("시험"):
        round_ = eligible_round(district, [1] * 4, posts=2, rules=LOTTERY)
    page = signed_in.get(go("selection_propose", round_))
    assert "groups" not in page.context  # nobody tries seeds until one suits
    sent = {"basis": page.context["basis"], "seed": " "}
    assert signed_in.post(go("selection_propose", round_), sent).status_code == 422
    answer = signed_in.post(
        go("selection_propose", round_), {**sent, "seed": "2026-가상"}, follow=True
    )
    assert "2026-가상" in answer.text
    assert "SHA-256" in answer.text
    entry = SelectionEntry.objects.first()
    shown = signed_in.get(go("selection_entry", entry.selection, entry.pk))
    assert entry.tie in shown.text


# ---- deciding --------------------------------------------------------------------------------


def test_a_waiting_list_stands_in_the_way_of_another_and_is_one_press_away(proposed, signed_in):
    page = signed_in.get(reverse("selection_propose", args=[proposed.round_id]))
    assert "먼저 확정하거나 반려하세요" in page.text
    assert reverse("selection_detail", args=[proposed.pk]) in page.text


def test_a_lead_finds_what_waits_and_approves_it(proposed, as_lead, staff):
    home = as_lead.get(go("round_selection", proposed.round))
    assert "승인을 기다리는 선발안이 1건 있습니다" in home.text
    page = as_lead.get(go("selection_detail", proposed))
    assert "선발안 확정" in page.text
    answer = as_lead.post(
        go("selection_approve", proposed), {"version": proposed.version, "approve-note": "적정"}
    )
    assert answer.status_code == 302
    assert states_of(proposed.round) == ["SELECTED", "SELECTED", "RESERVE", "RESERVE"]
    proposed.refresh_from_db()
    assert proposed.decision_note == "적정"
    page = as_lead.get(go("selection_detail", proposed))
    assert proposed.digest in page.text
    assert "지금 명단과 같습니다" in page.text
    assert "선발안 확정</button>" not in page.text
    assert str(staff) in page.text


def test_staff_cannot_decide_and_see_no_button(proposed, signed_in):
    for name in ("selection_approve", "selection_return"):
        assert signed_in.post(go(name, proposed), {"version": "1"}).status_code == 403
    assert "선발안 확정</button>" not in signed_in.get(go("selection_detail", proposed)).text


def test_the_proposer_is_told_that_another_decides(proposed, district, staff, client):
    give(staff, district, "TEAM_LEAD", "시험")
    client.force_login(staff)
    page = client.get(go("selection_detail", proposed))
    assert "스스로 확정하거나 반려할 수 없습니다" in page.text
    answer = client.post(go("selection_approve", proposed), {"version": proposed.version})
    assert answer.status_code == 422
    assert "제안한 사람은 스스로" in answer.text
    assert "내가 제안함" in client.get(go("round_selection", proposed.round)).text
    proposed.refresh_from_db()
    assert proposed.state == "PROPOSED"


def test_a_stale_proposal_says_what_changed(proposed, as_lead):
    with acting("담당자"):
        application = one(proposed.round, 2)
        application.note = "주소 확인"
        application.save()
    page = as_lead.post(go("selection_approve", proposed), {"version": proposed.version})
    assert page.status_code == 422
    assert "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0002" in page.text
    assert "다시 제안하세요" in page.text


def test_a_return_needs_a_reason_and_keeps_it(proposed, as_lead):
    sent = {"version": proposed.version, "note": ""}
    page = as_lead.post(go("selection_return", proposed), sent)
    assert page.status_code == 422
    assert "반려 사유" in page.text
    as_lead.post(go("selection_return", proposed), {**sent, "note": "인원 확인"})
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decision_note) == ("RETURNED", "인원 확인")
    late = as_lead.post(go("selection_return", proposed), {**sent, "note": "또"})
    assert late.status_code == 409


def test_what_a_correction_changes_is_listed_masked(approved, lead, staff, signed_in):
    with acting("담당자"):
        application = one(approved.round, 1)
        application.state, application.state_reason = S.DECLINED, "본인 포기"
        application.save()
    with acting(staff):
        second = propose(approved.round, staff, "1번 포기")
    page = signed_in.get(go("selection_detail", second))
    assert [(row["kind"], row["receipt"][-1]) for row in page.context["changes"]["rows"]] == [
        ("새로 선발", "3"),
        ("선발에서 빠짐", "1"),
        ("순서·결과가 바뀜", "4"),
    ]
    assert "1번 포기" in page.text
    for n in range(1, 5):
        assert one(approved.round, n).person.name not in page.text


def test_a_version_that_would_change_nothing_is_not_offered(approved, signed_in):
    page = signed_in.get(go("selection_propose", approved.round))
    assert "바뀐 것이 없어 새 판을 제안할 수 없습니다" in page.text
    assert "제2판 제안" not in page.text


def test_a_version_that_confirms_a_review_says_so(approved, signed_in):
    with acting("담당자"):
        application = one(approved.round, 4)
        application.state = S.SCORED
        application.save()
    page = signed_in.get(go("selection_propose", approved.round))
    assert "결과를 그대로 확정하는 판입니다" in page.text
    assert "제2판 제안" in page.text


def test_who_is_left_out_is_named_before_and_shown_to_who_decides(scored, signed_in, lead, client):
    with acting("시험"):
        an_eligible(scored, 9, 9, state=S.SUPPLEMENT_REQUESTED)
    url = go("selection_propose", scored)
    page = signed_in.get(url)
    assert "심사가 끝나지 않은 사람이 있습니다" in page.text
    sent = {"basis": page.context["basis"]}
    assert signed_in.post(url, sent).status_code == 422
    assert signed_in.post(url, {**sent, "waiving": "보완 기한이 지남"}).status_code == 302
    client.force_login(lead)
    shown = client.get(go("selection_detail", Selection.objects.get())).text
    assert "보완 기한이 지남" in shown
    assert "<strong>1명</strong>이 명단에서 빠졌습니다" in shown


# ---- reading ---------------------------------------------------------------------------------


def test_entries_are_narrowed_paged_and_recorded_as_seen(approved, signed_in):
    url = go("selection_detail", approved)
    assert signed_in.get(url).context["count"] == 4
    assert signed_in.get(url, {"state": "RESERVE"}).context["count"] == 2
    assert signed_in.get(url, {"pool": "ALL", "state": "SELECTED"}).context["count"] == 2
    project = approved.round.work_projects.order_by("code").first()
    assert signed_in.get(url, {"project": project.pk}).context["count"] == 2
    assert signed_in.get(url, {"state": "x", "page": "99"}).status_code == 200
    entry = AccessEntry.objects.filter(task="선발 명단 확인").order_by("pk").first()
    assert entry.person_count == 4


def test_an_entry_says_why(approved, signed_in):
    entry = approved.entries.get(application__number=3)
    page = signed_in.get(go("selection_entry", approved, entry.pk))
    assert entry.reason in page.text
    assert "같은 점수인 사람이 없습니다" in page.text
    assert signed_in.get(go("selection_entry", approved, 999_999)).status_code == 404


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


# ---- trying out ------------------------------------------------------------------------------


def typed(page) -> dict:
    """The form of the trial as it opened."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "decompress") and not isinstance(value, list | tuple):
            text, unit = widget.decompress(value)
            data |= {f"{field.html_name}_0": text, f"{field.html_name}_1": unit}
        else:
            data[field.html_name] = value
    return data


def everything() -> dict[str, list]:
    """Every row of the app's tables and of the change log."""
    models = [*apps.get_app_config("participants").get_models(), Change]
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models
    }


def test_a_trial_shows_who_enters_and_what_it_costs_and_writes_nothing(scored, signed_in):
    url = go("what_if", scored)
    page = signed_in.get(url)
    before = everything()
    unchanged = signed_in.post(url, typed(page))
    assert "바꾼 값이 없습니다" in unchanged.text
    answer = signed_in.post(url, {**typed(page), "pool-0": "3", "project-0": "3"})
    assert answer.status_code == 200
    assert [(g["label"], g["count"]) for g in answer.context["groups"]] == [
        ("새로 선발되는 사람", 1),
        ("선발에서 빠지는 사람", 0),
        ("자리가 바뀌는 사람", 0),
    ]
    assert answer.context["people_more"] == "1"
    assert "한 달 임금 = " in answer.text
    assert one(scored, 3).person.name not in answer.text
    assert everything() == before


def test_a_cap_a_point_and_a_weight_are_tried(district, signed_in):
    with acting("시험"):
        round_ = a_round_with(district, CAPPED, posts=2)
        for n, won in enumerate((300, 100, 100), start=1):
            an_enquiry(an_eligible(round_, n, 3 - n), "ASSETS", assets_won=won, debts_won=0)
        score_round(round_)
    url = go("what_if", round_)
    start = typed(signed_in.get(url))
    capped = signed_in.post(url, {**start, "ASSET_CAP-amount_won_0": "200"})
    assert (capped.context["admitted"], capped.context["refused"]) == (0, 1)
    assert "바꾼 자격 조건을 충족하지 않습니다" in capped.text
    doubled = signed_in.post(url, {**start, "item-0-most": "120", "item-0-each": "10"})
    assert doubled.context["rescored"] == 2
    stretched = signed_in.post(url, {**start, "item-0-most": "120"})
    assert stretched.context["rescored"] == 2  # a larger most stretches what each one gives
    halved = signed_in.post(url, {**start, "document_weight": "50"})
    assert halved.context["rescored"] == 2


def test_the_borders_of_bands_are_tried(district, signed_in):
    bands = (
        Band(Fraction(10), upper=Fraction(200)),
        Band(Fraction(5), lower=Fraction(200), upper=Fraction(380)),
        Band(Fraction(0), lower=Fraction(380)),
    )
    item = replace(ASSETS, method=Method.BAND, points_each=Fraction(0), bands=bands)
    with acting("시험"):
        round_ = a_round_with(district, replace(RULES, rubric=Rubric((DEPENDANTS, item))), posts=1)
        for n, won in enumerate((100, 250), start=1):
            an_enquiry(an_eligible(round_, n, 1), "ASSETS", assets_won=won, debts_won=0)
        score_round(round_)
    url = go("what_if", round_)
    start = typed(signed_in.get(url))
    assert [name for name in start if "border" in name] == ["item-1-border-0", "item-1-border-1"]
    higher = signed_in.post(url, {**start, "item-1-border-0": "300"})
    assert higher.status_code == 200
    assert higher.context["rescored"] == 1
    crossed = signed_in.post(url, {**start, "item-1-border-0": "400", "item-1-border-1": "350"})
    assert crossed.status_code == 422
    assert "하한이 상한보다 작지 않습니다" in crossed.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pool-0": "-1"}, "0"),
        ({"pool-0": "많이"}, "정수"),
        ({"item-0-most": ""}, "필수"),
        ({"document_weight": "101"}, "100"),
    ],
)
def test_a_bad_trial_is_refused_at_its_field_and_kept(scored, signed_in, changed, words):
    url = go("what_if", scored)
    page = signed_in.post(url, {**typed(signed_in.get(url)), **changed})
    assert page.status_code == 422
    assert words in page.text


def test_a_round_of_lots_or_without_points_has_nothing_to_try(district, round_, signed_in):
    assert "점수를 산정한 사람이 없습니다" in signed_in.get(go("what_if", round_)).text
    with acting("시험"):
        lots = eligible_round(district, [1], code="뉴딜-2026-1", rules=LOTTERY)
    assert "추첨 회차라" in signed_in.get(go("what_if", lots)).text
    assert signed_in.post(go("what_if", lots)).status_code == 422


# ---- who and how often -----------------------------------------------------------------------


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
