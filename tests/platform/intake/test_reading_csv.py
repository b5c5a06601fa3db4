"""Nasty CSV files: encodings, quotes, titles, notes, totals, and folders of them."""

import io

import pytest

from jobportal.platform.intake import csv_source
from jobportal.platform.intake.limits import LARGEST_FILE
from jobportal.platform.intake.reading import read_source
from jobportal.platform.intake.sheets import UNREADABLE, header_key
from tests.platform.intake.nasty import put, workbook_bytes

SAVE_AS_UTF8 = "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장한 뒤 올리세요."


def read(data, name="회차.csv"):
    """The only sheet of a CSV file (or None) and the sentences of its problems."""
    data = data.encode() if isinstance(data, str) else data
    sheets, problems = read_source(io.BytesIO(data), name)
    return (sheets[0] if sheets else None), [problem.sentence for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_encodings_give_the_same_sheet(encoding):
    sheet, problems = read("연도,이름\r\n2018,똠방각하\r\n".encode(encoding))
    assert problems == []
    assert sheet.name == "회차"
    assert sheet.header == ("연도", "이름")
    assert sheet.rows == [(2, ("2018", "똠방각하"))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding):
    assert read("연도,이름\n2018,가".encode(encoding)) == (
        None,
        [f"'회차.csv' — 글자 방식이 UTF-16이거나 글이 아닌 파일입니다. {SAVE_AS_UTF8}"],
    )


@pytest.mark.parametrize(
    "data",
    [
        "年度,名前\n2018,高橋".encode("shift_jis"),
        "année,prénom\n2018,Zoé".encode("latin-1"),
        "연도,이름\n2018,가나다".encode()[:-1] + b"\n",
    ],
)
def test_bytes_in_another_encoding_are_refused_and_not_guessed(data):
    assert read(data) == (
        None,
        [f"'회차.csv' — 글자 방식이 UTF-8도 CP949(완성형)도 아닙니다. {SAVE_AS_UTF8}"],
    )


def test_a_file_of_no_bytes_is_refused():
    assert read(b"") == (
        None,
        ["'회차.csv' — 빈 파일(0바이트)입니다. 파일을 다시 저장한 뒤 올리세요."],
    )


@pytest.mark.parametrize("text", ["\ufeff", "\n\n , ,\n", "※ 안내만 있는 파일\n"])
def test_a_file_with_nothing_in_it_is_refused(text):
    assert read(text) == (
        None,
        ["'회차.csv' — 내용이 없는 파일입니다. 서식에 값을 입력해 올리세요."],
    )


def test_a_workbook_named_csv_is_refused():
    assert read(workbook_bytes()) == (
        None,
        [
            "'회차.csv' — 확장자는 .csv인데 내용은 엑셀 파일이나 압축 파일입니다. "
            "엑셀 파일이면 확장자를 .xlsx로 바꾸어 올리세요."
        ],
    )


def test_notes_above_and_examples_below_the_header_are_left_out():
    sheet, problems = read(
        "※ 안내, 둘째 칸\n\n# 서식 2판\n연도,이름\n예시 2018,가\n2019,예시\n\n\n"
    )
    assert problems == []
    assert (sheet.header_row, sheet.header) == (4, ("연도", "이름"))
    assert sheet.rows == [(6, ("2019", "예시"))]


def test_a_name_that_begins_like_an_example_is_data():
    sheet, _ = read("이름\n예시마을\n가\n")
    assert sheet.rows == [(2, ("예시마을",)), (3, ("가",))]


def test_an_example_further_down_is_data():
    sheet, _ = read("이름\n가\n예시마을\n")
    assert sheet.rows == [(2, ("가",)), (3, ("예시마을",))]


def test_a_note_line_below_is_left_out_and_blank_lines_keep_the_numbers():
    sheet, _ = read("이름,수\n가,1\n\n , \n나,2\n※ 2018년 말 기준\n※,3\n")
    assert sheet.rows == [(2, ("가", "1")), (5, ("나", "2")), (7, ("※", "3"))]


@pytest.mark.parametrize("word", ["계", "합계", "소 계", " 총계 ", "합\xa0계", "총합계"])
def test_a_total_row_is_an_error_and_is_not_data(word):
    sheet, problems = read(f"구분,수\n가,1\n{word},=SUM(B2)\n")
    assert sheet.rows == [(2, ("가", "1"))]
    assert problems == [
        f"‘회차’ 시트 3행 ‘구분’: '{' '.join(word.split())}' — 합계 행입니다. "
        "합계는 자동으로 계산하므로 합계 행은 지우세요."
    ]


def test_a_total_whose_first_cell_is_empty_is_found_by_its_first_written_cell():
    _, problems = read("구분,세부,수\n가,나,1\n,소계,1\n")
    assert problems == [
        "‘회차’ 시트 3행 ‘세부’: '소계' — 합계 행입니다. "
        "합계는 자동으로 계산하므로 합계 행은 지우세요."
    ]


def test_titles_are_cleaned_and_fold_to_one_key():
    sheet, problems = read("\u200b 연 도(필수),사업  명 *,예산액(천원),ＩＤ\n2018,가,1,2\n")
    assert problems == []
    assert sheet.header == ("연 도", "사업 명", "예산액(천원)", "ＩＤ")
    assert sheet.keys == ("연도", "사업명", "예산액(천원)", "id")
    assert header_key("\ufeff연도（필수 입력）*") == header_key("\u110b\u1167\u11ab\u1103\u1169")


def test_a_title_twice_is_an_error_even_when_marked_differently():
    _, problems = read("연도,차수,연 도(필수)\n2018,1,2018\n")
    assert problems == [
        "‘회차’ 시트 1행 ‘연 도’: 열 제목이 A열과 C열에 두 번 있습니다. "
        "한 열을 지우거나 제목을 고치세요."
    ]


def test_a_value_without_a_title_is_told_once_per_column():
    sheet, problems = read("연도,,차수\n2018,가,1\n2019,나,2,다\n2020,,3\n")
    assert sheet.rows[2] == (4, ("2020", None, "3"))
    assert problems == [
        "‘회차’ 시트 2행 ‘B열’: '가' — 제목이 없는 열에 값이 있습니다. "
        "열 제목을 적거나 그 열의 값을 지우세요.",
        "‘회차’ 시트 3행 ‘D열’: '다' — 제목이 없는 열에 값이 있습니다. "
        "열 제목을 적거나 그 열의 값을 지우세요.",
    ]


def test_short_rows_are_filled_and_empty_columns_cut():
    sheet, problems = read("연도,차수,비고,,\n2018,1\n2019,2,가,,,,\n")
    assert problems == []
    assert sheet.header == ("연도", "차수", "비고")
    assert sheet.rows == [(2, ("2018", "1", None)), (3, ("2019", "2", "가"))]


def test_a_line_break_inside_quotes_makes_no_new_row():
    sheet, _ = read('이름,비고\n가,"첫 줄\n둘째, ""줄"""\n나,다\n')
    assert sheet.rows == [(2, ("가", '첫 줄\n둘째, "줄"')), (3, ("나", "다"))]


@pytest.mark.parametrize("body", ['가,"열린 채\n나,다\n', '가,"나"다\n'])
def test_quotes_that_do_not_match_are_refused(body):
    assert read("이름,비고\n" + body) == (
        None,
        [
            "'회차.csv' — 2행의 따옴표가 맞지 않습니다. "
            '칸의 글에 든 따옴표는 두 번("") 적고, 칸을 연 따옴표는 닫으세요.'
        ],
    )


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_another_separator_is_refused(sign):
    assert read(f"연도{sign}이름\n2018{sign}가\n") == (
        None,
        [f"'회차.csv' — 칸이 쉼표로 나뉘어 있지 않습니다. {SAVE_AS_UTF8}"],
    )


def test_a_formula_is_an_error_naming_its_cell():
    sheet, problems = read('연도,이름\n2018,=1+1\n2019,"=""00123"""\n2020,=\n')
    assert sheet.rows == [
        (2, ("2018", UNREADABLE)),
        (3, ("2019", UNREADABLE)),
        (4, ("2020", "=")),
    ]
    assert problems == [
        "‘회차’ 시트 2행 ‘이름’: '=1+1' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
        "‘회차’ 시트 3행 ‘이름’: '=\"00123\"' — 수식이 들어 있습니다. "
        "복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
    ]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("\x07", "U+0007"),
        ("\u202e", "U+202E"),
        ("\u200e", "U+200E"),
        ("\x85\x9f", "U+009F"),
        ("\ufffd", "U+FFFD"),
    ],
)
def test_control_characters_and_broken_letters_are_errors(letter, code):
    sheet, problems = read(f"이름\n가{letter}나\n")
    assert sheet.rows == [(2, (UNREADABLE,))]
    assert len(problems) == 1
    assert problems[0].endswith(
        f"보이지 않거나 깨진 문자({code})가 들어 있습니다. "
        "그 칸을 모두 지우고, 붙여 넣지 말고 직접 입력하세요."
    )


