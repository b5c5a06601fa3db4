"""What happens to a placement: contract, start, leave, extension and completion."""

from datetime import date, timedelta

import pytest

from jobportal.platform.refused import Refused
from participants.actions.cancelling import cancel, cancel_selection
from participants.actions.placements import complete, contract, extend, resume, start, suspend
from participants.actions.placing import place_all
from participants.models import EndReason, Placement, PlacementEvent
from participants.placement.workflow import ACTS, ENDED, K, acts_of
from tests.participants.making import TODAY, a_person, an_application
from tests.participants.placing import a_chosen, a_placement, days, someone_placed

pytestmark = pytest.mark.django_db
P = Placement.State


def kinds(placement: Placement) -> list[str]:
    return list(placement.events.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("days_ahead", [1, 300])
def test_what_has_not_happened_yet_is_not_noted(round_, selection, project, days_ahead):
    round_.starts_on, round_.ends_on = (TODAY() + timedelta(days=n) for n in (-60, 400))
    round_.save()
    later = TODAY() + timedelta(days=days_ahead)
    placed = a_placement(a_chosen(selection, 1, project), state=P.ASSIGNED, contract_on=None)
    working, waiting = someone_placed(round_, 2), a_chosen(selection, 3, project)
    for attempt in (
        lambda: contract([placed], later),
        lambda: cancel(placed, later, "GIVEN_UP"),
        lambda: cancel_selection(waiting, later, "GIVEN_UP"),
        lambda: suspend(working, later, "가상 사유"),
    ):
        with pytest.raises(Refused, match="오늘보다 뒤입니다") as refused:
            attempt()
        assert refused.value.field == "on"
    before = round_.notice_on - timedelta(days=1)
    for attempt in (
        lambda: contract([placed], before),
        lambda: cancel(placed, before, "GIVEN_UP"),
        lambda: cancel_selection(waiting, before, "GIVEN_UP"),
    ):
        with pytest.raises(Refused, match="공고일"):
            attempt()


def test_every_state_that_holds_a_post_leads_on_and_an_ended_one_only_to_a_finding():
    for state in P:
        has_acts = bool(acts_of(Placement(state=state)))
        assert has_acts == (state in (*Placement.HOLDING, *ENDED))
    assert all(acts_of(Placement(state=state)) == [ACTS[K.FRAUD_FOUND]] for state in ENDED)


def test_every_early_end_has_coded_reasons_and_the_table_names_every_kind():
    assert {act.to for act in ACTS.values() if act.ends} == set(Placement.LEFT_EARLY)
    assert set(ACTS) == set(K) - {K.ASSIGN, K.UNDO}
    coded = {reason for act in ACTS.values() if act.ends for reason in act.reasons}
    assert coded == set(EndReason)


def test_from_contract_over_leave_to_completion(round_, selection, project):
    a_chosen(selection, 1, project)
    (placement,) = place_all(round_)
    contract([placement], round_.starts_on, "2026-공공근로")
    assert placement.contract_number == "2026-공공근로-0001"
    start([placement], days(round_, 1))
    assert (placement.state, placement.from_on) == (P.WORKING, days(round_, 1))
    suspend(placement, days(round_, 10), "산재 요양")
    assert placement.state == P.SUSPENDED
    with pytest.raises(Refused, match="휴직 시작일"):
        resume(placement, days(round_, 9))
    resume(placement, days(round_, 20))
    with pytest.raises(Refused, match="아직 지나지 않았습니다"):
        complete([placement], days(round_, 21))
    placement.to_on = days(round_, 30)
    placement.save()
    complete([placement], days(round_, 31))
    assert kinds(placement) == [
        *(K.ASSIGN, K.CONTRACT, K.START, K.SUSPEND, K.RESUME, K.COMPLETE),
    ]
    events = placement.events.order_by("pk")
    assert {event.by for event in events} == {"시험"}
    assert events[3].reason == "산재 요양"


def test_no_work_without_a_contract(round_, selection, project):
    a_chosen(selection, 1, project)
    (placement,) = place_all(round_)
    with pytest.raises(Refused, match="‘근로계약’ 상태에서"):
        start([placement], round_.starts_on)


def test_of_many_all_are_started_or_none(round_, selection, project):
    a_chosen(selection, 1, project)
    a_chosen(selection, 2, project)
    first, second = place_all(round_)
    contract([first], round_.starts_on)
    with pytest.raises(Refused, match="공공근로-2026-1-0002"):
        start([first, second], round_.starts_on)
    assert Placement.objects.filter(state=P.WORKING).count() == 0
    assert PlacementEvent.objects.filter(kind=K.START).count() == 0


@pytest.mark.parametrize(
    ("n", "words"),
    [(-1, "사업 시작일"), (2, "계약일"), (300, "오늘보다 뒤")],
)
def test_work_begins_in_the_round_after_the_contract_and_not_in_the_future(round_, n, words):
    placement = someone_placed(round_, 1, state=P.CONTRACTED, contract_on=days(round_, 3))
    with pytest.raises(Refused, match=words):
        start([placement], days(round_, n))


def test_nobody_starts_before_the_one_they_replace_has_left(round_, project):
    project.posts = 1
    project.save()
    left = someone_placed(round_, 1, state=P.DROPPED, end_reason="HEALTH", to_on=days(round_, 9))
    new = someone_placed(round_, 2, state=P.CONTRACTED, from_on=days(round_, 12), replaces=left)
    with pytest.raises(Refused, match="빈 자리가 없습니다"):
        start([new], days(round_, 9))
    start([new], days(round_, 10))
    assert new.from_on == days(round_, 10)


@pytest.mark.parametrize(
    ("to_on", "beyond", "words"),
    [
        (date(2026, 12, 20), False, "지금 종료일"),
        (date(2026, 12, 24), False, "사업 종료일"),
        (date(2027, 1, 1), True, "회계연도"),
    ],
)
def test_an_extension_needs_a_reason_and_keeps_to_the_year(round_, to_on, beyond, words):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match=words):
        extend(placement, to_on, "방침", beyond)
    extend(placement, date(2026, 12, 31), "방침", beyond_round=True)
    assert placement.to_on == date(2026, 12, 31)


def test_placements_are_never_deleted_and_events_neither_changed(round_, append_only_tables):
    placement = a_placement(an_application(round_, a_person(round_.district, 1), 1))
    assert placement.delete_refusal()
    suspend(placement, days(round_, 3), "사유")
    event = PlacementEvent.objects.get()
    event.tell("다른 사유", {})
    with pytest.raises(Exception, match="append-only"):
        event.save()


def test_days_of_leave_lie_in_the_placement(round_):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match="밖의 날짜"):
        suspend(placement, round_.ends_on + timedelta(days=1), "사유")
