"""Round plans, their conditions and who took part, by programme, half and year."""

from datetime import date

import pytest

from budgets.models import (
    Appropriation,
    BudgetLine,
    DetailProgramme,
    MatchingRule,
    UnitProgramme,
)
from participants.models import HealthCheck, RoundResult, SafetyTraining
from programs.models import EligibilityRule, PlanItem, WorkTerms
from tests.reports.tables.papers import built, printed, programme, project, round_, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2018, 8, 31)


@pytest.fixture
def works(district):
    return programme(district, "근로", (date(2018, 1, 1), "공공근로사업"), order=1)


def halves(owner, first=150, second=150, projects=(45, 45)):
    return [
        round_(
            owner,
            date(2018, 1, 10),
            date(2018, 6, 30),
            planned_posts=first,
            planned_projects=projects[0],
        ),
        round_(
            owner,
            date(2018, 7, 2),
            date(2018, 12, 20),
            planned_posts=second,
            planned_projects=projects[1],
        ),
    ]


def result(round_made, as_of=DAY, **values):
    saved(RoundResult(district=round_made.district, round=round_made, as_of=as_of, **values))


# ---- Plan ------------------------------------------------------------------------------------


def test_equal_halves_are_told_once(works):
    halves(works)
    grid = built(works.district, "round-plan", DAY, programmes="근로")
    assert printed(grid, "추진기간", "공공근로사업") == [
        "상반기: 1. 10. ~ 6. 30.\n하반기: 7. 2. ~ 12. 20."
    ]
    assert printed(grid, "대상사업", "공공근로사업") == ["총 45개 사업"]
    assert printed(grid, "목표인원", "공공근로사업") == ["300명(상·하반기별 150명)"]
    assert printed(grid, "총사업비", "공공근로사업") == [""]


def test_unequal_halves_are_told_each(works):
    halves(works, 150, 120, (45, 40))
    grid = built(works.district, "round-plan", DAY, programmes="근로")
    assert printed(grid, "대상사업", "공공근로사업") == ["상반기 45개, 하반기 40개"]
    assert printed(grid, "목표인원", "공공근로사업") == ["270명(상반기 150명, 하반기 120명)"]


def test_the_cost_is_the_budget_of_the_programmes_lines_with_their_rule(works):
    district, owner = works.district, project(works.district)
    unit = saved(
        UnitProgramme(
            district=district, code="단", title="단위", order=1, department=owner.department
        )
    )
    detail = saved(DetailProgramme(district=district, code="세", unit=unit, title="세부"))
    rule = saved(MatchingRule(district=district, code="칙", from_year=2018, shares="시70/구30"))
    line = saved(
        BudgetLine(
            district=district,
            code="항",
            detail=detail,
            year=2018,
            title="항목",
            programme=works,
            matching=rule,
        )
    )
    saved(
        Appropriation(
            district=district,
            line=line,
            kind="ORIGINAL",
            unsplit_won=2_132_238_000,
            decided_on=date(2018, 1, 1),
        )
    )
    grid = built(district, "round-plan", DAY, programmes="근로")
    assert printed(grid, "총사업비", "공공근로사업") == ["2,132,238천원\n(시비 70%, 구비 30%)"]
    assert printed(grid, "목표인원", "공공근로사업") == [""]


# ---- Conditions ------------------------------------------------------------------------------


def rule(owner, code, number=None, from_year=2018):
    saved(
        EligibilityRule(
            district=owner.district, programme=owner, code=code, number=number, from_year=from_year
        )
    )


def terms(owner, from_year=2018, **values):
    given = {
        "min_hours": 3,
        "max_hours": 6,
        "senior_hours": 3,
        "hourly_won": 7_530,
        "snack_won": 5_000,
    } | values
    saved(WorkTerms(district=owner.district, programme=owner, from_year=from_year, **given))


