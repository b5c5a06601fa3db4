"""Placing the selected and what happens to a placement until its end, act by act."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.refused import Refused
from participants.actions.cancelling import cancel, cancel_selection
from participants.actions.leaving import leave
from participants.actions.placements import (
    complete,
    contract,
    extend,
    resume,
    start,
    suspend,
)
from participants.actions.placing import assign, place_all, plan
from participants.actions.transferring import transfer
from participants.models import Application, EndReason, Placement, PlacementEvent, Vacancy
from participants.placement_workflow import ACTS, ENDED, K, acts_of
from programs.models import Round, WorkProject
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import (
    a_chosen,
    a_placement,
    a_reserve,
    a_selection,
    an_entry,
    days,
    someone_placed,
    working,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


@pytest.fixture
def round_(district, acted):
    return a_round(district)


@pytest.fixture
def selection(round_, staff):
    return a_selection(round_, staff)


@pytest.fixture
def project(round_) -> WorkProject:
    return round_.work_projects.first()


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


def test_the_whole_list_is_placed_once(round_, selection, project):
    first = a_chosen(selection, 1, project)
    a_chosen(selection, 2, project)
    a_reserve(selection, 3, 1)
    assert len(place_all(round_)) == 2
    assert place_all(round_) == []
    placement = Placement.objects.get(application=first)
    assert (placement.from_on, placement.to_on) == (round_.starts_on, round_.ends_on)
    assert (placement.project, placement.pool, placement.state) == (project, "ALL", P.ASSIGNED)
    assert kinds(placement) == [K.ASSIGN]
    first.refresh_from_db()
    assert first.state == S.PLACED


@pytest.mark.parametrize(
    ("birth_on", "hours", "found"),
    [
        (date(1961, 7, 2), None, 5),
        (date(1961, 7, 1), None, 3),
        (date(1961, 7, 1), 8, 8),
    ],
)
def test_hours_are_the_projects_or_by_age_on_the_first_day(
    round_, selection, project, birth_on, hours, found
):
    project.hours_per_day = hours
    project.save()
    a_chosen(selection, 1, project, person=a_person(round_.district, 1, birth_on=birth_on))
    assert place_all(round_)[0].hours_per_day == found


def test_whoever_cannot_be_placed_is_told_why_and_the_others_are_placed(
    district, round_, selection, project
):
    a_chosen(selection, 1, project)
    a_chosen(selection, 2, None)
    busy = a_person(district, 3)
    someone_placed(a_round(district, "강감찬-2026-1"), 30, busy)
    a_chosen(selection, 3, project, person=busy)
    person = a_person(district, 4)
    an_application(round_, person, 4, state=S.SELECTED)
    found = {one.application.number: one.refusal for one in plan(round_)}
    assert found[1] == ""
    assert "배정 사업이 없습니다" in found[2]
    assert "강감찬-2026-1" in found[3]
    assert "확정된 선발 명단에 없습니다" in found[4]
    assert [one.application.number for one in place_all(round_)] == [1]


def test_no_more_are_placed_than_a_project_has_posts(round_, selection, project):
    for n in range(1, 8):
        a_chosen(selection, n, project)
    assert len(place_all(round_)) == 5
    refusals = [one.refusal for one in plan(round_)]
    assert len(refusals) == 2
    assert all("‘가상 사업 1’에 그 기간에 빈 자리가 없습니다" in one for one in refusals)


def test_placing_many_needs_as_many_queries_as_placing_one(district, round_, staff):
    def asked(code: str, count: int) -> int:
        other = a_round(district, code)
        selection = a_selection(other, staff)
        for n in range(1, count + 1):
            a_chosen(selection, n, other.work_projects.all()[n % 2], person=a_person(district, n))
        with CaptureQueriesContext(connection) as queries:
            assert len(place_all(other)) == count
        return len(queries)

    assert asked("가-2026-1", 1) == asked("나-2027-1", 9)


def test_placing_thousands_does_not_fill_the_servers_table_of_locks(round_, selection, project):
    for n in range(1, 4):
        a_chosen(selection, n, project)
    assert len(place_all(round_)) == 3
    assert locks_with_two_keys() == 0


def locks_with_two_keys() -> int:
    """Advisory locks by group and member that this transaction holds; SQLite has none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 "
            "AND pid = pg_backend_pid() AND classid = hashtext('participants_placement')::oid"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_nobody_is_placed_in_a_round_not_announced_or_closed(round_, selection, project, state):
    application = a_chosen(selection, 1, project)
    round_.state = state
    round_.save()
    with pytest.raises(Refused):
        place_all(round_)
    with pytest.raises(Refused):
        assign(application, project, round_.starts_on, round_.ends_on)


