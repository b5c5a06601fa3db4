"""Posts as the allocation reads them, and that a correction never goes below those placed."""

from dataclasses import replace

import pytest
from django.urls import reverse

from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import AgeGroup
from participants.models import Placement
from participants.selection.quota import household_limit, pools_of, posts_below_placed
from programs.actions import publish_rules, start_correction
from programs.preparation import draft_of, problems_of, versions_of
from tests.participants.placing import someone_placed
from tests.participants.selecting import LOTTERY, RULES
from tests.programs.making import make_programme, make_round, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
P = Placement.State


@pytest.fixture
def round_(district):
    """An announced round: 2 youth, 6 below 65, 4 from 65; projects with 8 and 4 posts."""
    round_ = make_round(make_programme(district))
    published(round_)
    round_.refresh_from_db()
    return round_


def placed(round_, count: int, pool: str, project: int = 0) -> None:
    works = list(round_.work_projects.order_by("code"))
    start = Placement.objects.count()
    for n in range(start + 1, start + count + 1):
        someone_placed(round_, n, project=works[project], pool=pool)


def lowered(round_, **posts):
    """The round with other posts, while a correction is open."""
    start_correction(round_, "인원 조정")
    for name, value in posts.items():
        setattr(round_, name, value)
    round_.save()
    return round_


def test_pools_follow_the_age_groups_with_posts(round_):
    assert [(pool.code, pool.posts) for pool in pools_of(round_)] == [
        ("YOUTH", 2),
        ("UNDER_65", 6),
        ("OVER_65", 4),
    ]
    assert pools_of(round_)[0].age_group is AgeGroup.YOUTH


def test_every_pool_keeps_as_many_reserves_as_the_round_says(round_):
    assert {pool.reserves for pool in pools_of(round_)} == {None}
    round_.reserve_limit = 3
    assert [pool.reserves for pool in pools_of(round_)] == [3, 3, 3]
    round_.posts_youth = round_.posts_under_65 = round_.posts_65_over = 0
    assert [(pool.code, pool.reserves) for pool in pools_of(round_)] == [("ALL", 3)]


def test_the_limit_of_a_household_is_the_rule_s_or_none():
    assert household_limit(RULES) == 1
    assert household_limit(replace(LOTTERY, criteria=())) is None


def test_without_anybody_placed_posts_may_fall(round_):
    assert posts_below_placed(lowered(round_, posts_under_65=5, planned_posts=11)) == []


def test_a_pool_a_project_and_the_plan_below_those_placed_are_each_told(round_):
    placed(round_, 4, "UNDER_65")
    placed(round_, 4, "OVER_65", project=1)
    assert posts_below_placed(round_) == []
    lowered(round_, planned_posts=7, posts_youth=1, posts_under_65=3, posts_65_over=3)
    project = round_.work_projects.order_by("code").last()
    project.posts = 3
    project.save()
    assert [words.partition(". ")[0] for words in posts_below_placed(round_)] == [
        f"‘{label}’ {posts}명은 이미 배치한 {held}명보다 적습니다"
        for label, posts, held in (
            ("계획 인원", 7, 8),
            ("65세 미만", 3, 4),
            ("65세 이상", 3, 4),
            ("대상사업 2", 3, 4),
        )
    ]


def test_whoever_left_or_was_cancelled_counts_no_more(round_):
    for n, state in enumerate((P.DROPPED, P.COMPLETED, P.CANCELLED, P.TRANSFERRED), start=1):
        someone_placed(round_, n, pool="YOUTH", state=state, end_reason="HEALTH")
    assert posts_below_placed(lowered(round_, posts_youth=0, planned_posts=10)) == []


def test_a_correction_below_those_placed_is_not_announced(round_):
    placed(round_, 3, "YOUTH")
    lowered(round_, posts_youth=1, posts_under_65=7)
    draft = draft_of(versions_of(round_))
    assert any("‘청년’ 1명은 이미 배치한 3명" in one for one in problems_of(round_, draft))
    with pytest.raises(Refused, match="이미 배치한 3명"):
        publish_rules(round_, round_.notice_on)


def test_the_preparation_page_says_so(round_, signed_in):
    placed(round_, 3, "YOUTH")
    lowered(round_, posts_youth=1, posts_under_65=7)
    page = signed_in.get(reverse("round_prepare", args=[round_.pk]))
    assert "‘청년’ 1명은 이미 배치한 3명보다 적습니다" in page.text
