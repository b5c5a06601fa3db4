"""The dashboard and the achievements: every figure opens its list, and the list adds up to it."""

import re
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from django.urls import reverse

from budgets.models import BudgetStatement, EarlyExecutionTarget
from budgets.models.ledger import Stage
from jobportal.platform.models.parts import SOURCE_FIELDS
from programs.models import (
    DisclosurePlan,
    DisclosureTarget,
    Indicator,
    IndicatorResult,
    IndicatorTarget,
    JobCentreFigure,
    JobCentreTarget,
    Team,
)
from programs.queries import indicator_progress
from reports.views.progress import GOOD, LATE, WATCH, state_of, thousands
from tests.budgets.making import Books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]

YEAR = 2026
SEPTEMBER = date(YEAR, 9, 30)
ADDRESS = f"/dashboard/?year={YEAR}&as_of=2026-09-30"


def random_year(district, seed: int) -> None:
    """Two years of lines, changes, chains, reversals and statements, as chance has it."""
    random, books = Random(seed), Books(district)
    for year in (YEAR - 1, YEAR):
        for unit in range(random.randrange(1, 4)):
            for detail in range(random.randrange(1, 3)):
                shares = random.choice(("", "시70/구30", "국50/시25/구25"))
                line = books.line(
                    year, unit=f"단위{unit}", detail=f"세부{unit}{detail}", shares=shares
                )
                random_line(books, line, random)
    unit = books.unit("단위0")
    BudgetStatement(
        district=district,
        unit=unit,
        year=YEAR,
        as_of=date(YEAR, 8, 31),
        appropriated_won=random.randrange(10**9),
        executed_won=random.randrange(10**9),
    ).save()


def random_line(books: Books, line, random: Random) -> None:
    fields = [*SOURCE_FIELDS.values(), "unsplit_won"]
    for _ in range(random.randrange(0, 4)):
        when = date(line.year, random.randrange(1, 13), random.randrange(1, 29))
        amounts = {random.choice(fields): random.randrange(-(10**6), 10**9)}
        books.appropriate(line, when, **amounts)
    for _ in range(random.randrange(0, 6)):
        when = date(line.year, random.randrange(1, 13), random.randrange(1, 25))
        stages = random.choice(([Stage.PAID], [*Stage], [*Stage][:1], [*Stage][:2], [*Stage][:3]))
        amounts = {random.choice(fields): random.randrange(1, 10**8)}
        entries = books.chain(line, when, *stages, **amounts)
        if random.random() < 0.3:
            books.reverse(entries[-1])


def listed(client, url: str, label: str = "계(원)") -> str:
    """The sum the list of an address shows under its column, in 천원."""
    page = client.get(url)
    assert page.status_code == 200, url
    text = dict(page.context["sums"])[label]
    return thousands(int(text.replace(",", "").replace("△", "-")))


@pytest.mark.parametrize("seed", range(6))
def test_every_amount_is_the_sum_of_the_list_it_opens(seed, district, signed_in):
    random_year(district, seed)
    shown = signed_in.get(ADDRESS).context
    for row in (*shown["units"], *shown["details"]):
        assert listed(signed_in, row["appropriated_url"]) == row["appropriated"]
        assert listed(signed_in, row["executed_url"]) == row["executed"]
    for row in shown["month_rows"]:
        if row["executed_url"]:
            assert listed(signed_in, row["executed_url"]) == row["executed"]
            assert listed(signed_in, row["appropriated_url"]) == row["appropriated"]
        assert listed(signed_in, row["last_url"]) == row["last_executed"]
    for row in shown["statements"]:
        assert listed(signed_in, row["appropriated_url"]) == row["appropriated"]
        assert listed(signed_in, row["executed_url"]) == row["executed"]
    for tile in shown["tiles"]:
        for part in tile.get("parts", ()):
            assert listed(signed_in, part["url"]) == part["value"]


