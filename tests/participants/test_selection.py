"""A selection list is proposed by one, decided by another, frozen, and corrected by a new one."""

import hashlib
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobportal.platform.refused import Refused
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose, return_
from participants.differences import Kind, differences
from participants.models import (
    Application,
    ApplicationGroup,
    Offer,
    Placement,
    Selection,
    SelectionEntry,
    Vacancy,
)
from participants.outcomes import material_of
from participants.publications import result_counts
from participants.selection_counts import outcome_counts, pool_table, seats_of
from participants.selection_list import list_in_force
from participants.selections import canonical_text, entries_of, stored_lines
from participants.whatif import Trial, try_out
from participants.workflow import move, move_by_list
from programs.models import Round
from tests.participants.making import TODAY, a_round
from tests.participants.placing import a_placement
from tests.participants.selecting import (
    LOTTERY,
    RULES,
    WITH_INTERVIEW,
    a_round_with,
    a_user,
    an_eligible,
    eligible_round,
    states_of,
)
from tests.participants.test_scoring import corrected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
State = Selection.State


@pytest.fixture
def round_(district):
    """Four applicants for two posts, scored."""
    round_ = eligible_round(district, [4, 3, 2, 1], posts=2)
    score_round(round_)
    return round_


@pytest.fixture
def approved(round_, staff, lead):
    """The round's first list, approved."""
    return approve(propose(round_, staff), lead)


def one(round_, number: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=number)


def changed(round_, number: int, **values) -> Application:
    application = one(round_, number)
    for name, value in values.items():
        setattr(application, name, value)
    application.save()
    return application


# ---- proposing -------------------------------------------------------------------------------


def test_a_proposal_holds_everyone_with_outcome_reason_and_terms(round_, staff):
    selection = propose(round_, staff)
    assert (selection.number, selection.state, selection.method) == (1, "PROPOSED", "SCORE")
    assert (selection.proposed_by, selection.rules.number) == (staff, 1)
    assert selection.terms["pools"] == {"ALL": 2}
    assert sum(selection.terms["projects"].values()) == 2
    assert selection.terms["per_household"] == 1
    entries = entries_of(selection)
    assert [(e.application.number, e.rank, e.score_hundredths, e.state) for e in entries] == [
        (1, 1, 2000, "SELECTED"),
        (2, 2, 1500, "SELECTED"),
        (3, 3, 1000, "RESERVE"),
        (4, 4, 500, "RESERVE"),
    ]
    assert [e.reserve_rank for e in entries] == [None, None, 1, 2]
    assert all(e.reason for e in entries)
    assert entries[0].project is not None
    assert states_of(round_) == [S.SCORED] * 4  # nothing is selected by the machine alone


def test_reserves_beyond_a_household_are_written_down_too(district, staff):
    round_ = a_round_with(district, posts=2)
    for n in (1, 2):
        an_eligible(round_, n, n, household_code="집")
    score_round(round_)
    states = [e.state for e in entries_of(propose(round_, staff))]
    assert states == ["SELECTED", "NOT_SELECTED"]


def test_the_digest_is_the_hash_of_the_documented_text(round_, staff):
    selection = propose(round_, staff)
    text = canonical_text(selection, stored_lines(selection))
    assert hashlib.sha256(text.encode()).hexdigest() == selection.digest
    lines = text.splitlines()
    assert lines[0].startswith(f'["선발안",{round_.pk},1,1,"SCORE","",{{"basis":"')
    assert lines[1].startswith('[1,1,2000,"SELECTED","ALL",')
    assert len(lines) == 5


def test_a_second_proposal_waits_for_the_first(round_, staff):
    propose(round_, staff)
    with pytest.raises(Refused, match="승인을 기다리는 선발안 제1판"):
        propose(round_, staff, "다시")


def refused(round_, staff, words: str, **given) -> None:
    with pytest.raises(Refused, match=words):
        propose(round_, staff, **given)
    assert not SelectionEntry.objects.exists()


def test_what_is_not_ready_is_refused_in_words(district, staff):
    refused(a_round(district, "없음-2026-1"), staff, "공고\\(확정\\)한 선발 기준이 없습니다")
    refused(a_round_with(district), staff, "선발할 사람이 없습니다")


def test_a_closed_round_is_refused(district, staff):
    refused(a_round_with(district, state=Round.State.CLOSED), staff, "마감한 회차")


def test_eligible_people_without_points_are_named(district, staff):
    round_ = eligible_round(district, [1])
    refused(round_, staff, "점수가 정해지지 않은 적격자가 있습니다: 공공근로-2026-1-0001")


def test_points_older_than_the_facts_are_named(round_, staff):
    ApplicationGroup(district=round_.district, application=one(round_, 4), group="DISABLED").save()
    refused(round_, staff, "자료가 바뀐 신청인이 있습니다: 공공근로-2026-1-0004")


