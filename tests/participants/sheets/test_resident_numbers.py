"""The sheet “신청서”: resident numbers, where they may stand and where not."""

from datetime import date

import pytest

from participants.models import Person
from tests.participants.making import made_up_rrn
from tests.participants.uploading import (
    applications,
    check_applications,
    load_file_of_applications,
    sentences,
    someone,
)

pytestmark = pytest.mark.django_db


def test_a_resident_number_gives_birth_and_sex_and_finds_the_person(rrn_desk, staff):
    digits = made_up_rrn(1)
    cells = someone(1, 생년월일=None, 성별=None, 주민등록번호=f"{digits[:6]}-{digits[6:]}")
    load_file_of_applications(rrn_desk, applications(cells), staff)
    person = Person.objects.get()
    assert (person.birth_on, person.sex, person.rrn) == (date(1990, 1, 1), "MALE", digits)
    plan = check_applications(rrn_desk, applications({**cells, "성명": "개명함"}))
    assert sentences(plan) == []
    assert [one.what for one in plan.rows.problems if "등록된 성명" in one.what]


def test_zeros_that_excel_dropped_from_a_resident_number_are_put_back(rrn_desk, staff):
    number = 1013_000_001  # 000101-3000001
    cells = someone(1, 생년월일=None, 성별=None, 주민등록번호=number)
    load_file_of_applications(rrn_desk, applications(cells), staff)
    assert Person.objects.get().birth_on == date(2000, 1, 1)


@pytest.mark.parametrize(
    "number",
    ["900101-1234", "901301-1234567", "991231-9234567", "가나다", "900101-123456A"],
)
def test_a_bad_resident_number_is_told_without_showing_it(rrn_desk, number):
    plan = check_applications(rrn_desk, applications(someone(1, 주민등록번호=number)))
    (told,) = sentences(plan)
    assert "‘주민등록번호’" in told
    assert number not in told
    assert "1234" not in told


def test_a_resident_number_that_contradicts_the_birth_date_is_refused(rrn_desk):
    digits = made_up_rrn(1)
    (told,) = sentences(check_applications(rrn_desk, applications(someone(1, 주민등록번호=digits))))
    assert "서로 다릅니다" in told
    assert digits[7:] not in told


def test_no_resident_numbers_where_the_programme_may_not_ask(desk):
    (told,) = sentences(
        check_applications(desk, applications(someone(1, 주민등록번호="900101-1234567")))
    )
    assert "이 사업은 주민등록번호를 받지 않습니다" in told
    assert "‘생년월일’과 ‘성별’" in told


@pytest.mark.parametrize(
    "written",
    [
        "900101-1234567",
        "9001011234567",
        9001011234567,
        "９００１０１－１２３４５６７",
        "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
        "신분증 900101_1234567 확인",
    ],
)
@pytest.mark.parametrize("column", ["비고", "주소", "전화번호", "성명"])
def test_resident_numbers_in_other_columns_are_refused_and_never_repeated(desk, column, written):
    plan = check_applications(desk, applications(someone(1, **{column: written})))
    (told,) = sentences(plan)
    assert "주민등록번호로 보이는 숫자" in told
    assert f"‘{column}’" in told
    for part in ("1234567", "１２３４５６７", "1 2 3 4 5 6 7"):
        assert part not in told
