"""District data packs: checked whole, loaded at once, loaded again without effect."""

import csv
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from budgets.models import Appropriation, BudgetLine, LedgerEntry
from jobportal.platform.audit import Via, acting
from jobportal.platform.intake.packs import PackCheck
from jobportal.platform.intake.template import template_workbook
from jobportal.platform.models import Change, District
from jobportal.platform.records import all_kinds
from programs.models import Department, Round, Team

pytestmark = pytest.mark.django_db

DISTRICT = [("코드", "이름"), ("gasang", "가상구")]
DEPARTMENT = [("코드", "부서명"), ("과", "일자리정책과")]
TEAM = [("코드", "부서", "팀명", "순서"), ("팀", "과", "일자리팀", "1")]
BUDGET = {
    "자치구": DISTRICT,
    "부서": DEPARTMENT,
    "단위사업": [("코드", "부서", "단위사업명"), ("단위", "과", "희망")],
    "세부사업": [("코드", "단위사업", "세부사업명"), ("세부", "단위", "센터")],
    "예산 항목": [("코드", "세부사업", "회계연도", "예산 항목"), ("항목", "세부", "2018", "운영")],
}


def folder(tmp_path: Path, sheets: dict[str, list[tuple]]) -> Path:
    """A pack as a folder of CSV files."""
    path = tmp_path / "꾸러미"
    path.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return path


def check(tmp_path, sheets, district=None) -> PackCheck:
    return PackCheck(folder(tmp_path, sheets), "꾸러미", district)


def load(tmp_path, sheets, district=None):
    pack = check(tmp_path, sheets, district)
    assert pack.result.is_clean, [problem.sentence for problem in pack.result.problems]
    with acting("시험", reason="꾸러미", via=Via.IMPORT):
        return pack.write()


def said(tmp_path, sheets, district=None) -> list[str]:
    """What is wrong with a pack; nothing may have been written."""
    pack = check(tmp_path, sheets, district)
    with acting("시험"):
        assert not pack.write().is_written
    assert not Department.objects.exists()
    return [problem.sentence for problem in pack.result.problems]


def counts(result) -> dict[str, tuple[int, int, int]]:
    return {c.label: (c.created, c.changed, c.same) for c in result.counts}


def test_a_pack_is_loaded_with_its_author_and_reason(tmp_path):
    result = load(tmp_path, {"자치구": DISTRICT, "부서": DEPARTMENT, "팀": TEAM})
    assert result.is_written
    assert Team.objects.get().department.name == "일자리정책과"
    assert District.objects.get().name == "가상구"
    assert {(c.actor_name, c.reason, c.via) for c in Change.objects.all()} == {
        ("시험", "꾸러미", "IMPORT")
    }


def test_loading_the_same_pack_twice_changes_nothing(tmp_path):
    sheets = {"자치구": DISTRICT, "부서": DEPARTMENT, "팀": TEAM}
    load(tmp_path, sheets)
    written = Change.objects.count()
    assert counts(load(tmp_path, sheets)) == {"부서": (0, 0, 1), "팀": (0, 0, 1)}
    assert Change.objects.count() == written


def test_a_changed_row_changes_its_record_and_no_other(tmp_path):
    load(tmp_path, {"자치구": DISTRICT, "부서": DEPARTMENT, "팀": TEAM})
    renamed = [TEAM[0], ("팀", "과", "새 일자리팀", "1")]
    result = load(tmp_path, {"자치구": DISTRICT, "부서": DEPARTMENT, "팀": renamed})
    assert counts(result)["팀"] == (0, 1, 0)
    assert Team.objects.get().name == "새 일자리팀"


def test_columns_that_are_not_there_stay_as_they_are(tmp_path):
    with_phone = [("코드", "부서명", "대표전화"), ("과", "일자리정책과", "02-000-0000")]
    load(tmp_path, {"자치구": DISTRICT, "부서": with_phone})
    load(tmp_path, {"자치구": DISTRICT, "부서": [DEPARTMENT[0], ("과", "새 이름")]})
    assert Department.objects.get().phone == "02-000-0000"


