"""The same work as plain loops over tuples, for the benchmark: conditions, points, order, posts."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from jobportal.platform.rules.codes import StudentState, VulnerableGroup
from participants.facts import Known

Applicant = tuple
BANDS = {
    "WORKPLACE": ((24_000, 15), (36_000, 10), (60_000, 5)),
    "REGIONAL": ((5_500, 15), (8_200, 10), (13_500, 5)),
    "MIXED": ((24_000, 15), (36_000, 10), (60_000, 5)),
}
ASSETS = ((50_000_000, 30), (100_000_000, 25), (150_000_000, 20), (200_000_000, 15))
FIRST = (VulnerableGroup.DISABLED, VulnerableGroup.FEMALE_HEAD, VulnerableGroup.SINGLE_PARENT)


def as_tuples(known: Iterable[Known], medians: dict[int, int]) -> list[Applicant]:
    """What the loops look at of each applicant."""
    return [
        (
            one.application.number,
            one.facts.age_at(one.days.start),
            bool(one.facts.district_stays),
            bool(one.facts.is_able_to_work),
            one.facts.employment,
            one.facts.household_income_won or 0,
            medians[min(one.facts.household_size, 6)],
            one.facts.assets_won or 0,
            bool(one.facts.livelihood_benefits),
            bool(one.facts.unemployment_benefits),
            one.facts.student_state is StudentState.ENROLLED,
            len(one.facts.participations or ()),
            one.facts.household_participants or 0,
            len(one.facts.missing_documents or ()),
            one.facts.premium_type,
            one.facts.premium_won or 0,
            bool(one.facts.is_household_head),
            one.facts.dependants or 0,
            one.facts.vulnerable_groups or (),
            one.application.first_choice_id,
            one.application.second_choice_id,
        )
        for one in known
    ]


def screen_by_hand(rows: Iterable[Applicant], pct: int = 85, cap: int = 499_000_000) -> list:
    """Twelve conditions for each applicant, every answer kept."""
    found = []
    for row in rows:
        number, age, lives, able, employment, income, median, assets, *rest = row
        livelihood, unemployment, studies, times, household, missing = rest[:6]
        answers = [
            ("MIN_AGE", age >= 18),
            ("RESIDENCY", lives),
            ("WORK_ABILITY", able),
            ("UNEMPLOYED", employment in ("UNEMPLOYED", "DAY_LABOUR")),
            ("INCOME_CAP", income * 100 <= pct * median),
            ("ASSET_CAP", assets <= cap),
            ("EXCL_LIVELIHOOD_BENEFIT", not livelihood),
            ("EXCL_UNEMPLOYMENT_BENEFIT", not unemployment),
            ("EXCL_STUDENT", not studies),
            ("REPEAT_LIMIT", times < 2),
            ("ONE_PER_HOUSEHOLD", household < 1),
            ("DOC_INCOMPLETE", not missing),
        ]
        found.append((number, answers, all(met for _, met in answers)))
    return found


def rank_by_hand(rows: Iterable[Applicant]) -> list[tuple]:
    """Points of each applicant, and all in order: points, who goes first, receipt number."""
    scored = []
    for row in rows:
        number, assets, times = row[0], row[7], row[11]
        premium_type, premium, is_head, dependants, groups = row[14:19]
        points = next((p for limit, p in ASSETS if assets <= limit), 0)
        points += next((p for limit, p in BANDS[premium_type] if premium < limit), 0)
        points += max(20 - 5 * times, 5) + (10 if is_head else 5)
        points += min(2 + 2 * dependants, 10) + min(10 * len(groups), 15)
        first = next((n for n, group in enumerate(FIRST) if group in groups), len(FIRST))
        scored.append((-points, first, number, row[19], row[20]))
    return sorted(scored)


def allocate_by_hand(ranked: Iterable[tuple], posts: dict[int, int]) -> dict[int, int]:
    """Each in turn gets a wish that has a post left, else any project."""
    left, placed = dict(posts), {}
    for *_, number, first, second in ranked:
        for project in (first, second, *left):
            if project is not None and left.get(project, 0) > 0:
                left[project] -= 1
                placed[number] = project
                break
    return placed


def change_by_hand(rows: list[Applicant], posts: dict[int, int]) -> tuple[set[int], set[int]]:
    """Who enters and who leaves when the cap of assets is halved."""
    kept = [row for row in rows if row[7] <= 250_000_000]
    before = allocate_by_hand(rank_by_hand(rows), posts)
    after = allocate_by_hand(rank_by_hand(kept), posts)
    return set(after) - set(before), set(before) - set(after)


def write_by_hand(rows: Iterable[list]) -> int:
    """The rows as CSV text; how long it is."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return len(out.getvalue())


def read_by_hand(rows: Iterable[tuple]) -> list[tuple]:
    """Rows of a sheet with names trimmed, dates and phones checked, and those met twice."""
    seen, found = set(), []
    for name, birth, phone, *rest in rows:
        name, digits = name.strip(), re.sub(r"\D", "", phone)
        is_date = re.fullmatch(r"\d{4}-\d{2}-\d{2}", birth) is not None
        is_new = (name, birth) not in seen
        seen.add((name, birth))
        found.append((name, birth, digits, is_date, is_new, *rest))
    return found
