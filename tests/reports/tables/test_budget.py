"""Budget tables: what the finance system states, what the ledger holds, the card of a project."""

from datetime import date

import pytest

from budgets.models import (
    Appropriation,
    BudgetLine,
    BudgetStatement,
    DetailProgramme,
    LedgerEntry,
    MatchingRule,
    UnitProgramme,
)
from jobportal.platform.render.grid import Figure
from reports.tables.budget import executed_rate
from tests.reports.tables.papers import built, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2018, 8, 31)
COLUMNS = ("예산액", "집행액", "집행율(%)")


@pytest.fixture
def owner(district):
    return project(district)


def unit(owner, order):
    return saved(
        UnitProgramme(
            district=owner.district,
            code=f"단위{order}",
            title=f"단위사업 {order}",
            order=order,
            department=owner.department,
        )
    )


def line(unit_, owner, rule="", code="항목", **values):
    """A line of a detail programme of the project, both made."""
    district = unit_.district
    detail = saved(
        DetailProgramme(district=district, code=code, unit=unit_, title=code, project=owner)
    )
    matching = rule and saved(
        MatchingRule(district=district, code=code, from_year=2018, shares=rule)
    )
    return saved(
        BudgetLine(
            district=district,
            code=code,
            detail=detail,
            title=code,
            year=2018,
            matching=matching or None,
            **values,
        )
    )


def appropriated(line_, seq=1, on=date(2018, 1, 1), **won):
    kind = "ORIGINAL" if seq == 1 else "SUPPLEMENTARY"
    return saved(
        Appropriation(district=line_.district, line=line_, kind=kind, seq=seq, decided_on=on, **won)
    )


def executed(line_, number, on=DAY, stage="PAID", **won):
    return saved(
        LedgerEntry(district=line_.district, line=line_, number=number, on=on, stage=stage, **won)
    )


def test_stated_totals_add_up_and_rates_come_from_unrounded_won(owner):
    for order, (given_won, spent) in enumerate(((354_889_000, 267_441_000), (2_000, 1_000)), 1):
        made = unit(owner, order)
        for as_of, extra in ((date(2018, 3, 31), 5_000), (DAY, 0), (date(2018, 9, 30), 9_000)):
            saved(
                BudgetStatement(
                    district=owner.district,
                    unit=made,
                    year=2018,
                    as_of=as_of,
                    appropriated_won=given_won,
                    executed_won=spent + extra,
                )
            )
    grid = built(owner.district, "budget-by-unit", DAY, department="공약-과")
    assert printed(grid, "계", *COLUMNS) == ["354,891", "267,442", "75.4"]
    assert printed(grid, "단위사업 2", *COLUMNS) == ["2", "1", "50.0"]
    assert grid.rows[0].is_total


def test_a_unit_without_a_statement_is_said_and_printed_empty(owner):
    unit(owner, 1)
    grid = built(owner.district, "budget-by-unit", DAY, department="공약-과")
    assert printed(grid, "단위사업 1", *COLUMNS) == ["", "", "-"]
    assert grid.warnings == ("‘단위사업 1’의 재정시스템 현황이 없습니다.",)


def test_the_ledger_counts_what_is_executed_until_the_day(owner):
    spent = line(unit(owner, 1), owner)
    appropriated(spent, city_won=100_000)
    appropriated(spent, 2, date(2018, 9, 1), city_won=900_000)
    executed(spent, "1", city_won=20_000)
    executed(spent, "2", stage="OBLIGATED", city_won=50_000)
    executed(spent, "3", on=date(2018, 9, 1), city_won=60_000)
    grid = built(owner.district, "budget-by-unit", DAY, department="공약-과", basis="LEDGER")
    assert printed(grid, "단위사업 1", *COLUMNS) == ["100", "20", "20.0"]


def test_the_figures_of_the_ledger_open_exactly_their_records(owner, signed_in):
    spent = line(unit(owner, 1), owner)
    executed(spent, "세는 것", city_won=20_000)
    executed(spent, "세지 않는 것", stage="OBLIGATED", city_won=50_000)
    grid = built(owner.district, "budget-by-unit", DAY, department="공약-과", basis="LEDGER")
    [source] = grid.cells_by_label()["단위사업 1", "집행액"].sources
    shown = signed_in.get(f"/records/{source.kind}/", dict(source.query)).content.decode()
    assert "세는 것" in shown
    assert "세지 않는 것" not in shown


def test_unsplit_money_of_several_lines_is_split_together_by_their_rules(owner):
    of = unit(owner, 1)
    appropriated(line(of, owner, "시70/구30", "공공근로"), unsplit_won=2_132_238_000)
    appropriated(line(of, owner, "국50/시25/구25", "공동체"), unsplit_won=267_783_000)
    executed(
        line(of, owner, code="공통"),
        "1",
        national_won=72_393_000,
        city_won=897_782_000,
        district_won=408_247_000,
    )
    grid = built(
        owner.district, "project-budget", DAY, project="공약", style="DISTRICT_WHOLE_SPACED"
    )
    assert printed(grid, "1행", *COLUMNS) == ["2,400,021", "1,378,422", "57.4"]
    assert printed(grid, "2행", *COLUMNS[:2]) == [
        "(국133,891 시1,559,512 구비706,618)",
        "(국72,393 시897,782 구비408,247)",
    ]
    assert grid.warnings == ()


def test_execution_is_never_split_by_a_rule(owner):
    spent = line(unit(owner, 1), owner, "시70/구30")
    appropriated(spent, unsplit_won=100_000)
    executed(spent, "1", unsplit_won=40_000)
    grid = built(owner.district, "project-budget", DAY, project="공약")
    assert printed(grid, "2행", *COLUMNS[:2]) == ["(시 70, 구 30)", ""]
    assert grid.warnings == ("집행액 가운데 40,000원의 재원을 모릅니다. 재원별 금액을 넣으세요.",)


def test_nothing_spent_prints_a_dash_and_so_does_its_rate(owner):
    appropriated(line(unit(owner, 1), owner), national_won=400_000_000)
    grid = built(owner.district, "project-budget", DAY, project="공약", style="WHOLE")
    assert printed(grid, "1행", *COLUMNS) == ["400,000", "-", "-"]
    assert printed(grid, "2행", *COLUMNS[:2]) == ["(국비 400,000)", ""]


@pytest.mark.parametrize(
    ("budget", "spent", "text"),
    [
        (314_498_000, 193_985_000, "61.7"),
        (3, 2, "66.7"),
        (2_000, 1, "0.1"),
        (2_001, 1, "0.0"),
        (6_984, 11_828, "169.4"),
        (5, 0, "-"),
        (0, 0, "-"),
    ],
)
def test_the_rate_is_rounded_half_up_once(budget, spent, text):
    assert executed_rate(Figure.record(budget), Figure.record(spent)).text == text
