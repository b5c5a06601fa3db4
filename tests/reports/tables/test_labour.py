"""The dawn shelter's averages over operating days, counselling agencies, the living wage."""

from datetime import date

import pytest

from jobportal.platform.models import Holiday
from jobportal.platform.render.grid import Origin
from programs.models import (
    CounsellingAgency,
    EssentialSector,
    Facility,
    LivingWage,
    ShelterUsage,
    TextLine,
)
from tests.reports.tables.papers import built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
SEPTEMBER = date(2021, 9, 30)
USERS = (1351, 1433, 2034, 1921, 1527, 2009, 2049, 1908, 1689)


@pytest.fixture
def shelter(district):
    """A shelter with its users from January to September 2021."""
    made = saved(Facility(district=district, code="쉼터", name="가상쉼터", kind="SHELTER"))
    for month, users in enumerate(USERS, start=1):
        saved(ShelterUsage(district=district, facility=made, year=2021, month=month, users=users))
    return made


def test_averages_divide_by_weekdays_without_public_holidays(district, shelter):
    """20, 18, 22, 22, 19, 22, 22, 21 and 19 operating days: 185 together, 15,921 users."""
    grid = built(district, "shelter-usage", SEPTEMBER, facility="쉼터", show_days="예")
    months = [f"{month}월" for month in range(1, 10)]
    assert printed(grid, "이용자수", "계") == ["15,921"]
    assert printed(grid, "운영일수", "계", *months) == [
        "185",
        "20",
        "18",
        "22",
        "22",
        "19",
        "22",
        "22",
        "21",
        "19",
    ]
    assert printed(grid, "이용자 평균", "계", *months) == [
        "86",
        "68",
        "80",
        "92",
        "87",
        "80",
        "91",
        "93",
        "91",
        "89",
    ]
    assert grid.cells_by_label()["이용자 평균", "계"].origin is Origin.COMPUTED


def test_a_closing_day_entered_by_the_office_counts(district, shelter):
    Holiday.objects.create(on=date(2021, 1, 4), name="시설 점검")
    grid = built(district, "shelter-usage", SEPTEMBER, facility="쉼터")
    assert printed(grid, "이용자 평균", "1월") == ["71"]


def test_a_month_that_has_not_ended_is_not_shown(district, shelter):
    grid = built(district, "shelter-usage", date(2021, 3, 30), facility="쉼터")
    assert grid.width == 4
    assert printed(grid, "이용자수", "계", "2월") == ["2,784", "1,433"]


def test_a_shelter_without_usage_has_no_average(district):
    saved(Facility(district=district, code="쉼터", name="가상쉼터", kind="SHELTER"))
    grid = built(district, "shelter-usage", SEPTEMBER, facility="쉼터")
    assert printed(grid, "이용자 평균", "계") == [""]


def test_sectors_of_essential_work_are_listed_in_order(district):
    owner = project(district)
    for order, sector in ((2, "청소·경비"), (1, "보건·의료")):
        saved(
            EssentialSector(
                district=district,
                project=owner,
                order=order,
                sector=sector,
                occupations="경비원",
                institutions="구청사",
                departments="주택과",
            )
        )
    grid = built(district, "essential-sectors", SEPTEMBER, project="공약")
    assert [row.cells[0].text for row in grid.rows] == ["보건·의료", "청소·경비"]
    assert printed(grid, "청소·경비", "종사자", "소관부서") == ["경비원", "주택과"]


def test_agencies_stand_with_place_and_telephone_and_the_wage_of_the_year(district):
    owner = project(district)
    own = {"district": district, "project": owner, "item": item(owner)}
    saved(TextLine(kind="PLAN", order=1, text="일시 : 2022. 1월부터", **own))
    saved(
        CounsellingAgency(
            order=1,
            field="심리상담",
            name="가상상담소",
            place="별관 2층",
            phone="02-000-0000",
            **own,
        )
    )
    saved(LivingWage(district=district, year=2022, hourly_won=10766))
    grid = built(district, "worker-support", date(2022, 1, 1), items="공약-1")
    assert printed(grid, "과제 1 / 일시", "내용") == ["2022. 1월부터"]
    assert printed(grid, "과제 1 / 심리상담", "내용") == ["가상상담소(별관 2층/02-000-0000)"]
    assert printed(grid, "생활임금(시급) / 2022년 가상구 생활임금", "내용") == ["10,766원"]
