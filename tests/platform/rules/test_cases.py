"""The cases an officer would write, in tests/cases, put to the rules."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jobportal.platform.rules.assess import assess, verdict
from jobportal.platform.rules.codes import PremiumType
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Days, Facts, Statutory
from jobportal.platform.rules.plain import from_data
from jobportal.platform.rules.rubric import Rubric
from jobportal.platform.rules.scoring import score
from jobportal.platform.rules.sourced import INCOME_2018, INCOME_2019
from jobportal.platform.rules.wage import WageRule
from jobportal.platform.values.timeline import Timeline

FOLDER = Path(__file__).parents[2] / "cases"


def written(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def eligibility_cases() -> list:
    return [
        pytest.param(paper, case, id=case["name"])
        for name in ("eligibility_public_works.toml", "eligibility_community.toml")
        for paper in [written(name)]
        for case in paper["case"]
    ]


@pytest.mark.parametrize(("paper", "case"), eligibility_cases())
def test_eligibility(paper, case):
    rules = paper["rules"][case["rules"]]
    medians = {
        date.fromisoformat(day): {int(size): won for size, won in table.items()}
        for day, table in paper["median_income"].items()
    }
    findings = assess(
        [from_data(Criterion, data, "조건") for data in rules["criteria"]],
        from_data(Facts, case["facts"], "사실"),
        Days(**rules["days"]),
        Statutory(median_income=Timeline(medians)),
    )
    assert {finding.code: finding.outcome for finding in findings} == case["expect"]
    assert verdict(findings) == case["verdict"]
    said = "\n".join(finding.sentence for finding in findings)
    assert [sentence for sentence in case.get("says", ()) if sentence not in said] == []


@pytest.mark.parametrize("case", written("scoring_income.toml")["case"])
def test_sourced_income_block(case):
    item = {"2018": INCOME_2018, "2019": INCOME_2019}[case["table"]]
    kind = PremiumType(case.get("type", "MIXED"))
    days = Days(as_of=date(2019, 1, 2))
    for premium_won, points in case["points"]:
        facts = Facts(premium_won=premium_won, premium_type=kind)
        sheet = score(Rubric((item,)), facts, days, Statutory())
        assert (premium_won, sheet.total) == (premium_won, Fraction(points))


def test_daily_wage_table():
    paper, rule = written("daily_wage.toml"), WageRule()
    for year, row in paper["years"].items():
        daily = [rule.daily_won(row["hourly_won"], hours) // 1_000 for hours in paper["hours"]]
        assert (year, daily) == (year, row["thousands"])


def test_daily_wages_printed_in_notices():
    for row in written("daily_wage.toml")["printed"]:
        for hours, won in row["wages"].items():
            assert WageRule().daily_won(row["hourly_won"], int(hours)) == won
