"""A round's rules by version: drafts, the notice, corrections, and what is frozen."""

from dataclasses import astuple, replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.wage import WageBase, WageRule
from programs.actions import (
    CloneTarget,
    change_rules,
    clone_round,
    discard_draft,
    moved_days,
    publish_rules,
    start_correction,
    start_rules,
)
from programs.models import FrozenRules, Round, RoundRules, WorkProject
from programs.notice import differences_of
from programs.preparation import announced_rules, plan_of, problems_of, rules_of, versions_of
from programs.workflow import State, move_round
from tests.programs.making import DAYS, make_programme, make_round, published, with_rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("append_only_tables")]


@pytest.fixture
def round_(district) -> Round:
    return make_round(make_programme(district))


def test_a_ready_round_is_announced_and_its_rules_are_its_own_word(round_, acted):
    version = published(round_)
    round_.refresh_from_db()
    assert round_.state == State.PUBLISHED
    assert version.published_on == date(2026, 5, 4)
    assert not rules_of(version).is_example
    assert version.plan == plan_of(round_)
    assert announced_rules(round_) == version


def test_the_origin_of_a_delivered_number_is_no_article_of_a_notice():
    article, news = (
        "공고문 3. 참여 자격 가",
        "2018년 상반기 공공근로 모집 보도(한국경제 201711147277Y)",
    )
    rules = RuleSet(
        (
            Criterion.standard(RuleCode.MIN_AGE, news),
            Criterion.standard(RuleCode.ASSET_CAP, article),
        )
    )
    age, assets = rules_of(RoundRules(content=rules.to_data())).criteria
    assert (age.clause, age.origin) == ("", news)
    assert (assets.clause, assets.origin) == (article, "")


def test_everything_that_stands_against_a_notice_is_said_at_once(round_, acted):
    round_.notice_on, round_.select_on = None, date(2026, 7, 15)
    round_.planned_posts, round_.posts_youth = 14, 1
    words = " ".join(problems_of(round_, None))
    assert "공고일이 비어 있습니다" in words
    assert "사업 시작일(2026-07-01)이 선발일(2026-07-15)보다 빠릅니다" in words
    assert "연령대별 인원의 합 11명이 계획 인원 14명보다 3명 모자랍니다" in words
    assert "대상사업 배정 인원의 합 12명이 계획 인원 14명보다 2명 모자랍니다" in words
    assert "선발 기준이 없습니다" in words


def test_an_unready_round_is_not_announced(round_, acted):
    with_rules(round_)
    round_.work_projects.first().delete()
    with pytest.raises(Refused) as refusal:
        publish_rules(round_, date(2026, 5, 4))
    assert refusal.value.problems == [
        "대상사업 배정 인원의 합 4명이 계획 인원 12명보다 8명 모자랍니다. "
        "대상사업의 배정 인원을 고치세요."
    ]
    assert Round.objects.get().state == State.PLANNED


def test_more_posts_than_planned_and_a_project_without_host_are_told(round_, acted):
    project = round_.work_projects.first()
    project.posts, project.host_unit = 10, None
    project.save()
    words = " ".join(problems_of(round_, with_rules(round_)))
    assert "14명이 계획 인원 12명보다 2명 많습니다" in words
    assert "사업부서·기관이 없는 대상사업이 있습니다: 대상사업 1" in words


def test_a_round_without_age_groups_needs_no_quota(round_, acted):
    round_.posts_youth = round_.posts_under_65 = round_.posts_65_over = 0
    assert problems_of(round_, with_rules(round_)) == []


def test_a_fixed_wage_below_the_minimum_wage_is_refused(round_, acted):
    draft = with_rules(round_)
    wage = WageRule(base=WageBase.FIXED, fixed_hourly_won=10_319)
    change_rules(draft, replace(rules_of(draft), wage=wage))
    (problem,) = problems_of(round_, draft)
    assert "10,319원이 최저임금 10,320원보다 낮습니다" in problem


def test_a_published_version_is_frozen_in_the_model(round_, acted):
    published(round_)
    version = RoundRules.objects.get()
    with pytest.raises(FrozenRules):
        change_rules(version, replace(rules_of(version), criteria=()))
    with pytest.raises(FrozenRules):
        version.delete()


