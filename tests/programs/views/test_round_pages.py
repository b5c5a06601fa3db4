"""The pages of a round's preparation: shown, written, refused in words, and never to strangers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.models import Change
from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import DayBasis, RuleCode
from programs.models import Round, RoundRules, WorkProject
from programs.preparation import rules_of
from tests.programs.making import make_programme, make_round, published, with_rules

pytestmark = pytest.mark.django_db

GET_PAGES = (
    "round_prepare",
    "round_copy",
    "round_publish",
    "round_correct",
    "round_differences",
    "round_rules_start",
    "round_rules_discard",
    "round_rules_eligibility",
    "round_rules_scoring",
    "round_rules_scoring_add",
    "round_rules_ties",
    "round_rules_wage",
)


@pytest.fixture
def round_(district) -> Round:
    return make_round(make_programme(district))


def address(name: str, round_: Round, *more) -> str:
    return reverse(name, args=[round_.pk, *more])


def typed(form) -> dict[str, object]:
    """What a browser would send back for an untouched form."""
    data = {}
    for bound in form:
        widget, value, name = bound.field.widget, bound.value(), bound.html_name
        if hasattr(widget, "decompress"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            data |= {f"{name}_{index}": part for index, part in enumerate(parts)}
        elif value is True:
            data[name] = "on"
        elif isinstance(value, tuple):
            data[name] = list(value)
        elif value is not None and value is not False:
            data[name] = value
    return data


def opened(client, name: str, round_: Round) -> tuple[str, dict]:
    """The address of a part's form and what it holds, version included."""
    url = address(name, round_)
    page = client.get(url)
    return url, {**typed(page.context["form"]), "version": page.context["draft"].version}


def draft() -> RoundRules:
    return RoundRules.objects.get(published_on__isnull=True)


# ---- reach -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GET_PAGES)
def test_another_district_finds_no_round(round_, stranger, client, name):
    with_rules(round_)
    client.force_login(stranger)
    assert client.get(address(name, round_)).status_code == 404
    assert client.post(address(name, round_)).status_code in (404, 405)


def test_moves_and_tie_steps_of_another_district_are_not_found(round_, stranger, client):
    with_rules(round_)
    client.force_login(stranger)
    assert client.post(address("round_move", round_), {"to": "RUNNING"}).status_code == 404
    url = address("round_rules_tie_move", round_, 0)
    assert client.post(url, {"to": "out"}).status_code == 404
    assert client.get(reverse("round_list")).context["rows"] == []


@pytest.mark.parametrize("name", ("round_list", "statutory_values"))
def test_a_signed_out_visitor_is_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name)).status_code == 302


def test_rules_of_another_district_cannot_be_fetched(round_, other_district, signed_in):
    theirs = make_round(make_programme(other_district))
    version = with_rules(theirs)
    answer = signed_in.post(address("round_rules_start", round_), {"rules": version.pk})
    assert answer.status_code == 404
    assert not RoundRules.objects.of(round_.district).exists()


# ---- list and preparation page ---------------------------------------------------------------


def test_the_list_says_state_posts_and_version(round_, signed_in):
    published(round_)
    page = signed_in.get(reverse("round_list"))
    (row,) = page.context["rows"]
    assert (row["stage"], row["project_posts"], row["rules"]) == ("공고", 12, "제1판")
    assert not row["gap"]
    for query in ("?year=2025", "?state=RUNNING", f"?programme={round_.programme_id + 1}"):
        assert signed_in.get(reverse("round_list") + query).context["rows"] == []
    assert signed_in.get(reverse("round_list") + "?year=올해&state=X").status_code == 200


def test_a_recorded_round_of_the_past_is_not_called_planned(district, signed_in):
    days = {"starts_on": date(2019, 1, 10), "ends_on": date(2019, 6, 30)}
    none = dict.fromkeys(("notice_on", "apply_from_on", "apply_to_on", "select_on"))
    make_round(make_programme(district), "공공근로-2019-1", year=2019, half=1, **days, **none)
    assert "지난 회차(기록)" in signed_in.get(reverse("round_list")).text


def test_the_list_needs_as_many_queries_for_three_rounds_as_for_one(round_, signed_in):
    with_rules(round_)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(reverse("round_list"))
    for n in (2, 3):
        with_rules(make_round(round_.programme, f"회차-{n}", seq=n))
    with CaptureQueriesContext(connection) as three:
        signed_in.get(reverse("round_list"))
    assert len(three) == len(one) <= 12


