"""Points of values, what is counted of a list, and reviewers from outside are entered by form."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from jobportal.platform.audit import acting
from jobportal.platform.rules.rubric import Choice, Method, Rubric, ScoreItem
from jobportal.platform.rules.ruleset import RuleSet
from programs.actions import start_rules
from programs.preparation import rules_of
from tests.programs.making import published, with_rules
from tests.programs.views.preparing import address, draft, opened

pytestmark = pytest.mark.django_db
NEW = {"label": "새 항목", "method": "LOOKUP", "max_points": "10"}


def add(client, round_, **values):
    url, data = opened(client, "round_rules_scoring_add", round_)
    return client.post(url, {**data, **NEW, **values})


def change(client, round_, **values):
    url, data = opened(client, "round_rules_scoring", round_)
    return client.post(url, {**data, **values})


def last() -> ScoreItem:
    return rules_of(draft()).rubric.criteria[-1]


def table(*choices: tuple[str, int]) -> tuple[Choice, ...]:
    return tuple(Choice(value, Fraction(points)) for value, points in choices)


@pytest.fixture
def at(round_, signed_in):
    """The beginning of the names of the last item's fields, once it was put in."""
    start_empty(round_)

    def put_in(**values) -> str:
        assert add(signed_in, round_, **values).status_code == 302
        return f"item-{len(rules_of(draft()).rubric.criteria) - 1}"

    return put_in


def start_empty(round_) -> None:
    with acting("시험"):
        start_rules(round_, RuleSet(rubric=Rubric(())), "시험")


def test_points_of_a_state_of_employment_are_put_in_and_shown_in_words(round_, signed_in, at):
    key = at(input="EMPLOYMENT", best="UNEMPLOYED")
    assert (last().method, last().choices) == (Method.LOOKUP, table(("UNEMPLOYED", 10)))
    change(
        signed_in,
        round_,
        **{f"{key}-value-1-value": "DAY_LABOUR", f"{key}-value-1-points": "4"},
        **{f"{key}-value-2-value": "SELF_EMPLOYED", f"{key}-value-2-points": "0"},
    )
    assert last().choices == table(("UNEMPLOYED", 10), ("DAY_LABOUR", 4), ("SELF_EMPLOYED", 0))
    page = signed_in.get(address("round_prepare", round_)).text
    assert "<span>실업자</span><strong>10점</strong>" in page
    assert "<span>정기소득이 없는 일용근로자</span><strong>4점</strong>" in page
    assert "UNEMPLOYED" not in page


def test_an_emptied_row_goes_and_a_changed_one_stays(round_, signed_in, at):
    key = at(input="VULNERABLE_GROUPS", best="DISABLED")
    more = {f"{key}-value-1-value": "VETERAN", f"{key}-value-1-points": "7"}
    change(signed_in, round_, **more)
    emptied = {f"{key}-value-0-value": "", f"{key}-value-0-points": ""}
    change(signed_in, round_, **emptied, **{f"{key}-value-1-value": "YOUTH"})
    assert last().choices == table(("YOUTH", 7))
    page = change(signed_in, round_, **emptied)
    assert "값별 점수가 없습니다" in page.text
    assert last().choices == table(("YOUTH", 7))


def test_points_of_certificates_go_by_their_names(round_, signed_in, at):
    key = at(input="CERTIFICATES", best_certificate="직업상담사")
    change(
        signed_in, round_, **{f"{key}-value-1-value": " 산업기사 ", f"{key}-value-1-points": "2.5"}
    )
    assert last().choices == (*table(("직업상담사", 10)), Choice("산업기사", Fraction(5, 2)))
    page = signed_in.get(address("round_rules_scoring", round_)).text
    assert "자격증 이름에 적은 말이 들어 있으면" in page


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"input": "EMPLOYMENT"}, "best", "‘취업 상태’의 값 가운데 하나를 고르세요"),
        ({"input": "EMPLOYMENT", "best": "DISABLED"}, "best", "‘취업 상태’의 값 가운데"),
        ({"input": "EMPLOYMENT", "best": "RICH"}, "best", ""),
        ({"input": "CERTIFICATES"}, "best_certificate", "자격증 이름을 적으세요"),
        ({"input": "AGE"}, "method", "‘만 나이(세)’에는 ‘구간표’ 방식을"),
        ({"input": "IS_RESIDENT"}, "method", "‘자치구 거주 여부’에는 ‘해당 여부’ 방식을"),
        ({"input": "MARK"}, "method", "‘심사 점수’에는 ‘심사위원 평가’ 방식을"),
    ],
)
def test_a_value_the_input_never_has_is_refused(round_, signed_in, values, field, words):
    start_empty(round_)
    page = add(signed_in, round_, **values)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert words in page.text
    assert 'value="새 항목"' in page.text
    assert rules_of(draft()).rubric.criteria == ()


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (("VETERAN", ""), "value-1-points", "이 값의 점수를 적으세요"),
        (("", "5"), "value-1-value", "점수를 받을 값을 적거나"),
        (("", "0"), "value-1-value", "점수를 받을 값을 적거나"),
        (("UNEMPLOYED", "5"), "value-1-value", "올바르게 선택"),
        (("VETERAN", "많이"), "value-1-points", "점수로 읽을 수 없습니다"),
        (("VETERAN", "11"), "max", "최고 점수까지의 범위"),
        (("DISABLED", "5"), "max", "점수를 두 번"),
    ],
)
def test_a_row_that_gives_no_points_is_refused_at_its_place(
    round_, signed_in, at, row, field, words
):
    key = at(input="VULNERABLE_GROUPS", best="DISABLED")
    sent = {f"{key}-value-1-value": row[0], f"{key}-value-1-points": row[1]}
    page = change(signed_in, round_, **sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"{key}-{field}"]
    assert words in page.text
    assert last().choices == table(("DISABLED", 10))