def test_one_is_placed_by_hand_in_a_project_that_fits(round_, selection):
    first, second = round_.work_projects.all()
    application = a_chosen(selection, 1, first)
    placement = assign(application, second, days(round_, 3), days(round_, 30), hours=4)
    assert (placement.project, placement.hours_per_day) == (second, 4)
    assert placement.application.state == S.PLACED
    with pytest.raises(Refused, match="‘배치’ 상태의 신청서"):
        assign(application, second, days(round_, 40), days(round_, 50))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"certificates": "직업상담사 2급"}, "자격증"),
        ({"experience_years": 2}, "경력"),
        ({"participant_type": "YOUTH"}, "참여유형"),
    ],
)
def test_who_does_not_fit_a_project_is_not_placed_there(round_, selection, project, values, words):
    for name, value in values.items():
        setattr(project, name, value)
    project.save()
    with pytest.raises(Refused, match=words):
        assign(a_chosen(selection, 1, None), project, round_.starts_on, round_.ends_on)


@pytest.mark.parametrize(
    ("first", "last", "hours", "words"),
    [
        (-1, 10, 0, "사업기간"),
        (5, 4, 0, "빠릅니다"),
        (0, 400, 0, "사업기간"),
        (0, 10, 9, "8시간"),
        (0, 10, -1, "8시간"),
    ],
)
def test_days_and_hours_of_a_placement_are_held_to(
    round_, selection, project, first, last, hours, words
):
    application = a_chosen(selection, 1, project)
    with pytest.raises(Refused, match=words):
        assign(application, project, days(round_, first), days(round_, last), hours)
    assert not Placement.objects.exists()
    application.refresh_from_db()
    assert application.state == S.SELECTED


def test_another_rounds_project_is_refused(district, round_, selection):
    other = a_round(district, "뉴딜-2026-1").work_projects.first()
    with pytest.raises(Refused, match="이 회차의 대상사업"):
        assign(a_chosen(selection, 1, None), other, round_.starts_on, round_.ends_on)


def test_nobody_works_in_two_rounds_at_once_and_the_other_one_is_named(
    district, round_, selection, project
):
    person = a_person(district, 1)
    application = a_chosen(selection, 1, project, person=person)
    other = a_round(district, "뉴딜-2026-1")
    someone_placed(other, 2, person, to_on=days(other, 40))
    with pytest.raises(Refused, match="뉴딜-2026-1"):
        assign(application, project, days(round_, 40), round_.ends_on)
    assert assign(application, project, days(round_, 41), round_.ends_on)


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


@pytest.mark.parametrize(
    ("kind", "reason", "state"),
    [
        (K.DROP, "DISTANCE", P.DROPPED),
        (K.TERMINATE, "ABSENCE", P.TERMINATED),
        (K.EMPLOYED, "", P.EMPLOYED_ELSEWHERE),
    ],
)
def test_who_leaves_early_leaves_a_vacancy_from_the_next_day(round_, kind, reason, state):
    placement = someone_placed(round_, 1, pool="UNDER_65")
    leave(placement, kind, days(round_, 9), reason, "메모")
    placement.refresh_from_db()
    assert (placement.state, placement.to_on, placement.end_note) == (
        state,
        days(round_, 9),
        "메모",
    )
    assert placement.end_reason == (reason or "EMPLOYED")
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.pool, vacancy.opened_on, vacancy.cause) == (
        placement.project,
        "UNDER_65",
        days(round_, 10),
        Vacancy.Cause.ENDED,
    )
    assert placement.application.state == S.PLACED


def test_fraud_cancels_the_selection_too(round_):
    placement = someone_placed(round_, 1)
    leave(placement, K.TERMINATE, days(round_, 9), "FRAUD", "소득 서류 위조")
    application = Application.objects.get()
    assert application.state == S.CANCELLED
    assert "소득 서류 위조" in application.state_reason


@pytest.mark.parametrize(
    ("kind", "reason", "note", "n", "words"),
    [
        (K.DROP, "", "", 9, "종료 사유"),
        (K.DROP, "FRAUD", "", 9, "종료 사유"),
        (K.DROP, "OTHER", " ", 9, "종료 내용"),
        (K.DROP, "HEALTH", "", -1, "마지막 근무일"),
        (K.DROP, "HEALTH", "", 400, "마지막 근무일"),
    ],
)
def test_leaving_needs_a_coded_reason_and_a_day_of_work(round_, kind, reason, note, n, words):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match=words):
        leave(placement, kind, days(round_, n), reason, note)
    assert not Vacancy.objects.exists()