def test_the_page_shows_every_condition_band_step_and_wage(round_, signed_in):
    with_rules(round_)
    page = signed_in.get(address("round_prepare", round_))
    assert "공고할 준비가 되었습니다" in page.text
    for spec in CATALOGUE.values():
        assert spec.label in page.text
    assert "4억 9,900만 원" in page.text
    assert "출처 있음" in page.text
    assert "직장가입자 24,000 이상 36,000 미만" in page.text
    assert "접수번호: 빠른 순서" in page.text
    assert "65세 미만 52,000원, 65세 이상 31,000원" in page.text


def test_a_shortfall_is_said_in_words(district, signed_in):
    round_ = make_round(make_programme(district), planned_posts=20, posts_under_65=14)
    text = signed_in.get(address("round_prepare", round_)).text
    assert "대상사업 배정 인원의 합 12명이 계획 인원 20명보다 8명 모자랍니다." in text
    assert "선발 기준이 없습니다" in text


def test_the_record_of_a_round_leads_to_its_preparation(round_, signed_in):
    page = signed_in.get(reverse("record_detail", args=["rounds", round_.pk]))
    assert f'href="{address("round_prepare", round_)}"' in page.text


# ---- where rules begin -----------------------------------------------------------------------


def test_the_set_of_the_rounds_period_is_offered_first(round_, signed_in):
    page = signed_in.get(address("round_rules_start", round_))
    assert [row["shipped"].key for row in page.context["sets"] if row["is_current"]] == [
        "public-works-2026-1"
    ]
    assert "이 회차에 가장 가까운 기준" in page.text


def test_rules_begin_from_a_delivered_set_or_another_round(round_, signed_in):
    url = address("round_rules_start", round_)
    assert signed_in.post(url, {"shipped": "public-works-2025"}).status_code == 302
    assert draft().origin == "동행일자리 2025년"
    earlier = make_round(round_.programme, "앞 회차", seq=2)
    version = with_rules(earlier, "public-works-2018")
    assert signed_in.post(url, {"rules": version.pk}).status_code == 302
    copied = RoundRules.objects.get(round=round_)
    assert copied.content == version.content
    assert copied.origin == "앞 회차 제1판"
    assert signed_in.post(url, {"shipped": "없는 기준"}).status_code == 404
    assert signed_in.post(url, {}).status_code == 404


@pytest.mark.parametrize(("blank", "scores"), [("scores", True), ("lots", False)])
def test_rules_begin_from_nothing_where_no_set_is_delivered(district, signed_in, blank, scores):
    round_ = make_round(make_programme(district, "기타", kind="LOCAL_INDUSTRY"), "기타-2026-2")
    url = address("round_rules_start", round_)
    assert "빈 기준으로 시작" in signed_in.get(url).text
    assert signed_in.post(url, {"blank": blank}).status_code == 302
    assert (rules_of(draft()).rubric is not None) is scores
    page = signed_in.get(address("round_prepare", round_))
    assert ("배점표에 고려요소가 없습니다" in page.text) is scores
    assert "켜진 자격 조건이 없습니다" in page.text


def test_the_scoring_table_is_taken_out_and_begun_again(round_, signed_in):
    with_rules(round_)
    url = address("round_rules_lots", round_)
    signed_in.post(url, {"version": draft().version + 1})
    assert rules_of(draft()).rubric is not None  # an old tab changes nothing
    assert signed_in.post(url, {"version": draft().version}).status_code == 302
    assert (rules_of(draft()).rubric, rules_of(draft()).tie_breaks) == (None, ())
    assert "추첨하는 회차입니다" in signed_in.get(address("round_prepare", round_)).text
    scoring, data = opened(signed_in, "round_rules_scoring", round_)
    signed_in.post(scoring, data)
    assert rules_of(draft()).rubric is not None


def test_conditions_without_an_article_are_named_before_the_notice(round_, signed_in):
    with_rules(round_)
    for name in ("round_prepare", "round_publish"):
        page = signed_in.get(address(name, round_)).text
        assert "공고문 조항을 적지 않은 자격 조건" in page
        assert "이 회차 공고문의 참여 자격" in page
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    articles = {name: "공고문 3. 가." for name in data if name.endswith("-clause")}
    boxes = {f"{code}-clause": "공고문 3. 가." for code in CATALOGUE}
    assert signed_in.post(url, {**data, **articles, **boxes}).status_code == 302
    found = rules_of(draft()).criteria
    assert {one.clause for one in found} == {"공고문 3. 가."}
    assert all(one.origin for one in found)  # where the numbers came from is kept
    assert "적지 않은 자격 조건" not in signed_in.get(address("round_publish", round_)).text


