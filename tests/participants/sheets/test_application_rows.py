"""The sheet “신청서”: what its rows write, and what they change."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    IntakeBatch,
    Person,
    SubmittedDocument,
)
from participants.sheets.application_columns import application_layout
from tests.participants.making import TODAY, a_consent_form, a_person, a_round, an_application
from tests.participants.uploading import (
    applications,
    check_applications,
    counts,
    load_file_of_applications,
    sentences,
    someone,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = SubmittedDocument.State
NUMBER = "공공근로-2026-1-0001"


def test_a_row_makes_a_person_an_application_consents_papers_and_groups(desk, staff):
    data = applications(
        someone(
            1,
            행정동="가상 1동",
            접수처="구청 창구",
            **{
                "세대원 수(본인 포함)": 3,
                "세대주": "O",
                "부양가족 수": "2",
                "취업취약계층": "장애인, 고령자",
                "희망사업 1순위": "공공근로-2026-1-W2",
                "희망사업 2순위": "가상 사업 1",
                "다른 사업도 가능": "아니오",
                "자격증": "운전면허 1종",
                "관련 경력(년)": 1.5,
                "비고": "오전만",
                "동의: 항목 2": "X",
                "서류: 가상 서류 1": "제출",
                "서류: 가상 서류 2": "해당 없음",
            },
        )
    )
    batch = load_file_of_applications(desk, data, staff)
    one = Application.objects.select_related("person", "first_choice", "second_choice").get()
    assert (one.state, one.number, one.batch, one.clerk) == (S.SUBMITTED, 1, batch, staff)
    assert (one.person.phone, one.person.dong) == ("01000000001", "가상1동")
    assert (one.channel, one.household_size, one.is_head, one.dependants) == (
        Application.Channel.DISTRICT_COUNTER,
        3,
        True,
        2,
    )
    assert (one.first_choice.title, one.second_choice.title) == ("가상 사업 2", "가상 사업 1")
    assert (one.accepts_any, one.certificates, str(one.experience_years), one.note) == (
        False,
        "운전면허 1종",
        "1.5",
        "오전만",
    )
    assert set(one.groups.values_list("group", flat=True)) == {"DISABLED", "OLDER"}
    assert list(one.consents.values_list("is_given", "on")) == [(True, TODAY()), (False, TODAY())]
    assert list(one.documents.values_list("state", flat=True)) == [P.SUBMITTED, P.NOT_APPLICABLE]
    assert (batch.kind, batch.rows, batch.created, batch.changed) == ("APPLICATIONS", 1, 1, 0)
    logged = Change.objects.filter(kind="participants.application", action="CREATE").get()
    assert (logged.actor_id, logged.via) == (staff.pk, "IMPORT")


def test_numbers_are_given_in_the_order_of_the_file_after_the_last_one(desk, district, staff):
    with acting("시험"):
        an_application(desk, a_person(district, 99, birth_on=date(1950, 1, 1)), 7)
    load_file_of_applications(desk, applications(*map(someone, range(3))), staff)
    numbers = Application.objects.filter(batch__isnull=False).order_by("pk")
    assert list(numbers.values_list("number", flat=True)) == [8, 9, 10]


def test_the_same_file_again_changes_nothing(desk, staff):
    data = applications(
        *(someone(n, 취업취약계층="장애인", **{"서류: 가상 서류 1": "제출"}) for n in range(5))
    )
    load_file_of_applications(desk, data, staff)
    changes = Change.objects.count()
    plan = check_applications(desk, data)
    assert (sentences(plan), counts(plan)) == ([], (0, 0, 5, 0))
    assert load_file_of_applications(desk, data, staff) is None
    assert (Change.objects.count(), IntakeBatch.objects.count()) == (changes, 1)


def test_only_what_differs_is_changed_and_blank_cells_leave_what_is_there(desk, staff):
    load_file_of_applications(
        desk,
        applications(someone(1, 비고="오전만", 취업취약계층="장애인", 행정동="가상1동")),
        staff,
    )
    again = applications(
        someone(1, 전화번호="010-9999-0001", 비고=None, 취업취약계층="고령자", 행정동=None)
    )
    plan = check_applications(desk, again)
    assert counts(plan) == (0, 1, 0, 0)
    (difference,) = plan.differences
    assert (difference.receipt, difference.labels) == (NUMBER, ("전화번호", "취업취약계층"))
    load_file_of_applications(desk, again, staff)
    one = Application.objects.select_related("person").get()
    assert (one.note, one.person.phone, one.person.dong) == ("오전만", "01099990001", "가상1동")
    assert [row.group for row in one.groups.all()] == ["OLDER"]
    load_file_of_applications(
        desk, applications(someone(1, 전화번호=None, 취업취약계층="없음")), staff
    )
    assert not ApplicationGroup.objects.exists()


def test_a_receipt_number_names_the_application_that_is_corrected(desk, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    typo = {"접수번호": NUMBER, "생년월일": None, "성별": None, "접수일": None}
    correction = someone(1, **typo)
    correction["성명"] = f"{correction['성명'][:-1]}각"
    correction |= {"생년월일": "", "성별": "", "접수일": "", "비고": "성명 정정"}
    load_file_of_applications(desk, applications(correction), staff)
    one = Application.objects.select_related("person").get()
    assert (one.person.name, one.note) == (correction["성명"], "성명 정정")


@pytest.mark.parametrize("written", ["1", 1, "0001", "공공근로 - 2026 - 1 - 0001"])
def test_receipt_numbers_are_read_as_people_write_them(desk, staff, written):
    load_file_of_applications(desk, applications(someone(1)), staff)
    plan = check_applications(desk, applications(someone(1, 접수번호=written, 비고="정정")))
    assert (sentences(plan), counts(plan)) == ([], (0, 1, 0, 0))


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("7", "그런 접수번호가 없습니다"),
        ("안심-2026-1-0001", "다른 회차의 접수번호"),
        ("가나다", "접수번호가 아닙니다"),
        ("0", "접수번호가 아닙니다"),
        (date(2026, 1, 1), "다른 회차의 접수번호"),
    ],
)
def test_a_receipt_number_that_names_nothing_is_refused(desk, staff, written, what):
    load_file_of_applications(desk, applications(someone(1)), staff)
    (told,) = sentences(check_applications(desk, applications(someone(1, 접수번호=written))))
    assert what in told
    assert "‘접수번호’" in told


def test_a_receipt_number_of_somebody_else_is_refused(desk, staff):
    load_file_of_applications(desk, applications(someone(1), someone(2)), staff)
    (told,) = sentences(check_applications(desk, applications(someone(2, 접수번호=1))))
    assert "그 접수번호의 신청인과 다른 사람입니다" in told
    assert "가**가" in told


@pytest.mark.parametrize("state", [S.UNDER_REVIEW, S.SELECTED, S.PLACED])
def test_what_is_no_longer_corrected_may_only_be_the_same(desk, staff, state):
    data = applications(someone(1))
    load_file_of_applications(desk, data, staff)
    one = Application.objects.get()
    with acting("시험"):
        one.state = state
        one.save()
    assert counts(check_applications(desk, data)) == (0, 0, 1, 0)
    (told,) = sentences(check_applications(desk, applications(someone(1, 비고="다름"))))
    assert f"‘{state.label}’ 상태인 신청서({NUMBER})" in told


def test_a_withdrawn_application_may_be_followed_by_a_new_one(desk, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    one = Application.objects.get()
    with acting("시험"):
        one.state = S.WITHDRAWN
        one.save()
    (told,) = sentences(check_applications(desk, applications(someone(1, 접수번호=1))))
    assert "취하한 신청서입니다" in told
    load_file_of_applications(desk, applications(someone(1)), staff)
    assert Application.objects.count() == 2
    assert Person.objects.count() == 1


def test_a_draft_is_submitted_with_what_the_row_says(desk, district, staff):
    cells = someone(1)
    born = date.fromisoformat(cells["생년월일"])
    with acting("시험"):
        person = a_person(district, 1, name=cells["성명"], birth_on=born, sex="FEMALE")
        an_application(desk, person, state=S.DRAFT, number=None, received_at=None)
    load_file_of_applications(desk, applications(cells), staff)
    one = Application.objects.get()
    assert (one.state, one.number, one.consents.count()) == (S.SUBMITTED, 1, 2)


def test_without_a_consent_form_nothing_is_taken_in(district):
    with acting("시험"):
        round_ = a_round(district)
    cells = someone(1)
    del cells["동의: 항목 1"]
    (told,) = sentences(check_applications(round_, applications(cells)))
    assert "동의서 양식이 없어" in told


def test_an_older_edition_of_the_consent_form_is_answered_by_its_titles(desk, district, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    with acting("시험"):
        a_consent_form(district, code="동의서-3", from_on=date(2024, 1, 1))
    plan = check_applications(desk, applications(someone(1, 비고="다름")))
    assert (sentences(plan), counts(plan)) == ([], (0, 1, 0, 0))
    assert Consent.objects.count() == 2


def test_whoever_applied_for_the_base_round_is_refused(desk, district, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    with acting("시험"):
        more = a_round(district, "공공근로-2026-2", additional_to=desk)
    (told,) = sentences(check_applications(more, applications(someone(1))))
    assert "추가모집하는 회차(공공근로-2026-1)나 그 추가모집에 이미 신청한" in told
    assert sentences(check_applications(more, applications(someone(2)))) == []


@pytest.mark.parametrize("known", [False, True])
def test_as_many_queries_for_many_rows_as_for_few(desk, staff, known):
    def asked(data: bytes) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sentences(check_applications(desk, data)) == []
        return len(queries)

    few, many = (applications(*map(someone, range(count))) for count in (2, 60))
    if known:
        load_file_of_applications(desk, many, staff)
    assert asked(many) == asked(few) <= 25


def test_loading_takes_as_many_statements_for_many_rows_as_for_few(desk, staff):
    def written(rows) -> int:
        data = applications(*(someone(n, 취업취약계층="장애인") for n in rows))
        with CaptureQueriesContext(connection) as queries:
            load_file_of_applications(desk, data, staff)
        return len(queries)

    assert written(range(2)) == written(range(2, 60))


def test_the_layout_follows_the_programme_and_the_form_in_force(desk, rrn_desk):
    labels = [column.label for column in application_layout(desk, TODAY()).columns]
    assert "주민등록번호" not in labels
    assert {"동의: 항목 1", "동의: 항목 2", "서류: 가상 서류 1"} <= set(labels)
    assert len(labels) == len(set(labels))
    assert "주민등록번호" in [c.label for c in application_layout(rrn_desk, TODAY()).columns]
