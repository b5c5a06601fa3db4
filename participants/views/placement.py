"""One placement: what it is, how it came there, the acts allowed now, and the last one undone."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.dates import kdate
from participants.actions.cancelling import cancel
from participants.actions.leaving import find_fraud, leave
from participants.actions.placements import complete, contract, extend, resume, start, suspend
from participants.actions.transferring import transfer
from participants.actions.undoing import last_event, undo
from participants.forms.placements import ActForm, UndoForm
from participants.forms.refused import told_beside
from participants.models import Placement, Vacancy
from participants.placement.rows import NAMED, with_duties
from participants.placement.workflow import ACTS, K, acts_of
from participants.retention.kept_until import retention_of_placement
from participants.views.placement_page import PlacementPage
from participants.views.resident_page import SECTION
from participants.views.shown import Item, opens, person_rows

Given = dict
ACTIONS: dict[str, Callable[[Placement, Given], object]] = {
    K.CONTRACT: lambda one, given: contract([one], given["on"], number=given["number"]),
    K.START: lambda one, given: start([one], given["on"]),
    K.SUSPEND: lambda one, given: suspend(one, given["on"], given["reason"]),
    K.RESUME: lambda one, given: resume(one, given["on"], given["reason"]),
    K.EXTEND: lambda one, given: extend(one, given["on"], given["reason"], given["beyond_round"]),
    K.TRANSFER: lambda one, given: transfer(one, given["project"], given["on"], given["reason"]),
    K.DROP: lambda one, given: leave(one, K.DROP, given["on"], given["end_reason"], given["note"]),
    K.TERMINATE: lambda one, given: leave(
        one, K.TERMINATE, given["on"], given["end_reason"], given["note"]
    ),
    K.EMPLOYED: lambda one, given: leave(one, K.EMPLOYED, given["on"], note=given["note"]),
    K.COMPLETE: lambda one, given: complete([one], given["on"]),
    K.FRAUD_FOUND: lambda one, given: find_fraud(one, given["on"], given["reason"]),
    K.CANCEL_PLACEMENT: lambda one, given: cancel(
        one, given["on"], given["end_reason"], given["note"]
    ),
}
"""What each act of the table does with what its form gave."""


class PlacementDetail(PlacementPage):
    """A placement with its events and the forms of what may be done now."""

    template = "participants/placement.html"
    title, step = "배치", "round_placements"
    personal_task = "배치 확인"

    def breadcrumbs(self):
        listed = reverse("round_placements", args=[self.round.pk])
        return [(SECTION, ""), ("배치", listed), (self.placement.application.receipt, "")]

    def load(self, pk: int) -> Placement:
        """The placement of the address; another district's answers 404."""
        self.found(Placement, pk)
        related = (*NAMED, "round__programme", "round__district", "replaces__project", "vacancy")
        rows = with_duties(Placement.objects.filter(pk=pk)).select_related(*related)
        self.placement = rows.get()
        self.round = self.placement.application.round = self.placement.round
        return self.placement

    def get(self, request, pk):
        self.load(pk)
        return self.show_placement()

    def show_placement(self, error: str = "", status: int = 200, sent=None, undo_form=None):
        """The page, with the form that was sent and what stood against it."""
        one = self.placement
        forms = [
            {
                "act": act,
                "form": sent if sent and sent.kind == act.kind else unsent(one, act.kind),
                "is_next": one.state in Placement.AWAITING and not sent and not number,
            }
            for number, act in enumerate(acts_of(one))
        ]
        self.saw([one.person_id])
        sees_ending = opens(self, Item.ENDING, one)
        return self.show(
            placement=one,
            person_rows=person_rows(self, one.person, one),
            rows=facts_of_placement(one, sees_ending),
            events=events_of(one, sees_ending),
            last=last_event(one),
            forms=forms,
            undo_form=undo_form or UndoForm(auto_id="id_undo_%s"),
            vacancies=vacancies_left(one),
            onward=one.replaced_by.select_related("project").order_by("pk"),
            warnings=warnings_of(one),
            retention=retention_of_placement(one, timezone.localdate()),
            error=error,
            sent=sent,
            status=status,
        )


def unsent(placement: Placement, kind: K) -> ActForm:
    """The form of an act as it is first shown."""
    return ActForm(placement=placement, kind=kind)