# ---- the forms of a draft --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ("round_rules_eligibility", "round_rules_scoring", "round_rules_wage")
)
@pytest.mark.parametrize("key", ("public-works-2018", "community-2019", "career", "new-deal"))
def test_a_saved_form_changes_nothing_by_itself(round_, signed_in, name, key):
    key = "community-specialist-2020" if key == "career" else key
    before = with_rules(round_, key).content
    url, data = opened(signed_in, name, round_)
    answer = signed_in.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert draft().content == before


def test_an_officer_switches_a_condition_on_with_numbers_day_and_clause(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    data |= {
        "MAX_AGE-on": "on",
        "MAX_AGE-age": "74",
        "MAX_AGE-day": "NOTICE",
        "MAX_AGE-clause": "구 방침 제3호",
        "EXCL_CONCURRENT-programmes": "자활근로, 노인일자리",
    }
    del data["INCOME_CAP-on"]
    assert signed_in.post(url, data).status_code == 302
    found = {criterion.code: criterion for criterion in rules_of(draft()).criteria}
    assert found[RuleCode.MAX_AGE].params["age"] == 74
    assert found[RuleCode.MAX_AGE].day is DayBasis.NOTICE
    assert found[RuleCode.MAX_AGE].clause == "구 방침 제3호"
    assert found[RuleCode.EXCL_CONCURRENT].params["programmes"] == ("자활근로", "노인일자리")
    assert RuleCode.INCOME_CAP not in found
    assert Change.objects.first().reason == "자격 조건"


def test_every_condition_of_the_catalogue_can_be_switched_on(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    data |= {f"{code}-on": "on" for code in CATALOGUE}
    assert signed_in.post(url, data).status_code == 302
    assert [criterion.code for criterion in rules_of(draft()).criteria] == list(CATALOGUE)


def test_all_wrong_numbers_are_told_at_once_and_what_was_typed_stays(round_, signed_in):
    with_rules(round_)
    before = draft().content
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    data |= {"MIN_AGE-age": "열여덟", "INCOME_CAP-pct": "", "ASSET_CAP-amount_won_0": "4,99억"}
    page = signed_in.post(url, data)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"MIN_AGE-age", "INCOME_CAP-pct", "ASSET_CAP-amount_won"}
    assert 'value="열여덟"' in page.text
    assert draft().content == before


def test_an_old_tab_is_told_so_and_overwrites_nothing(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_wage", round_)
    signed_in.post(url, {**data, "hours_under_65": "4"})
    page = signed_in.post(url, {**data, "hours_under_65": "6"})
    assert page.status_code == 409
    assert "다른 사람이 먼저 바꾸었습니다" in page.text
    assert rules_of(draft()).wage.hours_under_65 == 4


def test_points_and_bands_are_changed_and_lose_the_mark_of_their_source(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_scoring", round_)
    data |= {"item-1-band-0-upper": "25,000", "item-1-band-1-lower": "25,000"}
    assert signed_in.post(url, data).status_code == 302
    item = rules_of(draft()).rubric.criteria[1]
    assert item.bands[0].upper == item.bands[1].lower == 25_000
    assert not item.is_sourced


def test_a_table_that_does_not_add_up_is_refused(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_scoring", round_)
    page = signed_in.post(url, {**data, "item-0-max": "40"})
    assert page.status_code == 422
    assert "만점(100)과 다릅니다" in page.text
    page = signed_in.post(url, {**data, "item-0-band-0-upper": "60,000,000"})
    assert "다른 구간과 겹칩니다" in page.text
    page = signed_in.post(url, {**data, "item-0-band-0-points": "많이"})
    assert "점수로 읽을 수 없습니다" in page.text


def test_an_item_is_put_in_and_taken_out(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_scoring_add", round_)
    data |= {
        "label": "장기 실업",
        "input": "UNEMPLOYED_MONTHS",
        "method": "BAND",
        "max_points": "10",
    }
    answer = signed_in.post(url, data)
    assert answer["Location"] == address("round_rules_scoring", round_)
    rubric = rules_of(draft()).rubric
    assert (rubric.total, rubric.criteria[-1].label) == (110, "장기 실업")
    url, data = opened(signed_in, "round_rules_scoring", round_)
    last = len(rubric.criteria) - 1
    signed_in.post(url, {**data, f"item-{last}-drop": "on", "total": "100"})
    assert rules_of(draft()).rubric.total == 100


def test_steps_of_the_order_are_added_moved_and_removed(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_ties", round_)
    signed_in.post(url, {**data, "field": "DEPENDANTS", "direction": "DESC"})
    assert [step.field for step in rules_of(draft()).tie_breaks] == [
        "VULNERABLE_GROUPS",
        "DEPENDANTS",
    ]
    for to, left in (("up", ["DEPENDANTS", "VULNERABLE_GROUPS"]), ("out", ["DEPENDANTS"])):
        move = address("round_rules_tie_move", round_, 1)
        signed_in.post(move, {"to": to, "version": draft().version})
        assert [step.field for step in rules_of(draft()).tie_breaks] == left
    old = address("round_rules_tie_move", round_, 0)
    signed_in.post(old, {"to": "out", "version": 1})
    assert len(rules_of(draft()).tie_breaks) == 1
    assert (
        signed_in.post(
            address("round_rules_tie_move", round_, 7), {"version": draft().version}
        ).status_code
        == 404
    )


def test_a_step_without_its_groups_or_with_one_twice_is_refused(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_ties", round_)
    page = signed_in.post(url, {**data, "field": "VULNERABLE_GROUPS"})
    assert (page.status_code, "우선 순서를 적어야" in page.text) == (422, True)
    twice = {"field": "VULNERABLE_GROUPS", "order_1": "DISABLED", "order_2": "DISABLED"}
    assert "두 번 골랐습니다" in signed_in.post(url, {**data, **twice}).text


def test_a_draft_is_thrown_away_after_a_question(round_, signed_in):
    with_rules(round_)
    url = address("round_rules_discard", round_)
    assert "버립니다" in signed_in.get(url).text
    signed_in.post(url)
    assert not RoundRules.objects.exists()
    assert signed_in.post(url).status_code == 302


# ---- notice, correction, clone ---------------------------------------------------------------


def test_an_unready_round_is_refused_with_every_reason(round_, signed_in):
    page = signed_in.get(address("round_publish", round_))
    assert "선발 기준이 없습니다" in page.text
    with_rules(round_)
    for project in WorkProject.objects.all():
        url = reverse("record_delete", args=["work-projects", project.pk])
        sent = {"reason": "시험", "version": project.version}
        assert signed_in.post(url, sent).status_code == 302
    version = draft().version
    sent = {"published_on": "2026. 5. 4.", "is_checked": "on", "version": version}
    page = signed_in.post(address("round_publish", round_), sent)
    assert page.status_code == 422
    assert "대상사업이 없습니다" in page.text
    assert not draft().is_published


def test_example_points_are_confirmed_before_the_notice(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_publish", round_)
    assert data["published_on"] == "2026. 5. 4."
    page = signed_in.post(url, data)
    assert page.status_code == 422
    assert "확인한 뒤 표시하세요" in page.text
    assert signed_in.post(url, {**data, "is_checked": "on"}).status_code == 302
    page = signed_in.get(address("round_prepare", round_))
    assert "2026. 5. 4. 확정" in page.text
    assert "예시" not in page.text


def test_what_was_announced_is_changed_by_no_page(round_, signed_in):
    published(round_)
    for name in ("eligibility", "scoring", "scoring_add", "ties", "wage"):
        url = address(f"round_rules_{name}", round_)
        assert signed_in.get(url).status_code == 302
        assert signed_in.post(url, {"version": 2}).status_code == 302
    signed_in.post(address("round_rules_start", round_), {"shipped": "public-works-2018"})
    assert RoundRules.objects.get().origin == "동행일자리 2026년 상반기"
    edit = reverse("record_edit", args=["rounds", round_.pk])
    form = signed_in.get(edit).context["form"]
    page = signed_in.post(edit, {**typed(form), "planned_posts": "13"})
    assert page.status_code == 422
    assert "정정을 시작한 뒤 고치세요" in page.text
    project = WorkProject.objects.first()
    delete = reverse("record_delete", args=["work-projects", project.pk])
    assert "정정을 시작한 뒤" in signed_in.get(delete).text
    assert signed_in.post(delete).status_code == 409
    assert WorkProject.objects.filter(pk=project.pk).exists()


def test_a_correction_from_its_reason_to_its_difference_list(round_, signed_in):
    published(round_)
    url = address("round_correct", round_)
    assert signed_in.post(url, {"reason": " "}).status_code == 422
    assert signed_in.post(url, {"reason": "재산 상한 상향"}).status_code == 302
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    signed_in.post(url, {**data, "ASSET_CAP-amount_won_0": "520,000,000"})
    url, data = opened(signed_in, "round_publish", round_)
    text = signed_in.get(url).text
    assert "4억 9,900만 원" in text
    assert "5억 2,000만 원" in text
    assert signed_in.post(url, data).status_code == 302
    page = signed_in.get(address("round_differences", round_) + "?from=1&to=2")
    assert "재산 상한 상향" in page.text
    (change,) = page.context["differences"]
    assert (change.before, change.after) == ("4억 9,900만 원", "5억 2,000만 원")
    assert signed_in.get(address("round_differences", round_) + "?from=9").status_code == 404


def test_a_round_moves_on_by_its_buttons_only(round_, signed_in):
    url = address("round_move", round_)
    signed_in.post(url, {"to": "RUNNING"})
    assert Round.objects.get().state == "PLANNED"
    published(round_)
    assert "사업 시작" in signed_in.get(address("round_prepare", round_)).text
    signed_in.post(url, {"to": "RUNNING"})
    assert Round.objects.get().state == "RUNNING"
    signed_in.post(url, {"to": "없는 상태"})
    assert Round.objects.get().state == "RUNNING"


def test_a_clone_takes_two_clicks(round_, signed_in):
    published(round_)
    url = address("round_copy", round_)
    form = signed_in.get(url).context["form"]
    answer = signed_in.post(url, typed(form))
    new = Round.objects.get(code="동행-2027-2")
    assert answer["Location"] == address("round_prepare", new)
    assert (new.year, new.half, new.starts_on) == (2027, 2, date(2027, 7, 1))
    assert "공고할 준비가 되었습니다" in signed_in.get(answer["Location"]).text


def test_a_clone_by_half_a_year_names_the_next_half(round_, signed_in):
    form = signed_in.get(address("round_copy", round_) + "?by=half").context["form"]
    assert form.initial["code"] == "동행-2027-1"
    assert (form.initial["year"], form.initial["half"]) == (2027, 1)
    assert form.initial["starts_on"] == date(2027, 1, 1)


def test_a_clone_may_recruit_again_for_the_same_half_year(round_, signed_in):
    url = address("round_copy", round_)
    assert "같은 기간에 추가모집" in signed_in.get(url).text
    form = signed_in.get(f"{url}?by=additional").context["form"]
    signed_in.post(url, {**typed(form), "is_additional": "on"})
    new = Round.objects.get(code="동행-2026-2-2차")
    assert (new.additional_to, new.seq, new.half) == (round_, 2, round_.half)
    assert (new.starts_on, new.ends_on) == (round_.starts_on, round_.ends_on)
    form = signed_in.get(url).context["form"]
    signed_in.post(url, typed(form))
    assert Round.objects.get(code="동행-2027-2").additional_to is None


def test_an_overlapping_clone_or_a_used_code_is_refused(round_, signed_in):
    url = address("round_copy", round_)
    data = typed(signed_in.get(url).context["form"])
    page = signed_in.post(url, {**data, "starts_on": "2026. 11. 1."})
    assert page.status_code == 422
    assert "겹칩니다" in page.text
    page = signed_in.post(url, {**data, "code": round_.code})
    assert page.status_code == 422
    assert "같은 코드가 이미 있습니다" in page.text
    assert Round.objects.count() == 1


def test_an_overlapping_round_is_refused_by_the_record_form_too(round_, signed_in):
    url = reverse("record_add", args=["rounds"])
    data = {
        "code": "겹치는 회차",
        "programme": round_.programme_id,
        "year": 2026,
        "half": 0,
        "seq": 1,
        "starts_on": "2026-08-01",
        "ends_on": "2026-12-20",
        "planned_posts": 1,
        "posts_youth": 0,
        "posts_under_65": 0,
        "posts_65_over": 0,
        "planned_projects": 0,
    }
    page = signed_in.post(url, data)
    assert page.status_code == 422
    assert "사업기간이 겹칩니다" in page.text


def test_a_resident_number_is_kept_out_of_every_free_text(round_, signed_in):
    with_rules(round_)
    number = "900101-1234567"
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    page = signed_in.post(url, {**data, "MIN_AGE-clause": f"방침 {number}"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"MIN_AGE-clause"}
    url, data = opened(signed_in, "round_rules_scoring", round_)
    assert signed_in.post(url, {**data, "item-0-label": number}).status_code == 422
    data = typed(signed_in.get(address("round_copy", round_)).context["form"])
    copied = signed_in.post(address("round_copy", round_), {**data, "code": number})
    assert "주민등록번호로 보이는" in copied.text
    sent = {"published_on": "2026. 5. 4.", "is_checked": "on", "version": draft().version}
    signed_in.post(address("round_publish", round_), sent)
    page = signed_in.post(address("round_correct", round_), {"reason": f"정정 {number}"})
    assert page.status_code == 422
    assert RoundRules.objects.count() == 1
