"""The tables that rest on participants come out of placements with the printed counts."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.render.grid import Grid, Origin
from participants.models import RoundResult
from programs.models import AnnualResult, Programme, Round
from reports.building import build_item
from reports.checks import Kind, check_documents
from reports.models import DocumentItem
from tests.participants.filling import Filler

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(db):
    call_command("load_documents", verbosity=0)


def forget_entered() -> None:
    """The headcounts that were entered are taken away: what is printed now is counted."""
    years = AnnualResult._base_manager.filter(programme__kind="PUBLIC_JOBS")
    for entered in (RoundResult._base_manager.all(), years):
        QuerySet.delete(entered)


def filled(name: str, rounds: dict[str, dict]) -> Filler:
    """Rounds of a district by code, each with its people."""
    district = District.objects.get(name=name)
    user = User.objects.create_user(f"{district.code}-proposer", password="x", name="김담당")
    give(user, district, "STAFF", "시험")
    by = Filler(district, user)
    with acting("시험"):
        for code, people in rounds.items():
            by.fill(Round.objects.of(district).get(code=code), **people)
    return by


def item(document: str, code: str) -> Grid:
    found = DocumentItem.objects.select_related("document__district").get(
        document__code=document, code=code
    )
    return build_item(found)


def printed(grid: Grid, row: str, *columns: str) -> list[str]:
    cells = grid.cells_by_label()
    return [cells[row, column].text for column in columns]


YEONGDEUNGPO = {
    "YDP-공공근로-2018-1": {"selected": 150, "ever": 168},
    "YDP-공공근로-2018-2": {"selected": 150, "ever": 175},
    "YDP-지역공동체-2018-1": {"selected": 27, "ever": 30},
    "YDP-지역공동체-2018-2": {"selected": 27, "ever": 29},
}
GEUMCHEON = {
    "안심-2019-1": {"selected": 227, "projects": 52},
    "안심-2019-2": {"selected": 250, "ever": 256, "projects": 53},
    "안심-2020-1": {"selected": 245, "projects": 54},
    "안심-2020-2": {"selected": 800, "ever": 820, "projects": 152},
    "안심-2021-1": {"selected": 333, "projects": 63},
    "안심-2021-2": {"selected": 380, "ever": 402, "projects": 88},
}
GWANAK = {
    "안심-2023-1": {"selected": 508},
    "강감찬-2023-1": {"selected": 250},
    "지역공동체-2023-1": {"selected": 28},
    "동행-2023-2": {"selected": 893},
    "강감찬-2023-2": {"selected": 350},
    "지역공동체-2023-2": {"selected": 28},
    "동행-2024-1": {"selected": 415},
    "강감찬-2024-1": {"selected": 250},
    "지역공동체-2024-1": {"selected": 26},
    "신중년-2023-설계사": {"selected": 3},
    "신중년-2023-포획단": {"selected": 3},
    "신중년-2024-설계사": {"selected": 4},
    "신중년-2024-포획단": {"selected": 4},
    "뉴딜-2024": {"selected": 26, "projects": 9},
}
# The pack has no rounds of these years; 248 of 2023 stand in no dated selection (domain 6.4).
OTHER_YEARS = {2018: 734, 2019: 751, 2020: 2_508, 2021: 3_534, 2022: 2_421, 2023: 248}


def fill_other_years(by: Filler) -> None:
    works = Programme.objects.of(by.district).get(code="공공근로")
    with acting("시험"):
        for year, people in OTHER_YEARS.items():
            made = Round(
                district=by.district,
                code=f"추가-{year}",
                programme=works,
                year=year,
                half=0,
                seq=9,
                starts_on=date(year, 1, 10),
                ends_on=date(year, 12, 20),
            )
            made.save()
            by.fill(made, selected=people)


def test_heads_of_the_report_of_2018_come_out_of_placements(documents):
    note = "반기별 참여인원이 인쇄되지 않아 연간 누계를 하반기 회차에 적었습니다."
    assert item("000", "F12").notes == (note,)
    filled("영등포구", YEONGDEUNGPO)
    assert item("000", "F12").notes == ()
    forget_entered()
    grid = item("000", "F12")
    assert printed(grid, "참여인원", "내용", "세부") == [
        "총 402명",
        " (공공근로 343명, 지역공동체일자리 59명)",
    ]
    [total] = [
        cell for place, cell in grid.cells_by_label().items() if place == ("참여인원", "내용")
    ]
    assert total.origin is Origin.COMPUTED
    assert {source.kind for source in total.sources} == {"rounds"}


def test_three_years_of_rounds_come_out_of_placements(documents):
    filled("금천구", GEUMCHEON)
    forget_entered()
    grid = item("002", "T17")
    columns = ("상반기 / 사업수", "상반기 / 참여인원", "하반기 / 사업수", "하반기 / 참여인원")
    assert printed(grid, "2021", *columns) == ["63", "333", "88", "402"]
    assert printed(grid, "2020", *columns) == ["54", "245", "152", "820"]
    assert printed(grid, "2019", *columns) == ["52", "227", "53", "256"]


def test_selections_by_year_and_by_date_come_out_of_placements(documents):
    fill_other_years(filled("관악구", GWANAK))
    forget_entered()
    grid = item("003", "T02")
    years = [str(year) for year in range(2018, 2024)]
    assert printed(grid, "공공일자리 선발", *years) == [
        *("734명", "751명", "2,508명", "3,534명", "2,421명", "2,305명")
    ]
    assert printed(grid, "구인·구직 취업연계", "2023") == ["1,250명"]
    grid = item("003", "L12")
    assert printed(grid, "6", "추진사항 (2)", "세부내용") == [
        "786명",
        "· 서울시민 안심일자리: 508명",
    ]
    assert printed(grid, "11", "추진사항 (2)", "세부내용") == [
        "1,271명",
        "· 서울 동행일자리: 893명",
    ]
    assert printed(grid, "16", "추진사항 (2)", "세부내용") == ["691명", "· 서울 동행일자리: 415명"]
    assert printed(grid, "8 (2)", "세부내용") == ["· 유기동물 포획단: 3명"]
    assert printed(grid, "19", "세부내용") == ["· 9개 사업, 26명, 2024. 4.~12."]


def test_the_printed_counts_agree_and_entered_ones_that_differ_are_raised(documents):
    filled("금천구", GEUMCHEON)
    filled("영등포구", YEONGDEUNGPO)
    findings = check_documents(District.objects.get(name="금천구"))
    assert [f.place for f in findings if f.item == "T17"] == []
    found = check_documents(District.objects.get(name="영등포구"))
    raised = [(f.place, f.printed, f.computed) for f in found if f.kind == Kind.HEADCOUNT]
    # What was entered for the second half is the year's number.
    assert raised == [
        ("회차 YDP-공공근로-2018-2 · 참여인원(연인원, 명) · 2018. 8. 31.", "343", "175"),
        ("회차 YDP-지역공동체-2018-2 · 참여인원(연인원, 명) · 2018. 8. 31.", "59", "29"),
    ]
