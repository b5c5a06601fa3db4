"""The template leads through the check, and the user's own file comes back with marked cells."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from jobportal.platform.audit import acting
from participants.sheets.application_columns import application_layout
from participants.sheets.enquiry_columns import enquiry_layout
from participants.sheets.layout import CODES, GUIDE, REPORT
from participants.sheets.marking import AUTHOR, CannotMark, marked_workbook
from participants.sheets.template import write_template
from tests.participants.making import TODAY, a_consent_form, a_document, a_round
from tests.participants.uploading import (
    applications,
    check_applications,
    check_results,
    counts,
    opened,
    saved,
    sentences,
    someone,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(district):
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_document(district, round_, 1)
    return round_


def template(layout, prefilled=()):
    """The template as the workbook a user opens."""
    out = io.BytesIO()
    write_template(out, layout, prefilled)
    return opened(out.getvalue())


def filled(book, layout, *rows: dict, first: int = 3):
    """The template with rows of cells by heading."""
    sheet = book[layout.name]
    places = {column.label: index for index, column in enumerate(layout.columns, start=1)}
    for number, row in enumerate(rows, start=first):
        for heading, cell in row.items():
            sheet.cell(number, places[heading]).value = cell
    return saved(book)


def marks(data: bytes, name: str = "신청서") -> dict[str, str]:
    """The comments in a sheet by place."""
    sheet = opened(data)[name]
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.comment.author == AUTHOR
    }


def marked(round_, data: bytes, name: str = "신청.xlsx") -> bytes:
    return marked_workbook(check_applications(round_, data, name), data)


def test_a_filled_template_is_clean_and_its_example_is_no_row(desk):
    layout = application_layout(desk, TODAY())
    data = filled(template(layout), layout, someone(1), someone(2))
    plan = check_applications(desk, data)
    assert (sentences(plan), counts(plan)) == ([], (2, 0, 0, 0))


def test_the_example_of_the_template_would_itself_be_clean(desk):
    layout = application_layout(desk, TODAY())
    example = {column.label: column.example for column in layout.columns[1:]}
    data = filled(template(layout), layout, example)
    assert [
        one for one in sentences(check_applications(desk, data)) if "접수 기간" not in one
    ] == []


def test_an_untouched_template_says_that_there_is_no_row(desk):
    data = saved(template(application_layout(desk, TODAY())))
    (told,) = sentences(check_applications(desk, data))
    assert "올릴 줄이 없습니다" in told


def test_the_template_explains_itself(desk):
    book = template(application_layout(desk, TODAY()))
    assert book.sheetnames == [GUIDE, "신청서", CODES]
    sheet = book["신청서"]
    assert sheet["B1"].value == "성명(필수)"
    assert sheet["A2"].value == "예시"
    assert {one.formula1.split("!")[0] for one in sheet.data_validations.dataValidation} == {
        f"'{CODES}'"
    }
    assert [cell.value for cell in book[CODES]["A"]][:3] == ["성별", "남", "여"]
    told = [cell.value for row in book[GUIDE].iter_rows() for cell in row if cell.value]
    assert f"신청서 양식 (판 1) · 회차 {desk}" in told


def test_the_enquiry_template_holds_numbers_and_masked_names(desk):
    layout = enquiry_layout(desk)
    rows = [{"number": "공공근로-2026-1-0001", "name": "가**가"}]
    sheet = template(layout, rows)["조회 결과"]
    assert [cell.value for cell in sheet[3]][:3] == ["공공근로-2026-1-0001", "가**가", None]


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("신청서 양식 (판 0) · 회차 공공근로-2026-1", "옛 양식(판 0)입니다"),
        ("신청서 양식 (판 1) · 회차 안심-2026-1", "다른 회차(안심-2026-1)의 양식입니다"),
    ],
)
def test_the_template_of_another_edition_or_round_is_refused(desk, title, what):
    layout = application_layout(desk, TODAY())
    book = template(layout)
    book[GUIDE]["A1"].value = title
    (told,) = sentences(check_applications(desk, filled(book, layout, someone(1))))
    assert what in told


def test_each_bad_cell_is_coloured_and_says_what_is_wrong_and_how_to_mend_it(desk):
    data = applications(someone(1, 성별="중성", 전화번호="12"), someone(2))
    back = marked(desk, data)
    found = marks(back)
    sheet = opened(back)["신청서"]
    assert set(found) == {"C2", "D2"}
    assert "정해진 값이 아닙니다" in found["C2"]
    assert sheet["C2"].fill.fgColor.rgb == "00FFC7CE"
    assert sheet["C3"].fill.fill_type is None
    assert [cell.value for cell in sheet[3]][:4] == [
        "가상다가",
        "1962-03-03",
        "여",
        "010-0000-0002",
    ]


def test_the_report_stands_in_front_and_counts(desk):
    back = opened(marked(desk, applications(someone(1), someone(2, 성별="중성"))))
    assert back.sheetnames[0] == REPORT
    rows = [[cell.value for cell in row] for row in back[REPORT].iter_rows()]
    assert ["점검한 줄", 2] in [row[:2] for row in rows]
    assert ["오류가 있는 줄", 1] in [row[:2] for row in rows]
    assert [3, "성별", "중성"] in [row[:3] for row in rows]


def test_the_marked_file_mended_goes_in_and_its_marks_are_taken_off(desk):
    book = opened(marked(desk, applications(someone(1, 성별="중성"), someone(2, 성별="모름"))))
    book["신청서"]["C2"].value = "여"
    back = marked(desk, saved(book))
    assert set(marks(back)) == {"C3"}
    assert opened(back)["신청서"]["C2"].fill.fill_type is None
    assert opened(back).sheetnames.count(REPORT) == 1
    book = opened(back)
    book["신청서"]["C3"].value = "여"
    plan = check_applications(desk, saved(book))
    assert (sentences(plan), counts(plan)) == ([], (2, 0, 0, 0))


def test_what_the_user_wrote_coloured_and_remarked_stays(desk):
    book = opened(applications(someone(1, 성별="중성"), someone(2)))
    sheet = book["신청서"]
    sheet["A3"].comment = Comment("확인함", "김주무")
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["A"].width = 33
    book.create_sheet("참고")["A1"] = "그대로"
    back = opened(marked(desk, saved(book)))
    assert back["신청서"]["A3"].comment.text == "확인함"
    assert back["신청서"]["B3"].fill.fgColor.rgb == "00FFFF00"
    assert back["신청서"].column_dimensions["A"].width == 33
    assert back["참고"]["A1"].value == "그대로"


def test_a_resident_number_in_the_wrong_place_is_taken_out_of_the_file_that_comes_back(desk):
    back = marked(desk, applications(someone(1, 비고="본인 900101-1234567")))
    texts = [
        str(cell.value)
        for sheet in opened(back).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert any("900101-*******" in text for text in texts)
    assert not any("1234567" in text for text in texts)


def test_texts_never_become_formulas(desk):
    book = opened(applications(someone(1, 성별="중성")))
    book["신청서"]["A2"].value = '=HYPERLINK("http://x")'
    book["신청서"]["A2"].data_type = "s"
    back = opened(marked(desk, saved(book)))
    assert {cell.data_type for row in back[REPORT].iter_rows() for cell in row} <= {"s", "n"}


def test_a_csv_file_comes_back_as_a_workbook(desk):
    cells = someone(1, 성별="중성")
    text = f"{','.join(cells)}\n{','.join(str(cell) for cell in cells.values())}\n"
    back = marked(desk, text.encode("cp949"), "동별.csv")
    assert set(marks(back)) == {"C2"}
    assert opened(back)["신청서"]["A2"].value == "가상나가"


def test_a_missing_heading_is_marked_at_the_head_of_the_sheet(desk):
    assert set(marks(marked(desk, applications(someone(1, 성별=None))))) == {"A1"}


def test_what_has_no_sheet_cannot_be_marked(desk):
    for data in (b"nothing", workbook("안내", {"a": 1})):
        with pytest.raises(CannotMark):
            marked(desk, data)


def test_two_hundred_bad_cells_are_all_marked(desk):
    data = applications(*(someone(n, 전화번호="12", 성별="중성") for n in range(100)))
    assert len(marks(marked(desk, data))) == 200


def test_enquiry_results_come_back_marked_too(desk):
    data = workbook("조회 결과", {"접수번호": 7, "조회일": TODAY(), "세대 재산(원)": 1})
    back = marked_workbook(check_results(desk, data), data)
    assert set(marks(back, "조회 결과")) == {"A2"}
    assert load_workbook(io.BytesIO(back))[REPORT]["A1"].value == "조회 결과 점검 결과"