def test_a_resident_number_is_no_certificate(round_, signed_in, at):
    key = at(input="CERTIFICATES", best_certificate="직업상담사")
    number = {f"{key}-value-1-value": "900101-1234567", f"{key}-value-1-points": "1"}
    assert "주민등록번호" in change(signed_in, round_, **number).text


def test_which_groups_are_counted_is_chosen_and_none_means_all(round_, signed_in, at):
    key = at(input="VULNERABLE_GROUPS", method="COUNT")
    assert last().options == ()
    page = signed_in.get(address("round_rules_scoring", round_)).text
    assert "하나도 표시하지 않으면 모두 셉니다" in page
    change(signed_in, round_, **{f"{key}-options": ["DISABLED", "VETERAN"]})
    assert last().options == ("DISABLED", "VETERAN")
    page = signed_in.get(address("round_prepare", round_)).text
    assert "세는 항목: 장애인, 국가유공자(취업보호대상)" in page
    url, data = opened(signed_in, "round_rules_scoring", round_)
    signed_in.post(url, data)
    assert last().options == ("DISABLED", "VETERAN")
    data.pop(f"{key}-options")
    signed_in.post(url, {**data, "version": draft().version})
    assert last().options == ()


def test_which_certificates_are_counted_is_written_with_commas(round_, signed_in, at):
    key = at(input="CERTIFICATES", method="COUNT")
    change(signed_in, round_, **{f"{key}-options": "직업상담사, 산업기사,, "})
    assert last().options == ("직업상담사", "산업기사")
    page = signed_in.get(address("round_rules_scoring", round_)).text
    assert 'value="직업상담사, 산업기사"' in page
    assert "비워 두면 모두 셉니다" in page


def test_a_number_has_nothing_to_choose_of(round_, signed_in, at):
    key = at(input="DEPENDANTS", method="COUNT")
    form = signed_in.get(address("round_rules_scoring", round_)).context["form"]
    assert f"{key}-options" not in form.fields


def test_an_item_that_parts_equal_scores_is_not_taken_out(round_, signed_in, at):
    key = at(input="EMPLOYMENT", best="UNEMPLOYED")
    url, data = opened(signed_in, "round_rules_ties", round_)
    signed_in.post(url, {**data, "field": "ITEM_POINTS", "item": last().code})
    page = change(signed_in, round_, **{f"{key}-drop": "on"})
    assert page.status_code == 422
    assert "보는 고려요소라 뺄 수 없습니다: 새 항목" in page.text
    assert last().label == "새 항목"


def test_a_correction_tells_values_in_words(round_, signed_in):
    published(round_)
    signed_in.post(address("round_correct", round_), {"reason": "배점 정정"})
    add(signed_in, round_, input="EMPLOYMENT", best="UNEMPLOYED")
    add(signed_in, round_, input="VULNERABLE_GROUPS", method="COUNT")
    key = f"item-{len(rules_of(draft()).rubric.criteria) - 1}"
    change(signed_in, round_, **{f"{key}-options": ["DISABLED"]})
    for name, query in (("round_publish", ""), ("round_differences", "?from=1&to=2")):
        page = signed_in.get(address(name, round_) + query).text
        assert "값별 점수 실업자 10점" in page
        assert "세는 항목 장애인" in page
        assert not {"UNEMPLOYED", "DISABLED"} & set(re.findall("[A-Z_]+", page))


def test_reviewers_from_outside_are_asked_for(round_, signed_in):
    with_rules(round_, "new-deal")
    assert rules_of(draft()).rubric.min_external == 1
    shown = signed_in.get(address("round_prepare", round_)).text
    assert "심사위원 3명 이상(외부위원 1명 이상)의 평균" in shown
    change(signed_in, round_, min_external="2")
    assert rules_of(draft()).rubric.min_external == 2
    page = change(signed_in, round_, min_external="4")
    assert list(page.context["form"].errors) == ["min_external"]
    assert "최소 심사위원 수(3명)보다 클 수 없습니다" in page.text
    for wrong in ("-1", "", "하나"):
        assert change(signed_in, round_, min_external=wrong).status_code == 422
    assert rules_of(draft()).rubric.min_external == 2


def test_what_was_sourced_is_no_longer_once_its_values_change(round_, signed_in, at):
    at(input="EMPLOYMENT", best="UNEMPLOYED")
    rules = rules_of(draft())
    sourced = replace(last(), is_sourced=True)
    with acting("시험"):
        start_rules(round_, replace(rules, rubric=Rubric((sourced,))), "시험")
    change(signed_in, round_)
    assert last().is_sourced
    change(signed_in, round_, **{"item-0-value-0-points": "9"})
    assert not last().is_sourced
