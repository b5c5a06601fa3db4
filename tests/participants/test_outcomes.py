"""How a list comes about from records: order, posts, households, those placed already, lots."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from jobportal.platform.rules.allocation import State, allocate
from jobportal.platform.rules.lottery import lottery
from participants.actions.scoring import score_round
from participants.models import Application, Placement
from participants.selection.outcomes import candidates_of, material_of, outcome_of, ranked
from tests.participants.making import a_round
from tests.participants.placing import a_placement
from tests.participants.selecting import (
    LOTTERY,
    RULES,
    a_round_with,
    an_eligible,
    eligible_round,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
P = Placement.State


def outcome(round_, seed: str = ""):
    """The list the round comes to after scoring."""
    if not seed:
        score_round(round_)
    return outcome_of(material_of(round_), seed)


def shown(found) -> list[tuple]:
    """Receipt, state, project of each row in the order of rank."""
    return [(row.application.number, row.placing.state, row.placing.project) for row in found.rows]


def test_a_round_without_rules_has_no_material(district):
    assert material_of(a_round(district)) is None


def test_points_decide_and_the_older_of_equals_comes_first(district):
    round_ = a_round_with(district, posts=2)
    an_eligible(round_, 1, 1)
    an_eligible(round_, 2, 3)
    an_eligible(round_, 3, 1, person={"birth_on": "1960-01-01"})
    found = outcome(round_)
    assert [row.application.number for row in found.rows] == [2, 3, 1]
    assert [row.placing.state for row in found.rows] == [
        State.SELECTED,
        State.SELECTED,
        State.RESERVE,
    ]
    assert "1단계 나이(큰 쪽 먼저)" in found.rows[1].tie
    assert found.rows[0].tie == ""
    assert "예비 1순위입니다." in found.rows[2].placing.reason


def test_wishes_certificates_and_experience_come_from_the_application(district):
    round_ = a_round_with(district, posts=3)
    plain, asking = round_.work_projects.order_by("code")
    plain.posts, asking.posts, asking.certificates = 2, 1, "요양보호사"
    plain.save()
    asking.save()
    an_eligible(round_, 1, 3, first_choice=asking)
    an_eligible(round_, 2, 2, first_choice=asking, certificates="운전면허, 요양보호사")
    an_eligible(round_, 3, 1, first_choice=asking, accepts_any=False)
    assert shown(outcome(round_)) == [
        (1, State.SELECTED, plain.code),
        (2, State.SELECTED, asking.code),
        (3, State.NOT_SELECTED, ""),
    ]


def test_one_of_a_household_by_its_code_or_else_its_address(district):
    round_ = a_round_with(district, posts=4)
    same = {"address": "가상구 없는로 99"}
    an_eligible(round_, 1, 3, person=same)
    an_eligible(round_, 2, 2, person=same)
    an_eligible(round_, 3, 1, person=same, household_code="따로")
    found = shown(outcome(round_))
    assert [state for _, state, _ in found] == [State.SELECTED, State.NOT_SELECTED, State.SELECTED]


def test_without_the_condition_whole_households_are_selected(district):
    round_ = a_round_with(district, replace(RULES, criteria=()), posts=4)
    for n in (1, 2):
        an_eligible(round_, n, 1, household_code="같은집")
    assert {state for _, state, _ in shown(outcome(round_))} == {State.SELECTED}


def test_people_placed_already_keep_their_posts_and_households(district):
    round_ = eligible_round(district, [9, 8, 0], posts=1)
    score_round(round_)
    placed = Application.objects.get(round=round_, number=3)
    placed.state, placed.household_code = S.PLACED, "집"
    placed.save()
    a_placement(placed, pool="ALL")
    best = Application.objects.get(round=round_, number=1)
    best.household_code = "집"
    best.save()
    found = outcome_of(material_of(round_))
    assert shown(found) == [
        (1, State.NOT_SELECTED, ""),
        (2, State.RESERVE, ""),
        (3, State.SELECTED, round_.work_projects.order_by("code").first().code),
    ]
    assert "이미 배치되어" in found.rows[2].placing.reason


def test_who_left_holds_no_post_any_more(district):
    round_ = eligible_round(district, [3, 0], posts=1)
    score_round(round_)
    left = Application.objects.get(round=round_, number=2)
    left.state = S.PLACED
    left.save()
    a_placement(left, pool="ALL", state=P.DROPPED, end_reason="HEALTH")
    found = outcome_of(material_of(round_))
    assert [state for _, state, _ in shown(found)] == [State.SELECTED, State.SELECTED]
    assert "일을 마쳐" in found.rows[1].placing.reason


def test_whoever_withdrew_declined_or_was_refused_is_not_considered(district):
    round_ = eligible_round(district, [3, 2, 1])
    score_round(round_)
    for number, state in ((1, S.WITHDRAWN), (2, S.DECLINED)):
        one = Application.objects.get(round=round_, number=number)
        one.state = state
        one.save()
    assert [number for number, _, _ in shown(outcome_of(material_of(round_)))] == [3]


def test_a_thousand_orders_of_the_records_give_one_outcome(district):
    round_ = a_round_with(district, posts=5)
    projects = list(round_.work_projects.order_by("code"))
    projects[1].posts = 2
    projects[1].save()
    for n in range(1, 13):
        an_eligible(round_, n, n % 3, first_choice=projects[n % 2], household_code=f"집{n % 7}")
    score_round(round_)
    material, chance = material_of(round_), random.Random(20)
    expected = outcome_of(material)
    for _ in range(1_000):
        order = list(material.applications)
        chance.shuffle(order)
        shuffled = replace(
            material,
            applications={number: material.applications[number] for number in order},
            entries={number: material.entries[number] for number in reversed(order)},
        )
        assert outcome_of(shuffled) == expected


def test_the_kernel_gives_one_outcome_for_a_thousand_orders_of_candidates(district):
    round_ = eligible_round(district, [n % 4 for n in range(30)], posts=9)
    score_round(round_)
    material = material_of(round_)
    placings = outcome_of(material).allocation.placings
    places, chance = ranked(material), random.Random(7)
    candidates = candidates_of(material, places)
    for _ in range(1_000):
        chance.shuffle(candidates)
        found = allocate(candidates, material.pools, material.projects, 1, material.pinned)
        assert found.placings == placings


def test_lots_are_drawn_among_the_eligible_and_anyone_can_repeat_the_draw(district):
    round_ = eligible_round(district, [0] * 8, rules=LOTTERY, posts=3)
    found = outcome(round_, seed="2026. 7. 1. 장날")
    receipts = [row.application.receipt for row in found.rows]
    published = [one.receipt for one in Application.objects.filter(round=round_)]
    random.Random(1).shuffle(published)
    drawn = lottery(published, "2026. 7. 1. 장날", places=3)
    assert [one.number for one in drawn] == receipts
    winners = [row.application.receipt for row in found.rows if row.placing.state is State.SELECTED]
    assert winners == [one.number for one in drawn if one.is_winner]
    assert [row.tie for row in found.rows] == [f"추첨값 {one.digest}" for one in drawn]
    assert all(row.score is None for row in found.rows)
    assert [r.application.receipt for r in outcome(round_, seed="다른 값").rows] != receipts


def test_a_draw_without_a_seed_is_refused(district):
    round_ = eligible_round(district, [0], rules=LOTTERY)
    with pytest.raises(ValueError, match="씨앗값"):
        outcome_of(material_of(round_), " ")


def test_another_district_of_the_same_numbers_stays_out(district, other_district):
    round_ = eligible_round(district, [1])
    theirs = a_round_with(other_district)
    an_eligible(theirs, 1, 5)
    score_round(theirs)
    assert [row.score for row in outcome(round_).rows] == [Fraction(5)]