def test_the_interview_is_closed_first(district, staff):
    round_ = a_round_with(district, WITH_INTERVIEW)
    an_eligible(round_, 1, 1)
    refused(round_, staff, "면접 심사를 마감하지 않았습니다")


def test_fewer_posts_than_people_placed_are_refused(round_, staff):
    for n in (1, 2):
        a_placement(changed(round_, n, state=S.PLACED), pool="ALL")
    round_.planned_posts = 1
    round_.save()
    refused(round_, staff, "‘계획 인원’ 1명은 이미 배치한 2명보다 적습니다")


def test_an_offer_without_an_answer_holds_a_correction_up(approved, round_, staff):
    vacancy = Vacancy(
        district=round_.district, round=round_, opened_on=TODAY(), cause="UNFILLED", pool="ALL"
    )
    vacancy.save()
    Offer(
        district=round_.district,
        vacancy=vacancy,
        application=one(round_, 3),
        reserve_rank=1,
        offered_on=TODAY(),
    ).save()
    with pytest.raises(Refused, match="예비자 통보 1건"):
        propose(round_, staff, "정정")


# ---- deciding --------------------------------------------------------------------------------


def test_an_approved_list_gives_everyone_their_state(approved, round_, lead):
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    assert (approved.state, approved.decided_by) == ("APPROVED", lead)
    assert one(round_, 3).state_reason == "선발안 제1판"
    assert list_in_force(round_) == approved


def test_staff_and_leads_of_elsewhere_do_not_decide(round_, staff, other_district):
    selection = propose(round_, staff)
    for user in (
        a_user(round_.district, "다른담당"),
        a_user(other_district, "다른팀장", "TEAM_LEAD"),
    ):
        with pytest.raises(Refused, match="팀장만"):
            approve(selection, user)
        with pytest.raises(Refused, match="팀장만"):
            return_(selection, user, "까닭")
    assert states_of(round_) == [S.SCORED] * 4


def test_the_proposer_never_decides(round_, lead):
    selection = propose(round_, lead)
    for step in (lambda: approve(selection, lead), lambda: return_(selection, lead, "까닭")):
        with pytest.raises(Refused, match="스스로"):
            step()
    selection.state, selection.decided_by = State.APPROVED, lead
    selection.decided_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        selection.save()


def test_a_decision_is_made_once(approved, lead, district):
    other = a_user(district, "다른팀장", "TEAM_LEAD")
    for user in (lead, other):
        with pytest.raises(Refused, match="이미 ‘확정’된"):
            approve(approved, user)
        with pytest.raises(Refused, match="이미 ‘확정’된"):
            return_(approved, user, "까닭")


def test_a_returned_list_says_why_and_another_follows_with_a_reason(round_, staff, lead):
    with pytest.raises(Refused, match="까닭을 적으세요"):
        return_(propose(round_, staff), lead, " ")
    returned = return_(Selection.objects.get(), lead, "인원 확인")
    assert (returned.state, returned.decision_note) == ("RETURNED", "인원 확인")
    assert states_of(round_) == [S.SCORED] * 4
    with pytest.raises(Refused, match="제2판을 만드는 사유"):
        propose(round_, staff)
    again = propose(round_, staff, "인원을 확인함")
    assert (again.number, again.reason) == (2, "인원을 확인함")
    assert approve(again, lead).state == "APPROVED"
    assert states_of(round_)[:2] == [S.SELECTED, S.SELECTED]


