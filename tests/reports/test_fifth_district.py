"""A fifth, made-up district: filled into the Excel template, loaded in the browser, reported."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from jobportal.platform.models import Change
from reports.models import Document

pytestmark = pytest.mark.django_db

SHEETS = {
    "부서": [{"코드": "JOB", "부서명": "일자리도약과"}],
    "팀": [
        {"코드": "T1", "부서": "JOB", "팀명": "공공일자리팀", "순서": 1},
        {"코드": "T2", "부서": "JOB", "팀명": "취업지원팀", "순서": 2},
    ],
    "정원·현원": [
        {"부서": "JOB", "기준일": "2026-06-30", "직렬": "일반직", "직급": 6, "정원": 4, "현원": 4},
        {"부서": "JOB", "기준일": "2026-06-30", "직렬": "일반직", "직급": 7, "정원": 7, "현원": 5},
    ],
    "시설": [{"코드": "F1", "명칭": "가상쉼터", "종류": "쉼터", "담당 팀": "T1"}],
    "쉼터 이용": [
        {"쉼터": "F1", "연도": 2026, "월": month, "이용자수(명)": 300 + month}
        for month in (1, 2, 3)
    ],
    "주요사업": [
        {"코드": "P1", "부서": "JOB", "팀": "T1", "연도": 2026, "구분": "주요업무", "연번": 1,
         "사업명": "공공일자리 운영"},
    ],
    "지표": [
        {"코드": "I1", "주요사업": "P1", "확인지표": "참여자", "단위": "명",
         "연간 집계": "합계", "분기 집계": "합계"},
    ],
    "지표 목표": [
        {"지표": "I1", "연도": 2026, "분기": f"{quarter}/4분기", "목표": target}
        for quarter, target in ((1, 120), (2, 30), (3, 110), (4, 40))
    ],
    "일자리센터 실적": [
        {"담당 팀": "T2", "항목": item, "연도": 2026, "시작 월": month, "끝 월": month,
         "실적": figure}
        for item, figure in (("알선", 310), ("취업자", 85))
        for month in (1, 2)
    ],
    "일자리센터 목표": [{"담당 팀": "T2", "항목": "취업자", "연도": 2026, "목표": 1_000}],
    "단위사업": [{"코드": "U1", "부서": "JOB", "단위사업명": "공공일자리 제공"}],
    "재정시스템 현황": [
        {"단위사업": "U1", "회계연도": 2026, "기준일": "2026. 6. 30.",
         "예산액(원)": 1_420_000_000, "집행액(원)": "800,000천원"},
    ],
    "연차별 투자": [
        {"주요사업": "P1", "구분": "계획", "연도": year, "시비(원)": city, "구비(원)": own}
        for year, city, own in ((2025, 70_000_000, 30_000_000), (2026, 140_000_000, 60_000_000))
    ],
}  # fmt: skip

# Number, table of the catalogue, its conditions, and figures that must be printed.
TABLES = [
    ("T01", "staffing", {"department": "JOB"}, {"11", "9", "△2"}),
    ("T02", "org-chart", {"department": "JOB"}, {"공공일자리팀", "취업지원팀"}),
    ("T03", "project-list", {}, {"공공일자리 운영"}),
    ("T04", "budget-by-unit", {"department": "JOB"}, {"1,420,000", "800,000", "56.3"}),
    ("T05", "indicator-quarters", {"project": "P1"}, {"300", "120", "30", "110", "40"}),
    ("T06", "job-centre", {"team": "T2"}, {"620건", "170명"}),
    ("T07", "shelter-usage", {"facility": "F1"}, {"906", "301", "302", "303"}),
    ("T08", "investment-matrix", {"project": "P1", "years": "2025,2026"},
     {"300,000", "210,000", "90,000", "100,000", "200,000"}),
]  # fmt: skip


@pytest.fixture
def loaded(signed_in):
    """The template downloaded, filled, checked and confirmed, as a new user does it."""
    template = signed_in.get(reverse("pack_template") + "?format=xlsx").content
    check = upload(signed_in, filled(template))
    assert check.status_code == 200, [p.sentence for p in check.context["problems"]]
    assert check.context["total"]["new"] == sum(map(len, SHEETS.values()))
    done = signed_in.post(reverse("pack_import"), {"token": check.context["token"]})
    assert done.context["saved"]
    return signed_in


def filled(template: bytes) -> bytes:
    """The template with the district's records under the example rows."""
    book = load_workbook(BytesIO(template))
    for name, records in SHEETS.items():
        sheet = book[name]
        places = {cell.value.removesuffix("(필수)"): cell.column for cell in sheet[1]}
        for row, record in enumerate(records, start=3):
            for label, value in record.items():
                sheet.cell(row, places[label], value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, content: bytes):
    return client.post(reverse("pack_import"), {"file": SimpleUploadedFile("가상구.xlsx", content)})


def compose(client) -> Document:
    """A document of every table, put together through the pages."""
    new = {
        "code": "BR",
        "title": "2026년 주요업무보고",
        "kind": "BRIEFING",
        "year": "2026",
        "as_of": "2026. 6. 30.",
    }
    add = reverse("record_add", args=["documents"])
    department = client.get(add).context["form"].fields["department"].queryset.get()
    answer = client.post(add, {**new, "department": department.pk})
    assert answer.status_code == 302
    document = Document.objects.get()
    for code, table, params, _ in TABLES:
        address = f"{reverse('item_add', args=[document.pk])}?table={table}"
        form = client.get(address).context["form"]
        assert form.initial["code"] == code
        offered = {name: form[name].value() for name in form.fields}
        given = {name: value for name, value in offered.items() if value}
        given |= {f"param_{name}": value for name, value in params.items()}
        answer = client.post(address, given)
        assert answer.status_code == 302, answer.context["form"].errors
    return document


def texts(grid: dict) -> set[str]:
    """Every text printed in a table, its headings included."""
    cells = [cell for row in grid["head"] for cell in row]
    cells += [cell for row in grid["rows"] for cell in row["cells"]]
    return {cell["text"].strip() for cell in cells}


def test_a_fifth_district_loaded_from_the_template_has_its_tables_the_same_minute(loaded):
    document = compose(loaded)
    assert loaded.get(reverse("document_detail", args=[document.pk])).status_code == 200
    for code, table, _, figures in TABLES:
        address = reverse("document_item", args=[document.pk, code])
        grid = json.loads(loaded.get(f"{address}?format=json").content)
        assert figures <= texts(grid), (table, figures - texts(grid))


def test_its_document_is_a_workbook_with_a_sheet_for_each_table(loaded):
    document = compose(loaded)
    answer = loaded.get(reverse("document_download", args=[document.pk]))
    book = load_workbook(BytesIO(answer.content))
    assert [name.split()[0] for name in book.sheetnames] == [f"BR-{code}" for code, *_ in TABLES]
    values = {cell.value for row in book.worksheets[3].iter_rows() for cell in row}
    assert {1_420_000, 800_000} <= values


def test_loading_the_same_workbook_again_offers_nothing_to_save(loaded):
    before = Change.objects.count()
    template = loaded.get(reverse("pack_template") + "?format=xlsx").content
    again = upload(loaded, filled(template))
    assert (again.context["total"]["new"], again.context["total"]["changed"]) == (0, 0)
    assert not again.context["token"]
    assert Change.objects.count() == before
