"""The sheet “신청서”: how people write it, and how its faults are told."""

from datetime import date, timedelta

import pytest

from participants.models import Person
from participants.sheets.alike import alike
from tests.participants.making import TODAY
from tests.participants.uploading import (
    applications,
    check_applications,
    counts,
    sentences,
    someone,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "written", "what"),
    [
        ("성명", None, "꼭 있어야 하는 열 ‘성명’"),
        ("생년월일", "1990-02-30", "없는 날짜이거나"),
        ("생년월일", date(2090, 1, 1), "생년월일이 오늘보다 뒤입니다"),
        ("생년월일", "1901-01-01", "120세가 넘는"),
        ("생년월일", "18900101", "120세가 넘는"),
        ("생년월일", "1890. 1. 1.", "120세가 넘는"),
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


def test_the_dong_is_not_asked_for_where_the_counter_could_not_be_read(desk):
    plan = check_applications(desk, applications(someone(1, 접수처="구청", **{"접수 동": ""})))
    assert [problem.column for problem in plan.rows.errors] == ["접수처"]


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
