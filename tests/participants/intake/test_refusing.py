"""Intake in one screen: what is refused in words, and resident numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.values.dates import kdate
from participants.models import Application, Person
from tests.participants.intake.counter import typed, url
from tests.participants.making import TODAY, made_up_rrn
from tests.participants.screening_making import a_round_with_rules

pytestmark = pytest.mark.django_db


def what_is_wrong(page) -> str:
    """The summary over the form, where each fault stands with its field."""
    return page.text.partition('class="error-summary"')[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"birth_on": "901301"}, "없는 날짜"),
        ({"birth_on": "2099-01-01"}, "오늘보다 뒤"),
        ({"birth_on": "1900-01-01"}, "120세"),
        ({"birth_on": ""}, "생년월일을 입력하세요"),
        ({"sex": ""}, "성별을 입력하세요"),
        ({"name": ""}, "성명: 비어 있습니다"),
        ({"phone": "12"}, "전화번호를 읽을 수 없습니다"),
        ({"received_on": "2099-01-01"}, "오늘보다 뒤"),
        ({"received_on": "2025-12-31"}, "접수 기간"),
        ({"note": "주민번호 900101-1234560"}, "주민등록번호로 보이는"),
        ({"name": "가상９００１０１１２３４５６０"}, "주민등록번호로 보이는"),
        ({"address": "없는로 9001011234560"}, "주민등록번호로 보이는"),
        ({"name": "가상\u202e희"}, "성명: ‘성명’에 보이지 않거나 깨진 문자(U+202E)"),
        ({"address": "없는로\u2066 1"}, "주소: ‘주소’에 보이지 않거나 깨진 문자(U+2066)"),
        ({"phone": "\u202d010-0000-0001\u202c"}, "전화번호: 보이지 않거나 깨진 문자(U+202D)"),
        ({"note": "오전\u200e만"}, "붙여 넣지 말고 직접 입력하세요"),
        ({"dependants": "2"}, "부양가족"),
        ({"household_size": "0"}, "1 이상"),
        ({"household_size": "21"}, "20 이하"),
        ({"household_size": "99999999999"}, "32,767 이하"),
        ({"reception_dong": ""}, "접수한 동"),
        ({"second_choice": "first"}, "1순위부터"),
        ({"first_choice": "999999"}, "희망사업 1순위: 올바르게"),
        ({"token": ""}, "비어 있습니다"),
        ({"rrn": "900101-1234560"}, "주민등록번호를 받지 않습니다"),
        ({"groups": ["NOBODY"]}, "NOBODY"),
    ],
)
def test_bad_input_is_refused_in_words_and_kept(desk, signed_in, values, words):
    if values.get("second_choice") == "first":
        values = {"second_choice": desk.work_projects.first().pk}
    page = signed_in.post(url(desk), typed(signed_in, url(desk), **values))
    assert page.status_code == 422
    assert words in what_is_wrong(page)
    assert 'value="가상1동"' in page.text
    assert not Person.objects.exists()
    assert not Application.objects.exists()


@pytest.mark.parametrize(("years", "is_taken"), [(14, False), (16, True)])
def test_a_child_is_refused_and_of_the_others_the_rule_decides(desk, signed_in, years, is_taken):
    young = TODAY() - timedelta(days=366 * years)
    page = signed_in.post(url(desk), typed(signed_in, url(desk), birth_on=f"{young:%Y-%m-%d}"))
    assert (page.status_code == 302) is is_taken
    assert is_taken or "만 15세 미만은" in page.text


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (16, "만 16세로 최저 나이(만 18세)보다 어립니다"),
        (30, ""),
        (66, "만 66세로 최고 나이(만 64세)를 넘습니다"),
        (0, ""),
    ],
)
def test_whose_age_the_rules_do_not_allow_is_told_while_typing(district, signed_in, years, told):
    ages = Criterion.standard(RuleCode.MIN_AGE), Criterion.standard(RuleCode.MAX_AGE, age=64)
    with acting("시험"):
        round_ = a_round_with_rules(district, rules=RuleSet(ages))
    on = round_.starts_on
    born = f"{on.year - years}-{on:%m-%d}" if years else ""
    page = signed_in.post(reverse("intake_hints", args=[round_.pk]), {"birth_on": born})
    assert (f"기준일({kdate(on)})에" in page.text) is bool(told)
    assert told in page.text


def test_a_resident_number_is_asked_for_only_with_a_legal_basis(desk, rrn_desk, signed_in):
    assert 'name="rrn"' not in signed_in.get(url(desk)).text
    assert 'name="rrn"' in signed_in.get(url(rrn_desk)).text


def test_birth_and_sex_follow_from_the_resident_number(rrn_desk, signed_in):
    data = typed(signed_in, url(rrn_desk), rrn=made_up_rrn(), birth_on="", sex="")
    answer = signed_in.post(url(rrn_desk), data)
    person = Person.objects.get()
    assert (f"{person.birth_on}", person.sex, person.rrn) == ("1990-01-01", "MALE", made_up_rrn())
    page = signed_in.get(answer["Location"])
    assert "검증 숫자가 맞지 않습니다" in page.text
    assert made_up_rrn() not in page.text
    assert "900101-1******" in page.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rrn": "901301-1234560"}, "없는 날짜"),
        ({"rrn": "900101-9234560"}, "일곱째"),
        ({"rrn": "900101-123"}, "13자리"),
        ({"rrn": made_up_rrn(), "birth_on": "900304"}, "서로 다릅니다"),
    ],
)
def test_a_bad_resident_number_is_refused_in_words(rrn_desk, signed_in, values, words):
    page = signed_in.post(url(rrn_desk), typed(signed_in, url(rrn_desk), **values))
    assert page.status_code == 422
    assert words in page.text