@pytest.mark.parametrize("seed", range(3))
def test_amounts_by_source_are_the_sums_of_their_columns(seed, district, signed_in):
    random_year(district, seed)
    for row in signed_in.get(ADDRESS).context["sources"]:
        if row["title"] in ("계", "재원 미구분"):
            continue
        label = f"{row['title']}(원)"
        assert listed(signed_in, row["appropriated_url"], label) == row["stated"]
        assert listed(signed_in, row["executed_url"], label) == row["executed"]


@pytest.mark.parametrize("seed", range(3))
def test_sources_together_are_the_whole(seed, district, signed_in):
    random_year(district, seed)
    budget = signed_in.get(ADDRESS).context["picture"].budget
    by_source = sum(budget.in_force_won(source) for source in SOURCE_FIELDS)
    assert by_source + budget.unallocated_won == budget.appropriated.total_won


def test_the_tiles_the_table_and_the_last_month_show_the_same_amounts(district, signed_in):
    random_year(district, 4)
    shown = signed_in.get(ADDRESS).context
    tiles = {tile["label"]: tile["value"] for tile in shown["tiles"]}
    total, september = shown["units"][0], shown["month_rows"][8]
    assert tiles["예산현액"] == total["appropriated"] == september["appropriated"]
    assert tiles["집행액"] == total["executed"] == september["executed"]
    assert tiles["집행률"] == total["rate"] == september["rate"]


def test_without_a_date_the_latest_ledger_day_is_shown(district, signed_in):
    books = Books(district)
    books.spend(books.line(2024), date(2024, 7, 3), district_won=1)
    books.line(2025)
    page = signed_in.get(reverse("dashboard"))
    assert page.context["picture"].as_of == date(2024, 7, 3)
    assert "2024. 7. 3. 기준" in page.text
    later = signed_in.get(reverse("dashboard"), {"year": "2025"})
    assert later.context["picture"].as_of == date(2025, 12, 31)


def test_a_late_programme_is_named_in_words_with_the_threshold(district, signed_in):
    books = Books(district)
    slow, fast, over = (books.line(YEAR, detail=name) for name in ("느림", "빠름", "넘침"))
    for line in (slow, fast, over):
        books.appropriate(line, date(YEAR, 1, 1), district_won=1_000_000)
    books.spend(slow, date(YEAR, 2, 1), district_won=100_000)
    books.spend(fast, date(YEAR, 2, 1), district_won=900_000)
    books.spend(over, date(YEAR, 2, 1), district_won=1_300_000)
    page = signed_in.get(ADDRESS)
    states = {row["title"]: row["state"].word for row in page.context["details"]}
    assert states == {"느림": "부진", "빠름": "정상", "넘침": "초과"}
    words = [line["word"] for line in page.context["late"]["lines"]]
    assert words == [
        "집행률 10.0%로 기간 경과율 74.8%보다 64.8%p 낮습니다.",
        "예산현액보다 300천원 더 집행했습니다.",
    ]
    assert "20%p 넘게 낮음" in page.text


def test_a_year_whose_ledger_nobody_kept_yet_is_not_called_late(district, signed_in):
    books = Books(district)
    books.appropriate(books.line(YEAR), date(YEAR, 1, 1), district_won=1_000_000)
    EarlyExecutionTarget(district=district, year=YEAR, due_on=date(YEAR, 6, 30), percent=55).save()
    page = signed_in.get(ADDRESS)
    shown = page.context
    states = [row["state"] for row in (*shown["units"], *shown["details"], *shown["comparisons"])]
    assert states == [None] * 5
    assert shown["late"]["count"] == 0
    assert "2026. 9. 30.까지 2026년의 집행 전표가 없습니다." in page.text
    assert LATE.css not in page.text


@pytest.mark.parametrize("stage", [Stage.REQUESTED, Stage.PAID])
def test_from_the_first_entry_on_a_year_is_judged(stage, district, signed_in):
    books = Books(district)
    line = books.line(YEAR)
    books.appropriate(line, date(YEAR, 1, 1), district_won=1_000_000)
    stages = [*Stage][: [*Stage].index(stage) + 1]
    books.chain(line, date(YEAR, 9, 30), *stages, district_won=1_000)
    assert signed_in.get(ADDRESS).context["units"][0]["state"] == LATE
    before = signed_in.get(f"/dashboard/?year={YEAR}&as_of=2026-09-29")
    assert before.context["units"][0]["state"] is None


