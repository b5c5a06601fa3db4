"""A selection list is proposed: what it holds and what stands against it."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jobportal.platform.refused import Refused
from participants.actions.scoring import score_round
from participants.actions.selection import approve, propose, return_
from participants.models import (
    Application,
    ApplicationGroup,
    Offer,
    Selection,
    SelectionEntry,
    Vacancy,
)
from participants.selection.kept import canonical_text, entries_of, stored_lines
from programs.models import Round
from tests.participants.making import TODAY, a_round
from tests.participants.placing import a_placement
from tests.participants.selecting import (
    LOTTERY,
    WITH_INTERVIEW,
    a_round_with,
    an_eligible,
    eligible_round,
    states_of,
)
from tests.participants.selection.applying import changed, one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
State = Selection.State


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


def test_reserves_end_where_the_round_says(district, staff, lead):
    round_ = eligible_round(district, [4, 3, 2, 1], posts=2, reserve_limit=1)
    score_round(round_)
    selection = approve(propose(round_, staff), lead)
    assert selection.terms["reserves"] == 1
    assert states_of(round_) == [S.SELECTED, S.SELECTED, S.RESERVE, S.NOT_SELECTED]
    last = entries_of(selection)[-1]
    assert (last.state, last.reserve_rank) == ("NOT_SELECTED", None)
    assert last.reason.endswith("전체 예비 인원 1명에도 들지 못하였습니다.")


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
