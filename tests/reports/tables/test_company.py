"""The district's company: who is in post on a day, what its contracts pay, what it earns."""

from datetime import date

import pytest

from programs.models import (
    CompanyFunding,
    CompanyStaff,
    ContractFacility,
    IncomeStatementLine,
    InvestedCompany,
    PlanItem,
    ServiceContract,
)
from tests.reports.tables.papers import built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
SEPTEMBER, OCTOBER = date(2021, 9, 30), date(2021, 10, 31)
FIELDS = tuple(f"분야 (단위:명) / {field}" for field in ("시설관리", "미화", "경비"))
AMOUNT = "계약금액 (단위:천원)"


@pytest.fixture
def company(district):
    """A company with two staff units and 590 million won from the district."""
    made = saved(InvestedCompany(district=district, code="회사", name="가상일자리주식회사"))
    own = {"district": district, "company": made}
    for order, group, unit, people in ((1, "OFFICE", "경영", 3), (2, "FIELD", "대행", 7)):
        saved(
            CompanyStaff(as_of=SEPTEMBER, order=order, group=group, unit=unit, count=people, **own)
        )
    saved(CompanyFunding(order=1, kind="CAPITAL", amount_won=290_000_000, **own))
    saved(CompanyFunding(order=2, kind="SUBSIDY", amount_won=300_000_000, **own))
    return made


def contract(company, code, order, amount_won, *places, note=""):
    made = saved(
        ServiceContract(
            district=company.district,
            code=code,
            company=company,
            year=2021,
            order=order,
            client=code,
            amount_won=amount_won,
            note=note,
        )
    )
    for number, values in enumerate(places, start=1):
        saved(ContractFacility(district=company.district, contract=made, order=number, **values))


@pytest.fixture
def contracts(company):
    """Cleaners: 6 and 2 in post and one from October at one client; 17 paid apart at another."""
    contract(
        company,
        "공단",
        1,
        1_262_684_000,
        {"name": "가체육관", "maintenance_count": 2, "cleaning_count": 6},
        {"name": "나체육관", "cleaning_count": 2},
        {"name": "다체육관", "cleaning_count": 1, "starts_on": date(2021, 10, 1)},
        note="변경계약",
    )
    contract(
        company,
        "교육과",
        2,
        None,
        {"name": "학교", "cleaning_count": 17, "amount_won": 277_830_000, "note": "화~토"},
    )


def test_workers_not_yet_in_post_are_left_out_until_their_first_day(district, contracts):
    for as_of, all_heads, cleaners in ((SEPTEMBER, "27", "25"), (OCTOBER, "28", "26")):
        grid = built(district, "service-contracts", as_of, company="회사")
        total = printed(grid, "총인원 (현근무자)", "시설명", *FIELDS, AMOUNT)
        assert total == [all_heads, "2", cleaners, "-", "1,540,514"]


def test_an_amount_of_the_whole_contract_stands_once_beside_its_facilities(district, contracts):
    grid = built(district, "service-contracts", OCTOBER, company="회사")
    cells = grid.cells_by_label()
    assert cells["공단 / 가체육관", AMOUNT].rowspan == 3
    assert cells["공단 / 가체육관", "비고"].text == "변경계약"
    assert ("공단 / 나체육관", AMOUNT) not in cells
    assert printed(grid, "교육과 / 학교", AMOUNT, "비고") == ["277,830", "화~토"]


def test_the_plan_counts_facilities_and_workers_hired_but_not_in_post(district, contracts):
    grid = built(district, "contract-plan", SEPTEMBER, company="회사")
    assert printed(grid, "시설 수", "계", "공단", "교육과") == ["4", "3", "1"]
    assert printed(grid, "근무인원 / 계", "계", "공단") == ["28명", "11명"]
    assert printed(grid, "근무인원 / 미화", "계", "공단", "교육과") == ["26", "9", "17"]


def test_the_plan_carries_the_steps_of_its_part(district, contracts):
    owner = project(district)
    saved(
        PlanItem(
            district=district,
            project=owner,
            item=item(owner),
            order=1,
            when="2021. 11. ~ 12.",
            text="용역계약 체결",
        )
    )
    grid = built(district, "contract-plan", SEPTEMBER, company="회사", item="공약-1")
    assert printed(grid, "향후 추진일정 / ’21. 11. ~ 12.", "계") == ["용역계약 체결"]


def test_a_year_without_contracts_says_so(district, company):
    assert built(district, "contract-plan", SEPTEMBER, company="회사").warnings


def test_the_profile_adds_up_people_and_money(district, company):
    grid = built(district, "company-profile", SEPTEMBER, company="회사")
    assert printed(grid, "인력구성", "내용") == ["10명"]
    assert printed(grid, "사업비 / 계", "내용") == ["590,000천원"]
    assert printed(grid, "사업비 / 구출자금", "내용") == ["290,000천원"]


def test_the_staff_stand_under_their_groups(district, company):
    grid = built(district, "company-staff", SEPTEMBER, company="회사")
    assert printed(grid, "1행", "전체", "사무인력(정규직) / 경영", "현장인력(계약직) / 대행") == [
        "10",
        "3",
        "7",
    ]


def test_the_staff_before_the_first_day_entered_are_unknown(district, company):
    assert built(district, "company-staff", date(2020, 1, 1), company="회사").warnings


def test_profit_is_revenue_less_cost_and_support_is_apart(district, company):
    lines = (
        ("SUPPORT", "출자금", 161_928),
        ("REVENUE", "대행", 2_096_346),
        ("COST", "인건비", 1_555_597),
        ("COST", "관리비", 383_367),
    )
    for order, (section, name, thousand) in enumerate(lines, start=1):
        saved(
            IncomeStatementLine(
                district=district,
                company=company,
                year=2021,
                section=section,
                order=order,
                name=name,
                amount_won=thousand * 1000,
                is_forecast=True,
            )
        )
    grid = built(district, "income-statement", SEPTEMBER, company="회사")
    assert printed(grid, "총계", "출자금 및 보조금", "비용(B)", "예상 손익(C) (C=A-B)") == [
        "161,928",
        "1,938,964",
        "157,382",
    ]
    assert printed(grid, "내용", "비용(B)") == ["- 인건비 : 1,555,597\n- 관리비 : 383,367"]