def test_the_early_target_is_reached_or_missed_in_words(district, signed_in):
    books = Books(district)
    line = books.line(YEAR)
    books.appropriate(line, date(YEAR, 1, 1), district_won=1_000)
    books.spend(line, date(YEAR, 2, 1), district_won=500)
    EarlyExecutionTarget(district=district, year=YEAR, due_on=date(YEAR, 6, 30), percent=55).save()
    before = signed_in.get(f"/dashboard/?year={YEAR}&as_of=2026-03-31").context["comparisons"][1]
    after = signed_in.get(ADDRESS).context["comparisons"][1]
    assert (before["word"], before["state"]) == ("5.0%p 낮습니다 (미달)", WATCH)
    assert (after["word"], after["state"]) == ("5.0%p 낮습니다 (미달)", LATE)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"year": "1990"}, "1990년의 자료가 없습니다."),
        ({"year": "어제"}, "어제년의 자료가 없습니다."),
        ({"as_of": "2026. 13. 45."}, "13"),
        ({"as_of": "2026. 9."}, "날짜 하루를 입력하세요."),
    ],
)
def test_a_period_that_cannot_be_read_is_refused_in_words(query, message, district, signed_in):
    Books(district).line(YEAR)
    page = signed_in.get(reverse("dashboard"), query)
    assert page.status_code == 400
    assert message in page.text


@pytest.mark.parametrize("name", ["dashboard", "achievements"])
def test_a_district_without_records_is_told_what_to_enter(name, signed_in):
    page = signed_in.get(reverse(name))
    assert page.status_code == 200
    assert "등록하면" in page.text


def test_another_districts_money_is_not_seen(other_district, district, signed_in):
    random_year(other_district, 1)
    Books(district).line(YEAR)
    assert signed_in.get(ADDRESS).context["picture"].budget.appropriated.total_won == 0


@pytest.mark.parametrize(
    ("rate", "state"),
    [("0.70", GOOD), ("0.60", GOOD), ("0.599", WATCH), ("0.50", WATCH), ("0.499", LATE)],
)
def test_the_words_change_beyond_ten_and_twenty_points(rate, state):
    assert state_of(Fraction(rate), Fraction("0.7")) == state


# ---- Achievements ----------------------------------------------------------------------------


def indicator(district, code: str, how: str = "SUM") -> Indicator:
    made = Indicator(
        district=district,
        code=code,
        title=f"지표 {code}",
        unit="명",
        aggregation=how,
        quarter_aggregation=how,
    )
    made.save()
    return made


def aim(of: Indicator, quarter: int, value: int) -> None:
    IndicatorTarget(
        district=of.district, indicator=of, year=YEAR, quarter=quarter, value=value
    ).save()


def reach(of: Indicator, quarter: int, value: int, as_of: date, **flags: bool) -> None:
    IndicatorResult(
        district=of.district,
        indicator=of,
        year=YEAR,
        quarter=quarter,
        value=value,
        as_of=as_of,
        **flags,
    ).save()


def test_the_latest_result_known_on_the_day_counts(district):
    one = indicator(district, "a")
    aim(one, 0, 100)
    reach(one, 0, 40, date(YEAR, 6, 30))
    reach(one, 0, 60, date(YEAR, 9, 30))
    reach(one, 0, 90, date(YEAR, 12, 31))
    (progress,) = indicator_progress(district, YEAR, SEPTEMBER)
    assert (progress.result.value, progress.rate) == (60, Fraction(3, 5))
    (earlier,) = indicator_progress(district, YEAR, date(YEAR, 9, 29))
    assert earlier.result.value == 40


@pytest.mark.parametrize(
    ("how", "value"), [("SUM", 60), ("LAST", 30), ("AVERAGE", 20), ("NONE", None)]
)
def test_quarters_make_the_year_by_the_indicators_own_rule(how, value, district):
    one = indicator(district, "a", how)
    for quarter in (1, 2, 3):
        aim(one, quarter, 20)
        reach(one, quarter, 10 * quarter, date(YEAR, quarter * 3, 28))
    (progress,) = indicator_progress(district, YEAR, SEPTEMBER)
    assert (progress.result.value if progress.result else None) == value