def stale(selection, lead, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        approve(selection, lead)
    assert refusal.value.problems[-1] == "다시 제안하세요."
    assert Selection.objects.get(pk=selection.pk).state == State.PROPOSED
    assert S.SELECTED not in states_of(selection.round)


def test_a_changed_application_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    changed(round_, 2, note="전화 확인")
    stale(selection, lead, "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0002")


def test_a_withdrawal_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    application = one(round_, 1)
    move(application, S.WITHDRAWN, "본인 요청")
    application.save()
    stale(selection, lead, "공공근로-2026-1-0001")


def test_a_changed_score_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    ApplicationGroup(district=round_.district, application=one(round_, 3), group="DISABLED").save()
    stale(selection, lead, "조회 결과나 면접 점수가 바뀐 신청인이 있습니다: 공공근로-2026-1-0003")
    score_round(round_)
    stale(selection, lead, "바뀐 신청서나 심사표가 있습니다: 공공근로-2026-1-0003")


def test_somebody_newly_eligible_makes_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    an_eligible(round_, 9, 9)
    stale(selection, lead, "0009")


def test_changed_posts_make_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    round_.planned_posts = 3
    round_.save()
    stale(selection, lead, "‘전체’ 인원이 2명에서 3명으로 바뀌었습니다")


def test_corrected_rules_make_the_proposal_stale(round_, staff, lead):
    selection = propose(round_, staff)
    corrected(round_, RULES)
    stale(selection, lead, "선발 기준이 제2판으로 바뀌었습니다")


def test_a_placement_since_makes_the_proposal_stale(round_, staff, lead, approved):
    changed(round_, 1, state=S.PLACED)
    a_placement(one(round_, 1), pool="ALL")
    changed(round_, 4, state=S.WITHDRAWN)
    selection = propose(round_, staff, "정정")
    placement = Placement.objects.get()  # it ends without its application being touched
    placement.state, placement.end_reason = "DROPPED", "HEALTH"
    placement.save()
    with pytest.raises(Refused, match="배치나 세대처럼"):
        approve(selection, lead)


def test_an_altered_list_is_not_approved(round_, staff, lead):
    selection = propose(round_, staff)
    selection.terms = {**selection.terms, "seed": "몰래"}
    selection.save()
    with pytest.raises(Refused, match="해시와 다릅니다"):
        approve(selection, lead)


# ---- frozen ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("append_only_tables")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participants_selection SET reason = 'x'",
        "DELETE FROM participants_selection",
        "UPDATE participants_selectionentry SET state = 'SELECTED', reserve_rank = NULL",
        "DELETE FROM participants_selectionentry",
    ],
)
def test_the_database_refuses_to_change_an_approved_list(approved, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("append_only_tables")
def test_the_entries_of_a_proposal_are_frozen_too(round_, staff):
    propose(round_, staff)
    entry = SelectionEntry.objects.first()
    entry.reason = "다른 사유"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_every_hash_is_worked_out_again_by_a_command(round_, staff, approved):
    out = StringIO()
    call_command("verify_selections", stdout=out)
    assert "선발안 1건의 해시가 모두 맞습니다" in out.getvalue()
    changed(round_, 4, state=S.WITHDRAWN)
    selection = propose(round_, staff, "정정")
    selection.digest = "0" * 64
    selection.save()
    err = StringIO()
    with pytest.raises(CommandError, match="선발안 1건"):
        call_command("verify_selections", stderr=err)
    assert "선발안 제2판 (승인 대기)" in err.getvalue()


# ---- corrections -----------------------------------------------------------------------------


def test_a_correction_moves_between_outcomes_and_says_what_it_changes(
    approved, round_, staff, lead
):
    move_by_list(one(round_, 3), S.SELECTED, "")  # allowed to a list alone
    with pytest.raises(Refused):
        move(one(round_, 1), S.RESERVE)
    changed(round_, 1, state=S.DECLINED, state_reason="본인 포기")
    second = approve(propose(round_, staff, "1번 포기"), lead)
    assert states_of(round_) == [S.DECLINED, S.SELECTED, S.SELECTED, S.RESERVE]
    found = differences(entries_of(approved), entries_of(second))
    assert [(d.kind, d.application.number) for d in found] == [
        (Kind.ENTERS, 3),
        (Kind.LEAVES, 1),
        (Kind.OTHER, 4),
    ]
    assert found[1].after == "명단에 없음"
    assert (found[2].before, found[2].after) == ("예비 2번 · 전체", "예비 1번 · 전체")
    assert list_in_force(round_) == second
    assert Selection.objects.get(number=1).state == State.APPROVED


def test_whoever_is_placed_never_changes(approved, round_, staff, lead):
    a_placement(changed(round_, 2, state=S.PLACED), pool="ALL")
    an_eligible(round_, 9, 9)
    score_round(round_)
    approve(propose(round_, staff, "이의신청 인용"), lead)
    assert states_of(round_) == [S.RESERVE, S.PLACED, S.RESERVE, S.RESERVE, S.SELECTED]


def test_a_correction_that_changes_nothing_is_refused(approved, round_, staff):
    with pytest.raises(Refused, match="제1판과 결과가 같습니다"):
        propose(round_, staff, "그냥")


def test_a_correction_of_nothing_but_the_order_of_reserves_is_taken(approved, round_, staff, lead):
    changed(round_, 4, state=S.SCORED, dependants=2, household_size=3)
    changed(round_, 3, state=S.SCORED, dependants=1, household_size=2)
    score_round(round_)
    second = approve(propose(round_, staff, "3번과 4번의 부양가족 정정"), lead)
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    found = differences(entries_of(approved), entries_of(second))
    assert {d.kind for d in found} == {Kind.OTHER}
    assert len(found) == 2


def test_a_review_that_ends_alike_is_confirmed_by_a_version_of_its_own(
    approved, round_, staff, lead
):
    appellant = changed(round_, 4, state=S.UNDER_REVIEW)
    move(appellant, S.ELIGIBLE, missing=[])
    appellant.save()
    score_round(round_)
    assert states_of(round_)[-1] == S.SCORED
    second = approve(propose(round_, staff, "이의신청 인용: 다시 심사해도 같음"), lead)
    assert differences(entries_of(approved), entries_of(second)) == []
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.RESERVE]
    with pytest.raises(Refused, match="제2판과 결과가 같습니다"):
        propose(round_, staff, "한 번 더")


