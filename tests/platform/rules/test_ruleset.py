"""Cases for rule sets as data, and for what differs between two versions."""

import json
import re
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from jobportal.platform.rules.assess import Finding, assess
from jobportal.platform.rules.criteria import Criterion, RuleCode
from jobportal.platform.rules.facts import Facts
from jobportal.platform.rules.plain import from_data, to_data
from jobportal.platform.rules.rubric import Band, Choice, Method, Rubric, ScoreInput, ScoreItem
from jobportal.platform.rules.ruleset import Change, RuleSet, difference
from jobportal.platform.rules.scoring import ScoreSheet, score
from jobportal.platform.rules.sourced import INCOME_2019
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


def looked_up(what: ScoreInput, *values: str, **more) -> ScoreItem:
    choices = tuple(Choice(value, Fraction(5)) for value in values)
    return item(input=what, method=Method.LOOKUP, bands=(), choices=choices, **more)


@pytest.mark.parametrize(
    ("what", "values", "message"),
    [
        (ScoreInput.EMPLOYMENT, ("UNEMPLOYED", "DISABLED"), "“취업 상태”에는 “DISABLED” 값이"),
        (ScoreInput.IS_RESIDENT, ("MAYBE",), "“MAYBE” 값이 없습니다"),
        (ScoreInput.VULNERABLE_GROUPS, ("YOUTH", "YOUTH"), "점수를 두 번"),
        (ScoreInput.CERTIFICATES, ("직업상담사", "직업 상담사"), "점수를 두 번"),
        (ScoreInput.MARK, ("10",), "“값별 점수” 방식을 쓸 수 없습니다"),
        (ScoreInput.EMPLOYMENT, (), "값별 점수가 없습니다"),
    ],
)
def test_a_table_of_values_names_each_value_of_its_input_once(what, values, message):
    with pytest.raises(ValueError, match=message):
        looked_up(what, *values)


def test_what_is_counted_is_of_the_list():
    with pytest.raises(ValueError, match="“MAYBE” 값이 없습니다"):
        looked_up(ScoreInput.VULNERABLE_GROUPS, "YOUTH", options=("MAYBE",))
    assert looked_up(ScoreInput.CERTIFICATES, "기사", "산업기사").choices[1].value == "산업기사"


@pytest.mark.parametrize(
    ("reviewers", "external", "is_fine"),
    [(3, 1, True), (3, 3, True), (0, 1, True), (3, 4, False), (3, -1, False)],
)
def test_no_more_reviewers_from_outside_than_reviewers(reviewers, external, is_fine):
    numbers = {"min_reviewers": reviewers, "min_external": external}
    if is_fine:
        assert Rubric((), **numbers).min_external == external
    else:
        with pytest.raises(ValueError, match="최소 외부위원 수"):
            Rubric((), **numbers)


def test_rules_announced_before_reviewers_from_outside_were_asked_for_ask_for_none():
    data = RULES.to_data()
    del data["rubric"]["min_external"]
    assert RuleSet.from_data(data) == RULES
    assert RULES.rubric.min_external == 0


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


def test_points_of_values_are_told_by_the_value_in_words():
    def with_values(*choices: Choice, **more) -> Rubric:
        made = looked_up(ScoreInput.VULNERABLE_GROUPS, "DISABLED")
        return Rubric((replace(made, choices=choices, **more),))

    disabled, youth = Choice("DISABLED", Fraction(15)), Choice("YOUTH", Fraction(5))
    old = RuleSet(rubric=with_values(disabled, Choice("VETERAN", Fraction(9))))
    new = RuleSet(rubric=with_values(youth, replace(disabled, points=Fraction(10))))
    start = "배점표 › 고려요소 › 재산 › 값별 점수 › "
    assert difference(old, new) == [
        Change(f"{start}장애인 › 점수", "15", "10"),
        Change(f"{start}국가유공자(취업보호대상)", "국가유공자(취업보호대상) 9점", "없음"),
        Change(f"{start}청년", "없음", "청년 5점"),
    ]
    counting = RuleSet(rubric=with_values(disabled, options=("DISABLED", "YOUTH")))
    (change,) = difference(RuleSet(rubric=with_values(disabled)), counting)
    assert (change.path[-5:], change.before, change.after) == ("세는 항목", "없음", "장애인, 청년")


CODES = re.compile(r"\b[A-Z]{2,}(_[A-Z]+)*\b")


def test_no_code_is_told_in_a_difference():
    told = str(difference(RuleSet(), RULES)) + str(difference(RULES, RuleSet()))
    named = replace(
        making.DEPENDANTS,
        input=ScoreInput.VULNERABLE_GROUPS,
        options=("DISABLED",),
    )
    rubrics = [
        Rubric((making.HEAD, named, INCOME_2019)),
        Rubric((looked_up(ScoreInput.EMPLOYMENT, "UNEMPLOYED", "DAY_LABOUR"),)),
    ]
    told += str(difference(*(RuleSet(rubric=rubric) for rubric in rubrics)))
    assert "실업자 5점" in told
    assert CODES.findall(told.replace("Change", "")) == []


def test_a_step_over_an_item_is_told_by_its_name():
    step = TieBreak(TieField.ITEM_POINTS, item="ASSETS")
    (change,) = difference(RULES, replace(RULES, tie_breaks=(*RULES.tie_breaks, step)))
    assert (change.before, change.after) == ("없음", "보는 값 고려요소 점수, 고려요소 재산상황")


def test_an_item_that_a_step_looks_at_stays_in_the_table():
    rules = RuleSet(
        rubric=Rubric((item(), making.HEAD)), tie_breaks=(TieBreak(TieField.ITEM_POINTS, item="A"),)
    )
    with pytest.raises(ValueError, match="뺄 수 없습니다: 재산"):
        rules.with_rubric(Rubric((making.HEAD,)))
    assert rules.with_rubric(Rubric((item(),))).rubric.criteria == (item(),)


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
