"""The sheet “신청서”: whom its rows are found to be."""

from datetime import date

import pytest
from django.db import transaction

from jobportal.platform.audit import acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.values.dates import kdate
from participants.actions.loading import Upload, load_applications
from participants.actions.merging import merge
from participants.models import Application, DuplicatePair, Person
from tests.participants.making import a_person, a_round
from tests.participants.placing import some_rules
from tests.participants.uploading import (
    applications,
    check_applications,
    counts,
    load_file_of_applications,
    sentences,
    someone,
)

pytestmark = pytest.mark.django_db


def test_somebody_known_is_taken_and_not_made_again(desk, district, staff):
    cells = someone(1)
    born = date.fromisoformat(cells["생년월일"])
    with acting("시험"):
        person = a_person(district, 5, name=cells["성명"], birth_on=born, sex="FEMALE")
    cells["성명"] = f" {cells['성명'][:2]}  {cells['성명'][2:]} "
    load_file_of_applications(desk, applications(cells), staff)
    person.refresh_from_db()
    assert Application.objects.get().person == person
    assert (person.name, person.phone) == (someone(1)["성명"], "01000000001")


def test_whoever_may_be_somebody_known_is_loaded_and_waits_to_be_decided(desk, district, staff):
    cells = someone(1)
    with acting("시험"):
        known = a_person(
            district, 5, name="다른가상", birth_on=date.fromisoformat(cells["생년월일"]),
            sex="FEMALE", phone="01000000001",
        )  # fmt: skip
    load_file_of_applications(desk, applications(cells), staff)
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second) == (known, Application.objects.get().person)
    assert (pair.state, pair.why) == (
        DuplicatePair.State.OPEN,
        "전화번호와 생년월일이 같음(개명 확인)",
    )


def test_two_rows_that_may_be_one_person_wait_to_be_decided(desk, staff):
    one, other = someone(1), someone(1, 성명="다른가상")
    load_file_of_applications(desk, applications(one, other), staff)
    assert Person.objects.count() == 2
    assert DuplicatePair.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"성명": "가 상 나 가"},
        {"성명": "가상-나가"},
        {"생년월일": "610202"},
        {"생년월일": "1961. 2. 2."},
        {"성명": "가상나각"},
        {"전화번호": "０１０ ００００ ０００１"},
    ],
)
def test_the_same_person_twice_in_a_file_is_told_whatever_the_writing(desk, change):
    (told,) = sentences(check_applications(desk, applications(someone(1), someone(1, **change))))
    assert "3행" in told
    assert "2행과 같은 사람입니다" in told


def test_two_rows_that_are_the_same_known_person_are_told(desk, district):
    one, other = someone(1), someone(1, 성명="가상나각")
    with acting("시험"):
        a_person(
            district, 1, name=one["성명"], birth_on=date.fromisoformat(one["생년월일"]),
            sex="FEMALE",
        )  # fmt: skip
    (told,) = sentences(check_applications(desk, applications(one, other)))
    assert "2행과 같은 사람입니다" in told


def test_namesakes_born_on_one_day_are_told_apart_by_phone_or_by_a_clerk(desk, district, staff):
    cells = someone(1)
    born = date.fromisoformat(cells["생년월일"])
    with acting("시험"):
        twins = [
            a_person(district, n, name=cells["성명"], birth_on=born, sex="FEMALE") for n in (1, 2)
        ]
    load_file_of_applications(desk, applications(someone(1, 전화번호="010-0000-0002")), staff)
    assert Application.objects.get().person == twins[1]
    (told,) = sentences(check_applications(desk, applications(someone(1, 전화번호=None))))
    assert "같은 사람으로 보이는 신청인이 2명 있습니다" in told


def test_people_of_another_district_are_never_met(desk, other_district, staff):
    cells = someone(1)
    with acting("시험"):
        theirs = a_person(
            other_district, 1, name=cells["성명"],
            birth_on=date.fromisoformat(cells["생년월일"]), sex="FEMALE",
        )  # fmt: skip
    load_file_of_applications(desk, applications(cells), staff)
    assert Application.objects.get().person != theirs
    assert not DuplicatePair.objects.exists()


def test_nobody_is_given_an_application_who_was_merged_since_the_check(desk, staff, district):
    with acting("시험"):
        other = a_round(district, "뉴딜-2025-1")
    load_file_of_applications(other, applications(someone(1)), staff)
    with acting("시험"):
        kept, known = a_person(district, 99), Person.objects.get(name=someone(1)["성명"])
        plan = check_applications(desk, applications(someone(1)))
        merge(kept, known)
        with pytest.raises(StaleRecord), transaction.atomic():
            load_applications(plan, Upload("신청.xlsx", b""), staff)
    assert not Application.objects.filter(round=desk).exists()


def test_whose_age_the_rules_do_not_allow_is_pointed_out_and_taken_in(desk):
    ages = Criterion.standard(RuleCode.MIN_AGE), Criterion.standard(RuleCode.MAX_AGE, age=64)
    with acting("시험"):
        some_rules(desk, RuleSet(ages))
    born = [date(desk.starts_on.year - years, 1, 1) for years in (16, 30, 66)]
    rows = [someone(n, 생년월일=f"{on}") for n, on in enumerate(born)]
    plan = check_applications(desk, applications(*rows))
    told = [(one.row, one.what) for one in plan.rows.warnings]
    on = kdate(desk.starts_on)
    assert told == [
        (2, f"기준일({on})에 만 16세로 최저 나이(만 18세)보다 어립니다."),
        (4, f"기준일({on})에 만 66세로 최고 나이(만 64세)를 넘습니다."),
    ]
    assert counts(plan) == (3, 0, 0, 0)