def test_a_just_published_version_is_frozen_at_once(round_, acted):
    version = published(round_)
    with pytest.raises(FrozenRules):
        change_rules(version, rules_of(version))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE programs_roundrules SET reason = 'x'",
        "DELETE FROM programs_roundrules",
    ],
)
def test_the_database_refuses_to_touch_a_published_version(round_, acted, statement):
    published(round_)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_draft_may_be_changed_replaced_and_thrown_away(round_, acted):
    draft = with_rules(round_, "public-works-2025")
    again = with_rules(round_, "public-works-2026-1")
    assert again.pk == draft.pk
    discard_draft(round_)
    assert versions_of(round_) == []


def test_a_correction_is_a_new_version_with_its_reason_and_its_differences(round_, acted):
    first = published(round_)
    second = start_correction(round_, "시 지침 변경")
    assert (second.number, second.reason) == (2, "시 지침 변경")
    changed = [
        replace(criterion, params={**criterion.params, "pct": 80})
        if criterion.code == "INCOME_CAP"
        else criterion
        for criterion in rules_of(second).criteria
    ]
    change_rules(second, replace(rules_of(second), criteria=tuple(changed)))
    round_.refresh_from_db()
    round_.apply_to_on = date(2026, 5, 29)
    round_.full_clean(exclude=["district"])
    round_.save()
    told = [(c.path, c.before, c.after) for c in differences_of(first, second, plan_of(round_))]
    assert told[0] == ("접수 마감일", "2026. 5. 22.", "2026. 5. 29.")
    assert ("85%", "80%") in [(before, after) for _, before, after in told]
    publish_rules(round_, date(2026, 5, 15))
    assert announced_rules(round_).number == 2
    assert rules_of(RoundRules.objects.get(number=1)) == rules_of(first)


def test_a_correction_says_how_many_wait_from_now_on(round_, acted):
    first = published(round_)
    del first.plan["posts"]["reserve_limit"]  # as announced before rounds had it
    second = start_correction(round_, "예비 인원을 정함")
    round_.refresh_from_db()
    assert differences_of(first, second, plan_of(round_)) == []
    round_.reserve_limit = 1_200
    round_.save()
    assert [astuple(c) for c in differences_of(first, second, plan_of(round_))] == [
        ("예비 인원(명)", "정하지 않음", "1,200")
    ]


def test_rules_announced_before_a_field_was_there_stay_as_they_were_announced(round_, acted):
    draft = with_rules(round_, "new-deal")
    del draft.content["rubric"]["min_external"]
    draft.save()
    first = RoundRules.objects.get()
    first.plan, first.published_on = plan_of(round_), date(2026, 5, 4)
    first.save()
    announced = RoundRules.objects.get().content
    assert rules_of(first).rubric.min_external == 0
    second = start_correction(round_, "외부위원")
    assert differences_of(first, second, plan_of(round_)) == []
    rules = rules_of(second)
    change_rules(second, replace(rules, rubric=replace(rules.rubric, min_external=1)))
    (change,) = differences_of(first, second, plan_of(round_))
    assert (change.path, change.before, change.after) == ("배점표 › 최소 외부위원 수", "0", "1")
    assert RoundRules.objects.get(number=1).content == announced
    assert "min_external" not in announced["rubric"]


def test_a_correction_that_changes_nothing_is_not_announced(round_, acted):
    published(round_)
    start_correction(round_, "시 지침 변경")
    with pytest.raises(Refused, match="앞 판과 같습니다"):
        publish_rules(round_, date(2026, 5, 15))


def test_only_one_correction_is_open(round_, acted):
    published(round_)
    start_correction(round_, "처음")
    with pytest.raises(Refused):
        start_correction(round_, "또")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundRules(
            district=round_.district, round=round_, number=3, content={"source": ""}, reason="또"
        ).save()


def test_rules_are_not_begun_anew_after_the_notice(round_, acted):
    version = published(round_)
    with pytest.raises(Refused):
        start_rules(round_, rules_of(version), "다른 곳")


