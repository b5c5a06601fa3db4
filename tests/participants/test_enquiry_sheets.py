"""The sheet “조회 결과”: whose results it takes, what it changes, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.models.logsecret import opened
from participants.models import Application, Consent, Enquiry
from participants.sheets.enquiry_columns import enquiry_layout
from tests.participants.making import TODAY, a_consent_form, a_round
from tests.participants.uploading import (
    applications,
    check_results,
    counts,
    load_file_of_applications,
    load_file_of_results,
    results,
    sentences,
    someone,
    workbook,
)

pytestmark = pytest.mark.django_db
S = Application.State
K = Enquiry.Kind
DAY = date(2026, 2, 1)


@pytest.fixture
def office(district, staff):
    """A round with three applicants who consented."""
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
    load_file_of_applications(round_, applications(*map(someone, range(1, 4))), staff)
    return round_


def looked_up(n: int = 1, **values) -> dict:
    """What was found out about the applicant with the n-th receipt number."""
    return {"접수번호": n, "조회일": DAY, "세대 재산(원)": 50_000_000, **values}


def kept(kind: str = K.ASSETS) -> Enquiry:
    return Enquiry.objects.get(kind=kind)


def test_a_row_makes_one_result_of_each_kind_that_it_tells_of(office, staff):
    row = looked_up(
        **{
            "성명": "가상나가",
            "조회처·문서번호": "행복e음 2026-1",
            "자치구 거주": "예",
            "자치구 전입일": "2015. 3. 2.",
            "세대 표시": "세대-001",
            "세대 월 소득(원)": "1,234,000원",
            "건강보험 가입유형": "직장가입자",
            "월 건강보험료(원)": 24_000,
            "생계급여 수급": "아니오",
            "지난 참여": "공공근로 2025-01-10~2025-06-30 중도포기; 안심 2024-01-02~2024-06-30",
            "지금 참여": "없음",
        }
    )
    batch = load_file_of_results(office, results(row), staff)
    found = {one.kind: one for one in Enquiry.objects.all()}
    assert set(found) == {
        K.RESIDENCE, K.INCOME, K.PREMIUM, K.ASSETS, K.BENEFIT, K.PARTICIPATION,
    }  # fmt: skip
    assert found[K.INCOME].values == {"household_income_won": 1_234_000}
    assert found[K.RESIDENCE].values["district_from_on"] == "2015-03-02"
    assert [one["dropped_out"] for one in found[K.PARTICIPATION].values["past"]] == [True, False]
    assert found[K.PARTICIPATION].values["concurrent"] == []
    assert {(one.looked_on, one.source, one.batch_id) for one in found.values()} == {
        (DAY, "행복e음 2026-1", batch.pk)
    }
    assert Application.objects.get(number=1).household_code == "세대-001"
    assert (batch.kind, batch.rows, batch.created, batch.changed) == ("ENQUIRIES", 1, 1, 0)


def test_amounts_are_kept_encrypted_and_stay_out_of_the_log(office, staff):
    load_file_of_results(office, results(looked_up(**{"세대 재산(원)": 123_456_789})), staff)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_enquiry")
        assert "123456789" not in str(cursor.fetchall())
    told = opened(Change.objects.filter(via="IMPORT", kind="participants.enquiry"))
    assert told
    assert "123456789" not in str(told)


def test_the_same_file_again_changes_nothing(office, staff):
    data = results(*map(looked_up, (1, 2, 3)))
    load_file_of_results(office, data, staff)
    changes = Change.objects.count()
    assert counts(check_results(office, data)) == (0, 0, 3, 0)
    assert load_file_of_results(office, data, staff) is None
    assert Change.objects.count() == changes


def test_a_kind_that_is_told_of_is_replaced_and_others_stay(office, staff):
    both = {"세대 부채(원)": 10, "세대 월 소득(원)": 7}
    load_file_of_results(office, results(looked_up(**both)), staff)
    again = results(looked_up(**{"세대 재산(원)": 60_000_000, "세대 부채(원)": ""}))
    plan = check_results(office, again)
    assert counts(plan) == (0, 1, 0, 0)
    assert plan.differences[0].labels == ("재산",)
    load_file_of_results(office, again, staff)
    assert kept().values == {"assets_won": 60_000_000}
    assert kept(K.INCOME).values == {"household_income_won": 7}


def test_what_the_officer_said_of_a_household_outlives_the_same_file(office, staff):
    told = looked_up(**{"세대 표시": "세대-001"})
    load_file_of_results(office, results(told), staff)
    with acting("시험"):
        one = Application.objects.get(number=1)
        one.household_code = "접수 0001 세대"
        one.save()
    assert counts(check_results(office, results(told))) == (0, 0, 1, 0)
    changed = {**told, "세대 재산(원)": 7}
    load_file_of_results(office, results(changed), staff)
    one.refresh_from_db()
    assert one.household_code == "접수 0001 세대"
    load_file_of_results(office, results({**changed, "세대 표시": "세대-002"}), staff)
    one.refresh_from_db()
    assert one.household_code == "세대-002"


def test_values_whose_column_is_not_in_the_file_stay(office, staff):
    load_file_of_results(office, results(looked_up(**{"세대 부채(원)": 10})), staff)
    load_file_of_results(office, results(looked_up(**{"세대 재산(원)": 1})), staff)
    assert kept().values == {"assets_won": 1, "debts_won": 10}


def test_a_row_without_results_is_the_same_as_none(office):
    plan = check_results(office, results(looked_up(**{"세대 재산(원)": "", "조회일": ""})))
    assert (sentences(plan), counts(plan)) == ([], (0, 0, 1, 0))


@pytest.mark.parametrize("name", ["가상나가", "가**가", "가 상 나 가", ""])
def test_the_name_is_compared_in_full_or_masked(office, name):
    assert sentences(check_results(office, results(looked_up(성명=name)))) == []


@pytest.mark.parametrize(
    ("values", "column", "what"),
    [
        ({"접수번호": 9}, "접수번호", "그런 접수번호가 없습니다"),
        ({"접수번호": ""}, "접수번호", "비어 있습니다"),
        ({"접수번호": "안심-2026-1-0001"}, "접수번호", "다른 회차의 접수번호"),
        ({"성명": "가상다가"}, "성명", "성명이 다릅니다"),
        ({"조회일": ""}, "조회일", "조회일이 비어 있습니다"),
        ({"조회일": TODAY() + timedelta(days=1)}, "조회일", "조회일이 오늘보다 뒤입니다"),
        ({"세대 재산(원)": -1}, "세대 재산(원)", "0원보다 작습니다"),
        ({"세대 재산(원)": 10**13}, "세대 재산(원)", "금액이 너무 큽니다"),
        ({"세대 재산(원)": "조금"}, "세대 재산(원)", "“조금”"),
        ({"건강보험 가입유형": "기타"}, "건강보험 가입유형", "정해진 값이 아닙니다"),
        ({"세대원 수(명)": 0}, "세대원 수(명)", "1"),
        ({"지난 참여": "작년에 함"}, "지난 참여", "읽을 수 없습니다"),
        ({"자치구 거주": "아니오", "자치구 전입일": DAY}, "자치구 전입일", "‘아니오’인데"),
        ({"세대 표시": "900101-1234567"}, "세대 표시", "주민등록번호로 보이는 숫자"),
        ({"조회처·문서번호": "900101-1234567"}, "조회처·문서번호", "주민등록번호로 보이는 숫자"),
    ],
)
def test_what_cannot_be_is_told_at_its_column(office, values, column, what):
    plan = check_results(office, results(looked_up(**values)))
    (told,) = sentences(plan)
    assert f"‘{column}’" in told
    assert what in told
    assert "1234567" not in told
    assert counts(plan) == (0, 0, 0, 1)


def test_one_receipt_number_stands_in_one_row(office):
    (told,) = sentences(check_results(office, results(looked_up(1), looked_up(1))))
    assert "3행" in told
    assert "2행과 같은 접수번호입니다" in told


def test_without_the_mandatory_consent_nothing_is_entered(office):
    with acting("시험"):
        consent = Consent.objects.get(application__number=1, item__is_mandatory=True)
        consent.withdrawn_on = TODAY()
        consent.save()
    (told,) = sentences(check_results(office, results(looked_up(1), looked_up(2))))
    assert "2행" in told
    assert "동의가 없는 신청서" in told


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.SELECTED, S.PLACED])
def test_what_was_decided_upon_is_not_changed_together(office, staff, state):
    data = results(looked_up(1))
    load_file_of_results(office, data, staff)
    with acting("시험"):
        one = Application.objects.get(number=1)
        one.state = state
        one.save()
    assert counts(check_results(office, data)) == (0, 0, 1, 0)
    (told,) = sentences(check_results(office, results(looked_up(1, **{"세대 재산(원)": 1}))))
    assert f"‘{state.label}’ 상태의 신청서에는" in told


def test_a_whole_round_of_another_district_is_never_met(office, other_district, staff):
    with acting("시험"):
        theirs = a_round(other_district, "공공근로-2026-1")
    (told,) = sentences(check_results(theirs, results(looked_up(1))))
    assert "그런 접수번호가 없습니다" in told


def test_the_sheet_may_hold_some_kinds_only(office):
    labels = [column.label for column in enquiry_layout(office, [K.PREMIUM]).columns]
    assert labels == [
        "접수번호", "성명", "조회일", "조회처·문서번호", "건강보험 가입유형", "월 건강보험료(원)",
    ]  # fmt: skip
    everything = [column.label for column in enquiry_layout(office).columns]
    assert len(everything) == len(set(everything))


def test_without_the_column_of_receipt_numbers_no_row_is_read(office):
    (told,) = sentences(check_results(office, workbook("조회 결과", {"성명": "가상나가"})))
    assert "꼭 있어야 하는 열 ‘접수번호’" in told


def test_as_many_statements_for_many_rows_as_for_few(office, staff):
    load_file_of_applications(office, applications(*map(someone, range(4, 60))), staff)

    def written(numbers) -> int:
        data = results(*(looked_up(n, **{"세대 표시": "세대-1"}) for n in numbers))
        with CaptureQueriesContext(connection) as queries:
            load_file_of_results(office, data, staff)
        return len(queries)

    assert written(range(1, 3)) == written(range(3, 59))


def test_everything_wrong_with_a_row_is_told_at_once(office):
    tomorrow = TODAY() + timedelta(days=1)
    row = looked_up(
        조회일=tomorrow,
        성명="가상다가",
        **{"세대 재산(원)": "조금", "자치구 거주": "아니오", "자치구 전입일": DAY},
    )
    told = " ".join(sentences(check_results(office, results(row))))
    for words in ("“조금”", "성명이 다릅니다", "오늘보다 뒤입니다", "‘아니오’인데"):
        assert words in told


def test_a_row_that_changes_only_the_household_is_a_change(office, staff):
    told = looked_up(**{"세대 표시": "세대-001"})
    load_file_of_results(office, results(told), staff)
    with acting("시험"):
        one = Application.objects.get(number=1)
        one.household_code = "접수 0001 세대"
        one.save()
        kept(K.RESIDENCE).delete()
        again = Enquiry(district=one.district, application=one, kind=K.RESIDENCE, looked_on=DAY)
        again.values = {"household_code": "세대-000"}
        again.save()
    plan = check_results(office, results(told))
    assert counts(plan) == (0, 1, 0, 0)
