"""Two records of one person who both applied in a round: which application gives way to a merge."""

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from jobportal.platform.audit import acting
from jobportal.platform.models import District
from jobportal.platform.refused import Refused
from participants.actions.merging import merge, unmerge
from participants.models import Application, DuplicatePair, Person, PersonMerge
from participants.workflow import CAME_TO_NOTHING
from tests.participants.announcing import an_appeal
from tests.participants.making import a_person, a_round, an_application
from tests.participants.placing import a_selection, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
NOTHING = sorted(CAME_TO_NOTHING)
BOTH = "같은 회차\\(공공근로-2026-1\\)에 신청했습니다"


def applied(round_, n: int, state: str, person: Person | None = None) -> Application:
    one = an_application(round_, person or a_person(round_.district, n), n, state=state)
    one.state_reason = f"까닭 {n}"
    one.save()
    return one


def merged(kept: Application, other: Application) -> PersonMerge:
    """The merge of the two applicants as they stand now."""
    kept, other = (Person.objects.get(applications=one) for one in (kept, other))
    with transaction.atomic():
        return merge(kept, other)


def standing() -> dict:
    rows = Application.objects.values_list("pk", "person", "state", "state_reason")
    return {pk: tuple(rest) for pk, *rest in rows}


@pytest.mark.parametrize("state", NOTHING)
@pytest.mark.parametrize("is_kept", [True, False])
def test_what_came_to_nothing_gives_way_and_stands_again_when_undone(
    district, acted, state, is_kept
):
    round_ = a_round(district)
    nothing, held = applied(round_, 1, state), applied(round_, 2, S.PLACED)
    before = standing()
    record = merged(nothing, held) if is_kept else merged(held, nothing)
    for one in (nothing, held):
        one.refresh_from_db()
    assert nothing.person == held.person == record.kept
    assert (nothing.state, held.state) == (S.WITHDRAWN, S.PLACED)
    assert (
        nothing.state_reason == "까닭 1 / 같은 사람의 신청서(공공근로-2026-1-0002)와 합치면서 취하"
    )
    unmerge(PersonMerge.objects.get(pk=record.pk))
    assert standing() == before


def test_of_two_that_came_to_nothing_that_of_who_is_merged_gives_way(district, acted):
    round_ = a_round(district)
    kept, other = applied(round_, 1, S.NOT_SELECTED), applied(round_, 2, S.INELIGIBLE)
    merged(kept, other)
    assert [state for _, state, _ in standing().values()] == [S.NOT_SELECTED, S.WITHDRAWN]


def test_a_reserve_stays_where_the_other_came_to_nothing(district, acted):
    round_ = a_round(district)
    kept, other = applied(round_, 1, S.NOT_SELECTED), applied(round_, 2, S.RESERVE)
    merged(kept, other)
    assert [state for _, state, _ in standing().values()] == [S.WITHDRAWN, S.RESERVE]


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        (S.INELIGIBLE, S.SUBMITTED, "‘접수’ 상태인 신청서\\(공공근로-2026-1-0002\\)를 취하한 뒤"),
        (S.UNDER_REVIEW, S.PLACED, "‘자격심사’ 상태인 신청서\\(공공근로-2026-1-0001\\)를 취하한"),
        (S.SELECTED, S.RESERVE, "‘예비’ 상태인 신청서\\(공공근로-2026-1-0002\\)를 취하한 뒤"),
        (S.SELECTED, S.PLACED, "선발이나 배치를 취소한 뒤"),
    ],
)
def test_the_others_are_refused_with_what_to_do(district, acted, mine, theirs, told):
    round_ = a_round(district)
    one, other = applied(round_, 1, mine), applied(round_, 2, theirs)
    before = standing()
    with pytest.raises(Refused, match=f"{BOTH}.*{told}"):
        merged(one, other)
    assert standing() == before


def test_who_worked_and_was_cancelled_later_did_not_come_to_nothing(district, acted):
    round_ = a_round(district)
    worked = someone_placed(round_, 1, state="TERMINATED", end_reason="FRAUD").application
    worked.state = S.CANCELLED
    worked.save()
    with pytest.raises(Refused, match="일한 기록이 있어"):
        merged(applied(round_, 2, S.SELECTED), worked)


def test_an_open_appeal_is_dealt_with_first(district, staff, acted):
    round_ = a_round(district)
    kept, other = applied(round_, 1, S.SELECTED), applied(round_, 2, S.NOT_SELECTED)
    appeal = an_appeal(other, a_selection(round_, staff))
    with pytest.raises(Refused, match="0002의 이의신청을 먼저"):
        merged(kept, other)
    appeal.state, appeal.answer, appeal.decided_on = "REJECTED", "기각", appeal.filed_on
    appeal.save()
    merged(kept, other)


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(S), st.sampled_from(S))
def test_any_two_are_refused_untouched_or_one_and_two_again(mine, theirs):
    with transaction.atomic(), acting("시험"):
        district, _ = District.objects.get_or_create(code="twice", name="두번구")
        round_ = a_round(district)
        one, other = applied(round_, 1, mine), applied(round_, 2, theirs)
        before = standing()
        try:
            record = merged(one, other)
        except Refused:
            assert standing() == before
        else:
            assert Application.objects.exclude(state=S.WITHDRAWN).count() <= 1
            unmerge(PersonMerge.objects.get(pk=record.pk))
            assert standing() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("is_queue", [False, True])
def test_the_page_says_which_application_was_withdrawn(district, signed_in, is_queue):
    with acting("시험"):
        round_ = a_round(district)
        kept, other = applied(round_, 1, S.SELECTED), applied(round_, 2, S.INELIGIBLE)
        pair = DuplicatePair(district=district, first=kept.person, second=other.person, why="시험")
        pair.save()
    url = reverse("duplicate_detail", args=[pair.pk])
    data = {"version": pair.version, "decision": "keep_first"}
    if is_queue:
        url = reverse("duplicates")
        data = {
            "action": "judge",
            "pair": f"{pair.pk}-{pair.version}",
            f"decision-{pair.pk}": "keep_first",
        }
    page = signed_in.post(url, data, follow=True)
    assert "공공근로-2026-1-0002 신청서는 취하로 바꾸었습니다" in page.text
    assert "자격과 점수가 그대로 맞는지 확인하세요" in page.text