def test_amounts_are_read_in_the_unit_of_their_column(tmp_path):
    head = ("예산 항목", "예산구분", "확정일", "국비(천원)", "시비(백만원)", "구비")
    row = ("항목", "본예산", "2018. 1. 1.", "1,234", "2", "5")
    load(tmp_path, {**BUDGET, "예산 편성": [head, row]})
    made = Appropriation.objects.get()
    assert (made.national_won, made.city_won, made.district_won) == (1_234_000, 2_000_000, 5)
    assert made.decided_on == date(2018, 1, 1)


def test_entries_may_name_earlier_entries_of_the_same_pack(tmp_path):
    head = ("전표번호", "예산 항목", "집행일", "단계", "구비", "앞 단계 전표")
    entries = [
        head,
        ("1", "항목", "2018-03-02", "지출결의", "10", ""),
        ("2", "항목", "2018-03-05", "지급", "10", "1"),
    ]
    load(tmp_path, {**BUDGET, "집행 전표": entries})
    executed = LedgerEntry.objects.filter(LedgerEntry.executed())
    assert [entry.number for entry in executed] == ["1"]


def test_an_entry_of_the_ledger_is_not_changed_by_a_pack(tmp_path):
    head = ("전표번호", "예산 항목", "집행일", "구비")
    load(tmp_path, {**BUDGET, "집행 전표": [head, ("1", "항목", "2018-03-02", "10")]})
    pack = check(tmp_path, {**BUDGET, "집행 전표": [head, ("1", "항목", "2018-03-02", "11")]})
    assert "이미 적힌 전표는 고칠 수 없습니다" in pack.result.problems[0].sentence


def test_every_problem_is_said_at_once_with_its_place_and_cure(tmp_path):
    sheets = {
        "자치구": DISTRICT,
        "부서": [DEPARTMENT[0], ("과", "일자리정책과"), ("과", "또"), ("둘", "")],
        "팀": [TEAM[0], ("팀", "없는과", "일자리팀", "하나")],
        "모르는 시트": [("가",), ("나",)],
    }
    sentences = said(tmp_path, sheets)
    assert any("‘모르는 시트’" in s and "시트는 없습니다" in s for s in sentences)
    assert any("‘부서’" in s and "3행" in s and "2행과 같은 기록" in s for s in sentences)
    assert any("‘부서’" in s and "4행" in s and "부서명" in s and "비어" in s for s in sentences)
    assert any("‘팀’ 시트 2행" in s and "없는과" in s and "코드가 없습니다" in s for s in sentences)
    assert any("‘팀’" in s and "2행" in s and "순서" in s and "하나" in s for s in sentences)
    assert len(sentences) == 5


def test_an_unknown_column_and_a_missing_one_are_named(tmp_path):
    sheets = {"자치구": DISTRICT, "부서": [("코드", "부서이름"), ("과", "일자리정책과")]}
    sentences = said(tmp_path, sheets)
    assert any("부서이름" in s and "없는 열" in s for s in sentences)
    assert any("부서명" in s and "꼭 있어야" in s for s in sentences)


def test_a_rule_of_the_database_is_said_with_its_row(tmp_path):
    head = ("코드", "일자리사업", "연도", "반기", "사업 시작일", "사업 종료일")
    sheets = {
        "자치구": DISTRICT,
        "일자리사업": [("코드", "종류"), ("공공", "공공근로")],
        "회차": [
            head,
            ("1", "공공", "2026", "상반기", "2026-06-30", "2026-01-02"),
            ("2", "공공", "2026", "하반기", "2026-07-01", "2026-12-20"),
            ("3", "공공", "2026", "하반기", "2026-07-01", "2026-12-20"),
        ],
    }
    pack = check(tmp_path, sheets)
    sentences = [problem.sentence for problem in pack.result.problems]
    assert any("2행" in s and "종료일이 시작일보다 빠릅니다" in s for s in sentences)
    assert any("4행" in s and "2026년 하반기 1차는 회차 ‘2’" in s for s in sentences)
    assert not Round.objects.exists()


def test_an_office_loads_only_its_own_district(tmp_path, other_district):
    pack = check(tmp_path, {"자치구": DISTRICT, "부서": DEPARTMENT}, other_district)
    assert "다른 구의 자료" in pack.result.problems[0].sentence


