"""Cases for rule sets as data, and for what differs between two versions."""

import json
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from jobportal.platform.rules.assess import Finding, assess
from jobportal.platform.rules.criteria import Criterion, RuleCode
from jobportal.platform.rules.facts import Facts
from jobportal.platform.rules.plain import from_data, to_data
from jobportal.platform.rules.rubric import Band, Method, Rubric, ScoreInput, ScoreItem
from jobportal.platform.rules.ruleset import Change, RuleSet, difference
from jobportal.platform.rules.scoring import ScoreSheet, score
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from jobportal.platform.rules.wage import WageBase, WageRule
from tests.platform.rules import making

RULES = making.RULES


def through_json(value: object) -> object:
    return json.loads(json.dumps(to_data(value), ensure_ascii=False, allow_nan=False))


@given(making.criteria())
def test_any_rule_set_comes_back_equal(criteria):
    rules = replace(RULES, criteria=criteria)
    assert RuleSet.from_data(through_json(rules)) == rules


@given(making.facts, making.days)
def test_facts_findings_and_sheets_come_back_equal(facts, days):
    assert from_data(Facts, through_json(facts), "사실") == facts
    for finding in assess(making.EVERY_RULE, facts, days, making.STATUTORY):
        assert from_data(Finding, through_json(finding), "답") == finding
    sheet = score(making.RUBRIC, facts, days, making.STATUTORY)
    assert from_data(ScoreSheet, through_json(sheet), "심사표") == sheet


def test_an_empty_object_is_a_rule_set_without_rules():
    assert RuleSet.from_data({}) == RuleSet()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "규칙: 항목 묶음\\(객체\\)이 아닙니다"),
        ({"colour": "red"}, "“colour”: 알 수 없는 항목"),
        ({"criteria": {}}, "규칙 › 자격 조건: 목록이 아닙니다"),
        ({"criteria": [{"code": "MIN_AGE"}]}, "자격 조건 1번째 › 기준값: 값이 빠졌습니다"),
        ({"criteria": [{"code": 3, "params": {}, "day": "START"}]}, "“3” 값은 쓸 수 없습니다"),
        (
            {"criteria": [{"code": "MIN_AGE", "params": [], "day": "START"}]},
            "기준값: 항목 묶음\\(객체\\)이 아닙니다",
        ),
        ({"wage": {"snack_won": "5000"}}, "간식비\\(원/일\\): “5000” 값이 정수"),
        ({"wage": {"weekly_holiday": 1}}, "주휴수당 지급: “1” 값이 예/아니오"),
        ({"wage": {"days_per_week": 8}}, "임금: 주 근무일은 1일부터 6일까지"),
        ({"rubric": {"criteria": [], "total": 100}}, "합\\(0\\)이 만점\\(100\\)과 다릅니다"),
        (
            {"tie_breaks": [{"field": "ITEM_POINTS", "item": "X"}]},
            "“X” 항목이 배점표에 없습니다",
        ),
        ({"tie_breaks": [{"field": "VULNERABLE_GROUPS"}]}, "우선 순서를 적어야 합니다"),
    ],
)
def test_bad_data_is_refused_where_it_stands(data, message):
    with pytest.raises(ValueError, match=message):
        RuleSet.from_data(data)


@pytest.mark.parametrize("points", [2.5, "many", "1e9999", "1/0", None, True, "9" * 50])
def test_points_are_exact_numbers_only(points):
    with pytest.raises(ValueError, match="점수로 읽을 수 없습니다"):
        from_data(Band, {"points": points}, "구간")


@pytest.mark.parametrize("day", ["2026-02-30", 20260101, "어제"])
def test_days_are_real_days(day):
    with pytest.raises(ValueError, match="날짜로 읽을 수 없습니다"):
        from_data(Facts, {"birth_on": day}, "사실")


def test_a_condition_stands_only_once():
    twice = (Criterion.standard(RuleCode.MIN_AGE), Criterion.standard(RuleCode.MIN_AGE, age=20))
    with pytest.raises(ValueError, match="“최저 나이” 조건이 두 번"):
        RuleSet(twice)


def item(**changed) -> ScoreItem:
    usual = {
        "code": "A",
        "label": "재산",
        "input": ScoreInput.ASSETS_WON,
        "method": Method.BAND,
        "max_points": Fraction(30),
        "bands": making.bands((None, 10, 30), (10, None, 0)),
    }
    return ScoreItem(**(usual | changed))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"bands": ()}, "구간이 없습니다"),
        ({"bands": making.bands((None, 10, 30), (9, None, 0))}, "겹칩니다"),
        ({"bands": making.bands((None, 10, 31))}, "최고 점수까지의 범위"),
        ({"method": Method.FLAG, "bands": ()}, "값별 점수가 없습니다"),
        ({"max_points": Fraction(-1)}, "0 이상"),
        ({"input": ScoreInput.EMPLOYMENT}, "“취업 상태”에는 “구간표” 방식을"),
        ({"input": ScoreInput.MARK}, "“심사 점수”에는 “구간표” 방식을"),
    ],
)
def test_an_item_that_cannot_give_points_is_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        item(**changed)