def test_conditions_read_as_sentences_of_the_year_in_force(works):
    rule(works, "MIN_AGE", 18)
    rule(works, "RESIDENCY")
    rule(works, "UNEMPLOYED")
    rule(works, "ASSET_CAP", 200_000_000)
    rule(works, "ASSET_CAP", 300_000_000, from_year=2019)
    terms(works, hourly_won=6_470, from_year=2017)
    terms(works)
    grid = built(works.district, "round-conditions", DAY, programmes="근로")
    assert printed(grid, "신청자격", "내용") == [
        "만 18세 이상 가상구민으로서 실업자 또는 정기소득이 없는 일용근로자이며 "
        "재산이 2억 원 이하인 자"
    ]
    assert printed(grid, "근로시간", "내용") == [
        "1일 3~6시간 (주5일 원칙, 65세 이상 1일 3시간 근무)"
    ]
    assert printed(grid, "임금기준", "내용") == [
        "1인당 1일 인건비 시급 7,530원 (주·월차수당 및 간식비 5,000원 별도)"
    ]


def test_programmes_that_differ_have_lines_of_their_own(works):
    other = programme(works.district, "공동", (date(2018, 1, 1), "공동체사업"), order=2)
    terms(works)
    terms(other, max_hours=3, senior_hours=None, snack_won=0)
    grid = built(works.district, "round-conditions", DAY, programmes="근로,공동")
    assert printed(grid, "근로시간(공공근로)", "내용") == [
        "1일 3~6시간 (주5일 원칙, 65세 이상 1일 3시간 근무)"
    ]
    assert printed(grid, "근로시간(공동체)", "내용") == ["1일 3시간 (주5일 원칙)"]
    assert printed(grid, "임금기준(공동체)", "내용") == ["1인당 1일 인건비 시급 7,530원"]


# ---- Who took part ---------------------------------------------------------------------------


def test_heads_are_those_of_the_latest_result_of_each_round(works):
    owner = project(works.district)
    first, second = halves(works)
    result(first, date(2018, 6, 30), participants_ever=100)
    result(first, participants_ever=160)
    result(second, participants_ever=183)
    result(second, date(2018, 9, 1), participants_ever=999)
    saved(
        SafetyTraining(district=works.district, code="1", project=owner, held_on=date(2018, 3, 20))
    )
    saved(
        SafetyTraining(district=works.district, code="2", project=owner, held_on=date(2018, 7, 31))
    )
    saved(
        SafetyTraining(district=works.district, code="3", project=owner, held_on=date(2018, 9, 20))
    )
    saved(
        HealthCheck(
            district=works.district,
            code="1",
            project=owner,
            year=2018,
            half=1,
            persons=189,
            note="연 1회",
        )
    )
    saved(
        PlanItem(district=works.district, project=owner, order=1, when="2018. 11.", text="모집공고")
    )
    grid = built(works.district, "participation", DAY, programmes="근로", project="공약")
    assert printed(grid, "참여인원", "내용", "세부") == ["총 343명", " (공공근로 343명)"]
    assert printed(grid, "안전교육", "내용") == ["반기별 집합교육 2회 실시 (3. 20. / 7. 31.)"]
    assert printed(grid, "건강검진", "내용") == ["상반기 189명 실시(연 1회)"]
    assert printed(grid, "모집공고", "내용") == ["11월"]


def test_years_go_back_and_programmes_of_one_half_are_added(works):
    other = programme(works.district, "희망", (date(2018, 1, 1), "희망근로"), order=2)
    first, second = halves(works)
    third = round_(other, date(2018, 7, 1), date(2018, 12, 31))
    result(first, projects=63, participants_ever=333)
    result(second, projects=50, participants_ever=300)
    result(third, projects=38, participants_ever=102, selected=90)
    grid = built(works.district, "round-history", DAY, programmes="근로,희망", count=2)
    columns = ("상반기 / 사업수", "상반기 / 참여인원", "하반기 / 사업수", "하반기 / 참여인원")
    assert printed(grid, "2018", *columns) == ["63", "333", "88", "402"]
    assert printed(grid, "2017", *columns) == ["-", "-", "-", "-"]
    assert [row.cells[0].text for row in grid.rows] == ["2018", "2017"]
