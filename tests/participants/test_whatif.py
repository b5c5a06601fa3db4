"""What a changed condition, point, weight or post would do, and what it costs; nothing is saved."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.rubric import Rubric, Stacking
from jobportal.platform.rules.scoring import score
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from participants.actions.scoring import score_round
from participants.facts import facts_of
from participants.facts.narrow import narrow_facts
from participants.models import Application, ApplicationGroup, RuleOverride, Score, Screening
from participants.selection.costs import cost_words, hourly_won, monthly_cost
from participants.selection.outcomes import material_of, outcome_of
from participants.selection.standing import standing_of
from participants.selection.whatif import Trial, try_out
from programs.preparation import announced_rules
from programs.statutory.timelines import statutory
from tests.participants.making import an_application, an_enquiry, worked
from tests.participants.placing import a_placement
from tests.participants.selecting import (
    ASSETS,
    BONUSES,
    DEPENDANTS,
    RULES,
    a_round_with,
    an_eligible,
    eligible_round,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
CAPPED = replace(
    RULES,
    criteria=(
        Criterion.standard(RuleCode.ASSET_CAP, amount_won=300, deducts_debts=False),
        Criterion.standard(RuleCode.MIN_AGE),
    ),
)


def with_cap(rules, won: int):
    cap = Criterion.standard(RuleCode.ASSET_CAP, amount_won=won, deducts_debts=False)
    return replace(rules, criteria=(cap, *rules.criteria[1:]))


def tried(round_, rules=None, **posts):
    """The trial of other rules or posts over the round as it stands."""
    material = material_of(round_)
    pools = tuple(replace(pool, posts=posts.get(pool.code, pool.posts)) for pool in material.pools)
    projects = tuple(
        replace(one, posts=posts.get("project", one.posts) if one.posts else 0)
        for one in material.projects
    )
    return try_out(material, Trial(rules or material.rules, pools, projects))


def numbers(receipts) -> list[int]:
    return [int(receipt.rpartition("-")[2]) for receipt in receipts]


def capped_round(district, assets: list[int]):
    """Applicants with falling dependants and these assets, all screened below a cap of 300."""
    round_ = a_round_with(district, CAPPED, posts=2)
    for n, won in enumerate(assets, start=1):
        one = an_eligible(round_, n, len(assets) - n)
        an_enquiry(one, "ASSETS", assets_won=won, debts_won=0)
    score_round(round_)
    return round_


def refused(round_, n: int, not_met: str, won: int = 400, **values):
    """The n-th resident, refused for what is named."""
    one = an_eligible(round_, n, 9, state=S.INELIGIBLE, state_reason="재산")
    an_enquiry(one, "ASSETS", assets_won=won, debts_won=0)
    Screening(
        district=round_.district,
        application=one,
        rules=announced_rules(round_),
        result="INELIGIBLE",
        lines=[{"code": "ASSET_CAP"}],
        not_met=not_met,
        screened_at=one.received_at,
        **values,
    ).save()
    return one


def test_more_posts_let_the_next_ones_in(district):
    round_ = eligible_round(district, [4, 3, 2, 1], posts=2)
    score_round(round_)
    found = tried(round_, ALL=3, project=3)
    assert numbers(found.comparison.enters) == [3]
    assert (found.comparison.selected_before, found.comparison.selected_after) == (2, 3)
    fewer = tried(round_, ALL=1)
    assert numbers(fewer.comparison.leaves) == [2]
    assert fewer.rescored == ()


def test_a_lower_cap_keeps_people_out_and_the_next_come_in(district):
    round_ = capped_round(district, [300, 100, 200, 100])
    found = tried(round_, with_cap(CAPPED, 150))
    assert numbers(found.refused) == [1, 3]
    assert numbers(found.comparison.leaves) == [1]
    assert numbers(found.comparison.enters) == [4]
    assert Application.objects.filter(state=S.SCORED).count() == 4


def test_a_higher_cap_lets_in_who_failed_nothing_else(district):
    round_ = capped_round(district, [100, 100])
    refused(round_, 7, "|ASSET_CAP|")
    refused(round_, 8, "|ASSET_CAP|MIN_AGE|")
    refused(round_, 9, "|ASSET_CAP|", to_confirm="|MIN_AGE|")
    refused(round_, 10, "|ASSET_CAP|", won=900)
    found = tried(round_, with_cap(CAPPED, 500))
    assert numbers(found.admitted) == [7]
    assert numbers(found.comparison.enters) == [7]
    assert found.after.rows[0].score == 45


def test_an_officer_s_decision_counts_in_a_trial_too(district):
    round_ = capped_round(district, [300, 100])
    RuleOverride(
        district=district,
        application=Application.objects.get(round=round_, number=1),
        code="ASSET_CAP",
        outcome="MET",
        reason="상속 포기",
        decided_by="시험",
        decided_at=Application.objects.first().received_at,
    ).save()
    assert tried(round_, with_cap(CAPPED, 150)).refused == ()


def test_who_failed_already_with_the_old_numbers_is_not_laid_to_the_change(district):
    round_ = capped_round(district, [300, 100])
    enquiry = Application.objects.get(round=round_, number=1).enquiries.get()
    enquiry.values = {"assets_won": 9_000, "debts_won": 0}
    enquiry.save()
    assert tried(round_, with_cap(CAPPED, 150)).refused == ()


def test_people_placed_are_kept_out_by_no_cap(district):
    round_ = capped_round(district, [300, 100])
    one = Application.objects.get(round=round_, number=1)
    one.state = S.PLACED
    one.save()
    a_placement(one, pool="ALL")
    found = tried(round_, with_cap(CAPPED, 0))
    assert numbers(found.refused) == [2]
    assert [row.application.number for row in found.after.rows] == [1]


def test_other_points_change_scores_and_order(district):
    round_ = eligible_round(district, [3, 0], posts=1)
    second = Application.objects.get(round=round_, number=2)
    ApplicationGroup(district=district, application=second, group="DISABLED").save()
    score_round(round_)
    bonuses = replace(
        BONUSES, bonuses=(replace(BONUSES.bonuses[0], points=Fraction(20)), BONUSES.bonuses[1])
    )
    found = tried(round_, replace(RULES, rubric=Rubric((DEPENDANTS,), (bonuses,))))
    assert [(one.before, one.after) for one in found.rescored] == [(3, 20)]
    assert numbers(found.comparison.enters) == [2]
    assert Score.objects.get(application=second).total_hundredths == 300


def test_a_trial_gives_the_points_that_scoring_would(district):
    each = replace(DEPENDANTS, points_each=Fraction(7, 2))
    trial = replace(RULES, rubric=replace(RULES.rubric, criteria=(each,), document_weight=80))
    round_ = eligible_round(district, [4, 3, 2], posts=2)
    score_round(round_)
    found = tried(round_, trial)
    known = facts_of(round_, Application.objects.filter(round=round_).select_related("person"))
    expected = {
        pk: score(trial.rubric, one.facts, one.days, statutory(round_.district_id)).total
        for pk, one in known.items()
    }
    assert {row.application.pk: row.score for row in found.after.rows} == expected


def test_ties_by_a_changed_item_follow_the_trial(district):
    rules = replace(
        RULES,
        rubric=Rubric((DEPENDANTS, ASSETS)),
        tie_breaks=(TieBreak(TieField.ITEM_POINTS, item="ASSETS"),),
    )
    round_ = a_round_with(district, rules, posts=1)
    for n, (dependants, won) in enumerate(((1, 0), (0, 5)), start=1):
        an_enquiry(an_eligible(round_, n, dependants), "ASSETS", assets_won=won)
    score_round(round_)
    assert [row.application.number for row in outcome_of(material_of(round_)).rows] == [2, 1]
    half = replace(ASSETS, points_each=Fraction(1, 2))
    found = tried(round_, replace(rules, rubric=Rubric((DEPENDANTS, half))))
    assert [row.application.number for row in found.after.rows] == [1, 2]


def test_a_trial_writes_nothing_and_asks_as_often_for_many_as_for_few(district):
    round_ = capped_round(district, [300, 100, 100])
    half = replace(DEPENDANTS, points_each=Fraction(1))
    trial = with_cap(replace(CAPPED, rubric=replace(CAPPED.rubric, criteria=(half,))), 150)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            tried(round_, trial, ALL=1)
        assert not [q for q in queries if not q["sql"].startswith(("SELECT", "WITH"))]
        return len(queries)

    few = asked()
    for n in range(4, 30):
        an_enquiry(an_eligible(round_, n, n % 4), "ASSETS", assets_won=n * 10, debts_won=0)
    score_round(round_)
    assert asked() == few


def test_what_is_read_narrowly_is_what_the_whole_facts_say(district):
    round_ = a_round_with(district)
    one = an_eligible(round_, 1, 2, certificates="요양보호사", experience_years="1.5")
    ApplicationGroup(district=district, application=one, group="OLDER").save()
    an_enquiry(one, "ASSETS", assets_won=5, debts_won=1)
    an_enquiry(one, "RESIDENCE", in_district=True, district_from_on="2020-01-01")
    an_enquiry(one, "PARTICIPATION", past=[], concurrent=[])
    earlier = a_round_with(district, code="공공근로-2024-1")
    worked(
        an_application(earlier, one.person, state=S.PLACED),
        earlier.starts_on,
        earlier.ends_on,
    )
    whole = facts_of(round_, [one])[one.pk]
    narrow = narrow_facts(round_, [one], {"ASSETS", "RESIDENCE", "PARTICIPATION"})[one.pk]
    assert narrow.days == whole.days
    for name in (
        *("birth_on", "sex", "dependants", "is_household_head", "certificates", "age_group"),
        *("experience_years", "participant_type", "vulnerable_groups", "assets_won"),
        *("debts_won", "district_stays", "household_size", "participations"),
        "is_history_partial",
    ):
        assert getattr(narrow.facts, name) == getattr(whole.facts, name), name
    assert narrow.facts.household_income_won is None


# ---- cost ------------------------------------------------------------------------------------


def test_a_month_s_wages_of_the_selected(district):
    round_ = eligible_round(district, [2, 1, 0], posts=2)
    score_round(round_)
    material = material_of(round_)
    cost = monthly_cost(material, outcome_of(material), 10_320)
    assert (cost.people, cost.won) == (2, 2 * 1_464_345)
    senior = eligible_round(
        district, [], code="뉴딜-2026-1", posts=1, rules=replace(RULES, criteria=())
    )
    an_eligible(senior, 1, 0, person={"birth_on": "1950-01-01", "name": "가상노인"})
    project = senior.work_projects.order_by("code").first()
    score_round(senior)
    material = material_of(senior)
    assert monthly_cost(material, outcome_of(material), 10_320).won == 916_845
    project.hours_per_day = 5
    project.save()
    material = material_of(senior)
    assert monthly_cost(material, outcome_of(material), 10_320).won == 1_464_345


def test_the_formula_names_the_wage_of_the_first_day(district):
    round_ = eligible_round(district, [1])
    material = material_of(round_)
    hourly = hourly_won(material)
    words = " ".join(cost_words(material, hourly))
    assert f"시급 {hourly:,}원(2026. 7. 1.의 최저임금)" in words
    assert "주 5일 × 4.345주" in words


# ---- one applicant ---------------------------------------------------------------------------


def test_what_would_raise_an_applicant(district):
    round_ = eligible_round(district, [4, 3, 2, 1], posts=2)
    score_round(round_)
    one = Score.objects.select_related("application__round").get(application__number=4)
    found = standing_of(material_of(round_), one.application.receipt, one.lines)
    assert (found.row.rank, found.count, found.row.placing.short_by) == (4, 4, 10)
    assert [(r.label, r.points, r.rank) for r in found.raises] == [
        ("선발 최저 점수까지", 10, 3),
        ("가점 ‘장애인’", 3, 4),
        ("가점 ‘세대주’", 12, 2),
        ("부양가족수 만점", 55, 1),
    ]


def test_what_a_full_group_of_bonuses_would_still_add(district):
    highest = replace(BONUSES, stacking=Stacking.HIGHEST)
    rules = replace(RULES, rubric=Rubric((DEPENDANTS,), (highest,)))
    round_ = a_round_with(district, rules, posts=1)
    one = an_eligible(round_, 1, 0)
    ApplicationGroup(district=district, application=one, group="DISABLED").save()
    score_round(round_)
    lines = Score.objects.get().lines
    labels = {
        r.label: r.points for r in standing_of(material_of(round_), one.receipt, lines).raises
    }
    assert labels["가점 ‘세대주’"] == 9
    with pytest.raises(KeyError):
        standing_of(material_of(round_), "없는 번호", lines)
