"""The sheet “신청서”: what it takes in, changes and refuses, and how people write it."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jobportal.platform.audit import acting
from jobportal.platform.models import Change, StaleRecord
from participants.actions.loading import Upload, load_applications
from participants.actions.merging import merge
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    IntakeBatch,
    Person,
    SubmittedDocument,
)
from participants.sheets.alike import alike
from participants.sheets.application_columns import application_layout
from tests.participants.making import (
    TODAY,
    a_consent_form,
    a_document,
    a_person,
    a_round,
    an_application,
    made_up_rrn,
)
from tests.participants.uploading import (
    applications,
    check_applications,
    counts,
    load_file_of_applications,
    sentences,
    someone,
    workbook,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = SubmittedDocument.State
NUMBER = "공공근로-2026-1-0001"


@pytest.fixture
def desk(district):
    """A round that takes applications, with a consent form and two papers."""
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_document(district, round_, 1)
        a_document(district, round_, 2, is_mandatory=False)
    return round_


@pytest.fixture
def rrn_desk(district):
    """The same for a programme that may ask for resident numbers."""
    with acting("시험"):
        round_ = a_round(district, "동행-2026-1", rrn_allowed=True)
        a_consent_form(district, code="동의서-2", programme=round_.programme)
    return round_


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


@pytest.mark.parametrize(
    ("column", "written", "what"),
    [
        ("성명", None, "꼭 있어야 하는 열 ‘성명’"),
        ("생년월일", "1990-02-30", "없는 날짜이거나"),
        ("생년월일", date(2090, 1, 1), "생년월일이 오늘보다 뒤입니다"),
        ("생년월일", "1901-01-01", "120세가 넘는"),
        ("생년월일", "1990. 1.", "하루여야"),
        ("생년월일", 20304, "알 수 없는 숫자입니다"),
        ("성별", "중성", "정해진 값이 아닙니다"),
        ("성별", "", "비어 있습니다"),
        ("전화번호", "12345678", "전화번호를 읽을 수 없습니다"),
        ("접수일", "2019-12-31", "접수 기간"),
        ("접수일", TODAY() + timedelta(days=1), "접수일이 오늘보다 뒤입니다"),
        ("접수일", "내일", "날짜로 읽을 수 없습니다"),
        ("접수처", "우편", "정해진 값이 아닙니다"),
        ("접수 동", "", "접수한 동을 적으세요"),
        ("세대원 수(본인 포함)", 21, "20"),
        ("세대원 수(본인 포함)", "세 명", "숫자가 아닙니다"),
        ("부양가족 수", 1, "세대원 수를 넘을 수 없습니다"),
        ("취업취약계층", "장애인, 부자", "정해진 값이 아닙니다"),
        ("희망사업 1순위", "없는 사업", "이 회차의 대상사업이 아닙니다"),
        ("희망사업 2순위", "가상 사업 1", "1순위부터 고르세요"),
        ("관련 경력(년)", -1, "0"),
        ("관련 경력(년)", 1.25, "소수점 아래가 1자리보다 깁니다"),
        ("신청 유형", "VIP", "정해진 값이 아닙니다"),
        ("비고", "가" * 301, "300자 안으로"),
        ("동의: 항목 1", "아니오", "동의해야 접수할 수 있습니다"),
        ("동의: 항목 1", "", "비어 있습니다"),
        ("동의일", TODAY() + timedelta(days=1), "동의일이 오늘보다 뒤입니다"),
        ("서류: 가상 서류 1", "해당 없음", "정해진 값이 아닙니다"),
        ("모르는 열", "값", "이 시트에 없는 열입니다"),
    ],
)
def test_what_cannot_be_is_told_at_its_column_with_the_cure(desk, column, written, what):
    plan = check_applications(desk, applications(someone(1, **{column: written})))
    (problem,) = plan.rows.errors
    assert what in f"{problem.what} {problem.cure}"
    assert problem.cure
    assert problem.sheet == "신청서"
    assert problem.column in (column, "성명", "")
    assert counts(plan)[:3] == (0, 0, 0)


@pytest.mark.parametrize(
    ("column", "written", "name", "value"),
    [
        ("생년월일", "900101", "birth_on", date(1990, 1, 1)),
        ("생년월일", 900101, "birth_on", date(1990, 1, 1)),
        ("생년월일", 30405, "birth_on", None),
        ("생년월일", 32874, "birth_on", date(1990, 1, 1)),
        ("생년월일", 203, "birth_on", date(2000, 2, 3)),
        ("생년월일", 1231, "birth_on", date(2000, 12, 31)),
        ("생년월일", "１９９０．１．１．", "birth_on", date(1990, 1, 1)),
        ("전화번호", 1000000001, "phone", "01000000001"),
        ("전화번호", 312345678, "phone", "0312345678"),
        ("전화번호", "+82 10-0000-0001", "phone", "01000000001"),
        ("전화번호", "０１０－００００－０００１", "phone", "01000000001"),
        ("성별", "여자", "sex", "FEMALE"),
        ("성별", "male", "sex", "MALE"),
        ("성명", "가\u200b상나가", "name", "가상나가"),
        ("성명", "가상나가", "name", "가상나가"),
    ],
)
def test_identity_is_read_as_people_and_excel_write_it(desk, column, written, name, value):
    plan = check_applications(desk, applications(someone(1, **{column: written})))
    if value is None:
        assert "알 수 없는 숫자" in sentences(plan)[0]
        return
    assert sentences(plan) == []
    assert getattr(plan.creates[Person][0], name) == value


def test_headings_are_known_by_other_names_spacing_width_and_marks(desk):
    cells = someone(1)
    renamed = {
        "연번": 1,
        "이름 (필수)": cells.pop("성명"),
        "생일": cells.pop("생년월일"),
        "성 별*": cells.pop("성별"),
        "휴대전화": cells.pop("전화번호"),
        "접수일자": cells.pop("접수일"),
        "접수동": cells.pop("접수 동"),
        "항목　１": cells.pop("동의: 항목 1"),
        **cells,
    }
    assert sentences(check_applications(desk, applications(renamed))) == []


def test_totals_examples_notes_and_numbered_blank_lines_are_no_rows(desk):
    header = ["연번", *someone(1)]
    rows = [
        {"연번": "예시", **someone(9)},
        {"연번": 1, **someone(1)},
        {"연번": 2},
        {"연번": "※ 동별로 정리함"},
        {"연번": "합계", "성명": "1명"},
    ]
    plan = check_applications(desk, workbook("신청서", *rows, header=header))
    assert (sentences(plan), counts(plan)) == ([], (1, 0, 0, 0))
    assert [one.what for one in plan.rows.problems] == ["합계 행이어서 읽지 않았습니다."]


def test_a_csv_file_of_any_name_is_read(desk):
    cells = someone(1)
    text = f"{','.join(cells)}\n{','.join(str(cell) for cell in cells.values())}\n"
    for data in (text.encode("utf-8-sig"), text.encode("cp949")):
        plan = check_applications(desk, data, "동별 접수.csv")
        assert (sentences(plan), counts(plan)) == ([], (1, 0, 0, 0))


def test_two_hundred_planted_errors_are_all_told_and_nothing_is_written(desk):
    good = [someone(n) for n in range(20)]
    bad = [someone(n, 전화번호="12", 성별="중성") for n in range(20, 120)]
    plan = check_applications(desk, applications(*good, *bad))
    assert len(sentences(plan)) == 200
    assert counts(plan) == (20, 0, 0, 100)
    assert not plan.is_clean
    assert not Person.objects.exists()


def test_a_sheet_without_rows_a_strange_sheet_and_a_broken_file_are_told(desk):
    assert (
        "올릴 줄이 없습니다"
        in sentences(check_applications(desk, workbook("신청서", header=list(someone(1)))))[0]
    )
    assert "엑셀 파일이 아닙니다" in sentences(check_applications(desk, b"nothing"))[0]
    (told,) = sentences(check_applications(desk, b"", "빈.csv"))
    assert "빈 파일" in told


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


def test_everything_wrong_with_a_row_is_told_at_once(desk, staff):
    tomorrow = TODAY() + timedelta(days=1)
    both = {"세대원 수(본인 포함)": 1, "부양가족 수": 3, "동의: 항목 1": "아니오"}
    for wrong in ({"전화번호": "전화"}, {"생년월일": "모름"}):
        row = someone(1, 접수일=tomorrow, **both, **wrong)
        told = " ".join(sentences(check_applications(desk, applications(row))))
        for words in (next(iter(wrong)), "오늘보다 뒤", "부양가족 수는", "동의해야"):
            assert words in told, words


def test_of_a_cell_that_cannot_be_read_only_that_is_told(desk):
    row = someone(1, **{"세대원 수(본인 포함)": "여럿", "부양가족 수": 3, "동의: 항목 1": "글쎄"})
    told = sentences(check_applications(desk, applications(row)))
    assert len(told) == 2
    assert ["여럿" in told[0], "글쎄" in told[1]] == [True, True]


def test_faults_that_many_rows_share_are_told_once_and_counted(desk):
    rows = [someone(n, 접수일=TODAY() + timedelta(days=1)) for n in range(1, 7)]
    plan = check_applications(desk, applications(*rows))
    assert len(plan.rows.errors) == 6
    (one,) = alike(plan.rows.errors)
    assert (one.count, one.row) == (6, "2, 3, 4 외 3줄")


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
