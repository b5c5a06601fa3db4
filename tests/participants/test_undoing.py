"""Undoing restores exactly what stood before; any sequence of acts comes back step by step."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.cancelling import cancel, cancel_selection
from participants.actions.leaving import find_fraud, leave
from participants.actions.offers import accept, offer, withdraw
from participants.actions.placements import complete, contract, extend, resume, start, suspend
from participants.actions.placing import place_all
from participants.actions.transferring import transfer
from participants.actions.undoing import last_event, undo, undo_cancelling
from participants.models import Application, Offer, Placement, PlacementEvent, Vacancy
from participants.placement.posts import busiest
from participants.placement.reserves import Reserves
from participants.placement.workflow import K
from programs.models import Round
from tests.participants.making import TODAY, a_round
from tests.participants.placing import a_chosen, a_reserve, a_selection, someone_placed, working

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State
V = Vacancy.State
WHY = "잘못 처리함"


def a_round_now(district) -> Round:
    """A round that began two months ago and ends in two."""
    today = TODAY()
    return a_round(
        district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=20)
    )


@pytest.fixture
def round_(district, acted):
    return a_round_now(district)


@pytest.fixture
def selection(round_, staff):
    return a_selection(round_, staff)


def standing() -> dict:
    """Everything an undone act may have changed; cancelled placements and closed vacancies are
    as good as none."""
    placements = Placement.objects.exclude(state=P.CANCELLED).order_by("pk")
    vacancies = Vacancy.objects.exclude(state=V.CLOSED).order_by("pk")
    names = [f.attname for f in Placement.content_fields()]
    return {
        "placements": list(placements.values("pk", *names)),
        "vacancies": list(vacancies.values("pk", "project", "pool", "opened_on", "state")),
        "offers": list(Offer.objects.order_by("pk").values("pk", "state", "answered_on")),
        "applications": list(
            Application.objects.order_by("pk").values(
                "pk", "state", "state_reason", "cancel_reason", "cancelled_on"
            )
        ),
    }


def test_an_undone_event_stays_and_tells_who_undid_it(round_):
    placement = someone_placed(round_, 1)
    leave(placement, K.DROP, TODAY(), "HEALTH")
    undo(placement, WHY)
    dropped, undone = PlacementEvent.objects.order_by("pk")
    assert (dropped.kind, undone.kind, undone.cancels) == (K.DROP, K.UNDO, dropped)
    assert (undone.reason, undone.by) == (WHY, "시험")
    vacancy = Vacancy.objects.get()
    assert (vacancy.state, vacancy.reason) == (V.CLOSED, "중도포기 되돌림")


def test_undoing_needs_a_reason_and_something_to_undo(round_):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match="사유"):
        undo(placement, " ")
    with pytest.raises(Refused, match="되돌릴 변동이 없습니다"):
        undo(placement, WHY)


def test_every_step_is_taken_back_in_turn(round_, selection):
    a_chosen(selection, 1, round_.work_projects.first())
    steps = [standing()]
    (placement,) = place_all(round_)
    steps.append(standing())
    for act in (
        lambda: contract([placement], round_.starts_on, "가"),
        lambda: start([placement], round_.starts_on + timedelta(days=1)),
        lambda: suspend(placement, TODAY(), "병가"),
        lambda: resume(placement, TODAY()),
        lambda: extend(placement, round_.ends_on + timedelta(days=1), "방침", beyond_round=True),
        lambda: leave(placement, K.TERMINATE, TODAY(), "FRAUD", "위조"),
    ):
        act()
        steps.append(standing())
    for before in reversed(steps[:-1]):
        undo(placement, WHY)
        assert standing() == before
    assert last_event(placement) is None


def test_leaving_is_not_undone_once_a_reserve_was_asked(round_, selection):
    placement = someone_placed(round_, 1, pool="ALL")
    leave(placement, K.DROP, TODAY() - timedelta(days=1), "HEALTH")
    vacancy = Vacancy.objects.get()
    made = offer(vacancy, a_reserve(selection, 2, 1), TODAY(), {})
    before = standing()
    with pytest.raises(Refused, match="이미 예비자에게 통보"):
        undo(placement, WHY)
    placement.refresh_from_db()
    assert standing() == before
    withdraw(made, WHY)
    made = offer(vacancy, made.application, TODAY(), {})
    new = accept(made, TODAY(), TODAY())
    with pytest.raises(Refused, match="이미 예비자에게 통보"):
        undo(Placement.objects.get(pk=placement.pk), WHY)
    undo(new, WHY)
    made.refresh_from_db()
    made.application.refresh_from_db()
    assert (made.state, made.application.state) == (Offer.State.OPEN, S.RESERVE)
    withdraw(made, WHY)
    undo(Placement.objects.get(pk=placement.pk), WHY)
    assert Placement.objects.get(pk=placement.pk).state == P.WORKING


def test_an_undone_acceptance_can_be_accepted_again(round_, selection):
    leave(someone_placed(round_, 1, pool="ALL"), K.DROP, TODAY(), "HEALTH")
    made = offer(Vacancy.objects.get(), a_reserve(selection, 2, 1), TODAY(), {})
    before = standing()
    tomorrow = TODAY() + timedelta(days=1)
    undo(accept(made, TODAY(), tomorrow), WHY)
    assert standing() == before
    made.refresh_from_db()
    again = accept(made, TODAY(), tomorrow)
    assert again.vacancy.state == V.FILLED


def test_a_transfer_is_undone_where_it_began(round_):
    first, second = round_.work_projects.all()
    old = someone_placed(round_, 1, project=first, pool="ALL")
    before = standing()
    new = transfer(old, second, TODAY(), "근거리")
    with pytest.raises(Refused, match="앞 배치"):
        undo(new, WHY)
    old.refresh_from_db()
    undo(old, WHY)
    assert standing() == before
    assert Placement.objects.get(pk=new.pk).state == P.CANCELLED


def test_a_transfer_is_not_undone_once_something_happened_there(round_):
    old = someone_placed(round_, 1)
    new = transfer(old, round_.work_projects.all()[1], TODAY(), "근거리")
    suspend(new, TODAY(), "병가")
    with pytest.raises(Refused, match="나중 변동부터"):
        undo(old, WHY)


def test_a_vacancy_a_transfer_moved_goes_back_first(round_):
    first, second = round_.work_projects.all()
    leaver, *_ = [someone_placed(round_, n, project=second, pool="ALL") for n in range(2, 7)]
    leave(leaver, K.DROP, TODAY() - timedelta(days=9), "HEALTH")
    before = standing()
    mover = someone_placed(round_, 1, project=first, pool="ALL")
    with_mover = standing()
    transfer(mover, second, TODAY(), "근거리")
    leaver.refresh_from_db()
    with pytest.raises(Refused, match="나중 변동부터"):
        undo(leaver, WHY)
    mover.refresh_from_db()
    undo(mover, WHY)
    assert standing() == with_mover
    assert before["vacancies"] == with_mover["vacancies"]


def test_who_gave_up_is_not_brought_back_over_another_placement(district, round_, selection):
    application = a_chosen(selection, 1, round_.work_projects.first())
    (placement,) = place_all(round_)
    cancel(placement, TODAY(), "OTHER_PROGRAMME")
    someone_placed(a_round(district, "뉴딜-2026-1"), 2, application.person, to_on=TODAY())
    with pytest.raises(Refused, match="같은 기간에 다른 사업"):
        undo(placement, WHY)
    application.refresh_from_db()
    assert application.state == S.CANCELLED


def test_giving_up_before_being_placed_is_undone(round_, selection):
    application = a_chosen(selection, 1, round_.work_projects.first())
    before = standing()
    cancel_selection(application, TODAY(), "GIVEN_UP", "이사")
    undo_cancelling(application, WHY)
    assert standing() == before
    with pytest.raises(Refused, match="되돌릴 선발 취소가 없습니다"):
        undo_cancelling(application, WHY)
    (placement,) = place_all(round_)
    cancel(placement, TODAY(), "GIVEN_UP", "이사")
    with pytest.raises(Refused, match="그 배치의 화면"):
        undo_cancelling(Application.objects.get(pk=application.pk), WHY)


def test_an_application_that_went_on_is_not_put_back(round_, selection):
    a_chosen(selection, 1, round_.work_projects.first())
    (placement,) = place_all(round_)
    application = Application.objects.get()
    application.state, application.state_reason = S.CANCELLED, "부정 신청"
    application.save()
    with pytest.raises(Refused, match="‘선발 취소’"):
        undo(Placement.objects.select_related("application").get(pk=placement.pk), WHY)


def acts(placement: Placement) -> dict:
    """Every act there is, on the days of today's round; what is not allowed now is refused."""
    day, project = TODAY(), placement.round.work_projects.exclude(pk=placement.project_id).first()
    earlier = day - timedelta(days=30)
    return {
        "contract": lambda: contract([placement], placement.round.starts_on),
        "start": lambda: start([placement], placement.round.starts_on),
        "suspend": lambda: suspend(placement, earlier, "병가"),
        "resume": lambda: resume(placement, earlier),
        "extend": lambda: extend(
            placement, placement.to_on + timedelta(days=1), "방침", beyond_round=True
        ),
        "transfer": lambda: transfer(placement, project, day - timedelta(days=9), "근거리"),
        "drop": lambda: leave(placement, K.DROP, day - timedelta(days=5), "HEALTH"),
        "fraud": lambda: leave(placement, K.TERMINATE, day - timedelta(days=5), "FRAUD"),
        "employed": lambda: leave(placement, K.EMPLOYED, day - timedelta(days=5)),
        "complete": lambda: complete([placement], day),
        "cancel": lambda: cancel(placement, day, "GIVEN_UP"),
        "refuse": lambda: cancel(placement, day, "FRAUD", "서류 위조"),
        "found": lambda: find_fraud(placement, day, "서류 위조"),
        "undo": lambda: undo(placement, WHY),
        "fill": lambda: fill(placement.round),
    }