def test_a_pack_without_a_district_is_refused(tmp_path):
    assert "어느 구의 자료인지" in said(tmp_path, {"부서": DEPARTMENT})[0]


def test_a_workbook_is_read_like_a_folder(tmp_path):
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"자치구": DISTRICT, "부서": DEPARTMENT}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "자료.xlsx"
    book.save(path)
    pack = PackCheck(path, path.name)
    with acting("시험"):
        assert pack.write().is_written
    assert Department.objects.get().code == "과"


def test_the_untouched_template_is_a_clean_pack(tmp_path, district):
    out = BytesIO()
    template_workbook(out, district)
    out.seek(0)
    pack = PackCheck(out, "양식.xlsx", district)
    assert [problem.sentence for problem in pack.result.problems] == []
    assert not any(sum(count) for count in counts(pack.result).values())


def test_an_old_template_is_recognised_and_named(tmp_path, district):
    out = BytesIO()
    template_workbook(out, district)
    book = load_workbook(BytesIO(out.getvalue()))
    book["안내"]["A1"] = "일자리정책 업무포털 자료 양식 (판 0)"
    path = tmp_path / "옛 양식.xlsx"
    book.save(path)
    pack = PackCheck(path, path.name, district)
    (problem,) = pack.result.problems
    assert problem.what == "옛 양식(판 0)입니다. 지금 양식은 판 1입니다."


def test_the_template_has_a_sheet_for_every_kind(tmp_path, district):
    out = BytesIO()
    template_workbook(out, district)
    names = load_workbook(BytesIO(out.getvalue())).sheetnames
    assert names == ["안내", "자치구", *[k.label for k in all_kinds() if k.in_packs], "코드"]


def test_kinds_come_after_what_they_refer_to():
    """A pack is read in this order: every reference must be known by then."""
    known = set()
    for kind in all_kinds():
        known.add(kind.model)
        for field in kind.fields:
            if field.is_relation:
                assert field.related_model in known, f"{kind.label}.{field.name}"


def test_headings_of_a_kind_differ():
    for kind in all_kinds():
        labels = [str(field.verbose_name) for field in kind.fields]
        assert len(labels) == len(set(labels)), kind.label
    names = [kind.label for kind in all_kinds()]
    assert len(names) == len(set(names))


def test_a_budget_line_keeps_its_year(tmp_path):
    load(tmp_path, BUDGET)
    assert BudgetLine.objects.get().year == 2018


def test_a_fault_is_told_once_and_not_wherever_its_row_is_named(tmp_path):
    sheets = {**BUDGET, "팀": [*TEAM, ("팀2", "없는과", "둘째", "2")]}
    sheets["단위사업"] = [("코드", "부서", "단위사업명"), ("단위", "과", "")]
    assert said(tmp_path, sheets) == [
        "‘팀’ 시트 3행 ‘부서’: '없는과' — 부서에 그런 코드가 없습니다. "
        "‘부서’ 시트의 코드와 똑같이 적거나, 거기에 먼저 적으세요.",
        "‘단위사업’ 시트 2행 ‘단위사업명’: 비어 있습니다. 값을 적으세요.",
    ]


def test_a_sheet_that_cannot_be_read_is_told_without_the_rows_that_name_its_rows(tmp_path):
    sheets = {**BUDGET, "단위사업": [("코드", "과", "단위사업명"), ("단위", "과", "희망")]}
    told = said(tmp_path, sheets)
    assert len(told) == 2
    assert all(sentence.startswith("‘단위사업’ 시트 1행") for sentence in told)


def test_a_code_of_digits_is_found_though_excel_made_it_a_number(district):
    book = Workbook()
    for name, rows in {
        "자치구": DISTRICT,
        "부서": [("코드", "부서명"), (101, "일자리과")],
        "팀": [("코드", "부서", "팀명"), ("팀", 101.0, "일자리팀")],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    file = BytesIO()
    book.save(file)
    file.seek(0)
    assert PackCheck(file, "자료.xlsx", district).result.problems == []