def test_a_cell_longer_than_excel_holds_is_an_error():
    sheet, problems = read(f"이름\n{'가' * 32_767}\n{'나' * 32_768}\n")
    assert sheet.rows[1] == (3, (UNREADABLE,))
    assert problems == [
        f"‘회차’ 시트 3행 ‘이름’: '{'나' * 59}…' — 글이 32,768자입니다. "
        "한 칸에는 32,767자까지 들어가므로 글을 나누세요."
    ]


def test_a_field_without_end_is_refused():
    assert read(f"이름\n{'가' * 200_000}\n")[1] == [
        "'회차.csv' — 2행에 너무 긴 글이 있습니다. "
        "한 칸에는 32,767자까지 적고, 따옴표의 짝이 맞는지 확인하세요."
    ]


def test_too_many_rows_columns_or_cells_are_refused(monkeypatch):
    assert read("수\n" * 60_001)[1] == [
        "'회차.csv' — 행이 60,000개보다 많습니다. 파일을 나누어 올리세요."
    ]
    assert read("가," * 200 + "가\n")[1] == [
        "'회차.csv' — 1행의 열이 200개보다 많습니다. 서식에 없는 열을 지우세요."
    ]
    monkeypatch.setattr(csv_source, "MOST_CELLS", 3)
    assert read("가,나\n1,2\n")[1] == [
        "'회차.csv' — 칸이 3개보다 많습니다. 쓰지 않는 행과 열을 지우거나 파일을 나누어 올리세요."
    ]