def test_what_is_due_is_the_target_of_the_quarters_that_have_ended(district):
    one = indicator(district, "a")
    aim(one, 0, 100)
    for quarter, value in enumerate((10, 20, 30, 40), 1):
        aim(one, quarter, value)
    assert indicator_progress(district, YEAR, SEPTEMBER)[0].expected == Fraction(60, 100)
    assert indicator_progress(district, YEAR, date(YEAR, 9, 29))[0].expected == Fraction(30, 100)


def test_a_result_since_the_term_began_is_not_held_against_a_years_target(district, signed_in):
    one = indicator(district, "a")
    aim(one, 0, 100)
    reach(one, 0, 4_278, SEPTEMBER, is_cumulative=True)
    (progress,) = indicator_progress(district, YEAR, SEPTEMBER)
    assert progress.rate is None
    page = signed_in.get(reverse("achievements"), {"year": YEAR})
    assert "임기 누계 4,278 (2026. 9. 30.)" in page.text


def test_forecast_and_partial_results_say_so(district, signed_in):
    one = indicator(district, "a")
    aim(one, 0, 100)
    reach(one, 0, 60, SEPTEMBER, is_forecast=True, is_partial=True)
    page = signed_in.get(reverse("achievements"), {"year": YEAR})
    assert "2026. 9. 30. 예상치, 집계 중" in page.text


def test_the_figures_of_an_indicator_open_their_records(district, signed_in):
    one = indicator(district, "a")
    for quarter in (1, 2):
        aim(one, quarter, 50)
        reach(one, quarter, 20 * quarter, date(YEAR, quarter * 3, 28))
    (row,) = signed_in.get(reverse("achievements"), {"year": YEAR}).context["rows"]
    assert (row["result"]["text"], row["target"]["text"]) == ("60", "100")
    page = signed_in.get(row["result"]["url"])
    values = [record.record.value for record in page.context["table"].rows]
    assert sum(values) == 60


def test_late_indicators_stand_first_in_words(district, signed_in):
    for code, value in (("a", 10), ("b", 70), ("c", 60)):
        one = indicator(district, code)
        aim(one, 0, 100)
        reach(one, 0, value, SEPTEMBER)
    shown = signed_in.get(reverse("achievements"), {"year": YEAR}).context
    late = [(row["title"], row["state"].word) for row in shown["late"]]
    assert late == [("지표 a", "부진"), ("지표 c", "주의")]
    assert shown["late"][0]["word"] == ("달성률 10.0%로 지금까지의 목표 74.8%보다 64.8%p 낮습니다.")


def test_the_job_centre_and_the_disclosure_are_shown_with_their_sums(district, signed_in):
    books = Books(district)
    department = books.unit("가").department
    team = Team(district=district, code="t", name="일자리팀", department=department)
    team.save()
    aim(indicator(district, "a"), 0, 1)
    JobCentreTarget(district=district, team=team, metric="SEEKERS", year=YEAR, value=100).save()
    for month in (1, 2, 10):
        JobCentreFigure(
            district=district,
            team=team,
            metric="SEEKERS",
            year=YEAR,
            month_from=month,
            month_to=month,
            value=30,
        ).save()
    plan = DisclosurePlan(
        district=district, code="p", department=team.department, year=YEAR, yearly_minimum=500
    )
    plan.save()
    for order, count in ((1, 300), (2, 450)):
        DisclosureTarget(
            district=district,
            plan=plan,
            order=order,
            target_group=f"대상 {order}",
            content="직접일자리",
            target_count=count,
        ).save()
    query = {"year": YEAR, "as_of": "2026. 9. 30."}
    shown = signed_in.get(reverse("achievements"), query).context
    (row,) = shown["centre"]
    assert (row["result"]["text"], row["rate"]) == ("60", "60.0")
    assert shown["disclosure"]["total"] == "750"
    assert re.search("매년 500개 이상", shown["disclosure"]["minimums"][0])