def test_leaving_on_the_last_day_of_the_round_leaves_no_vacancy(round_):
    leave(someone_placed(round_, 1), K.EMPLOYED, round_.ends_on)
    assert not Vacancy.objects.exists()


def test_giving_up_before_the_start_declines_the_application(round_, selection, project):
    a_chosen(selection, 1, project)
    (placement,) = place_all(round_)
    with pytest.raises(Refused, match="사유"):
        cancel(placement, days(round_, -3), "")
    placement.refresh_from_db()
    placement.application.refresh_from_db()
    cancel(placement, days(round_, -3), "GIVEN_UP", "취업")
    assert (placement.state, placement.application.state) == (P.CANCELLED, S.DECLINED)
    vacancy = Vacancy.objects.get()
    assert (vacancy.cause, vacancy.opened_on) == (Vacancy.Cause.DECLINED, round_.starts_on)


def test_who_works_leaves_and_does_not_give_up(round_):
    with pytest.raises(Refused, match="상태에서"):
        cancel(someone_placed(round_, 1), days(round_, 3), "GIVEN_UP")


def test_a_transfer_goes_on_in_another_project_with_the_same_contract(round_):
    first, second = round_.work_projects.all()
    second.hours_per_day = 4
    second.save()
    old = someone_placed(round_, 1, pool="ALL", contract_number="가-1")
    new = transfer(old, second, days(round_, 20), "근거리 배치")
    old.refresh_from_db()
    assert (old.state, old.to_on) == (P.TRANSFERRED, days(round_, 19))
    assert (new.from_on, new.to_on, new.hours_per_day) == (days(round_, 20), round_.ends_on, 4)
    assert (new.state, new.contract_number, new.replaces, new.is_transfer) == (
        P.WORKING,
        "가-1",
        old,
        True,
    )
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.opened_on, vacancy.cause) == (
        first,
        days(round_, 20),
        Vacancy.Cause.UNFILLED,
    )


def test_into_a_full_project_nobody_is_transferred(round_):
    first, second = round_.work_projects.all()
    for n in range(2, 7):
        someone_placed(round_, n, project=second)
    with pytest.raises(Refused, match="빈 자리가 없습니다"):
        transfer(someone_placed(round_, 1, project=first), second, days(round_, 20), "사유")
    assert not Vacancy.objects.exists()


def test_a_transfer_into_a_vacancy_changes_places_with_it(round_):
    first, second = round_.work_projects.all()
    leaver, *_ = [someone_placed(round_, n, project=second) for n in range(2, 7)]
    leave(leaver, K.DROP, days(round_, 9), "HEALTH")
    transfer(someone_placed(round_, 1, project=first), second, days(round_, 20), "사유")
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.opened_on, vacancy.cause) == (
        first,
        days(round_, 20),
        Vacancy.Cause.ENDED,
    )
    assert working(second, days(round_, 20)) == 5


@pytest.mark.parametrize(
    ("n", "which", "words"), [(0, 1, "첫 근무일"), (400, 1, "첫 근무일"), (9, 0, "지금 일하는")]
)
def test_a_transfer_is_to_another_project_during_the_placement(round_, n, which, words):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match=words):
        transfer(placement, round_.work_projects.all()[which], days(round_, n), "사유")


def test_placements_are_never_deleted_and_events_neither_changed(round_, append_only_tables):
    placement = a_placement(an_application(round_, a_person(round_.district, 1), 1))
    assert placement.delete_refusal()
    suspend(placement, days(round_, 3), "사유")
    event = PlacementEvent.objects.get()
    event.tell("다른 사유", {})
    with pytest.raises(Exception, match="append-only"):
        event.save()


def test_the_database_refuses_what_the_act_overlooked(district, round_, selection):
    person = a_person(district, 1)
    someone_placed(a_round(district, "뉴딜-2026-1"), 2, person, to_on=round_.starts_on)
    placement = someone_placed(round_, 1, person, from_on=days(round_, 1), state=P.CONTRACTED)
    with pytest.raises(Refused, match="같은 기간에 다른 사업"):
        start([placement], round_.starts_on)
    an_entry(selection, placement.application)
    assert Placement.objects.get(pk=placement.pk).state == P.CONTRACTED


def test_days_of_leave_lie_in_the_placement(round_):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match="밖의 날짜"):
        suspend(placement, round_.ends_on + timedelta(days=1), "사유")