def facts_of_placement(one: Placement, sees_ending: bool) -> list[tuple[str, str]]:
    """Label and text of what the placement is."""
    note = one.end_note if sees_ending else ""
    return [
        ("상태", one.get_state_display()),
        ("대상사업", str(one.project)),
        ("근무 기간", f"{kdate(one.from_on)} ~ {kdate(one.to_on)}"),
        ("1일 근로시간", f"{one.hours_per_day}시간"),
        ("계약일", kdate(one.contract_on) if one.contract_on else ""),
        ("계약번호", one.contract_number),
        *((("종료 사유", one.get_end_reason_display()),) if one.end_reason else ()),
        *((("종료 내용", note),) if note else ()),
    ]


def vacancies_left(one: Placement) -> list[Vacancy]:
    """The vacancies its end opened, unless they were closed again."""
    if one.state not in (*Placement.LEFT_EARLY, Placement.State.CANCELLED):
        return []
    rows = one.application.opened_vacancies.exclude(state=Vacancy.State.CLOSED)
    return list(rows.select_related("project"))


def events_of(one: Placement, sees_ending: bool) -> list[dict]:
    """The events, oldest first, those undone marked as such."""
    rows = one.events.select_related("cancels", "cancelled_by").order_by("pk")
    return [
        {
            "event": row,
            "reason": row.reason if sees_ending else "",
            "words": f"{row.cancels.get_kind_display()} 되돌림" if row.cancels else "",
            "on": kdate(row.on),
            "at": text_of(row.at),
            "is_undone": hasattr(row, "cancelled_by"),
        }
        for row in rows
    ]


def warnings_of(one: Placement) -> list[str]:
    """What is still to be done before or at work."""
    if one.state not in Placement.HOLDING:
        return []
    return [
        *(() if one.is_trained else ("채용 시 안전보건교육 참석이 적혀 있지 않습니다.",)),
        *(() if one.is_examined else ("건강검진이 적혀 있지 않습니다.",)),
    ]


class PlacementStep(PlacementDetail):
    """Something done with a placement: refused with its reason, or done and told."""

    def get(self, request, pk, **kwargs):
        return redirect("placement_detail", pk)

    def carry_out(self, work: Callable[[], str], reason: str, **forms):
        """Do it and tell; what stands against it is shown beside the form."""
        pk = self.placement.pk
        try:
            with acting(self.request.user, reason=reason, via=Via.FORM):
                told = work()
        except Refused as error:
            self.load(pk)
            return self.show_placement(told_beside(forms.get("sent"), error), 422, **forms)
        except ValidationError as error:
            self.load(pk)
            return self.show_placement(" ".join(error.messages), 422, **forms)
        except StaleRecord:
            self.load(pk)
            return self.show_placement(STALE, 409, **forms)
        messages.success(self.request, told)
        return redirect("placement_detail", pk)

    @property
    def is_stale(self) -> bool:
        """True when the form was opened before the placement was changed."""
        return self.request.POST.get("version") != str(self.placement.version)


class PlacementAct(PlacementStep):
    """One act of the table."""

    def post(self, request, pk, kind):
        one = self.load(pk)
        if kind not in ACTS:
            raise Http404("no such act")
        form = ActForm(request.POST, placement=one, kind=K(kind))
        if self.is_stale:
            return self.show_placement(STALE, 409, sent=form)
        if not form.is_valid():
            return self.show_placement(status=422, sent=form)
        given = form.cleaned_data
        return self.carry_out(
            lambda: self.act(kind, given), given.get("reason") or given.get("note") or "", sent=form
        )

    def act(self, kind: str, given: dict) -> str:
        """Do it; gives the sentence that tells so."""
        ACTIONS[kind](self.placement, given)
        return f"{ACTS[K(kind)].words} 처리를 마쳤습니다."


class PlacementUndo(PlacementStep):
    """Undo the last event."""

    def post(self, request, pk):
        one = self.load(pk)
        form = UndoForm(request.POST, auto_id="id_undo_%s")
        if self.is_stale:
            return self.show_placement(STALE, 409, undo_form=form)
        if not form.is_valid():
            return self.show_placement(status=422, undo_form=form)
        reason = form.cleaned_data["reason"]
        return self.carry_out(lambda: self.undone(one, reason), reason, undo_form=form)

    def undone(self, one: Placement, reason: str) -> str:
        """Undo; gives the sentence that tells so."""
        event = undo(one, reason)
        return f"마지막 변동({event.cancels.get_kind_display()})을 되돌렸습니다."