@pytest.mark.parametrize("state", [S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW])
def test_who_is_not_screened_yet_is_left_out_with_a_reason_only(round_, staff, lead, state):
    an_eligible(round_, 9, 9, state=state)
    refused(round_, staff, "자격심사가 끝나지 않은 신청인 1명.*0009.*사유를 적으세요")
    selection = propose(round_, staff, waiving="보완 기한이 지남")
    assert (selection.terms["undecided"], selection.terms["waiving"]) == ([9], "보완 기한이 지남")
    an_eligible(round_, 8, 8, state=state)
    stale(selection, lead, "자격심사가 끝나지 않은 신청인이 1명 늘었습니다")


def test_who_left_after_selection_holds_no_post_in_the_figures(approved, round_, staff, lead):
    gone = a_placement(changed(round_, 1, state=S.PLACED), pool="ALL")
    gone.state, gone.end_reason, gone.end_on = "DROPPED", "HEALTH", gone.from_on
    gone.save()
    second = approve(propose(round_, staff, "결원 보충"), lead)
    assert second.terms["left"] == [1]
    whole, pool = pool_table(second.terms["pools"], seats_of(second))
    assert (whole.posts, whole.selected, whole.left, whole.open) == (2, 2, 1, 0)
    assert (pool.selected, pool.left, pool.reserve) == (2, 1, 1)
    counts = outcome_counts([approved, second])
    assert (counts[approved.pk]["SELECTED"], counts[approved.pk]["LEFT"]) == (2, 0)
    assert (counts[second.pk]["SELECTED"], counts[second.pk]["LEFT"]) == (2, 1)
    assert result_counts(second) == {"선발": 2, "예비": 1, "미선발": 0, "선발 뒤 종료": 1}
    material = material_of(round_)
    tried = try_out(material, Trial(material.rules, material.pools, material.projects))
    assert tried.comparison.selected_before == tried.comparison.selected_after == 2


@pytest.mark.parametrize("state", [S.PLACED, S.DECLINED, S.WITHDRAWN, S.UNDER_REVIEW, S.INELIGIBLE])
def test_no_list_moves_who_is_elsewhere(round_, state):
    application = changed(round_, 1, state=state)
    with pytest.raises(Refused, match="다시 제안하세요"):
        move_by_list(application, S.SELECTED, "선발안")


# ---- lots ------------------------------------------------------------------------------------


def test_lots_keep_their_seed_and_select_the_eligible(district, staff, lead):
    round_ = eligible_round(district, [0] * 4, rules=LOTTERY, posts=2)
    refused(round_, staff, "추첨 씨앗값을 적으세요")
    selection = approve(propose(round_, staff, seed=" 2026-07-01 "), lead)
    assert (selection.method, selection.terms["seed"]) == ("LOTTERY", "2026-07-01")
    assert sorted(states_of(round_)) == ["RESERVE", "RESERVE", "SELECTED", "SELECTED"]
    entries = entries_of(selection)
    assert all(entry.score_hundredths is None for entry in entries)
    digests = [
        hashlib.sha256(f"2026-07-01\n{entry.application.receipt}".encode()).hexdigest()
        for entry in entries
    ]
    assert digests == sorted(digests)
    assert [entry.tie for entry in entries] == [f"추첨값 {digest}" for digest in digests]


# ---- set-wise --------------------------------------------------------------------------------


def test_as_many_queries_for_forty_as_for_two(district, staff, lead):
    def asked(code: str, count: int) -> int:
        round_ = eligible_round(district, [n % 5 for n in range(count)], posts=2, code=code)
        score_round(round_)
        with CaptureQueriesContext(connection) as queries:
            approve(propose(round_, staff), lead)
        return len(queries)

    few = asked("공공근로-2026-1", 2)
    assert asked("뉴딜-2026-1", 40) <= few + 4


def test_a_resident_number_in_a_reason_is_refused(round_, staff, lead):
    selection = propose(round_, staff)
    with pytest.raises(ValidationError, match="주민등록번호로 보이는"):
        return_(selection, lead, "900101-1234560 확인")


def test_a_proposal_that_cannot_be_written_leaves_nothing(round_, staff):
    with pytest.raises(ValidationError), transaction.atomic():
        propose(round_, staff, "가" * 201)
    assert not Selection.objects.exists()
    assert not SelectionEntry.objects.exists()
