"""Undoing the last event of a placement: everything it changed stands as it stood before."""

from django.utils import timezone

from jobportal.platform.refused import Refused
from participants.actions.cancelling import state_before
from participants.actions.locking import lock_round
from participants.actions.placement_events import event_of, put_back
from participants.models import Application, Offer, Placement, PlacementEvent, Vacancy
from participants.placement.posts import Posts
from participants.placement.workflow import K
from participants.refusals import in_one_piece
from participants.workflow import restore

TAKES_A_POST_AGAIN = (K.DROP, K.TERMINATE, K.EMPLOYED, K.CANCEL_PLACEMENT, K.TRANSFER, K.START)
LATER_FIRST = "그 뒤에 다른 변동이 있어 되돌릴 수 없습니다. 나중 변동부터 되돌리세요."
OFFERED = (
    "이 배치가 비운 자리를 이미 예비자에게 통보했거나 채웠습니다. ‘결원·예비’에서 통보를 "
    "취소하거나 들어온 사람의 배치를 먼저 되돌리세요."
)
POST_GONE = (
    "비운 자리에 이미 다른 사람이 있어 되돌릴 수 없습니다. 빈 자리가 있는 사업에 새로 배치하세요."
)


def last_event(placement: Placement) -> PlacementEvent | None:
    """The newest event that still holds; None when there is nothing to undo."""
    events = placement.events.exclude(kind=K.UNDO).filter(cancelled_by=None)
    return events.order_by("pk").last()


def undo(placement: Placement, reason: str) -> PlacementEvent:
    """Put back what the last event changed; raises Refused with what stands against it.

    A vacancy it opened is closed, unless somebody was offered it. What a transfer began is undone
    at the placement it left.
    """
    _require_reason(reason)
    with in_one_piece():
        lock_round(placement.round)
        event = last_event(placement)
        if event is None:
            raise Refused("되돌릴 변동이 없습니다.")
        _undo_vacancy(placement, event)
        if event.kind == K.TRANSFER:
            _call_back(placement, reason)
        if event.kind == K.ASSIGN:
            _take_away(placement, event)
        put_back(placement, event.before.get("placement", {}))
        _restore(placement.application, event.before.get("application"))
        if event.kind in TAKES_A_POST_AGAIN:
            _require_post(placement)
        return _cancel(placement, event, reason)


def undo_cancelling(application: Application, reason: str) -> Application:
    """A selection that ended before anybody was placed holds again; raises Refused."""
    _require_reason(reason)
    with in_one_piece():
        lock_round(application.round)
        last = application.placements.order_by("pk").last()
        event = last_event(last) if last else None
        if event is not None and event.kind in (K.CANCEL_PLACEMENT, K.FRAUD_FOUND, K.TERMINATE):
            raise Refused("배치한 뒤 취소·포기했습니다. 그 배치의 화면에서 되돌리세요.")
        if not application.cancel_reason:
            raise Refused("되돌릴 선발 취소가 없습니다. 화면을 새로 열어 확인하세요.")
        _require_only(application)
        opened = application.opened_vacancies.filter(cause=Vacancy.Cause.DECLINED)
        for vacancy in opened.exclude(state=Vacancy.State.CLOSED):
            _close(vacancy, "선발 취소·포기")
        was = {"state": state_before(application), "state_reason": ""}
        _restore(application, {**was, "then": application.state})
        return application


def _require_only(application: Application) -> None:
    """Who gave up as a reserve may have applied again since."""
    others = Application.objects.filter(round=application.round, person=application.person)
    others = others.exclude(pk=application.pk)
    if others.exclude(state=Application.State.WITHDRAWN).exists():
        raise Refused("그 뒤에 다시 신청했습니다. 새 신청서를 먼저 취하하세요.")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("되돌리는 사유를 적으세요. 예: 다른 사람의 것을 잘못 처리함")


def _undo_vacancy(placement: Placement, event: PlacementEvent) -> None:
    """Close the vacancy the event opened, or give back the one it exchanged."""
    if opened := event.before.get("opened"):
        vacancy = Vacancy.objects.get(pk=opened)
        if vacancy.project_id != placement.project_id:
            raise Refused(LATER_FIRST)
        _close(vacancy, event.get_kind_display())
    if exchanged := dict(event.before.get("exchanged", {})):
        vacancy = Vacancy.objects.get(pk=exchanged.pop("vacancy"))
        if vacancy.state != Vacancy.State.OPEN or vacancy.project_id != placement.project_id:
            raise Refused(LATER_FIRST)
        _require_not_offered(vacancy)
        put_back(vacancy, exchanged)
        vacancy.save()


def _close(vacancy: Vacancy, what: str) -> None:
    """Nothing is deleted: the vacancy stays, closed."""
    if vacancy.state == Vacancy.State.CLOSED:
        return
    _require_not_offered(vacancy)
    vacancy.state, vacancy.reason = Vacancy.State.CLOSED, f"{what} 되돌림"
    vacancy.save()


def _require_not_offered(vacancy: Vacancy) -> None:
    standing = (Offer.State.OPEN, Offer.State.ACCEPTED)
    if vacancy.state == Vacancy.State.FILLED or vacancy.offers.filter(state__in=standing).exists():
        raise Refused(OFFERED)


def _call_back(placement: Placement, reason: str) -> None:
    """The placement a transfer began never was; only if nothing happened there since."""
    onward = placement.replaced_by.filter(is_transfer=True)
    onward = onward.exclude(state=Placement.State.CANCELLED).select_related("project").get()
    event = last_event(onward)
    if event.kind != K.ASSIGN:
        raise Refused(LATER_FIRST)
    onward.state = Placement.State.CANCELLED
    _cancel(onward, event, reason)


def _take_away(placement: Placement, event: PlacementEvent) -> None:
    """The placement is cancelled; what it filled is open again, the offer waits again."""
    if placement.is_transfer:
        raise Refused("사업장 변경으로 온 배치입니다. 앞 배치의 화면에서 되돌리세요.")
    placement.state = Placement.State.CANCELLED
    if filled := event.before.get("filled"):
        offer = Offer.objects.select_related("vacancy").get(pk=filled["offer"])
        offer.state, offer.answered_on = Offer.State.OPEN, None
        offer.vacancy.state = Vacancy.State.OPEN
        offer.save()
        offer.vacancy.save()
        placement.vacancy = None


def _restore(application: Application, was: dict | None) -> None:
    if was:
        restore(application, was)
        application.save()


def _require_post(placement: Placement) -> None:
    first, last = placement.from_on, placement.to_on
    posts = Posts(placement.round)
    if posts.free(placement.project_id, first, last, without=placement) < 1:
        raise Refused(POST_GONE)


def _cancel(placement: Placement, event: PlacementEvent, reason: str) -> PlacementEvent:
    undoing = event_of(placement, K.UNDO, timezone.localdate(), reason, {})
    undoing.cancels = event
    placement.save()
    undoing.save()
    return undoing
