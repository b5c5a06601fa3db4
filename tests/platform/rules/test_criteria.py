"""Cases for the catalogue of conditions and what a condition may hold."""

import copy

import pytest

from jobportal.platform.rules.assess import RULES
from jobportal.platform.rules.criteria import CATALOGUE, Criterion, DayBasis, RuleCode, param_text


def test_every_code_is_in_the_catalogue_and_can_be_assessed():
    assert set(CATALOGUE) == set(RuleCode) == set(RULES)


@pytest.mark.parametrize("code", list(RuleCode))
def test_every_condition_stands_with_its_usual_numbers(code):
    criterion = Criterion.standard(code)
    assert criterion.day is CATALOGUE[code].default_day
    assert CATALOGUE[code].description.endswith("다.")
    assert all(param_text(s, criterion.params[s.name]) for s in CATALOGUE[code].params)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "“최저 만 나이\\(세\\)” 값이 빠졌습니다"),
        ({"age": 18, "sex": "F"}, "“sex” 항목은 이 조건에 없습니다"),
        ({"age": "18"}, "“18” 값은 쓸 수 없습니다. 0부터 10,000까지의 정수"),
        ({"age": True}, "“True” 값은 쓸 수 없습니다"),
        ({"age": -1}, "“-1” 값은 쓸 수 없습니다"),
        ({"age": 18.0}, "“18.0” 값은 쓸 수 없습니다"),
    ],
)
def test_wrong_parameters_are_refused_in_korean(params, message):
    with pytest.raises(ValueError, match=message):
        Criterion(RuleCode.MIN_AGE, params, DayBasis.START)


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        (RuleCode.ASSET_CAP, "deducts_debts", 1),
        (RuleCode.ASSET_CAP, "scope", "EVERYONE"),
        (RuleCode.ASSET_CAP, "amount_won", 2**63),
        (RuleCode.EXCL_STUDENT, "exceptions", "LEAVE"),
        (RuleCode.EXCL_STUDENT, "exceptions", ["SLEEPING"]),
        (RuleCode.EXCL_CONCURRENT, "programmes", [""]),
        (RuleCode.EXCL_CONCURRENT, "programmes", [3]),
        (RuleCode.INCOME_CAP, "pct", None),
    ],
)
def test_a_value_of_another_kind_is_refused(code, name, value):
    with pytest.raises(ValueError, match="쓸 수 없습니다"):
        Criterion.standard(code, **{name: value})


def test_parameters_never_change_once_set():
    given = {"age": 18}
    criterion = Criterion(RuleCode.MIN_AGE, given, DayBasis.START)
    given["age"] = 17
    assert criterion.params["age"] == 18
    with pytest.raises(TypeError):
        criterion.params["age"] = 17


def test_a_condition_is_copied_whole():
    criterion = Criterion.standard(RuleCode.EXCL_STUDENT, "공고 4.")
    assert copy.deepcopy(criterion) == criterion


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        (RuleCode.ASSET_CAP, "amount_won", "2억 원"),
        (RuleCode.ASSET_CAP, "deducts_debts", "아니오"),
        (RuleCode.INCOME_CAP, "pct", "60%"),
        (RuleCode.EXCL_STUDENT, "exceptions", "휴학, 졸업예정"),
        (RuleCode.EXCL_CONCURRENT, "programmes", "모든 사업"),
        (RuleCode.MIN_AGE, "age", "18"),
    ],
)
def test_parameters_read_as_officers_read_them(code, name, text):
    spec = next(spec for spec in CATALOGUE[code].params if spec.name == name)
    assert param_text(spec, spec.default) == text