def test_rows_up_to_the_limit_and_blank_lines_beyond_it_are_read():
    sheet, problems = read("수\n" + "1\n" * 59_999 + "\n" * 100)
    assert (len(sheet.rows), problems) == (59_999, [])


def test_a_file_over_20_megabytes_is_refused():
    assert read(b"1" * (LARGEST_FILE + 1))[1] == [
        "'회차.csv' — 파일이 20MB보다 큽니다. 파일을 나누어 올리세요."
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("자료.xls", "예전 엑셀 형식(.xls)입니다. 엑셀에서"),
        ("자료.XLSM", "매크로 파일 형식(.xlsm)입니다. 엑셀에서"),
        ("자료.xlsb", "이진 엑셀 형식(.xlsb)입니다. 엑셀에서"),
        ("자료.zip", "압축 파일(zip)입니다. 압축을 풀고"),
        ("자료.xlsx.exe", "읽을 수 없는 종류의 파일입니다. 엑셀 파일(.xlsx)이나"),
        ("자료.hwp", "읽을 수 없는 종류의 파일입니다. 엑셀 파일(.xlsx)이나"),
        ("자료", "읽을 수 없는 종류의 파일입니다. 엑셀 파일(.xlsx)이나"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_name(name, sentence):
    sheet, problems = read("연도\n2018\n", name)
    assert sheet is None
    assert len(problems) == 1
    assert problems[0].startswith(f"'{name}' — {sentence}")


def test_a_folder_is_read_file_by_file_in_order(tmp_path):
    put(tmp_path, "회차.csv", "연도\n2018\n".encode("cp949"))
    put(tmp_path, "\u1100\u1161.CSV", "이름\n나\n".encode())
    put(tmp_path, ".DS_Store", b"\x00")
    put(tmp_path, "~$회차.xlsx", b"\x00")
    put(tmp_path, "README.md", b"#")
    put(tmp_path, "회차.xlsx", workbook_bytes())
    sheets, problems = read_source(tmp_path)
    assert [(sheet.name, sheet.header) for sheet in sheets] == [
        ("가", ("이름",)),
        ("회차", ("연도",)),
    ]
    assert [(problem.level, problem.sentence) for problem in problems] == [
        (
            "warning",
            "'회차.xlsx' — 폴더에서는 CSV 파일만 읽으므로 이 파일은 읽지 않았습니다. "
            "필요한 값은 CSV 파일에 넣으세요.",
        )
    ]


def test_one_bad_file_of_a_folder_is_named_and_the_others_are_read(tmp_path):
    put(tmp_path, "가.csv", b"")
    put(tmp_path, "나.csv", "이름\n다\n".encode())
    put(tmp_path, "라.csv", "이름\n=1+1\n".encode())
    put(tmp_path, "마.csv", b"\n")
    sheets, problems = read_source(tmp_path)
    assert [sheet.name for sheet in sheets] == ["나", "라"]
    assert [problem.sentence for problem in problems] == [
        "'가.csv' — 빈 파일(0바이트)입니다. 파일을 다시 저장한 뒤 올리세요.",
        "‘라’ 시트 2행 ‘이름’: '=1+1' — 수식이 들어 있습니다. 복사한 뒤 ‘값으로 붙여 넣기’ 하세요.",
        "'마.csv' — 내용이 없는 파일입니다. 서식에 값을 입력해 올리세요.",
    ]


def test_two_files_of_one_name_are_an_error(tmp_path):
    put(tmp_path, "회차.csv", "연도\n2018\n".encode())
    put(tmp_path, "회 차.csv", "연도\n2019\n".encode())
    _, problems = read_source(tmp_path)
    assert [problem.sentence for problem in problems] == [
        "‘회차’ 시트: 이름이 같은 시트가 둘 이상 있습니다. 하나로 합치거나 이름을 고치세요."
    ]


def test_an_empty_folder_and_a_missing_file_are_said(tmp_path):
    assert read_source(tmp_path, "자료")[1][0].sentence == (
        "'자료' — 폴더에 CSV 파일이 없습니다. 폴더를 확인하세요."
    )
    assert read_source(tmp_path / "없음.csv")[1][0].sentence == (
        "'없음.csv' — 파일을 열 수 없습니다. 파일이 그 자리에 있고 읽을 수 있는지 확인하세요."
    )