def test_dates_and_posts_of_an_announced_round_wait_for_a_correction(round_, acted):
    published(round_)
    fresh = Round.objects.get()
    fresh.planned_posts = 13
    with pytest.raises(ValidationError, match="정정"):
        fresh.full_clean(exclude=["district"])
    project = WorkProject.objects.select_related("round").first()
    project.posts = 9
    with pytest.raises(ValidationError, match="정정"):
        project.full_clean(exclude=["district"])
    assert "정정" in project.delete_refusal()
    start_correction(round_, "인원 조정")
    fresh.full_clean(exclude=["district"])
    project.full_clean(exclude=["district"])


def test_states_follow_one_another(round_, acted):
    with pytest.raises(Refused, match="계획"):
        move_round(round_, State.RUNNING)
    published(round_)
    for state in (State.RUNNING, State.CLOSED, State.RUNNING):
        move_round(round_, state)
    with pytest.raises(Refused):
        move_round(round_, State.PUBLISHED)


def test_a_closed_round_is_not_corrected(round_, acted):
    published(round_)
    move_round(round_, State.RUNNING)
    move_round(round_, State.CLOSED)
    with pytest.raises(Refused, match="마감"):
        start_correction(round_, "늦은 정정")


def target(source: Round, **given) -> CloneTarget:
    days = moved_days(source, 12)
    return CloneTarget(
        **{"code": "동행-2027-2", "year": 2027, "half": 2, "seq": 1, "days": days} | given
    )


def test_a_clone_takes_plan_projects_and_rules_and_nothing_else(round_, acted):
    round_.reserve_limit = 5
    round_.save()
    first = published(round_)
    new = clone_round(round_, target(round_))
    assert new.state == State.PLANNED
    assert new.starts_on == date(2027, 7, 1)
    assert new.ends_on == date(2027, 11, 30)
    assert [p.posts for p in new.work_projects.all()] == [8, 4]
    own = {"id", "code", "year", "half", "seq", "additional_to", "state", "version", *DAYS}
    for field in Round._meta.concrete_fields:
        if field.name not in own:
            assert getattr(new, field.attname) == getattr(round_, field.attname), field.name
    (draft,) = versions_of(new)
    assert not draft.is_published
    assert draft.number == 1
    assert rules_of(draft) == rules_of(first)
    copied = {Round, WorkProject, RoundRules}
    for relation in Round._meta.related_objects:
        if relation.related_model not in copied:
            assert not relation.related_model._base_manager.filter(
                **{relation.field.name: new}
            ).exists()


def test_months_move_to_the_same_day_and_a_last_day_to_a_last_day(round_):
    round_.ends_on = date(2026, 6, 30)
    round_.select_on = date(2026, 8, 31)
    moved = moved_days(round_, 6)
    assert moved["ends_on"] == date(2026, 12, 31)
    assert moved["select_on"] == date(2027, 2, 28)
    assert moved["notice_on"] == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("given", "is_refused"),
    [
        ({"starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 20)}, True),
        ({"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 20)}, False),
        ({"starts_on": date(2026, 3, 1), "ends_on": date(2026, 7, 1)}, True),
        ({"starts_on": date(2026, 3, 1), "ends_on": date(2026, 6, 30)}, False),
        ({"seq": 2}, False),
    ],
)
def test_rounds_of_one_programme_and_number_do_not_overlap(round_, acted, given, is_refused):
    fields = {**DAYS, "year": 2026, "half": 1, "seq": 1, **given}
    other = Round(district=round_.district, programme=round_.programme, code="다른 회차", **fields)
    if not is_refused:
        other.full_clean(exclude=["district"])
        other.save()
        return
    with pytest.raises(ValidationError, match="겹칩니다"):
        other.full_clean(exclude=["district"])
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_moving_a_round_into_another_is_refused_by_the_database(round_, acted):
    later = make_round(
        round_.programme,
        "동행-2027-1",
        year=2027,
        half=1,
        **moved_days(round_, 7),
    )
    later.starts_on = date(2026, 11, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()


def test_a_round_with_rules_is_not_deleted(round_, acted):
    with_rules(round_)
    assert "삭제할 수 없습니다" in round_.delete_refusal()


def test_versions_need_an_author_and_a_reason(round_):
    with pytest.raises(IntegrityError), transaction.atomic(), acting("시험"):
        RoundRules(district=round_.district, round=round_, number=2, content={"source": ""}).save()