def test_bands_that_only_touch_do_not_overlap():
    touching = (
        Band(Fraction(1), upper=Fraction(10), upper_inclusive=True),
        Band(Fraction(0), lower=Fraction(10), lower_inclusive=False),
    )
    assert [band.holds(10) for band in item(bands=touching).bands] == [True, False]


def test_a_band_upside_down_is_refused():
    with pytest.raises(ValueError, match="하한이 상한보다"):
        Band(Fraction(1), lower=Fraction(3), upper=Fraction(3))


def test_a_code_stands_only_once_in_a_table():
    with pytest.raises(ValueError, match="“A” 코드가 두 번"):
        Rubric((item(), item(label="소득")))


# ---- differences -----------------------------------------------------------------------------


def test_equal_rule_sets_differ_in_nothing():
    assert difference(RULES, RuleSet.from_data(RULES.to_data())) == []


def test_changed_numbers_days_and_clauses_are_named():
    cap = next(c for c in RULES.criteria if c.code is RuleCode.ASSET_CAP)
    new = replace(cap, params=cap.params | {"amount_won": 499_000_000}, clause="공고 4.")
    changed = replace(
        RULES,
        criteria=tuple(new if c is cap else c for c in RULES.criteria),
        wage=WageRule(base=WageBase.LIVING),
    )
    assert difference(RULES, changed) == [
        Change("자격 조건 › 재산 상한 › 재산 상한", "2억 원", "4억 9,900만 원"),
        Change("자격 조건 › 재산 상한 › 공고문 조항", "공고 3.", "공고 4."),
        Change("임금 › 시급 기준", "최저임금", "생활임금"),
    ]


def test_conditions_added_and_taken_away_are_named_whole():
    old = RuleSet((Criterion.standard(RuleCode.MIN_AGE),))
    new = RuleSet((Criterion.standard(RuleCode.WORK_ABILITY),))
    assert difference(old, new) == [
        Change("자격 조건 › 최저 나이", "최저 만 나이(세) 18, 기준일 사업개시일", "없음"),
        Change("자격 조건 › 근로 능력", "없음", "기준일 조회일"),
    ]


def test_a_band_moved_is_named_by_its_place():
    wider = replace(
        making.ASSETS, bands=making.bands((None, 60_000_000, 30), (60_000_000, None, 0))
    )
    items = tuple(wider if i is making.ASSETS else i for i in making.RUBRIC.criteria)
    changed = replace(RULES, rubric=replace(making.RUBRIC, criteria=items))
    paths = [(c.path, c.before, c.after) for c in difference(RULES, changed)]
    assert (
        "배점표 › 고려요소 › 재산상황 › 구간 › 1번째 › 상한",
        "50,000,000",
        "60,000,000",
    ) in paths
    assert paths[-1][0] == "배점표 › 고려요소 › 재산상황 › 구간 › 3번째"
    assert paths[-1][2] == "없음"


def test_a_new_order_of_tie_breaks_is_a_change():
    turned = replace(RULES, tie_breaks=(*reversed(RULES.tie_breaks), TieBreak(TieField.AGE_DAYS)))
    paths = [change.path for change in difference(RULES, turned)]
    assert "동점 처리 › 1번째 › 보는 값" in paths
    assert "동점 처리 › 3번째" in paths


def test_a_new_order_of_conditions_is_one_change():
    two = tuple(Criterion.standard(code) for code in (RuleCode.MIN_AGE, RuleCode.MAX_AGE))
    assert difference(RuleSet(two), RuleSet(two[::-1])) == [
        Change("자격 조건 › 순서", "최저 나이, 최고 나이", "최고 나이, 최저 나이")
    ]


def test_a_rubric_taken_away_is_a_change():
    assert [c.path for c in difference(RULES, replace(RULES, rubric=None))] == ["배점표"]


@given(making.criteria(), making.criteria())
def test_rule_sets_differ_exactly_when_a_change_is_named(one, other):
    old, new = RuleSet(one), RuleSet(other)
    assert bool(difference(old, new)) is (old != new)


def test_every_part_of_a_rule_set_has_a_korean_label():
    for kind in (RuleSet, Criterion, Rubric, ScoreItem, Band, TieBreak, WageRule):
        one = {part.name for part in fields(kind)}
        with pytest.raises(ValueError, match="알 수 없는 항목"):
            from_data(kind, {"nothing": date.min}, "규칙")
        assert one
