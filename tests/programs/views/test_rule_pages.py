"""The pages of a round's rules: begun, switched on, scored and put in order."""

import pytest

from jobportal.platform.models import Change
from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import DayBasis, RuleCode
from programs.models import RoundRules
from programs.preparation import rules_of
from tests.programs.making import make_programme, make_round, with_rules
from tests.programs.views.preparing import address, draft, opened

pytestmark = pytest.mark.django_db


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


def test_the_day_on_which_points_are_given_is_chosen(round_, signed_in):
    with_rules(round_)
    assert "점수의 기준일 공고일" in signed_in.get(address("round_prepare", round_)).text
    url, data = opened(signed_in, "round_rules_scoring", round_)
    assert signed_in.post(url, {**data, "day": "START"}).status_code == 302
    assert rules_of(draft()).rubric.day is DayBasis.START
    assert "점수의 기준일 사업개시일" in signed_in.get(address("round_prepare", round_)).text
    assert signed_in.post(url, {**data, "day": "내일"}).status_code == 422


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
