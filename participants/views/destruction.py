"""개인정보 파기: what is due, what was asked for, approval by another, the register, holds."""

from datetime import date, timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models import StaleRecord
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.destruction import (
    approve_destruction,
    refuse_destruction,
    request_destruction,
)
from participants.models import Destruction
from participants.retention.due import (
    DAYS_TO_DESTROY,
    is_late,
    kept_due,
    persons_due,
    rounds_due,
)
from programs.models import Round

SECTION = "관리"
K = Destruction.Kind


class DestructionPage(Page):
    """A page about destroying; it shows numbers and rounds, nobody's data."""

    section = SECTION
    template = "participants/destructions.html"
    title = "개인정보 파기"
    permission = Permission.SEE_DESTRUCTION

    def extra(self):
        today = timezone.localdate()
        rows = reachable(self.request, Destruction).select_related(
            "round", "requested_by", "decided_by"
        )
        rounds = rounds_due(self.district, today)
        open_ones = [one for one in rows if one.state == Destruction.State.REQUESTED]
        waiting, kinds = {one.round_id for one in open_ones}, {one.kind for one in open_ones}
        return {
            "rounds": [one for one in rounds if one.round.pk not in waiting],
            "late": {one.round.pk for one in rounds if is_late(one.due_on, today)},
            "days_to_destroy": DAYS_TO_DESTROY,
            "others": [due for due in self.others(today, kinds) if due["count"]],
            "rows": [_row(one, self.request.user.pk) for one in rows],
            "may_ask": self.may(Permission.REQUEST_DESTRUCTION),
            "may_decide": self.may(Permission.APPROVE_DESTRUCTION),
            "today": kdate(today),
        }

    def others(self, today: date, asked: set[str]) -> list[dict]:
        """What is due besides rounds, and whether any of it already was before the days went by."""
        before = today - timedelta(days=DAYS_TO_DESTROY + 1)
        return [
            _due(kind, len(due(self.district, today)), asked, bool(due(self.district, before)))
            for kind, due in ((K.RECORDS, persons_due), (K.KEPT, kept_due))
        ]

    def refused(self, error: str, status: int = 409, at: str = ""):
        """The page with what stood against the last step, and the id of the input to mend."""
        return self.show(**self.extra(), error=error, error_at=at, status=status)


def _due(kind: K, count: int, asked: set[str], late: bool) -> dict:
    """What is due besides rounds: how much, and whether it was asked for."""
    return {
        "kind": kind.value,
        "label": kind.label,
        "count": count,
        "unit": "건" if kind == K.KEPT else "명",
        "is_asked": kind in asked,
        "is_late": late,
    }


def _row(one: Destruction, user: int) -> dict:
    return {
        "one": one,
        "asked_at": text_of(one.requested_at),
        "decided_at": text_of(one.decided_at) if one.decided_at else "",
        "counts": list(one.counts.items()),
        "is_own": one.requested_by_id == user,
        "is_waiting": one.state == Destruction.State.REQUESTED,
    }


class DestructionAsk(DestructionPage):
    """Ask for the destruction of what is due. POST only."""

    http_method_names = ["post"]
    write_permission = Permission.REQUEST_DESTRUCTION

    def post(self, request):
        number, round_ = request.POST.get("round", ""), None
        if number:
            round_ = reachable(request, Round).filter(pk=record_number(number)).first()
            if round_ is None:
                raise Http404("no such round")
        is_kept = request.POST.get("kind") == K.KEPT
        asked = Destruction(
            district=self.district,
            kind=K.INVESTIGATION if round_ else K.KEPT if is_kept else K.RECORDS,
            round=round_,
            as_of=timezone.localdate(),
            reason=self.typed("reason"),
        )
        try:
            with acting(request.user, reason=asked.reason, via=Via.FORM), transaction.atomic():
                request_destruction(asked, request.user)
        except Refused as error:
            at = f"reason-{round_.pk if round_ else asked.kind}" if error.field else ""
            return self.refused(str(error), 422, at)
        except IntegrityError:
            return self.refused("이미 요청했습니다. 승인을 기다리세요.")
        messages.success(request, "파기를 요청했습니다. 다른 사람이 승인하면 바로 파기합니다.")
        return redirect("destructions")


class DestructionDecide(DestructionPage, FreshPassword):
    """Approve — which destroys — or send back. POST only."""

    http_method_names = ["post"]
    write_permission = Permission.APPROVE_DESTRUCTION

    def post(self, request, pk):
        one = reachable(request, Destruction).select_related("round").filter(pk=pk).first()
        if one is None:
            raise Http404("no such destruction")
        note, is_yes = self.typed("note"), request.POST.get("decision") == "approve"
        act = approve_destruction if is_yes else refuse_destruction
        try:
            with acting(request.user, reason=note, via=Via.FORM), transaction.atomic():
                act(one, request.user, note)
        except Refused as error:
            return self.refused(str(error), at=f"note-{one.pk}" if error.field else "")
        except (StaleRecord, IntegrityError):
            return self.refused(STALE)
        messages.success(
            request, "파기했습니다. 아래 대장에 남았습니다." if is_yes else "반려했습니다."
        )
        return redirect("destructions")