def fill(round_: Round) -> Placement:
    """Offer the first open vacancy to whoever is next, who accepts."""
    vacancy = Vacancy.objects.filter(round=round_, state=V.OPEN).first()
    due = Reserves(round_).next_for(vacancy) if vacancy else None
    if due is None:
        raise Refused("채울 결원이나 예비자가 없습니다.")
    made = offer(vacancy, due.application, TODAY(), {})
    return accept(made, TODAY(), max(TODAY(), vacancy.opened_on))


NAMES = (
    *("contract", "start", "suspend", "resume", "extend", "transfer", "drop", "fraud"),
    *("employed", "complete", "cancel", "refuse", "found", "undo", "fill"),
)


def crowded(district, staff) -> list[int]:
    """A round of two projects with two posts each, full but for one post, reserves waiting."""
    round_ = a_round_now(district)
    for project in round_.work_projects.all():
        project.posts = 2
        project.save()
    selection = a_selection(round_, staff)
    first, second = round_.work_projects.all()
    for n, project in enumerate((first, first, second), start=1):
        a_chosen(selection, n, project)
    for n in (4, 5, 6):
        a_reserve(selection, n, n - 3)
    return [one.pk for one in place_all(round_)]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(NAMES)), max_size=25))
@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
)
def test_posts_are_never_exceeded_and_what_is_done_can_be_undone(district, staff, sequence):
    with acting("시험"), transaction.atomic():
        crowded(district, staff)
        for which, name in sequence:
            placements = list(Placement.objects.select_related("round", "application"))
            placement = placements[which % len(placements)]
            before = standing()
            try:
                with transaction.atomic():
                    acts(placement)[name]()
            except Refused:
                assert standing() == before
                continue
            posts_are_kept()
            if name not in ("undo", "fill"):
                comes_back(placement.pk, before, name, which)
        transaction.set_rollback(True)


def posts_are_kept() -> None:
    """On no day do more people hold a post of a project than it has posts."""
    for round_ in Round.objects.all():
        for project in round_.work_projects.all():
            spans = Placement.objects.filter(project=project).exclude(state=P.CANCELLED)
            spans = list(spans.values_list("from_on", "to_on"))
            assert busiest(spans, round_.starts_on, round_.ends_on) <= project.posts
            assert working(project, TODAY()) <= project.posts


def comes_back(pk: int, before: dict, name: str, which: int) -> None:
    """Undo the act, look, and do it again."""
    undo(Placement.objects.select_related("round", "application").get(pk=pk), WHY)
    assert standing() == before
    again = Placement.objects.select_related("round", "application").get(pk=pk)
    acts(again)[name]()


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_the_busiest_day_is_found_as_by_looking_at_every_day(spans, first, last):
    first, last = sorted((first, last))
    day = TODAY()

    def on(n: int):
        return day + timedelta(days=n)

    asked = [(on(min(one)), on(max(one))) for one in spans]
    by_day = [sum(start <= on(n) <= end for start, end in asked) for n in range(first, last + 1)]
    assert busiest(asked, on(first), on(last)) == max(by_day)
